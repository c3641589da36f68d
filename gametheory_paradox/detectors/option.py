"""Decides whether the mover would be better off without an action.

First the guard-rails; then all equilibria of the game and of the game without the action; then the
definition.  An empty or incomplete list of equilibria on either side leaves the question undecided, unless
bounds of the mover's payoff settle it.
"""

from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.established import establish, unselected
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict, ends_said
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, Profile, delete, game_hash, game_to_data
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import OptionParadox, compare, uses

OptionVerdict: TypeAlias = Verdict[Question, OptionParadox]


def detect_option(game: Game | GameFamily, asked: Asked) -> OptionVerdict:
    """Decides whether a game holds an option paradox.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
    asked
        The move in question; its budget is for each of the two games.
    """
    game = at_baseline(game)
    question = Question.about(
        game,
        "option",
        mover=asked.mover,
        action=asked.text("action"),
        at=asked.names("at"),
        coalition=asked.names("coalition"),
        quantifier=asked.quantifier,
        concept=asked.concept,
        selecting=True,
    )
    for rail in GUARD_RAILS:
        if rail.covers(game, question.action, question.scope, question.concept, question.quantifier):
            certificate = _certificate(game, question, "impossible", {"guard_rail": rail.name})
            return Impossible(game, question, f"{rail.name}: {rail.says}", certificate=certificate)
    proofs: dict[str, object] = {}
    sets: dict[str, EquilibriumSet] = {}
    for side, one in (("with", game), ("without", delete(game, question.action, question.scope))):
        # Of the plans that attain a bound, one that uses the action shows more: that the action matters.
        known = establish(one, question.concept, question.mover, asked.budget, partial(_uses, one, question))
        if isinstance(known, str):
            return Undecided(game, question, f"{side} {question.action!r}: {known}")
        if (why := unselected(known.equilibria, question.quantifier)) is not None:
            return Undecided(game, question, f"{side} {question.action!r}: {why}")
        proofs[side], sets[side] = known.proof, known.equilibria
    return _compare(game, question, sets["with"], sets["without"], proofs)


def _uses(game: Game, question: Question, profile: Profile) -> bool:
    return uses(game, profile, question.scope, question.action)


def _compare(
    game: Game, question: Question, has: EquilibriumSet, lacks: EquilibriumSet, proofs: Mapping[str, object]
) -> OptionVerdict:
    claim = compare(has, lacks, question.mover, question.scope, question.action, question.quantifier)
    if claim is None:
        return Undecided(
            game, question, "with ties, whether the action changes the equilibria is not settled"
        )
    kind = Present if claim.holds() else Absent
    certificate = _certificate(game, question, kind.name, proofs, claim)
    return kind(game, question, why(question, claim), claim, certificate)


def why(question: Question, claim: OptionParadox) -> str:
    """What the comparison shows."""
    without, having = ends_said(question.quantifier, claim.without_action, claim.with_action)
    taken = f"{question.action!r}{question.where}"
    compared = f"without {taken} {question.mover} gets {without}, with it {having}"
    if claim.gap > 0 and not claim.matters:
        return f"{compared}; but no equilibrium uses the action and the equilibria are the same"
    return compared


def _certificate(
    game: Game,
    question: Question,
    verdict: str,
    proof: Mapping[str, object],
    claim: OptionParadox | None = None,
) -> Certificate:
    return Certificate(
        {
            "format": FORMAT,
            "kind": "verdict",
            **question.to_data(),
            "verdict": verdict,
            **question.compared_to_data(claim),
            "game": {**game_to_data(game), "hash": game_hash(game)},
            "proof": dict(proof),
        }
    )
