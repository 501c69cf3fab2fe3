"""What must hold for a step to be called, and who takes part in it."""
