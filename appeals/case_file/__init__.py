"""The case file for the court, and the draft of the buyer's statement."""
