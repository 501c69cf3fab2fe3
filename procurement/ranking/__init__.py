"""Stored lots ranked: which are due, what they come to, and the record of it."""
