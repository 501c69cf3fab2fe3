"""`tilldela bid …`."""
