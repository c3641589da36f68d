"""Dominance all over the declared ranges: an action that pays its owner more whatever the others do."""

from itertools import product
from typing import Literal

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.signs import sign_on_box
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, InformationSet, StochasticGame
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction

Extent = Literal["all over the ranges", "all over the ranges, ties aside"]

SIGN_CELLS = 50


def dominance(family: GameFamily, info: InformationSet, action: str, other: str) -> Extent | None:
    """The extent to which another action pays more whatever the others do; None if not everywhere.

    It may tie at the ends of the ranges, or not even there.
    """
    gains = _gains(family, info, action, other) if other != action else None
    if not gains or not all(_is_positive(gain, family.box) for gain in gains):
        return None
    strict = all(_is_positive(gain, family.box, closed=True) for gain in gains)
    return "all over the ranges" if strict else "all over the ranges, ties aside"


def _gains(
    family: GameFamily, info: InformationSet, action: str, other: str
) -> list[RationalFunction] | None:
    """The gains of an action over another one, case by case; None where the cases do not correspond."""
    form, who = family.form, family.players.index(info.player)
    if isinstance(form, ExtensiveForm):
        return _gains_in_tree(form, who, info, action, other)
    if isinstance(form, StochasticGame):
        return None  # what an action pays later hangs on what is done then
    low, high = (info.actions.index(name) for name in (action, other))
    rests = product(*(range(size) if n != who else [0] for n, size in enumerate(form.shape)))
    cells = (([*r[:who], high, *r[who + 1 :]], [*r[:who], low, *r[who + 1 :]]) for r in rests)
    return [form.cell(above)[who] - form.cell(below)[who] for above, below in cells]


def _gains_in_tree(
    form: ExtensiveForm[RationalFunction], who: int, info: InformationSet, action: str, other: str
) -> list[RationalFunction] | None:
    """The same at an information set after which nobody sees which of the two was taken."""
    gains, branches = list[RationalFunction](), [info.actions.index(name) for name in (other, action)]
    for position in form.members[form.information_sets.index(info)]:
        above, below = (form.nodes[position].children[branch] for branch in branches)
        pending = [(above, below)]
        while pending:
            look()
            pair = pending.pop()
            one, another = (form.nodes[own] for own in pair)
            if isinstance(one, Terminal) and isinstance(another, Terminal):
                gains.append(one.payoffs[who] - another.payoffs[who])
            elif not _corresponds(form, *pair):
                return None
            else:
                pending += zip(one.children, another.children, strict=True)
    return gains


def _corresponds(form: ExtensiveForm[RationalFunction], one: int, another: int) -> bool:
    """At both nodes the same happens next: the same player chooses without telling them apart, or chance."""
    nodes = form.nodes[one], form.nodes[another]
    if type(nodes[0]) is not type(nodes[1]) or form.labels(one) != form.labels(another):
        return False
    sets = [node.information_set for node in nodes if isinstance(node, Decision)]
    return len(set(sets)) <= 1


def _is_positive(gain: RationalFunction, box: Box, *, closed: bool = False) -> bool:
    signs = [sign_on_box(p, box, closed=closed, cells=SIGN_CELLS) for p in (gain.numerator, gain.denominator)]
    return signs[0] is not None and signs[1] is not None and signs[0] * signs[1] > 0
