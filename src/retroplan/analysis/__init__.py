"""Questions about plans and schedules: what a change does to them, what no single date answers."""
