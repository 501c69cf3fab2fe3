"""Numbers exactly as written: read from files, shown to people, kept as JSON."""
