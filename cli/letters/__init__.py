"""`tilldela letters …`."""
