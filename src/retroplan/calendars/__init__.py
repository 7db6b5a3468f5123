"""Calendars: working time as tables, closed days and public holidays, day counting."""
