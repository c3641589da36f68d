"""Trees with ties that several tests look at."""

from gametheory_paradox.games import ExtensiveForm, Move


def cut_through_a_curve():
    """Bob ties over a range of levels, along which Ann's and Dan's payoffs vary; Ann may leave with 2."""
    first = Move("Dan", "first", {"u": (3, 2, 3), "v": (2, 3, 3)})
    second = Move("Dan", "second", {"u": (1, 3, 0), "v": (0, 0, 0)})
    bob = Move("Bob", "middle", {"l": first, "r": second})
    ann = Move("Ann", "start", {"on": bob, "out": (2, 1, 2)})
    return ExtensiveForm.from_tree(("Ann", "Bob", "Dan"), ann)
