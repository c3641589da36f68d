"""Equilibria as formulas in the parameters, whatever the form of game: when they are there, what they pay."""
