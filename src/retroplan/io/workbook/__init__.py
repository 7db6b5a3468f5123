"""The workbook people send around: plan, Gantt chart and follow-up of a schedule, and how it is read."""
