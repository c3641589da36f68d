"""The thresholds of a paradox: the inequalities between parameters under which it is present."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.detectors import ComparisonQuestion, Question
from gametheory_paradox.detectors.as_formulas import as_formulas, asked_with
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.exact.symbolic import Expression, latex
from gametheory_paradox.families import GameFamily
from gametheory_paradox.regions.conditions import Condition, case_to_sympy, condition
from gametheory_paradox.regions.region_map import paradox_said
from gametheory_paradox.table import Table


@dataclass(frozen=True)
class Thresholds:
    """Where in the declared box a paradox is present, as formulas.

    Parameters
    ----------
    family, question
        What was asked.
    present
        Where it is present, off the zero sets of the polynomials involved.
    open
        Where the family stays degenerate, so that nothing is claimed.
    least
        What the gap between payoffs must exceed.
    """

    family: GameFamily
    question: Question | ComparisonQuestion
    present: Condition
    open: Condition
    least: Fraction = Fraction(0)

    def table(self) -> Table:
        """One row per case."""
        asked = self.question
        rows = [
            (str(number), " and ".join(map(str, case)) or "always")
            for number, case in enumerate(self.present.cases, start=1)
        ]
        if not rows:
            rows = [("", str(self.present))]
        about = paradox_said(asked)
        if isinstance(asked, Question):
            about = f"{asked.mover}'s option to {asked.action!r}{asked.where}, {asked.quantifier} paradox"
        title = f"{self.family.title or 'Family'}: {about}" + (
            f", by more than {self.least}" if self.least else ""
        )
        note = "" if self.open.shortest and not self.open.cases else f"nothing is claimed where {self.open}"
        return Table(("case", "present where"), tuple(rows), title=title, note=note)

    def to_sympy(self) -> Expression:
        """The condition under which the paradox is present, as a sympy expression."""
        return self.present.to_sympy()

    def latex(self) -> str:
        """The table in LaTeX, its inequalities as mathematics."""
        if not self.present.cases:
            return self.table().latex()
        cases = enumerate(self.present.cases, start=1)
        return self.table().latex(
            [[str(n), f"${latex(case_to_sympy(case))}$" if case else "always"] for n, case in cases]
        )

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def thresholds(
    family: GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    least: object = 0,
    values: Mapping[str, object] = {},
    **details: object,
) -> Thresholds:
    """Finds the inequalities between parameters under which a paradox is present.

    Parameters
    ----------
    family
        The games; their declared ranges decide which inequalities go without saying.
    paradox, mover, action, at, coalition, quantifier, concept, details
        What is asked, as for ``detect``; an ``index`` may be of formulas as text.
    least
        What the gap must exceed.
    values
        Values of parameters that are to be numbers; the others stay.

    Raises
    ------
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    """
    said = asked_with(
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        details=details,
    )
    asked = as_formulas(family, paradox, said, least)
    point = family.point(values)
    fixed = {name: point[name] for name in values}
    left: Box = {
        **asked.axes,
        **{n: ends for n, ends in family.box.items() if n not in (*fixed, *asked.axes)},
    }
    asked.check_defined(family.form, fixed, left)
    claim, exception = asked.statement(family.form, fixed, Factoring())
    order = (*family.box, *(name for name in left if name not in family.box))
    return Thresholds(
        family, asked.question, condition(claim, left, order), condition(exception, left, order), asked.least
    )
