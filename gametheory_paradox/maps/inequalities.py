"""The thresholds of a paradox: the inequalities between parameters under which it is present."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import starmap
from typing import Unpack, overload

from gametheory_paradox.clock import Clock, in_time
from gametheory_paradox.conditions.condition import Condition, Inequality, case_to_sympy, claimed_and_open
from gametheory_paradox.conditions.proofs.signs import KnownSigns, signs_said
from gametheory_paradox.conditions.proofs.statements import Factor, atoms, every, positive
from gametheory_paradox.detectors import Inquiry, inquiry_over_parameters
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.exact.symbolic import Expression, latex
from gametheory_paradox.forms.graphs.detection import graph_question
from gametheory_paradox.forms.graphs.thresholds import GraphThresholds, graph_thresholds
from gametheory_paradox.maps.one_parameter import Interval, intervals_of
from gametheory_paradox.maps.propositions import read_assumptions
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.models.rankings import comparison_said
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike, as_family, as_subject
from gametheory_paradox.table import Table, Tabular, latex_text, listed

OPEN = "nowhere, as far as formulas settle it"  # where nothing is present and something is open

NEEDED = "the inequalities were written, which values of some parameters make fewer"


@dataclass(frozen=True, repr=False)
class Thresholds(Tabular):
    """The conditions under which a paradox is present in the declared box, as formulas.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    present
        Where the paradox is present, off the zero sets of the polynomials involved.
    open
        Where nothing is claimed: there may be equilibria without formulas.
    least
        The bound that the gap between payoffs must exceed.
    values
        The values of the parameters that are numbers here.
    assuming
        What is assumed, and goes without saying.
    """

    family: GameFamily
    question: Question
    present: Condition
    open: Condition
    least: Fraction = Fraction(0)
    values: Mapping[str, Fraction] = field(default_factory=dict)
    assuming: tuple[str, ...] = ()

    @property
    def is_never(self) -> bool:
        """It is shown that the paradox is present nowhere."""
        return self.present.is_never and self.open.is_never

    @property
    def in_words(self) -> tuple[tuple[str, ...], ...]:
        """The cases in the words of the outcomes, where payoffs are ranked."""
        ranking = self.family.ranking
        if ranking is None:
            return ()
        return tuple(
            tuple(comparison_said(own.polynomial, ranking) for own in case) for case in self.present.cases
        )

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """The closed intervals of presence, with exact ends, if one parameter alone decides; else none."""
        if len(self._names) != 1 or self.assuming or self.family.ranking is not None:
            return ()
        (name,) = self._names
        ends = self.family.box.get(name)
        return () if ends is None else intervals_of(self.present.statement, name, *ends)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The parameters that the condition names."""
        return frozenset(name for polynomial in atoms(self.present.statement) for name in polynomial.names)

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            **self.question.to_data(),
            "least": str(self.least),
            "values": {name: str(value) for name, value in self.values.items()},
            "assuming": list(self.assuming),
            "present": self.present.to_data(),
            "in_words": [list(case) for case in self.in_words],
            "open": self.open.to_data(),
            "intervals": [own.to_data() for own in self.intervals],
        }

    def table(self) -> Table:
        """A row for each case; where payoffs are ranked, one more in words."""
        none = OPEN if self.present.is_never and not self.open.is_never else str(self.present)
        rows = self._rows(lambda case: " and ".join(map(str, case)), str) or [("", none)]
        title = f"{self.family.title or 'Family'}: {self.question}"
        if self.least:
            title += f", by more than {self.least}"
        given = [*starmap(self.family.value_said, self.values.items()), *self.assuming]
        notes = [f"with {listed(given)}"] * bool(given)
        if self.intervals:
            (name,) = self._names
            notes.append(f"that is, {name} from {listed([str(own) for own in self.intervals])}")
        if not self.open.is_never:
            notes.append(f"nothing is claimed where {self.open}")
        return Table(("case", "present where"), tuple(rows), title=title, note="\n".join(notes))

    def to_sympy(self) -> Expression:
        """The condition under which the paradox is present, as a sympy expression."""
        return self.present.to_sympy()

    def latex(self) -> str:
        """The table in LaTeX, its inequalities as mathematics."""
        if not self.present.cases:
            return self.table().latex()
        return self.table().latex(self._rows(lambda case: f"${latex(case_to_sympy(case))}$", latex_text))

    def _rows(
        self, written: Callable[[tuple[Inequality, ...]], str], text: Callable[[str], str]
    ) -> list[tuple[str, str]]:
        """The cases as they are to be written, and beneath each what it says in words, if that is known."""
        rows, in_words = [], dict(enumerate(self.in_words, start=1))
        for number, case in enumerate(self.present.cases, start=1):
            rows.append((str(number), written(case) if case else "always"))
            if words := in_words.get(number):
                rows.append(("", text(f"that is, {' and '.join(words)}")))
        return rows


