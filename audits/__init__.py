"""Auditing concluded contracts: what is checked, what was found, and the report."""
