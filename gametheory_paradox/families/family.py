"""Games with parameters: one form of game, formulas for payoffs and probabilities, a box of values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Literal

from gametheory_paradox.claims.parameters.defined import check_defined, formulas
from gametheory_paradox.claims.parameters.signs import Box, sign_on_box
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.symbolic import Expression, to_sympy
from gametheory_paradox.families.accounts import Account, accounts_in, check_accounts
from gametheory_paradox.families.distributions import Distribution, read_distribution
from gametheory_paradox.families.forecasts import Forecast
from gametheory_paradox.families.terms import (
    Form,
    Outcomes,
    Term,
    payoffs_at_outcomes,
    played_at_outcomes,
    with_payoffs,
)
from gametheory_paradox.games import (
    PAYOFF,
    ExtensiveForm,
    Game,
    NormalForm,
    StochasticGame,
    check_player,
    scope_of,
    without_measure,
)
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import exact

Standing = Literal["measured", "estimated", "assumed"]


@dataclass(frozen=True)
class Parameter:
    """A number the modeller does not know exactly.

    Parameters
    ----------
    name
        What formulas call it.
    low, high
        The range of plausible values, both ends included; equal ends fix it.
    baseline
        The value used where none is named.
    unit, meaning
        What it measures, in words.
    standing
        *measured* (a figure with its source), *estimated* (a study, with a caution) or *assumed* (a reason
        for the range).
    source
        Where the range and the baseline come from.
    distribution
        How plausible the values of the range are, as ``read_distribution`` takes it; none means all alike.
    quantity
        The quantity of the catalog that it is.
    because
        Why its baseline is not that of the quantity.
    """

    name: str
    low: Fraction
    high: Fraction
    baseline: Fraction
    unit: str = ""
    meaning: str = ""
    standing: Standing = "assumed"
    source: str = ""
    distribution: Distribution | None = None
    quantity: str = ""
    because: str = ""

    def __post_init__(self) -> None:
        for end in ("low", "high", "baseline"):
            object.__setattr__(self, end, exact(getattr(self, end), f"the {end} of {self.name!r}"))
        if self.low > self.high:
            raise InvalidGame(f"the range of {self.name!r} is reversed: from {self.low} to {self.high}")
        if not self.low <= self.baseline <= self.high:
            raise InvalidGame(
                f"the baseline of {self.name!r}, {self.baseline}, "
                f"lies outside its range {self.low} to {self.high}"
            )
        if self.distribution is not None:
            found = read_distribution(self.distribution, self.low, self.high, self.baseline, repr(self.name))
            object.__setattr__(self, "distribution", found)


@dataclass(frozen=True)
class GameFamily:
    """A game whose payoffs and probabilities are formulas in named parameters.

    Parameters
    ----------
    form
        The game, its payoffs rational functions of the parameters.
    parameters
        Every parameter that occurs, with its range.
    title, about
        What it is called and what it is about.
    claim, prediction
        The claim it models, and what the modeller expects the analysis to find.
    forecasts
        What it expects of series of figures.
    sources
        Where the model comes from.
    terms
        The payoffs term by term, where the modeller gave them so.
    accounts
        The parts of the payoffs that a measure adds up.
    questions
        The questions it asks itself; the first is asked where none is named.
    origin
        The catalog name or file it was read from.

    Raises
    ------
    InvalidGame
        If a formula names an unknown parameter, may divide by zero in the box, probabilities are not
        probabilities, or a term names an account that is not declared.
    """

    form: Form
    parameters: tuple[Parameter, ...] = ()
    title: str = ""
    about: str = ""
    claim: str = ""
    prediction: str = ""
    forecasts: tuple[Forecast, ...] = ()
    sources: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    accounts: tuple[Account, ...] = ()
    questions: tuple[Question, ...] = ()
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        names = [p.name for p in self.parameters]
        for position, name in enumerate(names):
            if name in names[:position]:
                raise InvalidGame(f"the parameter {name!r} is declared twice")
        stated = [entry for account in self.accounts for entry in account.formulas()]
        for formula, where in chain(formulas(self.form), stated):
            for name in () if formula.is_constant else formula.names:
                if name not in names:
                    known = ", ".join(names) or "none"
                    raise InvalidGame(f"{where}: {name!r} is not a parameter; the parameters are {known}")
        check_defined(self.form, self.box)
        self._check_accounts()
        for question in self.questions:
            check_fits(question, self.form)

    def _check_accounts(self) -> None:
        if not self.accounts and not any(term.account for term in self.terms):
            return
        check_accounts(self.accounts, self.terms, self.players, len(payoffs_at_outcomes(self.form)))
        for account in self.accounts:
            for formula, where in account.formulas():
                divisor = formula.denominator
                if not divisor.is_constant and sign_on_box(divisor, self.box, closed=True) not in (1, -1):
                    raise InvalidGame(
                        f"{where}: the denominator {divisor} may be zero on the declared ranges"
                    )

    def __repr__(self) -> str:
        named = f" {self.title!r}" if self.title else ""
        return f"<GameFamily{named}: {', '.join(self.players)}; {len(self.parameters)} parameters>"

    @property
    def players(self) -> tuple[str, ...]:
        """The players' names."""
        return self.form.players

    @property
    def question(self) -> Question | None:
        """The question that is asked where none is named; None where it asks none itself."""
        return self.questions[0] if self.questions else None

    @property
    def box(self) -> Box:
        """The declared range of every parameter."""
        return {p.name: (p.low, p.high) for p in self.parameters}

    @property
    def baseline(self) -> dict[str, Fraction]:
        """The baseline value of every parameter."""
        return {p.name: p.baseline for p in self.parameters}

    @property
    def pinned(self) -> dict[str, Fraction]:
        """The value of every parameter whose range is that one value."""
        return {p.name: p.low for p in self.parameters if p.low == p.high}

    def point(self, values: Mapping[str, object] = {}, **more: object) -> dict[str, Fraction]:
        """A value for every parameter: those named here, the others at their baseline.

        Raises
        ------
        InvalidGame
            If a name is unknown or a value lies outside the declared range.
        """
        point = self.baseline
        for name, value in {**values, **more}.items():
            if name not in point:
                raise InvalidGame(
                    f"{name!r} is not a parameter of this family; it has {', '.join(point) or 'none'}"
                )
            number, (low, high) = exact(value, f"the value of {name!r}"), self.box[name]
            if not low <= number <= high:
                raise InvalidGame(f"{name} = {number} lies outside the declared range {low} to {high}")
            point[name] = number
        return point

    def at(self, values: Mapping[str, object] = {}, **more: object) -> Game:
        """The game with exact numbers; parameters not named here keep their baseline.

        Examples
        --------
        >>> from gametheory_paradox.families import family_from_table
        >>> family = family_from_table(["R", "C"], [["a", "b"], ["c", "d"]],
        ...     [[("x", 1), (4, 0)], [(1, 0), ("2*x + 1", 2)]], {"x": (0, 5, 2)})
        >>> family.at(x="1/2").matrix("R")
        ((Fraction(1, 2), Fraction(4, 1)), (Fraction(1, 1), Fraction(2, 1)))
        """
        point = self.point(values, **more)
        return replace(self.form.map(_once(lambda formula: formula.value(point))), title=self.title)

    def to_sympy(self) -> NormalForm[Expression] | ExtensiveForm[Expression] | StochasticGame[Expression]:
        """The form with every payoff and probability as a sympy expression, which the builders take again."""
        return self.form.map(to_sympy)

    def fix(self, values: Mapping[str, Fraction]) -> Form:
        """The form with some parameters replaced by numbers; the others stay formulas."""
        return self.form.map(_once(lambda formula: formula.at(values)))

    def measured(self, measure: str) -> "GameFamily":
        """The same family, whose form names the measure and holds its values behind the payoffs.

        Parameters
        ----------
        measure
            An account, or a sum of some, "security + trade"; or "payoff".

        Raises
        ------
        InvalidGame
            If it names what is no account.
        """
        if measure == (self.form.measure or PAYOFF):
            return self
        if measure == PAYOFF:
            return replace(self, form=without_measure(self.form))
        rows = zip(payoffs_at_outcomes(self.form), measured_values(self, measure), strict=True)
        columns = [(*payoffs, *values) for payoffs, values in rows]
        return replace(self, form=with_payoffs(self.form, columns, measure=measure))


