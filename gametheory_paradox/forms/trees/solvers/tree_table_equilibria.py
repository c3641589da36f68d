"""Every Nash equilibrium of a tree, from those of a table.

The players of the table are those who have something to choose, each with its reduced strategies; where they
are three or more, their agents.  The method for tables of its size then solves it.

Sources: kuhn1953; vonstengel1996 (reduced normal form).
"""

from contextlib import nullcontext
from fractions import Fraction
from math import prod

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Profile
from gametheory_paradox.forms.solvers.equilibria import (
    Completeness,
    CurvedSet,
    Equilibria,
    connected,
    isolated,
)
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import table_of
from gametheory_paradox.forms.trees.proofs.tree_tables import TreeTable
from gametheory_paradox.forms.trees.pure_strategies import count_reduced_strategies
from gametheory_paradox.forms.trees.solvers.first_equilibria import FirstEquilibria

NAME = "tree_table_equilibria"
LARGE_FOR_TWO, LARGE = 300, 64  # cells of a table beyond which some equilibria are looked for first
MOST_FOR_TABLE, MOST_FOR_ALL = 0.5, 0.7  # of the time that is left


def tree_table_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the Nash equilibria of a tree, up to what players do where their own choices never lead.

    Parameters
    ----------
    game
        A tree with perfect recall.
    clock
        When to give up.

    Returns
    -------
    The equilibria of the table as behavior profiles; complete when they are all of that table.
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
    given = clock.left

    # Some equilibria first, where all of them may take too long.
    first = FirstEquilibria(game)
    is_large = clock.left is not None and _is_large(game)
    if is_large:
        first.search_without_table(clock.part(1 / 3))
    try:
        with clock.part(MOST_FOR_TABLE) if is_large else nullcontext():
            form = table_of(game)
    except (Unsupported, OutOfTime) as problem:
        return _some(first, clock, problem)
    if form.table is None:
        why = Completeness("proved", "nobody has a choice")
        proof: dict[str, object] = {"kind": "tree-table", "tables": []}
        return isolated(game, "nash", NAME, [form.profile(None)], why, proof)
    first.form = form
    if is_large:
        first.search(clock.part(1 / 3))

    # All of them, and if there is no time for that, more.
    enough = clock.part(MOST_FOR_ALL) if is_large else clock
    found = table_equilibria(form.table, enough)
    if is_large and found.completeness.status == "budget":
        first.search_further(clock)
    return _behavior(game, form, found, first, clock.extended(given))


def _is_large(game: ExtensiveForm[Fraction]) -> bool:
    """True if the table has so many cells that listing all equilibria may take too long."""
    is_exact = all(isinstance(paid, Fraction) for _, end in game.terminals() for paid in end.payoffs)
    if not is_exact:
        return False
    counts = [count for player in game.players if (count := count_reduced_strategies(game, player)) > 1]
    return prod(counts) > (LARGE if len(counts) > 2 else LARGE_FOR_TWO)


def _some(first: FirstEquilibria, clock: Clock, problem: Unsupported | OutOfTime) -> Equilibria:
    """Some equilibria of a tree whose table is too large, or takes too long to write down."""
    if not first.profiles:
        first.search_without_table(clock)
    first.search(clock)
    first.search_further(clock)
    if not first.profiles:
        raise problem
    is_late = isinstance(problem, OutOfTime)
    because = "the budget does not suffice to write down the table" if is_late else str(problem)
    why = Completeness(
        "budget" if is_late else "partial", f"{first.why}; others were not looked for, as {because}"
    )
    return isolated(first.game, "nash", NAME, list(first.profiles), why)


def _behavior(
    game: ExtensiveForm[Fraction],
    form: TreeTable,
    found: Equilibria,
    first: FirstEquilibria,
    clock: Clock,
) -> Equilibria:
    """The equilibria of a table as behavior, with some of the tree's."""
    completeness, proof_data = found.completeness, None
    why = f"in the {form.name}: {completeness.why}"
    profiles: dict[Profile, int] = {}
    number: dict[int, int] = {}  # of each of the table's equilibria that is listed
    for place, mixed in enumerate(found.profiles):
        if place and completeness.status != "proved" and clock.is_over:
            why += f"; of {len(found.profiles):,} that are known {place:,} are listed"
            break
        number[place] = profiles.setdefault(form.profile(mixed), len(profiles))

    listed = len(profiles)
    if completeness.status != "proved" and first.looks:
        for profile in first.profiles:
            profiles.setdefault(profile, len(profiles))
        why += f"; besides, in the tree: {first.why}"

    number |= {len(found.profiles) + box: len(profiles) + box for box in range(len(found.boxes))}
    subsets = tuple(dict.fromkeys(filter(None, (_renumbered(number, subset) for subset in found.subsets))))
    together = [_renumbered(number, component) for component in found.components]
    subsets += tuple((place,) for place in range(listed, len(profiles)))
    if found.proof is not None and completeness.status == "proved":
        proof_data = {"kind": "tree-table", "tables": [found.proof]}

    return Equilibria(
        game,
        "nash",
        NAME,
        tuple(profiles),
        subsets,
        connected(len(profiles) + len(found.boxes), (*subsets, *together)),
        Completeness(completeness.status, why),
        proof_data,
        tuple(map(form.bounds, found.boxes)),
        tuple(map(form.bounds, found.undecided)),
        curved=tuple(
            CurvedSet(form.bounds(own.within), _renumbered(number, own.points)) for own in found.curved
        ),
        listed=found.listed,
    )


def _renumbered(number: dict[int, int], subset: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({number[n] for n in subset if n in number}))
