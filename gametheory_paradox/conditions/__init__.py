"""Statements about parameters: their truth at a point, which signs go together, and short conditions."""
