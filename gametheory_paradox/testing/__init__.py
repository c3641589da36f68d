"""Hypothesis strategies and checks for users."""
