"""`tilldela demo`."""
