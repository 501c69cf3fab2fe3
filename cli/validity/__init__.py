"""`tilldela validity …`."""
