"""`tilldela admission …`: systems that take in applications at any time."""
