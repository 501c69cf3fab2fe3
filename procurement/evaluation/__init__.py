"""Bids compared by an award model: from a file or from a stored lot, exactly, with warnings."""
