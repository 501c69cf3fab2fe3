"""Sealed bids: received, kept closed, and opened by two."""
