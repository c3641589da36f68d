"""Claims over parameters: equilibria as formulas, signs of polynomials on a cell, shares of a box."""
