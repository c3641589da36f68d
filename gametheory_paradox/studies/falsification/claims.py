"""Conjectures about games, and the search for games that refute them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack

from gametheory_paradox.certificates import verify
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.detectors import Undecided, Verdict, inquiry_about, question_from, verdict_at
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, NormalForm, StochasticGame
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.falsification.outcome import Counterexample, NoCounterexample
from gametheory_paradox.studies.falsification.python_code import code_of, point_code, question_code
from gametheory_paradox.studies.refusals import naming_point
from gametheory_paradox.subjects import as_family
from gametheory_paradox.table import Record

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


# Claims that a game may break: conjectures that a paradox never, or always, occurs; and Python functions
# ----------------------------------------------------------------------------

Point = Mapping[str, Fraction]
PLACED = ("option", "third-party")  # paradoxes of an action that may be taken away at one place alone


@dataclass(frozen=True, repr=False)
class ClaimResult(Record):
    """The reading of a claim in one game.

    Parameters
    ----------
    broken
        Whether the game breaks it; None where that is not decided.
    size
        By how much it is broken; zero or less where it holds; None where that is not known.
    verdict
        The verdict that this rests on, for a conjecture about a paradox.
    """

    broken: bool | None
    size: Fraction | None = None
    verdict: Verdict | None = None

    def beyond(self, least: Fraction) -> "ClaimResult":
        """The reading where violations up to a size do not count."""
        if not self.broken or not least or (self.size is not None and self.size > least):
            return self
        return ClaimResult(False, None if self.size is None else self.size - least, self.verdict)


@dataclass(frozen=True, repr=False)
class Conjecture(Record):
    """The claim that a paradox never, or always, occurs.  Made by :func:`never` and :func:`always`.

    Parameters
    ----------
    question
        Which paradox, of whose move.
    occurs
        Whether it always or never does.
    name
        How it is called where it is shown.
    """

    question: Question
    occurs: bool
    name: str = ""

    def __str__(self) -> str:
        when, says = "always" if self.occurs else "never", DEFINITIONS[self.question.paradox].says
        return _called(self.name, f"{when}: {says}; {self.question}")

    def scopes(self, game: Any) -> tuple["Conjecture", ...]:
        """The claims about a game: of an action without a place, the same everywhere at once and at each.

        That a paradox never occurs is broken by one place; that it always does is about all places at once.
        """
        question = self.question
        form = game.form if isinstance(game, GameFamily) else game
        if self.occurs or question.at or question.coalition or question.paradox not in PLACED:
            return (self,)
        places = [
            info.name
            for info in form.information_sets
            if info.player == question.mover and set(question.action) < set(info.actions)
        ]
        if len(places) < 2:
            return (self,)
        return (self, *(replace(self, question=question.but(at=(place,))) for place in places))

    @property
    def sets(self) -> tuple[str, ...]:
        """The parameters to which the question itself gives values."""
        name = self.question.details.get("parameter")
        return (name,) if isinstance(name, str) else ()

    def at(self, family: GameFamily, values: Point) -> ClaimResult:
        """The result of the claim for a family where the parameters have these values."""
        results = []
        for own in self.scopes(family):
            inquiry = inquiry_about(family, own.question, {})
            with naming_point(family, values):
                results.append(own.read(verdict_at(inquiry, inquiry.without_own(values))))
        return _worst(results)

    def of(self, example: Any) -> ClaimResult:
        """The result for a game, or for a pair of a game and a question that is laid over its own."""
        game, whole = self._beside(example)
        scopes = whole.scopes(game)
        return _worst([own.read(verdict_at(inquiry_about(game, own.question, {}))) for own in scopes])

    def game(self, example: Any) -> Any:
        """The game of an example."""
        return self._beside(example)[0]

    def read(self, verdict: Verdict) -> ClaimResult:
        """A verdict as a reading: the violation is as large as the gap, or as far from one."""
        if isinstance(verdict, Undecided):
            return ClaimResult(None, None, verdict)
        broken = (verdict.name == "present") != self.occurs
        if verdict.gap is None:
            return ClaimResult(broken, None, verdict)
        gap = close_fraction(verdict.gap)
        size = -gap if self.occurs else gap
        return ClaimResult(broken, max(size, Fraction(0)) if broken else min(size, Fraction(0)), verdict)

    def code(self, example: Any, values: Point, reading: ClaimResult) -> list[str]:
        """Python that makes the game or the family again, asks for the verdict and checks it."""
        game, own = self._beside(example)
        name = "family" if isinstance(game, GameFamily) else "game"
        assert reading.verdict is not None
        others = {n: value for n, value in values.items() if n not in self.sets}
        return [
            f"{name} = {code_of(game)}",
            f"verdict = {question_code(name, own.question.but(at=reading.verdict.question.at), others)}",
            f'assert verdict.name == "{reading.verdict.name}"',
        ]

    def _beside(self, example: Any) -> tuple[Any, "Conjecture"]:
        """A game that was drawn, and the conjecture with what was drawn beside it."""
        game, beside = (
            example if isinstance(example, tuple) and len(example) == 2 else (example, self.question)
        )
        if not isinstance(game, NormalForm | ExtensiveForm | StochasticGame | GameFamily) or not isinstance(
            beside, Question
        ):
            raise InvalidGame(
                f"the strategy should draw games, or pairs of a game and a question; it drew {example!r:.60}"
            )
        return game, replace(self, question=self.question.but(**beside.fields))


def _worst(results: list[ClaimResult]) -> ClaimResult:
    """The reading that breaks a claim most, of several; undecided where one is and none breaks."""

    def rank(result: ClaimResult) -> tuple[int, Fraction]:
        size = Fraction(0) if result.size is None else result.size
        return {True: 2, None: 1, False: 0}[result.broken], size

    return max(results, key=rank)


def never(
    question: Question | str | None = None, *, name: str = "", **fields: Unpack[QuestionFields]
) -> Conjecture:
    """The conjecture that a paradox never occurs, for :func:`falsify`.

    Parameters
    ----------
    question, fields
        What ``detect`` is to be asked: a Question, or the name of a paradox and fields of a question.
    name
        How the conjecture is called where it is shown.

    Raises
    ------
    InvalidGame
        If there is no such paradox, or something is missing or not asked for.

    Examples
    --------
    >>> str(never("option", mover="Pakistan", action="restrict")).split("; ")
    ['never: having an action leaves its owner worse off than not having it',
     'strong option paradox of Pakistan (action taken away: restrict)']
    >>> str(never("option", mover="Pakistan", action="restrict", name="No hold-up")).split(": ")[:2]
    ['No hold-up', 'never']
    """
    return Conjecture(question_from((), question, fields), False, name)


def always(
    question: Question | str | None = None, *, name: str = "", **fields: Unpack[QuestionFields]
) -> Conjecture:
    """The conjecture that a paradox always occurs, for :func:`falsify`; as :func:`never`."""
    return Conjecture(question_from((), question, fields), True, name)


def _called(name: str, sentence: str) -> str:
    """A claim's name before what it says."""
    return ": ".join(part for part in (name, sentence) if part)


