"""Ways out of a paradox: the cheapest change of what one controls, and other moves that end it."""

from gametheory_paradox.regions.ways_out.escape import escape
from gametheory_paradox.regions.ways_out.levers import Lever
from gametheory_paradox.regions.ways_out.ways import Escape, WayOut, Witness

__all__ = ["Escape", "Lever", "WayOut", "Witness", "escape"]
