"""Selection among actions and equilibria: dominance, rationalizability, risk, Pareto."""
