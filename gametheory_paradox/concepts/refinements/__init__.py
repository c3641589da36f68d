"""Refinements of equilibria: trembles, and beliefs after messages that nobody sends."""
