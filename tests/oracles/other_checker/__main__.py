"""``python -m other_checker FILE…``."""

import sys

from . import main

main(sys.argv[1:])
