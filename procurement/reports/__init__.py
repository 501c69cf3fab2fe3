"""Records on file: the opening, the evaluation, the whole procurement."""
