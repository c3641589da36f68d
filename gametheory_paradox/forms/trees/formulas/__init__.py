"""Equilibria of a tree as formulas in the parameters."""
