"""The dominance trap: everyone in a group has a dominant action, and everyone would be better off if nobody had it.

For a coalition K and an action a that each of its members has: a is strictly dominant for each in the game,
and *every* member gains when all of K lack a.  For an equilibrium e without a and a member j let g_j be what
j gets in e, less what it gets with a,

* *strong*: at most with a, for every e;  *best*: at most with a, for some e (which must be the same for all
  members);
* *worst*: at least with a, for every e;  *possible*: at least with a, for some e.

The gap is the least g_j over the members, in the least favorable e where every e is meant and in the most
favorable one where some e is.  Strong implies best and worst, each of which implies possible.  Taking a from
one member alone is reported beside it: where that hurts the member, nobody leaves the trap alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, delete, expected_payoffs, scope_of
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.compared_branches import Better, exceeds, gains
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    Definition,
    Request,
    Sets,
    Stated,
    names_of,
    text_of,
)
from gametheory_paradox.paradoxes.option import AnyQuantifier


@dataclass(frozen=True)
class DominanceTrap:
    """The comparison of a game with the same game without the coalition's action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    members
        The coalition.
    dominant
        For each member whether the action is strictly dominant for it.
    with_action, without_action, alone
        For each member its payoffs over all equilibria: of the game, when all members lack the action, and
        when it alone does.
    outcomes
        For each equilibrium without the action what each member gets (of infinitely many, in the extreme
        ones).
    """

    quantifier: AnyQuantifier
    members: tuple[str, ...]
    dominant: tuple[bool, ...]
    with_action: tuple[PayoffSet, ...]
    without_action: tuple[PayoffSet, ...]
    alone: tuple[PayoffSet, ...]
    outcomes: tuple[tuple[Fraction, ...], ...]

    @property
    def gap(self) -> Fraction:
        """The least gain of a member."""
        has = [own.high if self.quantifier in ("strong", "best") else own.low for own in self.with_action]
        gains = [
            min(lacks - most for lacks, most in zip(outcome, has, strict=True)) for outcome in self.outcomes
        ]
        return max(gains) if self.quantifier in ("best", "possible") else min(gains)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """For each member its payoffs with the action, without it, and when it alone lacks it."""
        sides = {"with": self.with_action, "without": self.without_action, "alone": self.alone}
        return {
            f"{side}, {who}": own
            for side, them in sides.items()
            for who, own in zip(self.members, them, strict=True)
        }

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return all(self.dominant) and self.gap > 0


def _variants(game: Game, request: Request) -> dict[str, Game]:
    table, without = _table(game), _without(game, request)
    action = text_of(request.details, "action")
    alone = {
        f"alone, {who}": delete(table, action, scope_of(table, who, action))
        for who in _members(table, request)
    }
    return {"with": table, "without": without, **alone}


def _table(game: NormalForm[P] | ExtensiveForm[P]) -> NormalForm[P]:
    if not isinstance(game, NormalForm):
        raise Unsupported("a dominance trap is looked for in tables, and this is a tree")
    return game


def _without(game: NormalForm[P] | ExtensiveForm[P], request: Request) -> NormalForm[P]:
    """The game in which the whole coalition lacks the action."""
    table, action = _table(game), text_of(request.details, "action")
    return delete(table, action, scope_of(table, request.mover, action, (), _members(table, request)))


def _members(game: AnyForm, request: Request) -> tuple[str, ...]:
    """The coalition in the game's order."""
    named = names_of(request.details, "coalition")
    for player in named:
        if player not in game.players:
            raise InvalidGame(f"{player!r:.60} is not a player; the players are {', '.join(game.players)}")
    if len(named) < 2:
        raise InvalidGame("a dominance trap needs a coalition of two players or more")
    return tuple(player for player in game.players if player in named)


def _claim(game: Game, request: Request, sets: Sets) -> DominanceTrap | None:
    assert isinstance(game, NormalForm)
    action, members = text_of(request.details, "action"), _members(game, request)
    without = sets["without"]
    places = [game.players.index(who) for who in members]
    everyone = [expected_payoffs(without.game, profile) for profile in without.profiles]
    found = DominanceTrap(
        request.quantifier,
        members,
        tuple(is_dominant(game, who, action) for who in members),
        tuple(sets["with"].payoffs(who) for who in members),
        tuple(without.payoffs(who) for who in members),
        tuple(sets[f"alone, {who}"].payoffs(who) for who in members),
        tuple(tuple(payoffs[place] for place in places) for payoffs in everyone),
    )
    some = request.quantifier in ("best", "possible")
    if some and found.gap <= 0 and all(found.dominant) and without.infinite:
        return None  # a mixture of the extreme equilibria might do for all members what none of them does
    return found


def is_dominant(game: NormalForm[Fraction], player: str, action: str) -> bool:
    """Whether an action gives a player strictly more than any other, whatever the others do."""
    return all(more > less for more, less in _beside(game, player, action))


def _beside(game: NormalForm[P], player: str, action: str) -> list[tuple[P, P]]:
    """In every cell without the action, what it would give the player there, and what the player gets."""
    who = game.players.index(player)
    worth = {profile: cell[who] for profile, cell in zip(game.profiles(), game.payoffs, strict=True)}
    return [
        (worth[(*profile[:who], action, *profile[who + 1 :])], own)
        for profile, own in worth.items()
        if profile[who] != action
    ]


def _statement(
    form: Form, request: Request, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    table, members = _table(form), _members(form, request)
    has, lacks = found["with"], found["without"]
    pairs = [pair for who in members for pair in _beside(table, who, text_of(request.details, "action"))]
    dominant = every(exceeds(more, less, Fraction(0), factor) for more, less in pairs)
    better = [gains(table.players.index(who), least, factor) for who in members]

    def gained(without: Branch, over: Better) -> Statement:
        """What a member gets beats every branch with the action (its most), or some (its least)."""
        if request.quantifier in ("strong", "best"):
            return every(some([negation(w.exists), over(without, w)]) for w in has.branches)
        return some(every([w.exists, over(without, w)]) for w in has.branches)

    alike = [(o, every(gained(o, over) for over in better)) for o in lacks.branches]
    if request.quantifier in ("best", "possible"):
        all_gain = some(every([o.exists, gain]) for o, gain in alike)
    else:
        all_gain = every(some([negation(o.exists), gain]) for o, gain in alike)
    # Where the action is not dominant the trap is absent, whatever the equilibria are.
    return every([dominant, all_gain]), every([dominant, some([has.degenerate, lacks.degenerate])])


def _stated_variants(form: Form, request: Request) -> dict[str, Form]:
    return {"with": _table(form), "without": _without(form, request)}


STATED = Stated("dominance-trap", ("action", "coalition"), _stated_variants, _statement)


DOMINANCE_TRAP = Definition(
    "dominance-trap",
    "each of a group has a dominant action, and all would be better off if nobody had it",
    ("action", "coalition"),
    _variants,
    _claim,
    STATED,
)