@dataclass(frozen=True, repr=False)
class Function(Record):
    """A function of a game as a claim, where it should have a name other than its own.

    Parameters
    ----------
    call
        Answers True where the claim holds and False where it is broken, or by how much it holds (less than
        zero where it is broken), or None where it cannot tell.
    name
        How the claim is called where it is shown.

    Examples
    --------
    >>> print(Function(lambda game: len(game.players) < 3, "No third party"))
    No third party
    """

    call: Callable[[Any], object]
    name: str = ""
    sets = ()

    def __str__(self) -> str:
        lines = (self.call.__doc__ or "").strip().splitlines()
        own = "" if self.name else getattr(self.call, "__name__", repr(self.call))
        return _called(self.name, lines[0] if lines else own)

    def at(self, family: GameFamily, values: Point) -> ClaimResult:
        """The result for a family's game where the parameters have these values."""
        return self.of(family.at(values))

    def of(self, example: Any) -> ClaimResult:
        """The reading of an example."""
        answer, named = self.call(example), f"{str(self)!r:.60}"
        if answer is None:
            return ClaimResult(None)
        if isinstance(answer, bool) or type(answer).__name__ in ("bool_", "bool"):  # numpy's, too
            return ClaimResult(not answer)
        if isinstance(answer, str | bytes):
            raise InvalidGame(
                f"the claim {named} should answer a truth value, a number or None; it answered {answer!r:.60}"
            )
        margin = exact(answer, f"what the claim {named} answers")
        return ClaimResult(margin < 0, -margin)

    def game(self, example: Any) -> Any:
        """The example."""
        return example

    def code(self, example: Any, values: Point, reading: ClaimResult) -> list[str]:
        """Python that makes the game again, and calls the function if it has a name."""
        lines = [f"game = {code_of(example)}"]
        if isinstance(example, GameFamily):
            lines = [f"family = {code_of(example)}", f"game = {point_code('family', values)}"]
        name = getattr(self.call, "__qualname__", "")
        return [*lines, f"print({name}(game))"] if name.isidentifier() else lines


Claim: TypeAlias = Conjecture | Function


# ``falsify``: searches for the simplest game that breaks a claim
# ----------------------------------------------------------------

Where: TypeAlias = "GameFamily | str | Path | SearchStrategy[Any]"
IMPORT = "import gametheory_paradox as gp\n"


