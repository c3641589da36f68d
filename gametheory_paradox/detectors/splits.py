"""Channels by which an action, or a change of a parameter, costs a player or brings it something.

The direct effect is what the action does where all others go on as without it; each reaction is a strategic
effect. paradoxes/channels.py says what the parts are; here the games are solved, and a certificate is
written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack, cast

from gametheory_paradox.certificates import FORMAT, Certificate, verify
from gametheory_paradox.certificates.fields import game_in
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.at_point import EquilibriumProof, EquilibriumSolver, compared_at, game_shown
from gametheory_paradox.detectors.inquiry import inquiry_about
from gametheory_paradox.detectors.proved import question_of
from gametheory_paradox.detectors.split_change import Channels, StateChannels
from gametheory_paradox.errors import CertificateRejected, OutOfTime, Unsupported
from gametheory_paradox.forms import Game, StochasticGame, hashed_game, number_from_data
from gametheory_paradox.forms.proofs.listed_equilibria import exact_ends
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.paradoxes.channels import (
    BEFORE_AND_AFTER,
    Split,
    check_number,
    coalitions,
    habits_of,
    held_still,
    split_to_data,
)
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import listed

OVER_TIME = "dynamic-backfire"  # of which every verdict rests on a split


def channels(
    game: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Channels | StateChannels:
    """Splits what an action, or a parameter's change, does into the direct and the strategic effect.

    The strategic effect is what comes of the reactions of others, player by player.
    Over time: of one action in the place of another, into what it changes in the period, the others' answer,
    and what goes through each state.

    Parameters
    ----------
    game
        A game or a family, or what ``as_game`` reads as one; for a change of a parameter a family.
    question, fields
        What is asked, as for ``detect``: an option, or comparative statics; over time the dynamic backfire,
        with the action that is taken instead.  Whichever equilibria a quantifier compares, the parts are of
        all.
    values
        Values of a family's parameters; by default their baseline.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    Channels, whose parts are exact, or intervals where some game has several equilibrium payoffs; undecided,
    with the reason, where what somebody does without the action is not one thing, or not all equilibria are
    known.  Who moves only after the action is frozen at what it plans with it, which the sentence says.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing would be left to choose.
    Unsupported
        If the question or the concept is not offered, over ten players could react, or games are too large.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> leader, follower = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], leader, follower)
    >>> split = channels(game, mover="L", action="a")
    >>> print(split.sentence())
    Having 'a' changes what L gets by −1: the action itself +1; F’s reaction −2.
    """
    if question is None and "parameter" in fields:
        fields.setdefault("paradox", "comparative-statics")
    if question is None and "instead" in fields:
        fields.setdefault("paradox", OVER_TIME)
    inquiry = inquiry_about(game, question, fields)
    if inquiry.question.paradox == OVER_TIME:
        return StateChannels(compared_at(inquiry, values, budget))

    form, asked = inquiry.at(values)
    before, after = _games(form, asked)
    start = Channels(
        game_shown(inquiry.subject, form, {"lower": before} if asked.details else {}),
        asked,
        after,
        moved=inquiry.moved(values),
    )

    with Clock(budget) as clock:
        try:
            return _split(start, form, before, EquilibriumSolver(str(asked.concept), asked.mover, clock))
        except OutOfTime as problem:
            return replace(start, why=str(problem))


def _split(start: Channels, form: AnyForm, before: Game, solving: EquilibriumSolver) -> Channels:
    """The split, as far as the games in question are solved."""
    # Without the action, and with it.
    first, second = start.sides
    solved = _solved(solving, before)
    if isinstance(solved, str):
        return replace(start, why=f"{first}: {solved}")
    lacks, without = solved
    start = replace(start, without=without)
    solved = _solved(solving, start.final)
    if isinstance(solved, str):
        return replace(start, why=f"{second}: {solved}")
    has, payoffs = solved
    start = replace(start, payoffs={frozenset(): payoffs})

    # With every coalition of those that could react frozen.
    known = habits_of(start.final, lacks.equilibria, has.equilibria, start.question)
    if isinstance(known, str):
        return replace(start, why=known)
    habits, plans = known
    split = _frozen_one_by_one(replace(start, habits=habits, plans=plans), solving)
    if split.split is None:
        return split
    return replace(split, certificate=_certificate(form, split, split.split, lacks, solving))


def _games(form: AnyForm, question: Question) -> tuple[Any, Any]:
    """The games without the action and with it, or before and after the change."""
    check_splits(question)
    if isinstance(form, StochasticGame):
        raise Unsupported(
            "over time the difference between two actions is split, into the period, others' answer and "
            "states: say with instead which action is taken in the place of this one"
        )
    definition, (before, after) = DEFINITIONS[question.paradox], BEFORE_AND_AFTER[question.paradox]
    assert definition.variants is not None
    variants = definition.variants(form, question)
    return variants[before], variants[after]


def check_splits(question: Question) -> None:
    """Refuse what is not split: other paradoxes, and an action that several players lose."""
    if question.paradox not in BEFORE_AND_AFTER:
        offered = listed([*BEFORE_AND_AFTER, OVER_TIME])
        raise Unsupported(f"channels are offered for {offered}, not for {question.paradox}")
    if question.coalition:
        raise Unsupported("channels are offered for one player's action, not for a coalition's")


def proved_channels(certificate: Certificate) -> Channels:
    """The split that a certificate proves, once it is checked; CertificateRejected if it proves none."""
    checked, data = verify(certificate), cast("Mapping[str, Any]", certificate.data)
    if checked.kind != "channels":
        raise Unsupported(f"a certificate of kind {checked.kind!r} proves no split")
    question, form = question_of(data), game_in(data)
    before, after = _games(form, question)
    payoffs = {frozenset(one["players"]): _interval(one["payoff"]) for one in data["frozen"]}
    shown = before if question.details else form
    without = _interval(data["without"])
    plans = {player: tuple(names) for player, names in data.get("plans", {}).items()}
    return Channels(
        shown, question, after, data["habits"], without, payoffs, plans=plans, certificate=certificate
    )


def _interval(ends: Sequence[str]) -> Interval:
    return number_from_data(ends[0]), number_from_data(ends[1])


def _frozen_one_by_one(start: Channels, solving: EquilibriumSolver) -> Channels:
    """With the game solved for every coalition that is frozen."""
    check_number(start.final, start.habits)
    known = dict(start.payoffs)
    for held in coalitions(start.habits)[1:]:
        found = _solved(solving, held_still(start.final, start.habits, held))
        if isinstance(found, str):
            return replace(start, payoffs=known, why=f"with {' and '.join(held)} frozen: {found}")
        known[frozenset(held)] = found[1]
    return replace(start, payoffs=known)


def _solved(solving: EquilibriumSolver, game: Game) -> tuple[EquilibriumProof, Interval] | str:
    """The proof about a game's equilibria, and their ends, if known exactly; a text says why not."""
    found = solving(game)
    if isinstance(found, str):
        return found
    try:
        return found, exact_ends(found.equilibria, solving.mover)
    except CertificateRejected as problem:
        return str(problem)


def _certificate(
    form: AnyForm, found: Channels, split: Split, lacks: EquilibriumProof, solving: EquilibriumSolver
) -> Certificate:
    variants = (solving(held_still(found.final, found.habits, held)) for held in coalitions(found.habits))
    data = {
        "format": FORMAT,
        "kind": "channels",
        **found.question.to_data(),
        "game": hashed_game(form),
        **split_to_data(split, found.habits, found.plans),
        "proof": {
            "without": lacks.proof,
            "frozen": [one.proof for one in variants if isinstance(one, EquilibriumProof)],  # each is known
        },
    }
    return Certificate(data)
