"""Statutes as pure functions over dated data: no clock, database or network."""
