"""The tender itself: its draft, stated terms, publication, deadlines and openers."""
