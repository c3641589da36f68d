"""Which play is left, or preferred: dominance, rationalizability, risk, Pareto."""
