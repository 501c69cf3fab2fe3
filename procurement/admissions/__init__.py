"""Applications at any time: to a purchasing system, or to a system of choice."""
