"""Pictures of states, of automata and of repeated payoffs."""
