"""Games with parameters: one form of game, formulas for payoffs and probabilities, a box of values."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Literal, get_args

from gametheory_paradox.bibliography import citation
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion
from gametheory_paradox.exact.symbolic import Expression, to_sympy
from gametheory_paradox.forms import (
    PAYOFF,
    Automaton,
    Game,
    NormalForm,
    RepeatedGame,
    StochasticGame,
    check_player,
    scope_of,
    without_measure,
)
from gametheory_paradox.forms.formulas.defined import check_defined, check_formula
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.models.accounts import Account, accounts_in, check_accounts
from gametheory_paradox.models.distributions import Distribution, read_distribution
from gametheory_paradox.models.forecasts import Forecast
from gametheory_paradox.models.rankings import Order, Ranking, Scale, ranking_of
from gametheory_paradox.models.terms import (
    Form,
    Outcomes,
    Term,
    payoffs_at_outcomes,
    played_at_outcomes,
    with_payoffs,
)
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Display, Document, Table, listed

Standing = Literal["measured", "estimated", "assumed"]


@dataclass(frozen=True, repr=False)
class Parameter(Display):
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

    @property
    def range_said(self) -> str:
        """Its range in words."""
        return f"{self.low} to {self.high}" if self.low < self.high else f"fixed at {self.low}"

    def __str__(self) -> str:
        unit, meaning = f" {self.unit}" if self.unit else "", f" ({self.meaning})" if self.meaning else ""
        baseline = f", baseline {self.baseline}" if self.low < self.high else ""
        return f"{self.name}: {self.range_said}{baseline}{unit}{meaning}"


def parameter_table(parameters: Sequence[Parameter], ranked: Collection[str] = ()) -> Table:
    """Parameters: range, baseline, unit, meaning, standing, and distribution where one is given.

    Parameters
    ----------
    parameters
        The parameters.
    ranked
        Those of them of which the order alone is known.
    """
    heads = ("parameter", "range", "baseline", "unit", "meaning", "standing", "distribution")
    shown = len(heads) - (not any(p.distribution for p in parameters))
    rows = [
        (
            *(p.name, "(0, 1]" if p.name in ranked else p.range_said),
            *("any" if p.name in ranked else str(p.baseline), p.unit, p.meaning),
            "ranked" if p.name in ranked else p.standing,
            "" if p.distribution is None else str(p.distribution),
        )[:shown]
        for p in parameters
    ]
    note = "Ranked: any numbers above 0 and up to 1 that agree with what is known of the order."
    return Table(heads[:shown], rows, title="Parameters", note=note if ranked else "")


@dataclass(frozen=True, repr=False)
class GameFamily(Document):
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
    names
        Of outcomes that have a name: the actions and outcomes of chance that lead there, and the name.
    ranking
        The order of the outcomes, where that alone is known; then the parameters are its gaps and levels.
    automata
        Automata that may play it, where it is played in periods.
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
    names: tuple[tuple[tuple[str, ...], str], ...] = ()
    ranking: Ranking | None = None
    automata: tuple[Automaton, ...] = field(default=(), hash=False)  # they hold mappings
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        names = [p.name for p in self.parameters]
        for position, name in enumerate(names):
            if name in names[:position]:
                raise InvalidGame(f"the parameter {name!r} is declared twice")
        box = self.box
        check_defined(self.form, box)
        if self.accounts or any(term.account for term in self.terms):
            outcomes = len(payoffs_at_outcomes(self.form))
            check_accounts(self.accounts, self.terms, self.players, outcomes)
        for account in self.accounts:
            for formula, where in account.formulas():
                check_formula(formula, where, box)
        for question in self.questions:
            check_fits(question, self.form)

    def parts(self) -> list[Table | str]:
        """The players, the questions and the parameters; the game itself is ``form``."""
        lines = [f"{self.title or 'Family'}: {listed(self.players)} in {_kind_of(self.form)}"]
        lines += [f"asks: {question}" for question in self.questions]
        lines += [f"drawn from: {citation(source)}" for source in self.sources]
        lines += [f"accounts: {', '.join(account.name for account in self.accounts)}"] * bool(self.accounts)
        lines += [f"automata: {', '.join(own.name for own in self.automata)}"] * bool(self.automata)
        parameters: list[Table | str] = (
            [parameter_table(self.parameters, self.scales)] if self.parameters else []
        )
        return ["\n".join(lines), *parameters]

    @property
    def players(self) -> tuple[str, ...]:
        """The players' names."""
        return self.form.players

    @property
    def question(self) -> Question | None:
        """The question that is asked where none is named; None where it asks none itself."""
        return self.questions[0] if self.questions else None

    def automaton(self, name: str = "") -> Automaton:
        """The automaton of a name; none names the only one.

        Raises
        ------
        InvalidGame
            If there is none, or there are several and none is named.
        """
        if not self.automata:
            raise InvalidGame("the model has no automaton; its file may define some under `automaton:`")
        known = ", ".join(own.name for own in self.automata)
        found = [own for own in self.automata if name in ("", own.name)]
        if len(found) != 1:
            wanted = f"there is no automaton {name!r:.60}" if name else "name an automaton"
            raise InvalidGame(f"{wanted}; the automata of the model are {known}")
        return found[0]

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
        if not isinstance(values, Mapping):
            raise InvalidGame(f"values: expected {{parameter: value}}, got {values!r:.60}")
        point = self.baseline
        for name, value in {**values, **more}.items():
            if name not in point:
                raise no_such_parameter(name, point)
            number, (low, high) = exact(value, f"the value of {name!r}"), self.box[name]
            if not low <= number <= high:
                raise InvalidGame(f"{name} = {number} lies outside the declared range {low} to {high}")
            point[name] = number
        return point

    def at(self, values: Mapping[str, object] = {}, **more: object) -> Game:
        """The game with exact numbers; parameters not named here keep their baseline.

        Examples
        --------
        >>> from gametheory_paradox.models import family_from_table
        >>> family = family_from_table(["R", "C"], [["a", "b"], ["c", "d"]],
        ...     [[("x", 1), (4, 0)], [(1, 0), ("2*x + 1", 2)]], {"x": (0, 5, 2)})
        >>> family.at(x="1/2").matrix("R")
        ((Fraction(1, 2), Fraction(4, 1)), (Fraction(1, 1), Fraction(2, 1)))
        """
        point = self.point(values, **more)
        key = tuple(point.values())
        game = self._taken.get(key)
        if game is None:
            with no_cycles:
                game = self._mapped(lambda formula: formula.value(point))
            title = self.title_at(point)
            game = game if game.title == title else replace(game, title=title)
            self._taken.clear()  # one is kept: at the same point many questions are asked
            self._taken[key] = game
        return game

    @cached_property
    def _taken(self) -> dict[tuple[Fraction, ...], Game]:
        """The game at the point that was taken last."""
        return {}

    @cached_property
    def _alike(self) -> dict[int, tuple[RationalFunction, RationalFunction]]:
        """By its identity each formula of the form, and the first one that is equal to it."""
        first: dict[tuple[Polynomial, Polynomial], RationalFunction] = {}
        alike: dict[int, tuple[RationalFunction, RationalFunction]] = {}

        def noted(formula: RationalFunction) -> RationalFunction:
            key = formula.numerator, formula.denominator
            alike[id(formula)] = formula, first.setdefault(key, formula)
            return formula

        self.form.map(noted)
        return alike

    def __getstate__(self) -> dict[str, object]:
        """The fields that are pickled: elsewhere objects have other identities."""
        return {name: own for name, own in self.__dict__.items() if name not in ("_taken", "_alike")}

    def _mapped(self, call: Callable[[RationalFunction], P]) -> GameForm[P]:
        """The form with every formula replaced by what becomes of it, once for what many cells hold."""
        alike = self._alike if self.parameters else {}  # numbers are taken as quickly as they are compared
        known = dict[int, P]()

        def found(formula: RationalFunction) -> P:
            if id(formula) not in alike:  # made up on the way
                return call(formula)
            _, first = alike[id(formula)]
            if id(first) not in known:
                known[id(first)] = call(first)
            return known[id(first)]

        return self.form.map(found)

    def value_said(self, name: str, value: Fraction) -> str:
        """The value of a parameter in words; one that is not the baseline says what the baseline is."""
        baseline = self.baseline.get(name)
        mark = "" if baseline in (None, value) else f" (baseline {baseline})"
        return f"{name} = {value}{mark}"

    def moved(self, point: Mapping[str, Fraction]) -> str:
        """The values that are not at their baseline, in words; empty where all are.

        Examples
        --------
        >>> from gametheory_paradox.models import family_from_table
        >>> family = family_from_table(["R"], [["a", "b"]], [["x"], ["y"]], {"x": (0, 5, 2), "y": (0, 1, 0)})
        >>> family.moved({"x": Fraction(3), "y": Fraction(0)})
        'x = 3 (baseline 2)'
        """
        baseline = self.baseline
        return ", ".join(
            self.value_said(name, value)
            for name, value in point.items()
            if name in baseline and value != baseline[name]
        )

    def title_at(self, point: Mapping[str, Fraction]) -> str:
        """The title of the game at a point, which says what is not at its baseline."""
        moved = self.moved(point)
        return f"{self.title or 'Game'} at {moved}" if moved else self.title

    def to_sympy(self) -> GameForm[Expression]:
        """The form with every payoff and probability as a sympy expression, which the builders take again."""
        return self.form.map(to_sympy)

    def fix(self, values: Mapping[str, Fraction]) -> Form:
        """The form with some parameters replaced by numbers; the others stay formulas."""
        form = self._mapped(lambda formula: formula.at(values))
        return replace(form, title=self.title_at(values))

    def starting_in(self, state: str) -> "GameFamily":
        """The same games in periods, which begin in a state.

        Raises
        ------
        InvalidGame
            If the games are not played in periods, or no state has that name.
        """
        if not isinstance(self.form, StochasticGame):
            raise InvalidGame("games in periods have states to start in; this one is of another form")
        return replace(self, form=self.form.starting_in(state))

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
        Unsupported
            If payoffs are ranked, and values of the account hang on a parameter or several accounts that are
            ranked would have to be added up.
        """
        if measure == (self.form.measure or PAYOFF):
            return self
        if measure == PAYOFF:
            return replace(self, form=without_measure(self.form))
        if self.ranking is not None:
            orders = self._orders_in(self.ranking, measure)
            count = len(self.players)
            ranking = replace(self.ranking, orders=(*self.ranking.orders[:count], *orders))
            return self.ranked(ranking, measure=measure)
        rows = zip(payoffs_at_outcomes(self.form), measured_values(self, measure), strict=True)
        return replace(self, form=with_payoffs(self.form, [(*p, *v) for p, v in rows], measure=measure))

    def _orders_in(self, ranking: Ranking, measure: str) -> list[Order]:
        """The order of a measure for each player, as far as it is known, whatever the payoffs."""
        counted = accounts_in(measure, self.accounts)
        if (given := [account for account in counted if account.orders]) and len(counted) > 1:
            raise Unsupported(
                f"of {given[0].name} the order alone is known, which does not add up: ask about one account"
            )
        if given:
            known = {own.player: own for own in given[0].orders}
            unknown = [Order.of_comparisons(who, (), ranking.outcomes) for who in self.players]
            return [replace(known.get(own.player, own), measure=measure) for own in unknown]

        values, pinned = measured_values(self, measure), self.pinned
        if free := {name for row in values for value in row for name in value.names} - set(pinned):
            raise Unsupported(
                f"where payoffs are ranked, outcomes are ranked by {measure} too, and so its values must be "
                f"numbers: they hang on {', '.join(sorted(free))}"
            )

        numbers = [[value.value(pinned) for value in row] for row in values]
        return [replace(own, measure=measure) for own in ranking_of(self.form, numbers, self.players).orders]

    def by_rank(self, values: Mapping[str, object] = {}, **more: object) -> "GameFamily":
        """The family of all games whose payoffs are in the same order as at one point.

        Its parameters are the gaps between neighbouring ranks, each in (0, 1].  Accounts keep the numbers of
        the point until a measure is asked about; then its order counts alone, whatever the payoffs are.

        Parameters
        ----------
        values, more
            The point, as for ``at``.  Odds of chance keep their numbers there.

        Raises
        ------
        InvalidGame
            If a name is unknown or a value lies outside the declared range.

        Examples
        --------
        >>> from gametheory_paradox.models import family_from_table
        >>> family = family_from_table(["R", "C"], [["a", "b"], ["c", "d"]],
        ...     [[("x", 1), (4, 0)], [(1, 0), (5, 2)]], {"x": (0, 5, 2)})
        >>> print(*(row[0] for row in family.by_rank().form.payoffs), sep="; ")
        R_3; R_2 + R_3; 0; R_1 + R_2 + R_3
        """
        if self.ranking is not None:
            raise InvalidGame("this family is ranked already: its parameters are the gaps of a ranking")
        point = self.point(values, **more)
        form = without_measure(self.fix(point))
        numbers = [[value.value({}) for value in row] for row in payoffs_at_outcomes(form)]
        accounts = tuple(replace(own, values=self._numbers_of(own, point)) for own in self.accounts)
        bare = replace(self, form=form, parameters=(), accounts=accounts, terms=())
        return bare.ranked(ranking_of(form, numbers, self.players, dict(self.names)))

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The parameters that are gaps or levels of a ranking."""
        return {} if self.ranking is None else self.ranking.scales

    @property
    def assumed(self) -> list[RationalFunction]:
        """Formulas that are positive whatever the parameters: a ranking's facts about its gaps and levels."""
        return [] if self.ranking is None else self.ranking.assumed

    def ranked(self, ranking: Ranking, *, measure: str = "") -> "GameFamily":
        """The family of all games whose payoffs agree with a ranking, in the place of any it has.

        Parameters
        ----------
        ranking
            What is known of the order of the outcomes.
        measure
            The measure that is ranked too, if one is that the form does not name yet.
        """
        others = tuple(own for own in self.parameters if own.name not in self.scales)
        form = with_payoffs(self.form, ranking.payoffs, measure=measure or self.form.measure)
        return replace(self, form=form, terms=(), parameters=(*others, *_scaled(ranking)), ranking=ranking)

    def _numbers_of(
        self, account: Account, point: Mapping[str, Fraction]
    ) -> tuple[tuple[str, tuple[RationalFunction, ...]], ...]:
        """An account at a point: of each player its part of the payoff at every outcome, terms among it."""
        played = played_at_outcomes(self.form)
        return tuple(
            (who, tuple(account.value_at(n, who, self.terms, own).at(point) for n, own in enumerate(played)))
            for who in self.players
        )


