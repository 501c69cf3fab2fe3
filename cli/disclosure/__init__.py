"""`tilldela disclosure …`."""
