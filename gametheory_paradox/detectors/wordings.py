"""Reasons for verdicts: for each paradox what its comparison shows, with the numbers, in a plain line.

They are the ``why`` of a verdict and need its numbers.  What a paradox says of a game, whatever the numbers,
are the clauses of ``views.clauses``.
"""

from collections.abc import Callable, Mapping
from typing import Any

from gametheory_paradox.exact.proofs.algebraic import distinct
from gametheory_paradox.forms import Game, RepeatedGame
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.paradoxes.comparative_statics import ComparativeStatics
from gametheory_paradox.paradoxes.definition import Claim
from gametheory_paradox.paradoxes.dominance_trap import DominanceTrap
from gametheory_paradox.paradoxes.dynamic_backfire import ALL, DynamicBackfire
from gametheory_paradox.paradoxes.information import InformationBackfire
from gametheory_paradox.paradoxes.misperception import MisperceptionBackfire
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.paradoxes.realized import BENCHMARKS, RealizedBackfire
from gametheory_paradox.paradoxes.security_insecurity import (
    NOBODY,
    TARGET,
    THIRD_PARTIES,
    SecurityInsecurity,
)
from gametheory_paradox.paradoxes.third_party import ThirdPartyBackfire

FORGETFUL = "Markov perfect: play that does not look back"


def payoffs_called(question: Question, name: str) -> str:
    """The name of a row with the compared payoffs."""
    if question.paradox == "option":
        return f"{_what(question).removesuffix(' is')} {name} it"
    kind = "payoffs" if question.measure == PAYOFF else question.measure
    return f"{kind} {name}"


def quantity_of(question: Question) -> str:
    """Words for what is compared: what the mover gets, or its measure."""
    mover, measure = question.mover, question.measure
    return f"what {mover} gets" if measure == PAYOFF else f"{mover}'s {measure}"


def _what(question: Question) -> str:
    """Words before a number that is compared: what the mover gets, or its measure."""
    mover, measure = question.mover, question.measure
    return f"{mover} gets" if measure == PAYOFF else f"{mover}'s {measure} is"


def game_called(question: Question, name: str) -> str:
    """The name of one of the games that are compared."""
    if name in ("with", "without") and question.action:
        return f"{name} {' and '.join(map(repr, question.action))}"
    return name


def ends_said(quantifier: AnyQuantifier, before: PayoffSet, after: PayoffSet) -> tuple[str, str]:
    """The two payoffs that a quantifier compares, in words."""
    # What a rule selects is one payoff: the number alone is said.
    return {
        "strong": (f"at least {before.low}", f"at most {after.high}"),
        "best": (f"at best {before.high}", f"at best {after.high}"),
        "worst": (f"at worst {before.low}", f"at worst {after.low}"),
        "possible": (f"at best {before.high}", f"at worst {after.low}"),
    }.get(quantifier, (str(before.low), str(after.low)))


def _option(question: Question, claim: OptionParadox) -> str:
    without, having = ends_said(question.quantifier, claim.without_action, claim.with_action)
    compared = f"without {_action(question)} {_what(question)} {without}, with it {having}"
    if claim.gap > 0 and not claim.matters:
        return f"{compared}; but no equilibrium uses the action and the equilibria are the same"
    return compared


def _action(question: Question) -> str:
    """The action, and where or whose it is."""
    named = " and ".join(map(repr, question.action))
    return named + question.taken.removeprefix(" and ".join(question.action))


def _dominance_trap(question: Question, claim: DominanceTrap) -> str:
    action = repr(question.action[0])
    lacking = [who for who, dominant in zip(claim.members, claim.dominant, strict=True) if not dominant]
    if lacking:
        return f"{action} is not strictly dominant for {', '.join(lacking)}"
    which = "some equilibrium" if question.quantifier in ("best", "possible") else "every equilibrium"
    than = "at most" if question.quantifier in ("strong", "best") else "at least"
    of = "" if question.measure == PAYOFF else f" of {question.measure}"
    if claim.gap <= 0:
        return (
            f"{action} is dominant for all, but without it not every member gains in {which} "
            f"over what it gets{of} {than} with it"
        )
    gains = f"every member gains {claim.gap}{of} or more"
    return f"{action} is dominant for all, and without it {gains} in {which}"


def _comparative_statics(question: Question, claim: ComparativeStatics) -> str:
    first, second = ends_said(question.quantifier, claim.lower, claim.higher)
    compared = f"before the change {_what(question)} {first}, after it {second}"
    if not claim.raises:
        return (
            "a parameter effect only: "
            f"the change does not raise {question.mover}'s {question.measure} whatever is done; "
            f"{compared}"
        )
    return compared


def _information(question: Question, claim: InformationBackfire) -> str:
    before, after = ends_said(question.quantifier, claim.uninformed, claim.informed)
    return f"not telling these apart {_what(question)} {before}, telling them apart {after}"


