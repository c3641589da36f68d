"""The security–insecurity paradox: what protects while others hold still endangers once all answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Game, check_player, expected_payoffs
from gametheory_paradox.forms.deletion import restrict
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    compared,
    exceeds,
    gains,
    gap_between,
    left_in,
)
from gametheory_paradox.paradoxes.held_plans import HeldPlans, held_plays
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.table import Record

# Security-insecurity: a policy that protects while others hold still, and not once all answer
#
# The security compared is the question's measure, not what players maximize.  *Without*: the game in which
# the mover lacks the action, the policy in question, at the sets asked about.  *With*: the game in which it
# takes the action there for certain.  *Held*: the policy is taken, and only some of the others answer it. Who
# answers does what it does in the equilibria with it; the rest, and the mover elsewhere, go on as in the
# equilibria without it.  At an information set that is met only after the action those have no plan without
# it; it is then their plan in the equilibria with it.  Where these plans differ, something is told if it is
# so for each of them, and for all their mixtures.
#
# Several actions make one policy.  *Without*: the mover lacks all of them.  *With*: at every set asked about
# it takes one of those that it has there, whichever suits it; under *held* this is its plan with it, too.
#
# Present: security falls between the equilibria of the two games, as the quantifier compares; and it rises
# under *held*, from every equilibrium without.  Who answers under *held* is the question's: nobody, only the
# target, or only third parties; the others of the three are told beside it, where plans settle them.
# ----------------------------------------------------------------------------

NOBODY, TARGET, THIRD_PARTIES = "nobody", "target", "third-parties"
HELD: Mapping[str, str] = {  # who answers while the others hold, and what is compared then
    NOBODY: "with, if nobody answers",
    TARGET: "with, if only the target answers",
    THIRD_PARTIES: "with, if only third parties answer",
}


@dataclass(frozen=True, repr=False)
class HeldSecurity(Record):
    """The mover's security where it takes the policy and only some of the others answer.

    Parameters
    ----------
    security
        Over all equilibria, and so plans, without the policy and with it.
    rise
        The least that the policy adds in an equilibrium without it.
    """

    security: PayoffSet
    rise: Fraction


@dataclass(frozen=True, repr=False)
class SecurityInsecurity(Record):
    """The mover's security without the policy, with it, and where only some answer it.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    without, with_policy
        Over all equilibria without the policy, and with it.
    held
        By who answers: a key of ``HELD``; what plans do not settle is missing.
    deciding
        Whose answer decides.
    """

    quantifier: AnyQuantifier
    without: PayoffSet
    with_policy: PayoffSet
    held: Mapping[str, HeldSecurity]
    deciding: str

    @property
    def gap(self) -> Number:
        """By how much the mover is more secure without the policy."""
        return gap_between(self.without, self.with_policy, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All that is compared."""
        held = {HELD[who]: own.security for who, own in self.held.items()}
        return {"without": self.without, "with": self.with_policy, **held}

    def protects(self, who: str) -> bool:
        """True where the policy protects while only these answer: from every equilibrium without it."""
        return who in self.held and self.held[who].rise > 0

    def holds(self) -> bool:
        """The definition."""
        return self.gap > 0 and self.protects(self.deciding)


def written_out(form: AnyForm, question: Question) -> Question:
    """The question with who answers under *held*, and the target, said outright.

    With one other player who has a choice nobody answers by default, since that player's answer is all that
    there is; with several the target alone does, which is to be named.

    Raises
    ------
    InvalidGame
        If a name does not fit, or the target must be named.
    """
    mover, target, held = question.mover, question.details.get("target"), question.details.get("held")
    able = {s.player for s in form.information_sets if len(s.actions) > 1 and s.player != mover}
    choosing = [player for player in form.players if player in able]
    held = held or (TARGET if len(choosing) > 1 else NOBODY)
    if held not in HELD:
        raise InvalidGame(f"held: expected {', '.join(HELD)}, got {held!r:.60}")

    if target is None and held != NOBODY:
        if len(choosing) != 1:
            taken = " or ".join(map(repr, question.action))
            raise InvalidGame(
                f"{', '.join(choosing) or 'nobody'} may answer {taken}: name the target, "
                f"whose answer is looked at apart, or ask with held {NOBODY!r}"
            )
        target = choosing[0]
    if target is not None:
        check_player(form, target)
        if target == mover:
            raise InvalidGame(f"the target is another player than the mover, {mover}")

    return question.but(target=target, held=held)


