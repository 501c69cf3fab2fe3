"""`tilldela documents …`: what the documents look like, before there is anything to write."""