def _third_party(question: Question, claim: ThirdPartyBackfire) -> str:
    without, having = ends_said(question.quantifier, claim.as_it_is[1], claim.as_it_is[0])
    told = f"without {_action(question)} {_what(question)} {without}, with it {having}"
    if claim.gap <= 0:
        return told
    for role, pair in (("third", claim.third_frozen), ("target", claim.target_frozen)):
        if pair is not None:
            costs = "it still costs something" if claim.loss(pair) > 0 else "it costs nothing"
            told += f"; {costs} with {question.details[role]} frozen"
    return told


def _realized(question: Question, claim: RealizedBackfire) -> str:
    action, benchmark = " or ".join(map(repr, question.action)), question.details["benchmark"]
    if not claim.uses:
        return f"no equilibrium uses {action}"

    where = "some" if question.quantifier in ("worst", "possible") else "every"
    own = claim.payoffs["given the action"]
    given = (" to " if own.infinite else ", ").join(dict.fromkeys(map(str, own.values)))
    of = "" if question.measure == PAYOFF else f" of {question.measure}"
    expected = f"given {action} {question.mover} expects {given}{of}"
    if benchmark not in BENCHMARKS:
        against = str(benchmark)
    else:
        which = "at best" if question.quantifier in ("best", "possible") else "at least"
        odds = " at the same odds" if claim.at_other_odds else ""
        against = f"what it gets {which} in the {benchmark} benchmark{odds}"

    if claim.gap > 0:
        return f"{expected}; in {where} equilibrium that uses it this is less than {against}, by {claim.gap}"
    where = "in no" if where == "some" else "not in every"
    return f"{expected}; {where} equilibrium that uses it is this less than {against}"


def _misperception(question: Question, claim: MisperceptionBackfire) -> str:
    informed, real = ends_said(question.quantifier, claim.informed, claim.real)
    told = f"by its model {_what(question)} {real}, knowing the game {informed}"
    if claim.idle is not None:
        told += f", doing nothing {ends_said(question.quantifier, claim.idle, claim.real)[0]}"
    return told


def holding_said(question: Question, who: str) -> str:
    """The players that answer while the others hold, as a clause."""
    return {
        NOBODY: "nobody answers",
        TARGET: f"only {question.details.get('target')} answers",
        THIRD_PARTIES: "only third parties answer",
        ALL: "all answer",
    }[who]


def _security_insecurity(question: Question, claim: SecurityInsecurity) -> str:
    without, with_ = ends_said(question.quantifier, claim.without, claim.with_policy)
    told = f"without {_action(question)} {_what(question)} {without}, with it {with_}"
    for who, held in claim.held.items():
        told += f"; if {holding_said(question, who)} it changes by {held.rise} or more"
    return f"{told}; {_protection_said(question, claim)}"


def _protection_said(question: Question, claim: SecurityInsecurity) -> str:
    """Through whom the measure protects, as far as that is told."""
    by = {
        NOBODY: "by itself",
        TARGET: f"only through the answer of {question.details.get('target')}",
        THIRD_PARTIES: "only through the answers of third parties",
    }
    for who, through in by.items():
        if claim.protects(who):
            return f"it protects {through}"
    if NOBODY not in claim.held:
        return "whether it protects by itself is left open"
    if claim.held.keys() == by.keys():
        return "it protects neither by itself nor through either answer"
    return "it does not protect by itself"


def _dynamic_backfire(question: Question, claim: DynamicBackfire) -> str:
    instead, having = ends_said(question.quantifier, claim.instead, claim.with_action)
    told = (
        f"with {question.details['instead']!r} {_what(question)} {instead}, with {_action(question)} {having}"
    )
    if any(change.tempting is None for change in claim.changes):
        return f"{told}; play does not always come to where it is taken"
    tempting = [change.tempting for change in claim.changes if change.tempting is not None]
    least = distinct(tempting)[0]
    rises = close_fraction(least) >= 0
    told += f"; in the period the action pays at least {least} more" * rises
    told += f"; in the period the action may pay {-least} less" * (not rises)
    worst = max(claim.changes, key=lambda change: close_fraction(change.through_states))
    through = ", ".join(f"{name} {part}" for name, part in worst.states.items() if part)
    parts = f"flow {worst.flow}, answer {worst.answer}, through states {worst.through_states}"
    return f"{told}; split: {parts}{f' ({through})' if through else ''}"


WHY: Mapping[str, Callable[[Question, Any], str]] = {
    "option": _option,
    "dominance-trap": _dominance_trap,
    "comparative-statics": _comparative_statics,
    "information": _information,
    "third-party": _third_party,
    "realized": _realized,
    "misperception": _misperception,
    "security-insecurity": _security_insecurity,
    "dynamic-backfire": _dynamic_backfire,
}
"""For each paradox, what a comparison shows."""


def reason(question: Question, claim: Claim, game: Game) -> str:
    """Says what a comparison shows, and of a repeated game by which play."""
    told = WHY[question.paradox](question, claim)
    return f"{told} ({FORGETFUL})" if isinstance(game, RepeatedGame) else told
