"""The diary: the chained journal, stored files, and bids in their envelopes."""
