"""Claims about one game: a profile is an equilibrium, these are all, a rule selects one of them."""
