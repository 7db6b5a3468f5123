"""From a network to a schedule: bounds, passes, slack, drivers."""
