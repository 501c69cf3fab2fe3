"""The contract's wording: clause files that a legal reader edits, checked and put together."""
