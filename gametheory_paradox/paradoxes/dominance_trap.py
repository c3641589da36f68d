"""The dominance trap: each of a group has a dominant action, and all would be better off without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    NormalForm,
    check_player,
    delete,
    played_once,
    scope_of,
)
from gametheory_paradox.forms.formulas.branches import Branch
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.proofs.listed_equilibria import outcomes
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    Better,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    exceeds,
    gains,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.table import Record

# The dominance trap: all in a group have a dominant action, and all would be better off if nobody had it
#
# For a coalition K and an action a that each of its members has: a is strictly dominant for each in the game,
# and *every* member gains when all of K lack a.  For an equilibrium e without a and a member j let g_j be
# what j gets in e, less what it gets with a,
#
# * *strong*: at most with a, for every e;  *best*: at most with a, for some e (which must be the same for all
#   members);
# * *worst*: at least with a, for every e;  *possible*: at least with a, for some e.
#
# The gap is the least g_j over the members, in the least favorable e where every e is meant and in the most
# favorable one where some e is.  Strong implies best and worst, each of which implies possible.  Taking a
# from one member alone is reported beside it: where that hurts the member, nobody leaves the trap alone.  Of
# a measure the gains are compared; it is in payoffs that the action is dominant.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class DominanceTrap(Record):
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
    outcomes: tuple[tuple[Number, ...], ...]

    @property
    def gap(self) -> Number:
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
        """The definition."""
        return all(self.dominant) and self.gap > 0


def variants(game: Game, question: Question) -> dict[str, Game]:
    """The game, the game without the coalition's action, and without one member's at a time."""
    game = played_once(game)
    table, without = table_of(game), without_coalition(game, question)
    action = question.action[0]
    alone = {
        f"alone, {who}": delete(table, scope_of(table, who, action)) for who in members_of(table, question)
    }
    return {"with": table, "without": without, **alone}


def table_of(game: NormalForm[P] | ExtensiveForm[P]) -> NormalForm[P]:
    """The game, which must be a table."""
    if not isinstance(game, NormalForm):
        raise Unsupported("a dominance trap is looked for in tables, and this is a tree")
    return game


def without_coalition(game: NormalForm[P] | ExtensiveForm[P], question: Question) -> NormalForm[P]:
    """The game in which the whole coalition lacks the action."""
    table, action = table_of(game), question.action[0]
    return delete(table, scope_of(table, question.mover, action, (), members_of(table, question)))


def members_of(game: AnyForm, question: Question) -> tuple[str, ...]:
    """The coalition in the game's order."""
    named = question.coalition
    for player in named:
        check_player(game, player)
    if len(named) < 2:
        raise InvalidGame("a dominance trap needs a coalition of two players or more")
    return tuple(player for player in game.players if player in named)


def claim(game: Game, question: Question, sets: Sets) -> DominanceTrap | str:
    """The comparison; a text says why the equilibria do not settle it."""
    assert isinstance(game, NormalForm)
    (action,), members = question.action, members_of(game, question)
    without = sets["without"]
    if not all(cover_of(equilibria).listed for equilibria in sets.values()):
        return "not all equilibria are listed, so that what other members get is not known"

    places = [game.column(who) for who in members]
    found = DominanceTrap(
        question.quantifier,
        members,
        tuple(is_dominant(game, who, action) for who in members),
        tuple(sets["with"].payoffs(who) for who in members),
        tuple(without.payoffs(who) for who in members),
        tuple(sets[f"alone, {who}"].payoffs(who) for who in members),
        tuple(tuple(payoffs[place] for place in places) for payoffs in outcomes(without)),
    )
    some = question.quantifier in ("best", "possible")
    if some and found.gap <= 0 and all(found.dominant) and without.infinite:
        return "of infinitely many equilibria a mixture might do for all members what no extreme one does"

    return found


def is_dominant(game: NormalForm[Fraction], player: str, action: str) -> bool:
    """True if an action gives a player strictly more than any other, whatever the others do."""
    return all(more > less for more, less in beside(game, player, action))


def beside(game: NormalForm[P], player: str, action: str) -> list[tuple[P, P]]:
    """In every cell without the action, what it would give the player there, and what the player gets."""
    who = game.players.index(player)
    worth = {profile: cell[who] for profile, cell in zip(game.profiles(), game.payoffs, strict=True)}
    return [
        (worth[(*profile[:who], action, *profile[who + 1 :])], own)
        for profile, own in worth.items()
        if profile[who] != action
    ]


# The dominance trap as a statement about parameters
# ---------------------------------------------------


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    table, members = table_of(played_once(form)), members_of(form, question)
    has, lacks = found["with"], found["without"]
    pairs = [pair for who in members for pair in beside(table, who, question.action[0])]
    dominant = every(exceeds(more, less, Fraction(0), factor) for more, less in pairs)
    better = [gains(table.column(who), least, factor) for who in members]

    def gained(without: Branch, over: Better) -> Statement:
        """The statement that a member gets more than in every branch with the action, or in some."""
        if question.quantifier in ("strong", "best"):
            return every(some([negation(w.exists), over(without, w)]) for w in has.branches)
        return some(every([w.exists, over(without, w)]) for w in has.branches)

    alike = [(o, every(gained(o, over) for over in better)) for o in lacks.branches]
    if question.quantifier in ("best", "possible"):
        all_gain = some(every([o.exists, gain]) for o, gain in alike)
    else:
        all_gain = every(some([negation(o.exists), gain]) for o, gain in alike)
    # Where the action is not dominant the trap is absent, whatever the equilibria are.
    return every([dominant, all_gain]), every([dominant, some([has.degenerate, lacks.degenerate])])


def _variants(form: Form, question: Question) -> dict[str, Form]:
    once = played_once(form)
    return {"with": table_of(once), "without": without_coalition(once, question)}


STATED = ParametricDefinition(_variants, _statement)
