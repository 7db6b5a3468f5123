"""What a schedule means and what a change does to it: comparisons, launch windows, questions to the graph."""
