"""Questions about plans and schedules that no single date answers."""
