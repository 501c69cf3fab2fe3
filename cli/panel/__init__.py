"""`tilldela panel …`."""
