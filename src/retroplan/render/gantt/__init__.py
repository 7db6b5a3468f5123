"""
A schedule as a Gantt chart.

`chart` lays it out as a list of shapes, without any program that draws; `svg` and `picture` paint the
same shapes.
"""
