"""`tilldela records …`, `backup` and `restore`."""
