"""Budgets, orders, bookings and loads."""
