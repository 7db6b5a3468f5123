"""Questions about a schedule: other launches, comparisons, paths."""
