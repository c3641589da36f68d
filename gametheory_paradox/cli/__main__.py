"""``python -m gametheory_paradox.cli``."""

from gametheory_paradox.cli import main

main()