def falsify(
    where: Where,
    claim: Claim | Question | str | Callable[[Any], object] | None = None,
    *,
    over: Sequence[str] = (),
    values: Mapping[str, object] = {},
    toward: str = "baseline",
    least: object = 0,
    seed: int = 0,
    draws: int = 500,
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Counterexample | NoCounterexample:
    """Searches for the simplest game that breaks a claim.

    Hypothesis draws points of a family, or games from a strategy, climbs toward larger violations where the
    claim says how large they are, and shrinks what breaks the claim.  Points shrink to few parameters away
    from the baseline, then to a small common denominator, then to small numbers.  The verdict that breaks a
    conjecture is checked before it is returned.  Nothing is stored; the same call gives the same answer in
    the same program, with the same versions.

    Parameters
    ----------
    where
        A family, or the name or path of one, or a Hypothesis strategy that draws games; one that draws pairs
        of a game and a question serves for conjectures: it is laid over the conjecture's own.
    claim, fields
        A question, or fields of one, as for ``detect``: that its paradox never occurs, by default that which
        the family asks about; or a conjecture made by ``never`` or ``always``; or a function of a game that
        answers True where the claim holds and False where it is broken, or a number, the margin by which it
        holds: zero or more where it holds, negative where it is broken; or None where it cannot tell; or a
        ``Function``, which gives one a name.
    over, values
        The parameters that may change, by default all but those in ``values``; and the values of others by
        name.
    toward
        What is simple: "baseline", few parameters away from it; or "simple", small fractions for all
        parameters.
    least
        Violations up to this size do not count.
    seed, draws
        Where Hypothesis starts, and how many examples it draws at most before it finds one; shrinking looks
        at more.
    budget
        Seconds for all of it, about; None for as long as it takes.

    Returns
    -------
    A Counterexample, with the game, its code and its certificate; or NoCounterexample, which is no proof.

    Raises
    ------
    InvalidGame
        If a name, a number or what the claim answers makes no sense.

    Sources
    -------
    maciver2019, loscher2017

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> found = gp.falsify(gp.load("seed/trade-restriction"), over=["V", "r_C", "k"], draws=200)
    >>> found.name, {name: str(value) for name, value in found.changed.items()}
    ('broken', {'r_C': '46', 'k': '1'})
    """
    clock, where = Clock(budget), as_family(where) if isinstance(where, str | Path) else where
    held, bound = _claim(where, claim, fields), exact(least, "least")
    for name, number, fewest in (("seed", seed, 0), ("draws", draws, 1)):
        if isinstance(number, bool) or not isinstance(number, int) or number < fewest:
            raise InvalidGame(f"{name}: expected a whole number, {fewest} or more; got {number!r:.60}")
    searching = import_module(f"{__package__}.search")  # loads Hypothesis
    family = where if isinstance(where, GameFamily) else None

    # Among the points of a family, or among what a strategy draws.
    with counting("games" if family is None else "points", draws) as count:
        limits = (bound, seed, draws, clock.part(1), count)
        if family is not None:
            freedom = searching.Freedom.of(family, _changeable(family, held, over, values), values, toward)
            search = searching.Search(partial(held.at, family), *limits, searching.values_of)
            stop = searching.search_points(search, freedom)
        else:
            _check_strategy(where, named=bool(over or values))
            search = searching.Search(held.of, *limits)
            stop = search.run(where)
    if not search.found:
        return NoCounterexample(str(held), stop, search.tried, search.undecided, search.closest)

    # The simplest that was met.
    example, reading = search.found[-1]
    if reading.verdict is not None and reading.verdict.certificate is not None:
        verify(reading.verdict.certificate)
    point = None if family is None else dict(example)
    changed = {n: v for n, v in (point or {}).items() if family is None or v != family.baseline[n]}
    game = held.game(example) if family is None else family.at(example)
    lines = held.code(example if family is None else family, changed, reading)
    code = "\n".join([IMPORT, *lines]) + "\n"
    return Counterexample(
        str(held), game, point, changed, reading.size, reading.verdict, search.tried, search.undecided, code
    )


def _claim(where: Where, claim: object, fields: QuestionFields) -> Claim:
    """The claim that is to hold; a question is about a paradox that never occurs."""
    if claim is None or isinstance(claim, Question | str):
        own = where.questions if isinstance(where, GameFamily) else ()
        return Conjecture(question_from(own, claim, fields), False)
    if fields:
        raise InvalidGame(f"{next(iter(fields))}: a field of a question, and the claim says what it is about")
    if isinstance(claim, Conjecture | Function):
        return claim
    if callable(claim):
        return Function(claim)
    raise InvalidGame(
        f"claim: expected a question, never(…), always(…) or a function of a game, got {claim!r:.60}"
    )


def _check_strategy(where: object, *, named: bool) -> None:
    if named:
        raise InvalidGame(f"over and values name parameters of a family, and this is none; got {where!r:.60}")
    if not hasattr(where, "example"):
        raise InvalidGame(f"expected a family or a strategy; got {where!r:.60}")


def _changeable(
    family: GameFamily, claim: Claim, over: Sequence[str], values: Mapping[str, object]
) -> Sequence[str]:
    """The parameters that may change, where the claim itself gives values to some."""
    for where, names in (("over", over), ("values", values)):
        if taken := [name for name in claim.sets if name in names]:
            raise InvalidGame(f"{where}: {taken[0]!r} is the parameter whose change the conjecture is about")
    if over or not claim.sets:
        return over
    return [p.name for p in family.parameters if p.name not in claim.sets and p.name not in values]
