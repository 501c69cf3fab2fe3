"""`tilldela appeals …`."""
