"""Equilibria of a table as formulas in the parameters."""
