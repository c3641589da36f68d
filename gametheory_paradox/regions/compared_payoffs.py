"""Payoffs, or values of a measure, that a paradox compares over two variants' equilibria as formulas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.extremes import extremes
from gametheory_paradox.families import Form
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.paradoxes.over_parameters.dynamic_backfire import Policies
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record

Variants = Mapping[str, Branches]


@dataclass(frozen=True, repr=False)
class ComparedPayoffs(Record):
    """Two lists of equilibria, and what in them is compared.

    Parameters
    ----------
    before, after
        Those that should be worse, and those that should be better, were there no paradox.
    columns
        The places of the payoffs, or of the values of a measure; the gap is the least of theirs.
    """

    before: Branches
    after: Branches
    columns: tuple[int, ...]


def compared_payoffs(form: Form, question: Question, branches: Variants) -> ComparedPayoffs | None:
    """The payoffs that a paradox compares, from the equilibria of its variants; None where it compares none.

    Parameters
    ----------
    form, question
        The game and the question.
    branches
        The equilibria of each variant, by its name.
    """
    if question.paradox == "null-coercion":
        return None
    return COMPARISONS[question.paradox](form, question, branches)


def _payoffs(before: str, after: str) -> Callable[[Form, Question, Variants], ComparedPayoffs]:
    """The mover's payoffs in two variants."""
    return lambda form, question, branches: ComparedPayoffs(
        extremes(branches[before]), extremes(branches[after]), (form.column(question.mover),)
    )


def _members(form: Form, question: Question, branches: Variants) -> ComparedPayoffs:
    """The payoffs of a coalition's members."""
    columns = tuple(form.column(player) for player in form.players if player in question.coalition)
    return ComparedPayoffs(branches["without"], branches["with"], columns)


def _policies(form: Form, question: Question, branches: Variants) -> ComparedPayoffs:
    """The mover's values with the action, and with the other one where others answer or hold still."""
    assert isinstance(form, StochasticGame)  # the question fits no other
    policies = Policies(form, question, branches, lambda polynomial: (polynomial,))
    return ComparedPayoffs(policies.instead, branches["with"], (form.column(question.mover),))


SIDES: Mapping[str, tuple[str, str]] = {  # of the equilibria after, and before
    "option": ("with it", "without it"),
    "comparative-statics": ("after the change", "before it"),
    "dominance-trap": ("with the action", "where the whole group lacks it"),
    "information": ("seeing more", "seeing less"),
    "third-party": ("with it", "without it"),
    "security-insecurity": ("with the policy", "without it"),
    "dynamic-backfire": ("with the action", "with the other one"),
}
COMPARISONS: Mapping[str, Callable[[Form, Question, Variants], ComparedPayoffs]] = {
    "option": _payoffs("without", "with"),
    "comparative-statics": _payoffs("lower", "higher"),
    "dominance-trap": _members,
    "information": _payoffs("uninformed", "informed"),
    "third-party": _payoffs("without", "with"),
    "security-insecurity": _payoffs("without", "with"),
    "dynamic-backfire": _policies,
}
