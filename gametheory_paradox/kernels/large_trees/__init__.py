"""Trees with perfect information and millions of nodes, in arrays: built, and solved level by level."""

from gametheory_paradox.kernels.large_trees.building import flattened, large_tree, regular_tree, unfold
from gametheory_paradox.kernels.large_trees.induction import LargePlan, induction_by_levels
from gametheory_paradox.kernels.large_trees.tree import CHANCE, END, LargeTree

__all__ = [
    "CHANCE",
    "END",
    "LargePlan",
    "LargeTree",
    "flattened",
    "induction_by_levels",
    "large_tree",
    "regular_tree",
    "unfold",
]
