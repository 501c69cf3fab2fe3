"""`tilldela enter`."""
