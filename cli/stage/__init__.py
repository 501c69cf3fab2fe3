"""Procedures in steps: selections, meetings, and how far they have come."""
