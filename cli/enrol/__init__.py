"""`tilldela install` and `tilldela enrol …`."""
