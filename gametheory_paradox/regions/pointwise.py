"""What ``detect`` says at one point of the parameters about a question that was put in formulas."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.detectors import AnyVerdict, AsFormulas, ComparisonQuestion, Undecided, detector_named
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import formula_from_data


def verdict_at(
    family: GameFamily, formulas: AsFormulas, asked: Asked, values: Mapping[str, Fraction]
) -> AnyVerdict:
    """The verdict at a point, found without the formulas.

    Parameters
    ----------
    family
        The games.
    formulas, asked
        The question, as formulas and in the caller's own words.
    values
        The value of every parameter to which the question does not itself give values.
    """
    question, details = formulas.question, dict(asked.details)
    game = family if formulas.sets else family.at(values)
    if formulas.sets:
        details["at"] = {name: value for name, value in values.items() if name not in formulas.sets}
    if isinstance(question, ComparisonQuestion) and isinstance(
        index := question.request.details.get("index"), list
    ):
        details["index"] = [formula_from_data(formula).value(values) for formula in index]
    return detector_named(question.paradox).function(game, replace(asked, details=details))


def is_present(verdict: AnyVerdict, least: Fraction) -> bool | None:
    """Whether the paradox is there with a gap of more than ``least``; None where that is not decided."""
    if isinstance(verdict, Undecided):
        return None
    gap = verdict.comparison.gap if verdict.comparison else Fraction(0)
    return verdict.name == "present" and (gap > least or verdict.comparison is None)
