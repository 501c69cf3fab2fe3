"""How long bids bind: watched, and extended by asking all tenderers."""
