"""Graph models of conflict: states ranked by each side, moves, what is stable and what changes it."""
