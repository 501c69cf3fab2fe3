"""The diary: the chained journal, stored files, and sealed bids with their receipts."""
