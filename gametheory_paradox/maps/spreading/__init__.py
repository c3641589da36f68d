"""Maps that are cut by many hands: parts of the box go to other processes, and may be kept on disk."""
