"""Schedule a plan backwards from its launch date."""
