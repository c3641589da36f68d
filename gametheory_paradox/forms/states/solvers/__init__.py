"""Methods that find the equilibria of a game over time."""
