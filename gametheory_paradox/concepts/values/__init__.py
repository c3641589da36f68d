"""What a player can secure or expect: maximin, zero-sum value, ranges of equilibrium payoffs, correlated play."""