def _kind_of(form: Form) -> str:
    """A form in a few words: its kind and its size."""
    if isinstance(form, NormalForm):
        return f"a table with {'×'.join(map(str, form.shape))} actions"
    if isinstance(form, StochasticGame):
        if isinstance(form, RepeatedGame):
            return f"a repeated table with {'×'.join(map(str, form.stage.shape))} actions"
        return f"a stochastic game with {len(form.states)} state{'s' * (len(form.states) > 1)}"
    return f"a tree with {sum(1 for node in form.nodes if node.children)} moves"


def _scaled(ranking: Ranking) -> tuple[Parameter, ...]:
    """The parameters of a ranked family: gaps and levels, open at 0."""
    return tuple(
        Parameter(name, Fraction(0), Fraction(1), scale.baseline, meaning=ranking.meaning(name))
        for name, scale in ranking.scales.items()
    )


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
    >>> from gametheory_paradox.models import family_from_table, with_accounts, with_terms
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


def check_fits(question: Question, form: GameForm[P]) -> None:
    """Refuse a question whose mover or action is not in the game; all else is checked when it is asked."""
    check_player(form, question.mover)
    if question.action and question.paradox != "null-coercion":  # there it is the target's
        scope_of(form, question.mover, question.action, question.at, question.coalition)


def no_such_parameter(name: object, known: Iterable[str], of: str = "this family; it has") -> InvalidGame:
    """The refusal of a name that is not among the parameters of a family, or of several."""
    names, (what, _, has) = tuple(known), of.partition("; ")
    return InvalidGame(
        f"{name!r:.60} is not a parameter of {what}; "
        f"{suggestion(name, names)}{has} {', '.join(names) or 'none'}"
    )


def standings_said(parameters: Iterable[Parameter]) -> str:
    """Counts of the numbers that are measured, estimated and assumed."""
    counts = Counter(p.standing for p in parameters)
    return listed(
        [f"{counts[own] or 'none'} {'is' if counts[own] <= 1 else 'are'} {own}" for own in get_args(Standing)]
    )
