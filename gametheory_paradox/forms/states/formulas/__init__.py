"""Equilibria of a game over time as formulas in the parameters."""
