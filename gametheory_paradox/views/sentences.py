"""Verdicts in plain English, computed from their fields."""

from fractions import Fraction
from html import escape

from gametheory_paradox.claims.equilibrium_set import PayoffSet
from gametheory_paradox.detectors import Absent, Impossible, OptionVerdict, Present
from gametheory_paradox.games import Scope
from gametheory_paradox.paradoxes.option import OptionParadox, Quantifier
from gametheory_paradox.views.notation import listed, short_decimal
from gametheory_paradox.views.style import Answer

QUANTIFIER_SAID: dict[Quantifier, str] = {
    "strong": "The comparison is the strictest one: the worst equilibrium without the option against the best one with it.",
    "best": "The comparison is between the best equilibrium without the option and the best one with it.",
    "worst": "The comparison is between the worst equilibrium without the option and the worst one with it.",
    "possible": "The comparison is the most lenient one: the best equilibrium without the option against the worst one with it.",
}
CONCEPT_SAID = {
    "subgame-perfect": "Play is subgame perfect: everyone plans what is best for itself at every point of the game, "
    "reached or not, and knows that the others do.",
    "nash": "Play is a Nash equilibrium: nobody can gain by changing its own plan while the others keep theirs.",
}


def number(value: Fraction) -> str:
    """A number for running text: exact, with a decimal beside it where the exact form is a long fraction."""
    decimal = short_decimal(value, 4)
    if decimal is not None:
        return decimal.replace("-", "−")
    exact = str(value).replace("-", "−")
    rounded = f"{float(value):.4g}".replace("-", "−")
    return f"{exact} (≈ {rounded})" if len(exact) <= 15 else f"≈ {rounded}"


def answer_of(verdict: OptionVerdict) -> Answer:
    """The verdict as one of the four answers."""
    if isinstance(verdict, Present):
        return "present"
    if isinstance(verdict, Absent):
        return "absent"
    return "impossible" if isinstance(verdict, Impossible) else "undecided"


def place_said(scope: Scope) -> str:
    """Where the action can be taken away, as HTML: at the point “after host”, or nothing where there is but one."""
    if scope.kind == "information_set":
        points = "points" if len(scope.information_sets) > 1 else "point"
        return f" at the {points} {listed([f'“{escape(name)}”' for name in scope.information_sets])}"
    if scope.kind == "coalition":
        return f" that {listed([escape(player) for player in scope.players])} share"
    return " anywhere" if len(scope.information_sets) > 1 else ""


def option_said(verdict: OptionVerdict) -> str:
    """The option in question, as HTML: the option <em>restrict</em> at the point “after host”."""
    return f"the option <em>{escape(verdict.question.action)}</em>{place_said(verdict.question.scope)}"


def verdict_said(verdict: OptionVerdict, unit: str = "") -> str:
    """The verdict in one or two sentences of HTML, without saying where the parameters are."""
    mover, found, having = escape(verdict.question.mover), verdict.comparison, f"having {option_said(verdict)}"
    if found is None and isinstance(verdict, Impossible):
        return f"{having} cannot leave {mover} worse off, whatever the numbers: {escape(_theorem(verdict.why))}."
    if found is None:
        return f"whether {having} leaves {mover} worse off is not decided: {escape(verdict.why)}."
    compared, measured = compared_said(found), f" ({escape(unit)})" if unit else ""
    if isinstance(verdict, Present):
        return f"{having} leaves {mover} worse off: {compared}{measured}."
    if found.with_action == found.without_action and not found.with_action.infinite and len(found.with_action.values) == 1:
        return f"{having} makes no difference to what {mover} gets: {_gets(found.with_action)} either way{measured}."
    if found.with_action.low >= found.without_action.high and found.with_action.high > found.without_action.low:
        return f"{having} is to {mover}’s advantage: {compared}{measured}."
    return f"{having} does not leave {mover} worse off by this comparison: {compared}{measured}."


def compared_said(found: OptionParadox) -> str:
    """What the mover gets with and without the action."""
    return f"it gets {_gets(found.with_action)} with it and {_gets(found.without_action)} without"


def _gets(payoffs: PayoffSet) -> str:
    if payoffs.low == payoffs.high:
        return number(payoffs.low)
    if payoffs.infinite:
        return f"between {number(payoffs.low)} and {number(payoffs.high)}"
    return listed([number(p) for p in payoffs.values], "or")


def _theorem(why: str) -> str:
    return why.partition(": ")[2] or why


def capitalized(sentence: str) -> str:
    """A sentence with its first letter made a capital."""
    return sentence[:1].upper() + sentence[1:]