@overload
def thresholds(  # type: ignore[overload-overlap]  # what else is read as a family has no rankings alone
    family: GraphModel,
    question: Question | str | None = None,
    *,
    least: object = 0,
    values: Mapping[str, object] = {},
    assuming: Sequence[str] = (),
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> GraphThresholds: ...


@overload
def thresholds(
    family: GameLike,
    question: Question | str | None = None,
    *,
    least: object = 0,
    values: Mapping[str, object] = {},
    assuming: Sequence[str] = (),
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Thresholds: ...


def thresholds(
    family: GameLike,
    question: Question | str | None = None,
    *,
    least: object = 0,
    values: Mapping[str, object] = {},
    assuming: Sequence[str] = (),
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Thresholds | GraphThresholds:
    """Finds the inequalities between parameters under which a paradox is present.

    Of a graph model: the preferences under which states are stable for everybody, or for the mover alone;
    where an action is named, those under which the option hurts.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one; their declared ranges decide
        which inequalities go without saying.  Or a graph model.
    question, fields
        What is asked, as for ``detect``.
    least
        The bound that the gap must exceed.
    values
        Values of parameters that are to be numbers; the others stay.
    assuming
        Inequalities such as ``r_C > c + h``; all of them hold, and go without saying.  There are fewer
        equilibria then, where without them there may be too many to list.
    budget
        Seconds for the whole call; None for no limit.

    Raises
    ------
    InvalidGame
        If an assumption is no inequality of parameters, or nothing satisfies them.
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    OutOfTime
        If the time is up before: a part of the inequalities would be no answer.  Of a graph model what is
        not reached is undecided.
    """
    subject = as_subject(family)
    if isinstance(subject, GraphModel):
        if exact(least, "least"):
            raise InvalidGame("least: rankings have no gaps that could be exceeded")
        if assuming:
            raise InvalidGame(
                "assuming: what is known of a graph model's rankings stands in the model itself"
            )
        with Clock(budget):  # what it does not reach is undecided
            return graph_thresholds(graph_question(subject, question, values, fields))

    family = as_family(subject)
    inquiry = inquiry_over_parameters(family, question, fields, least)
    fixed = {name: value for name, value in inquiry.others(values).items() if name in values}
    with in_time(budget, NEEDED):
        present, open_ = _conditions(inquiry, fixed, assuming)
    return Thresholds(inquiry.family, inquiry.question, present, open_, inquiry.least, fixed, tuple(assuming))


def _conditions(
    inquiry: Inquiry, fixed: Mapping[str, Fraction], assuming: Sequence[str]
) -> tuple[Condition, Condition]:
    """The conditions under which the paradox is present, given the assumptions, and nothing is claimed."""
    family, factors = inquiry.family, Factoring()
    declared = {name: ends for name, ends in family.box.items() if name not in (*fixed, *inquiry.axes)}
    box = {**inquiry.axes, **declared}

    order = (*family.box, *(name for name in box if name not in family.box))
    known = [own.at(fixed) for own in (*family.assumed, *read_assumptions(family, assuming))]
    splitting: Factor = KnownSigns(factors, box) if assuming else factors
    inside = [positive([f.numerator, f.denominator], splitting) for f in known]
    if every(inside) is False:
        raise InvalidGame("nothing satisfies the assumptions")
    if assuming:  # which are known before equilibria are listed
        splitting = KnownSigns(factors, box, signs_said(inside))
    claim, exception = inquiry.statement(fixed, splitting, box)
    return claimed_and_open(claim, exception, box, order, inside=every(inside))
