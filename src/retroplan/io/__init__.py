"""Formats: one thin pure module each, bytes to value and back."""
