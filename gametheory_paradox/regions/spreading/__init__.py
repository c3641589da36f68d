"""Maps that are cut by many hands: parts of the box go to other processes, and may be kept on disk."""

from gametheory_paradox.regions.spreading.kept import KeptParts
from gametheory_paradox.regions.spreading.spread import spread

__all__ = ["KeptParts", "spread"]
