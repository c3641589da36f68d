"""Games over time: stochastic games, repeated games and automata."""
