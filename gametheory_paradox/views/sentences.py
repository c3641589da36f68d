"""Verdicts in plain English, computed from their fields."""

from fractions import Fraction
from html import escape

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.equilibria.selection import SELECTION_RULES
from gametheory_paradox.detectors import Absent, Impossible, OptionVerdict, Present
from gametheory_paradox.games import Scope
from gametheory_paradox.paradoxes.option import OptionParadox
from gametheory_paradox.paradoxes.question import QUANTIFIERS, AnyQuantifier
from gametheory_paradox.views.notation import listed, short_decimal
from gametheory_paradox.views.style import Answer


def comparison_said(quantifier: AnyQuantifier, before: str, after: str) -> str:
    """Which equilibria are compared, given in which of two games they are, such as “without the option” and “with it”."""
    return {
        "strong": f"The comparison is the strictest one: the worst equilibrium {before} against the best one {after}.",
        "best": f"The comparison is between the best equilibrium {before} and the best one {after}.",
        "worst": f"The comparison is between the worst equilibrium {before} and the worst one {after}.",
        "possible": f"The comparison is the most lenient one: the best equilibrium {before} against the worst one {after}.",
        "payoff-dominant": f"The comparison is between the payoff-dominant equilibrium {before}, than which none gives anybody "
        f"more, and that {after}.",
        "risk-dominant": f"The comparison is between the risk-dominant equilibrium {before}, the safer one of two or the "
        f"only one, and that {after}.",
    }[quantifier]


QUANTIFIER_SAID: dict[AnyQuantifier, str] = {
    q: comparison_said(q, "without the option", "with it") for q in (*QUANTIFIERS, *SELECTION_RULES)
}
CONCEPT_SAID = {
    "subgame-perfect": "Play is subgame perfect: everyone plans what is best for itself at every point of the game, "
    "reached or not, and knows that the others do.",
    "nash": "Play is a Nash equilibrium: nobody can gain by changing its own plan while the others keep theirs.",
    "perfect-bayesian": "Play is a weak perfect Bayesian equilibrium: at every point everyone plans what is best given its "
    "beliefs, and beliefs follow from the plans wherever these lead.",
    "sequential": "Play is a sequential equilibrium: at every point everyone plans what is best given its beliefs, and beliefs "
    "are the limit of what follows from plans with ever rarer mistakes.",
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
    mover, found, having = (
        escape(verdict.question.mover),
        verdict.comparison,
        f"having {option_said(verdict)}",
    )
    if found is None and isinstance(verdict, Impossible):
        return (
            f"{having} cannot leave {mover} worse off, whatever the numbers: {escape(_theorem(verdict.why))}."
        )
    if found is None:
        return f"whether {having} leaves {mover} worse off is not decided: {escape(verdict.why)}."
    compared, measured = compared_said(found), f" ({escape(unit)})" if unit else ""
    if isinstance(verdict, Present):
        return f"{having} leaves {mover} worse off: {compared}{measured}."
    if (
        found.with_action == found.without_action
        and not found.with_action.infinite
        and len(found.with_action.values) == 1
    ):
        return f"{having} makes no difference to what {mover} gets: {payoffs_said(found.with_action)} either way{measured}."
    if (
        found.with_action.low >= found.without_action.high
        and found.with_action.high > found.without_action.low
    ):
        return f"{having} is to {mover}’s advantage: {compared}{measured}."
    return f"{having} does not leave {mover} worse off by this comparison: {compared}{measured}."


def compared_said(found: OptionParadox) -> str:
    """What the mover gets with and without the action."""
    return (
        f"it gets {payoffs_said(found.with_action)} with it and {payoffs_said(found.without_action)} without"
    )


def payoffs_said(payoffs: PayoffSet) -> str:
    """What a player gets over all equilibria."""
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
