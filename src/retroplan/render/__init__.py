"""Schedules made visible: terminal tables."""
