"""What is measured where two variants of a game are compared: payoffs, or an index, over their equilibria as formulas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.families import Form
from gametheory_paradox.paradoxes.definition import Request, names_of
from gametheory_paradox.paradoxes.security_insecurity import index_where, indexed_form

Found = Mapping[str, Branches]


@dataclass(frozen=True)
class Measured:
    """Two lists of equilibria, and whose payoffs in them are compared.

    Parameters
    ----------
    before, after
        Those that should be worse, and those that should be better, were there no paradox.
    players
        The numbers of the players; the gap is the least of theirs.
    """

    before: Branches
    after: Branches
    players: tuple[int, ...]


def measured(form: Form, request: Request, found: Found) -> Measured | None:
    """What a paradox compares, from the equilibria of its variants; None where it compares no payoffs.

    Parameters
    ----------
    form, request
        The game and the question.
    found
        The equilibria of each variant, by its name.
    """
    compares = MEASURES.get(request.paradox)
    return None if compares is None else compares(form, request, found)


def _payoffs(before: str, after: str) -> Callable[[Form, Request, Found], Measured]:
    """The mover's payoffs in two variants."""
    return lambda form, request, found: Measured(
        found[before].ends, found[after].ends, (form.players.index(request.mover),)
    )


def _of_members(form: Form, request: Request, found: Found) -> Measured:
    named = names_of(request.details, "coalition")
    places = tuple(place for place, player in enumerate(form.players) if player in named)
    return Measured(found["without"], found["with"], places)


def _index(form: Form, request: Request, found: Found) -> Measured:
    """The index stands where the mover's payoff stood."""
    who, indexed = form.players.index(request.mover), indexed_form(form, request)

    def with_index(branches: Branches) -> Branches:
        kept = []
        for branch in branches.branches:
            index = index_where(indexed, branch, who)
            kept.append(replace(branch, payoffs=(*branch.payoffs[:who], index, *branch.payoffs[who + 1 :])))
        return replace(branches, branches=tuple(kept))

    return Measured(with_index(found["without"].ends), with_index(found["with"].ends), (who,))


SIDES: Mapping[str, tuple[str, str]] = {  # of the equilibria after, and before
    "option": ("with it", "without it"),
    "comparative-statics": ("after the change", "before it"),
    "dominance-trap": ("with the action", "where the whole group lacks it"),
    "information": ("seeing more", "seeing less"),
    "security-insecurity": ("with the measure", "without it"),
}
MEASURES: Mapping[str, Callable[[Form, Request, Found], Measured]] = {
    "comparative-statics": _payoffs("lower", "higher"),
    "dominance-trap": _of_members,
    "information": _payoffs("uninformed", "informed"),
    "security-insecurity": _index,
}
