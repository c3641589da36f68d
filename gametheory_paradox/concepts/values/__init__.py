"""Values to a player: maximin and minimax, zero-sum value, equilibrium payoffs, correlated play."""
