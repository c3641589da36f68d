"""Which equilibria survive a doubt: trembles, beliefs off the path, messages that nobody sends."""
