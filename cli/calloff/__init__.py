"""`tilldela calloff …`: call off under a framework, in the ranking's order."""
