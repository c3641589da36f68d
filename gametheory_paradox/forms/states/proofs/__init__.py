"""Claims about a game over time that arithmetic alone can check, and proofs that a list is complete."""
