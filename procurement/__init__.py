"""The life of a tender: draft, publish, receive, open, rank, decide, notify."""
