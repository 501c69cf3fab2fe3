"""Documents asked for: what is secret, what was decided of each, and what was given to whom."""
