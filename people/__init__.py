"""Who acts: persons, their roles, what each role opens, and the second person."""
