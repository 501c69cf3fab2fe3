"""What can stand in the way of a contract, by subject."""
