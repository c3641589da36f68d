"""Methods that find the equilibria of a tree."""
