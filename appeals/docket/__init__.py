"""Keep the docket: matters, what happened in them, and what the courts were asked."""
