"""The thresholds of a paradox: the inequalities between parameters under which it is present."""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.detectors import Question, check_as_formulas
from gametheory_paradox.families import GameFamily
from gametheory_paradox.regions.chart import statement_of
from gametheory_paradox.regions.conditions import Condition, condition
from gametheory_paradox.regions.factoring import Factoring
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
    """

    family: GameFamily
    question: Question
    present: Condition
    open: Condition

    def table(self) -> Table:
        """One row per case."""
        asked = self.question
        rows = [
            (str(number), " and ".join(map(str, case)) or "always") for number, case in enumerate(self.present.cases, start=1)
        ]
        if not rows:
            rows = [("", str(self.present))]
        option = f"{asked.mover}'s option to {asked.action!r}{asked.where}"
        title = f"{self.family.title or 'Family'}: {option}, {asked.quantifier} paradox"
        note = "" if self.open.shortest and not self.open.cases else f"nothing is claimed where {self.open}"
        return Table(("case", "present where"), tuple(rows), title=title, note=note)

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
    action: str,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
) -> Thresholds:
    """Finds the inequalities between parameters under which a paradox is present.

    Parameters
    ----------
    family
        The games; their declared ranges decide which inequalities go without saying.
    paradox, mover, action, at, coalition, quantifier, concept
        What is asked, as for ``detect``.

    Raises
    ------
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    """
    check_as_formulas(paradox)
    question = Question.about(
        family.form, paradox, mover=mover, action=action, at=at, coalition=coalition, quantifier=quantifier, concept=concept
    )
    claim, exception = statement_of(family.form, question, Factoring())
    order = tuple(family.box)
    return Thresholds(family, question, condition(claim, family.box, order), condition(exception, family.box, order))
