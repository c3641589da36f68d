"""Real algebraic numbers in plain Python: their polynomials, the intervals that hold them, their order."""
