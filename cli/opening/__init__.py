"""`tilldela open`."""
