"""
Tables: a grid of rows, as a spreadsheet holds it, to a plan document and back.

No format is known here: a reader gives rows of cells, a writer takes them.
"""
