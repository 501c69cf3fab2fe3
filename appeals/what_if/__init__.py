"""When can we sign, if this is applied for and that is ruled? Nothing is written."""
