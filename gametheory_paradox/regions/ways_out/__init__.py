"""Ways out of a paradox: the cheapest change of what one controls, and other moves that end it."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.regions.ways_out.escape import escape
    from gametheory_paradox.regions.ways_out.levers import Lever
    from gametheory_paradox.regions.ways_out.ways import Escape, WayOut, Witness

_HOMES = {
    "escape": ("escape",),
    "levers": ("Lever",),
    "ways": ("Escape", "WayOut", "Witness"),
}

__all__ = ["Escape", "Lever", "WayOut", "Witness", "escape"]

at_first_use(__name__, _HOMES.items())
