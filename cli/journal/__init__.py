"""`tilldela journal …`."""
