"""`tilldela keys …`."""
