"""The values a plan is made of; no dates are computed here."""
