"""Every Nash equilibrium of a tree, from those of its reduced normal form.

Players with nothing to choose are left out of the table, which the method for tables of its size then solves.

Sources: kuhn1953; vonstengel1996 (reduced normal form).
"""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.every_nash_of_trees import ChoosersTable, choosers_table
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Profile
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected, isolated
from gametheory_paradox.solvers.first_equilibria import FirstEquilibria, share
from gametheory_paradox.solvers.table_equilibria import table_equilibria

NAME = "reduced_normal_form_equilibria"
LARGE_FOR_TWO, LARGE = 300, 64  # cells of a table beyond which some equilibria are looked for first
MOST_FOR_ALL = 0.7  # of the time that is left


def reduced_normal_form_equilibria(game: ExtensiveForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds the Nash equilibria of a tree, up to what players do where their own choices never lead.

    Parameters
    ----------
    game
        A tree.
    deadline
        When to give up.

    Returns
    -------
    The equilibria of the reduced normal form as behavior profiles; complete when they are all of that table.
    Where the table is large, some equilibria are looked for first, so that a budget that does not suffice for
    all of them gives at least these.

    Raises
    ------
    Unsupported
        If the table is too large, and no equilibrium was found without it.

    Sources
    -------
    kuhn1953
    """
    try:
        form = choosers_table(game)
    except Unsupported as problem:
        return _some(game, deadline, problem)
    if form.table is None:
        why = Completeness("proved", "nobody has a choice")
        proof: dict[str, object] = {"kind": "reduced-normal-form", "tables": []}
        return isolated(game, "nash", NAME, [form.profile(None)], why, proof)

    # Some equilibria first, where all of them may take too long.
    first = FirstEquilibria(game, form)
    if deadline.left is not None and len(form.table.payoffs) > (LARGE if len(form.orders) else LARGE_FOR_TWO):
        first.search(share(deadline, 3))
    enough = Deadline(None if deadline.left is None or not first.looks else deadline.left * MOST_FOR_ALL)
    found = table_equilibria(form.table, deadline if enough.end is None else enough, orders=form.orders)
    if first.looks and found.completeness.status == "budget":
        first.search_further(deadline)
    return _behavior(game, form, found, first)


def _some(game: ExtensiveForm[Fraction], deadline: Deadline, problem: Unsupported) -> Equilibria:
    """Some equilibria of a tree whose table is too large."""
    first = FirstEquilibria(game, None)
    first.search(deadline)
    first.search_further(deadline)
    if not first.profiles:
        raise problem
    why = f"{first.why}; others were not looked for, as {problem}"
    return isolated(game, "nash", NAME, list(first.profiles), Completeness("partial", why))


def _behavior(
    game: ExtensiveForm[Fraction], form: ChoosersTable, found: Equilibria, first: FirstEquilibria
) -> Equilibria:
    """The equilibria of a table as behavior, with some of the tree's."""
    profiles: dict[Profile, int] = {}
    numbers = [profiles.setdefault(form.profile(mixed), len(profiles)) for mixed in found.profiles]
    listed, completeness, proof_data = len(profiles), found.completeness, None
    why = f"in the reduced normal form: {completeness.why}"
    if completeness.status != "proved" and first.looks:
        for profile in first.profiles:
            profiles.setdefault(profile, len(profiles))
        why += f"; besides, in the tree: {first.why}"
    numbers += range(len(profiles), len(profiles) + len(found.boxes))
    subsets = tuple(dict.fromkeys(_renumbered(numbers, subset) for subset in found.subsets))
    subsets += tuple((number,) for number in range(listed, len(profiles)))
    if found.proof is not None and completeness.status == "proved":
        proof_data = {"kind": "reduced-normal-form", "tables": [found.proof]}
    return Equilibria(
        game,
        "nash",
        NAME,
        tuple(profiles),
        subsets,
        connected(len(profiles) + len(found.boxes), subsets),
        Completeness(completeness.status, why),
        proof_data,
        tuple(map(form.bounds, found.boxes)),
        tuple(map(form.bounds, found.undecided)),
    )


def _renumbered(numbers: list[int], subset: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({numbers[n] for n in subset}))
