"""Every Nash equilibrium of a tree, from those of its reduced normal form.

Players with nothing to choose are left out of the table, which the method for tables of its size then solves.

Sources: kuhn1953; vonstengel1996 (reduced normal form).
"""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.every_nash_of_trees import choosers_table
from gametheory_paradox.clock import Clock
from gametheory_paradox.games import ExtensiveForm, Profile
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected, isolated
from gametheory_paradox.solvers.table_equilibria import table_equilibria


def reduced_normal_form_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the Nash equilibria of a tree, up to what players do where their own choices never lead.

    Parameters
    ----------
    game
        A tree.
    clock
        When to give up.

    Returns
    -------
    The equilibria of the reduced normal form as behavior profiles; complete when they are all of that table.

    Sources
    -------
    kuhn1953
    """
    name = "reduced_normal_form_equilibria"
    form = choosers_table(game)
    if form.table is None:
        why = Completeness("proved", "nobody has a choice")
        proof: dict[str, object] = {"kind": "reduced-normal-form", "tables": []}
        return isolated(game, "nash", name, [form.profile(None)], why, proof)
    found = table_equilibria(form.table, clock)
    profiles: dict[Profile, int] = {}
    numbers = [profiles.setdefault(form.profile(mixed), len(profiles)) for mixed in found.profiles]
    subsets = tuple(dict.fromkeys(_renumbered(numbers, subset) for subset in found.subsets))
    completeness, proof_data = found.completeness, None
    if found.boxes or found.undecided or found.curved:
        why_not = (
            "the reduced normal form has equilibria that are not rational or not all listed, or not settled"
        )
        completeness = Completeness("partial", why_not)
    elif found.proof is not None and completeness.status == "proved":
        proof_data = {"kind": "reduced-normal-form", "tables": [found.proof]}
        completeness = Completeness("proved", f"in the reduced normal form: {completeness.why}")
    subsets = tuple(s for s in subsets if s)
    return Equilibria(
        game,
        "nash",
        name,
        tuple(profiles),
        subsets,
        connected(len(profiles), subsets),
        completeness,
        proof_data,
    )


def _renumbered(numbers: list[int], subset: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({numbers[n] for n in subset if n < len(numbers)}))