def _once(call: Callable[[RationalFunction], P]) -> Callable[[RationalFunction], P]:
    """The same function, which computes once what many cells or ends hold."""
    known: dict[tuple[Polynomial, Polynomial], P] = {}
    same: dict[int, P] = {}  # by identity, which large trees share

    def found(formula: RationalFunction) -> P:
        if id(formula) not in same:
            key = formula.numerator, formula.denominator
            if key not in known:
                known[key] = call(formula)
            same[id(formula)] = known[key]
        return same[id(formula)]

    return found


def measured_values(family: GameFamily, measure: str) -> Outcomes:
    """The values of a measure: for each cell of a table, or each end of a tree in order, one for each player.

    Parameters
    ----------
    family
        The family, with its accounts.
    measure
        An account, or a sum of some: "security + trade".

    Raises
    ------
    InvalidGame
        If it names what is no account.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table, with_accounts, with_terms
    >>> bare = family_from_table(["A"], [["close", "open"]], [[0], [0]], {"r": (0, 5, 3), "h": (0, 5, 1)})
    >>> ledgers = with_accounts(bare, {"security": "harm suffered", "home": "applause"})
    >>> family = with_terms(ledgers, [
    ...     ("A", "r", {"A": "close"}, "", "home"), ("A", "-h", {"A": "close"}, "", "security")])
    >>> [str(value) for (value,) in measured_values(family, "security")]
    ['-h', '0']
    >>> measured_values(family, "security + home") == family.form.payoffs
    True
    """
    counted = accounts_in(measure, family.accounts)
    zero = RationalFunction.constant(0)
    return tuple(
        tuple(
            sum((account.value_at(outcome, player, family.terms, played) for account in counted), zero)
            for player in family.players
        )
        for outcome, played in enumerate(played_at_outcomes(family.form))
    )


def check_fits(question: Question, form: NormalForm[P] | ExtensiveForm[P] | StochasticGame[P]) -> None:
    """Refuse a question whose mover or action is not in the game; all else is checked when it is asked."""
    check_player(form, question.mover)
    if question.action and question.paradox != "null-coercion":  # there it is the target's
        scope_of(form, question.mover, question.action, question.at, question.coalition)