def variants(game: GameForm[P], question: Question) -> dict[str, GameForm[P]]:
    """The game without the policy, and the game in which it is taken."""
    if written_out(game, question) != question:
        raise InvalidGame("who answers while the others hold, and the target, are to be written out")
    without = restrict(game, left_in(game, question))
    return {"without": without, "with": taking_action(game, question)}


def taking_action(game: GameForm[P], question: Question) -> GameForm[P]:
    """The game in which the mover takes one of the actions for certain at the sets asked about."""
    sets = left_in(game, question)
    having = {number: game.information_sets[number].actions for number in sets}
    return restrict(
        game, {number: tuple(a for a in own if a in question.action) for number, own in having.items()}
    )


def claim(game: Game, question: Question, sets: Sets) -> SecurityInsecurity | str:
    """The comparison; a text says why the equilibria do not settle it."""
    without, with_ = sets["without"], sets["with"]
    settled, open_ = {}, {}
    for who, players in answering(game, question).items():
        held = _held(without, with_, question.mover, players)
        if isinstance(held, HeldSecurity):
            settled[who] = held
        else:
            open_[who] = held
    deciding = str(question.details["held"])
    lacks, has = without.payoffs(question.mover), with_.payoffs(question.mover)
    comparison = SecurityInsecurity(question.quantifier, lacks, has, settled, deciding)
    return open_[deciding] if comparison.gap > 0 and deciding in open_ else comparison


def answering(form: AnyForm, question: Question) -> dict[str, frozenset[str]]:
    """The players who answer, for each *held* that can be told: without a target nobody alone."""
    target = question.details.get("target")
    if target is None:
        return {NOBODY: frozenset()}
    others = frozenset(form.players) - {question.mover, target}
    return {NOBODY: frozenset(), TARGET: frozenset({str(target)}), THIRD_PARTIES: others}


def _held(
    without: EquilibriumSet, with_: EquilibriumSet, mover: str, players: frozenset[str]
) -> HeldSecurity | str:
    """The comparison where only some players answer; a text says why plans do not settle it."""
    plans = HeldPlans(without, with_, players)
    if problem := plans.missing:
        return problem

    column = with_.game.column(mover)
    security, attained = list[Fraction](), list[Fraction]()  # of all plans; of those of equilibria
    rises, least, most = list[Fraction](), list[Fraction](), list[Fraction]()

    for (before, is_before), (after, is_after) in plans.pairs:
        start, found, sure = expected_payoffs(without.game, before)[column], [], []
        for profile, is_tied in plans.joined(before, after):
            if problem := plans.unsettled(profile, before, after):
                return problem
            found.append(expected_payoffs(with_.game, profile)[column])
            sure += found[-1:] if is_tied else []

        security += found
        rises.append(min(found) - start)
        if is_before and is_after:  # by how much it rises, for each pair of equilibria
            attained += sure
            least.append(min(sure) - start)
            most.append(max(found) - start)

    known = PayoffSet.of(security, infinite=plans.infinite)
    if (min(attained), max(attained), min(least)) != (known.low, known.high, min(rises)):
        return f"ties leave open between what ends {mover}'s {with_.game.measure} is while others hold still"
    if min(least) <= 0 < min(most):
        return plans.undetermined
    return HeldSecurity(known, min(least))


# Security-insecurity as a statement about parameters
# ----------------------------------------------------


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, branches, factor, least = comparison
    games, column = variants(form, question), form.column(question.mover)
    without, with_ = branches["without"], branches["with"]
    less_secure = compared(
        extremes(without), extremes(with_), question.quantifier, gains(column, least, factor)
    )

    # Under *held* security rises from every equilibrium without the policy.
    players = answering(form, question)[str(question.details["held"])]
    plays, unclear = held_plays((games["without"], games["with"]), (without, with_), players, factor)
    protects = every(
        some([negation(p.exists), exceeds(p.payoffs[column], p.before.payoffs[column], Fraction(0), factor)])
        for p in plays
    )
    # Where security does not fall, nothing hangs on what is held.
    open_ = some([extremes(without).degenerate, extremes(with_).degenerate, every([less_secure, unclear])])
    return every([less_secure, protects]), open_


STATED = ParametricDefinition(variants, _statement, beliefs=False)
