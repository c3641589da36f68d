"""Trees with ties that several tests look at."""

from gametheory_paradox.forms import ExtensiveForm, Move

THREATENED = ("Tom", "Meg", "Kim", "Lee", "Joe")


def cut_through_a_curve():
    """Bob ties over a range of levels, along which Ann's and Dan's payoffs vary; Ann may leave with 2."""
    first = Move("Dan", "first", {"u": (3, 2, 3), "v": (2, 3, 3)})
    second = Move("Dan", "second", {"u": (1, 3, 0), "v": (0, 0, 0)})
    bob = Move("Bob", "middle", {"l": first, "r": second})
    ann = Move("Ann", "start", {"on": bob, "out": (2, 1, 2)})
    return ExtensiveForm.from_tree(("Ann", "Bob", "Dan"), ann)


def carried_upward():
    """Cat does not care; Bob does, and Ann goes on where Cat's mixture lets her."""
    cells = {("l", "x"): (3, 1, 1), ("l", "y"): (0, 1, 1), ("r", "x"): (0, 0, 1), ("r", "y"): (0, 0, 1)}
    table = Move("Bob", "bob", {b: Move("Cat", "cat", {c: cells[b, c] for c in "xy"}) for b in "lr"})
    return ExtensiveForm.from_tree(
        ("Ann", "Bob", "Cat"), Move("Ann", "ann", {"go": table, "stay": (1, 2, 0)})
    )


def before_the_unpaid(out):
    """A takes what is outside, or lets B and C move at once, who get nothing whatever they do."""
    gets = {("l", "l"): 3, ("l", "r"): 0, ("r", "l"): 0, ("r", "r"): 1}
    table = Move("B", "b", {b: Move("C", "c", {c: (gets[b, c], 0, 0) for c in "lr"}) for b in "lr"})
    return Move("A", "start", {"out": out, "in": table})


def unpaid_after(out=("1/2", 5, 5)):
    """The same as a game."""
    return ExtensiveForm.from_tree(("A", "B", "C"), before_the_unpaid(out))


def kim(quiet=5):
    """One indifferent player's mixture gives Meg -100 where both its pure continuations give 5.

    Kim goes in only if Lee will and the last mover, Joe, tempts her often enough; Lee goes in only if Joe
    rewards him often enough; Joe does not care.
    """
    joe = Move("Joe", "last", {"left": (1, -100, 0, 2, 0), "right": (1, -100, 10, 0, 0)})
    lee = Move("Lee", "then", {"in": joe, "out": (1, quiet, 0, 1, 0)})
    return Move("Kim", "first", {"in": lee, "out": (1, quiet, 1, 0, 0)})


def threatened():
    """Meg's threat drives Tom to Kim; her soft answer would keep him."""
    meg = Move("Meg", "asked", {"threat": (0, 3, 0, 0, 0), "soft": (2, 2, 0, 0, 0)})
    return ExtensiveForm.from_tree(THREATENED, Move("Tom", "start", {"leave": kim(), "ask": meg}))
