"""Enter a procurement that ran elsewhere, mid-life, with its past dates."""
