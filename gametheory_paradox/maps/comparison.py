"""Two models compared over parameters: where their answers and their payoffs differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any, Unpack

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Depends, Verdict, detect, question_from
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.deletion import names_in
from gametheory_paradox.forms.formulas.branches import Branches, extremes
from gametheory_paradox.maps.cells import chart
from gametheory_paradox.maps.region_map import RegionMap
from gametheory_paradox.maps.switches import check_names
from gametheory_paradox.models import Form, GameFamily
from gametheory_paradox.paradoxes.dynamic_backfire import Policies
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record, Table, Tabular

# Two models side by side: for every question the verdict, the payoffs and the share of the box in each
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ComparisonRow(Record):
    """A question asked of two models.

    Parameters
    ----------
    question
        The question.
    verdicts
        The verdict of each model at its baseline; None where it cannot be asked the question.
    maps
        The map of each model; None where none was made.
    """

    question: Question
    verdicts: tuple[Verdict | None, Verdict | None]
    maps: tuple[RegionMap | None, RegionMap | None]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        models = [
            None
            if verdict is None
            else {**verdict.to_data(), "share": region and list(map(str, region.share))}
            for verdict, region in zip(self.verdicts, self.maps, strict=True)
        ]
        return {**self.question.to_data(), "models": models}


@dataclass(frozen=True, repr=False)
class Comparison(Tabular):
    """Two models side by side.

    Parameters
    ----------
    families
        The two models.
    over
        The charted parameters.
    rows
        One per question that was asked.
    values
        The parameters that were set.
    unasked
        How many questions there was no time for.
    """

    families: tuple[GameFamily, GameFamily]
    over: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    unasked: int = 0

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "models": [family.origin or family.title for family in self.families],
            "over": list(self.over),
            "rows": [row.to_data() for row in self.rows],
            "unasked": self.unasked,
        }

    def table(self) -> Table:
        """Verdict, payoffs on both sides, gap and proved share for each question and model."""
        models = [family.title or family.origin or "model" for family in self.families]
        verdicts = [verdict for row in self.rows for verdict in row.verdicts]
        sides = list(
            dict.fromkeys(
                side for v in verdicts if v is not None and v.comparison for side in v.comparison.payoffs
            )
        )
        lines = [
            (_in_short(row.question), model, *_described(verdict, sides), _share(region))
            for row in self.rows
            for model, verdict, region in zip(models, row.verdicts, row.maps, strict=True)
        ]

        payoffs = (f"payoffs {side}" for side in sides)
        heads = ("question", "model", "verdict", *payoffs, "gap", "share of the box")
        note = " and ".join(
            dict.fromkeys(f"{row.question.quantifier} {row.question.paradox} paradox" for row in self.rows)
        )
        if self.over:
            note += f"; share of the box over {', '.join(self.over)} (where they vary)"
        if self.values:
            note += "; " + ", ".join(starmap(self.families[0].value_said, self.values.items()))
        if self.unasked:
            every = self.unasked + len(self.rows)
            note += f"; the budget was spent before {self.unasked:,} of {every:,} questions were asked"
        return Table(heads, tuple(lines), title=" / ".join(models), note=note)


def compare(
    first: GameLike,
    second: GameLike,
    question: Question | str | None = None,
    *,
    over: Sequence[str] = (),
    values: Mapping[str, object] = {},
    undecided: object = "0.01",
    budget: float | None = 60.0,
    **fields: Unpack[QuestionFields],
) -> Comparison:
    """Puts verdicts, payoffs and shares of two models side by side.

    Parameters
    ----------
    first, second
        The models, such as a scenario and its control: families, or what ``as_game`` reads as one.  Where
        payoffs are ranked the verdict is that for the order.
    question, fields
        What both are asked, as for ``detect``.  Where no action is named, or not whose: every option, of
        every player at every information set, that fits the mover, the action and the sets that are named.
    over
        The parameters to chart in both; none means no maps.  A model in which one of them has a single value
        is charted over the others.
    values
        Values of parameters, in each model that has them; by default their baseline.
    undecided
        The share of the box that may stay undecided.
    budget
        Seconds for the whole answer, shared out evenly; None for no limit.

    Raises
    ------
    InvalidGame
        If neither model can be asked the question, a charted parameter varies in neither, or a value is for a
        parameter of neither.
    """
    check_names(over, "over")
    families = as_family(first), as_family(second)
    if still := [name for name in over if not any(_varies(family, name) for family in families)]:
        raise InvalidGame(f"{still[0]!r} varies in neither model")
    if unknown := [name for name in values if not any(name in family.box for family in families)]:
        raise InvalidGame(f"{unknown[0]!r} is a parameter of neither model")
    if over and any(family.ranking is not None for family in families):
        raise InvalidGame("over: payoffs are ranked, and a share of a box of gaps is no share of rankings")
    questions = _questions(families, question, fields)
    own = [{name: value for name, value in values.items() if name in family.box} for family in families]
    for family, settings in zip(families, own, strict=True):
        family.point(settings)  # whatever is wrong is told before anything is solved

    clock, left = Clock(budget), 2 * len(questions)
    rows = list[ComparisonRow]()
    for asked in questions:
        if rows and clock.is_over:
            break
        answers: list[tuple[Verdict | None, RegionMap | None]] = []
        problems = []
        for family, settings in zip(families, own, strict=True):
            share = clock.part(1 / left)
            left -= 1
            try:
                answers.append(_answer(family, asked, over, settings, undecided, share))
            except InvalidGame as problem:
                answers.append((None, None))
                problems.append(problem)
        if len(problems) == 2:
            raise problems[0]
        (verdict, region), (other_verdict, other_region) = answers
        rows.append(ComparisonRow(asked, (verdict, other_verdict), (region, other_region)))
    return Comparison(families, tuple(over), tuple(rows), dict(values), len(questions) - len(rows))


def _varies(family: GameFamily, name: str) -> bool:
    return name in family.box and family.box[name][0] < family.box[name][1]


def _questions(
    families: Sequence[GameFamily], question: Question | str | None, fields: QuestionFields
) -> list[Question]:
    """The question that is asked, or every option of both models that fits what is named."""
    said: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
    if question not in (None, "option") or {"mover", "action"} <= said.keys():
        own = next((family.questions for family in families if family.questions), ())
        return [question_from(own, question, fields)]

    mover, action, at = (said.pop(name, ()) for name in ("mover", "action", "at"))
    options = [
        Question(mover=info.player, action=name, at=info.name or (), **said)
        for family in families
        for info in family.form.information_sets
        for name in info.actions
        if len(info.actions) > 1
        and (not mover or info.player == mover)
        and (not action or name in names_in(action))
        and (not at or info.name in names_in(at))
    ]
    if not options:
        named = (mover or "any player", action or "any action", at)
        raise InvalidGame(f"neither model has the move {': '.join(map(str, named[:2]))} {at or ''}".rstrip())
    return list(dict.fromkeys(options))


def _answer(
    family: GameFamily,
    question: Question,
    over: Sequence[str],
    values: Mapping[str, object],
    undecided: object,
    clock: Clock,
) -> tuple[Verdict, RegionMap | None]:
    """The verdict of a model, and its map over the parameters that vary in it."""
    verdict = detect(family, question, values=values, budget=clock.left)
    charted = [name for name in over if _varies(family, name)]
    if not charted:
        return verdict, None
    try:
        others = {name: value for name, value in values.items() if name not in charted}
        limits: dict[str, Any] = {"undecided": undecided, "budget": clock.left}
        return verdict, chart(family, question, over=charted, values=others, **limits)
    except Unsupported:  # this form has verdicts but no formulas
        return verdict, None


def _in_short(question: Question) -> str:
    """A question in a row: the mover and its option, or what else is asked."""
    if question.paradox == "option":
        return f"{question.mover}: {question.taken}"
    return str(question)


def _described(verdict: Verdict | None, sides: Sequence[str]) -> tuple[str, ...]:
    """The verdict, the compared payoffs and the gap, as cells of a row."""
    if verdict is None:
        return "cannot be asked", *[""] * len(sides), ""
    if verdict.comparison is None:
        on = f": {'; '.join(verdict.depends_on)}" if isinstance(verdict, Depends) else ""
        return f"{verdict.name}{on}", *[""] * len(sides), ""
    payoffs = verdict.comparison.payoffs
    cells = [", ".join(map(str, payoffs[side].values)) if side in payoffs else "" for side in sides]
    return verdict.name, *cells, str(verdict.comparison.gap)


def _share(region: RegionMap | None) -> str:
    if region is None:
        return ""
    low, high = (f"{as_decimal(share * 100, places=2)}%" for share in region.share)
    return low if region.share[0] == region.share[1] else f"{low} to {high}"


# Payoffs, or values of a measure, that a paradox compares over two variants' equilibria as formulas
# ----------------------------------------------------------------------------

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
