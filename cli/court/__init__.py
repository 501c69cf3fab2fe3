"""`tilldela court …`."""
