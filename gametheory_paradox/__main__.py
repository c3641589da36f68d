"""``python -m gametheory_paradox``."""

from gametheory_paradox.cli import main

main()
