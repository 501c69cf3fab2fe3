"""`tilldela award …`."""
