"""Frameworks: their terms and parties, what is called off, and what of the ceiling is left."""
