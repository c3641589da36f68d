"""Claims about a game of any form: a profile is an equilibrium, these are all, a rule selects one of them."""
