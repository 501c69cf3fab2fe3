"""`tilldela qualify …`."""
