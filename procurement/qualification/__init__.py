"""Who may win: requirements, declarations, questions, exclusion, low prices."""
