"""Claims about a table that arithmetic alone can check, and proofs that a list of equilibria is complete."""
