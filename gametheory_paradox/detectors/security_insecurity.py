"""Decides whether a measure that protects as long as the others stay put leaves its owner less secure."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.comparison import (
    Answer,
    ComparisonQuestion,
    Wording,
    asked_about,
    detect_by_comparison,
)
from gametheory_paradox.detectors.established import Solving
from gametheory_paradox.detectors.verdict import ends_said
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.build import read_entry
from gametheory_paradox.families.terms import played_at
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.definition import Claim, Details
from gametheory_paradox.paradoxes.security_insecurity import SECURITY_INSECURITY, SecurityInsecurity
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact


def detect_security_insecurity(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether a player's security index falls by a measure that raises it as long as the others stay put.

    Parameters
    ----------
    game
        A table, or a family of tables taken at its baseline.
    asked
        ``action``, the measure, and ``index``: one number for each cell, the last player's action changing
        fastest; or for a family with payoffs term by term the meanings of the mover's terms that make up the
        index.
    """
    action, index = asked.text("action"), _index(game, asked)
    point = at_baseline(game)
    told = [("measure", action), ("index", ", ".join(map(str, _said(asked))))]
    question = asked_about(
        point, SECURITY_INSECURITY, asked, {"action": action, "index": [str(n) for n in index]}, told
    )
    solving = Solving(question.concept, question.mover, asked.budget)
    return detect_by_comparison(SECURITY_INSECURITY, point, question, solving, _why)


def _said(asked: Asked) -> Sequence[object]:
    listed = asked.details["index"]
    if isinstance(listed, str) or not isinstance(listed, Sequence) or not listed:
        raise InvalidGame(f"index: expected a list of numbers or of meanings of terms, got {listed!r:.60}")
    return listed


def _index(game: Game | GameFamily, asked: Asked) -> list[Fraction]:
    """The index, cell by cell."""
    if not isinstance(game, GameFamily):
        return [exact(number, "index") for number in _said(asked)]
    return [formula.value(game.baseline) for formula in index_asked(game, asked)]


def index_asked(family: GameFamily, asked: Asked) -> list[RationalFunction]:
    """The index of a family, cell by cell, as formulas."""
    listed = _said(asked)
    own = [term for term in family.terms if term.player == asked.mover]
    if not any(item == term.meaning for item in listed for term in own):
        return [read_entry(number, "index", list(family.box)) for number in listed]
    unknown = [item for item in listed if all(item != term.meaning for term in own)]
    if unknown:
        known = "; ".join(term.meaning for term in own)
        raise InvalidGame(
            f"index: {asked.mover} has no term that means {unknown[0]!r:.60}; its terms mean {known}"
        )
    chosen = [(term.value, term.when) for term in own if term.meaning in listed]
    none = RationalFunction.constant(0)
    return [
        sum((value for value, when in chosen if played.issuperset(when)), none)
        for played in played_at(family.form)
    ]


def _told(game: Game, mover: str, details: Details) -> list[tuple[str, str]]:
    """What a request says: the numbers, where the question may have named terms."""
    index = details["index"]
    assert isinstance(index, list)
    return [("measure", str(details["action"])), ("index", ", ".join(map(str, index)))]


def _why(question: ComparisonQuestion, claim: Claim) -> str:
    assert isinstance(claim, SecurityInsecurity)
    measure = repr(question.request.details["action"])
    without, with_ = ends_said(question.quantifier, claim.without, claim.with_measure)
    compared = f"without {measure} {question.mover}'s index is {without}, with it {with_}"
    if claim.protects > 0:
        return f"{compared}, though it would rise by {claim.protects} or more if the others went on as without it"
    return f"{compared}; if the others went on as without it, it would not rise in every equilibrium"


SECURITY_INSECURITY_WORDING = Wording(_told, _why)
