"""What is due when, for each lawyer, and the reminders of it."""
