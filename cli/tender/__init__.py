"""`tilldela tender …`: from the need to the deadline."""
