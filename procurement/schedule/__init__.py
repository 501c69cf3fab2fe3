"""When a planned procurement can be where: least times, closed days, margins."""
