"""Schedules as the workbook people send around: plan, Gantt chart, follow-up; and that workbook read again."""
