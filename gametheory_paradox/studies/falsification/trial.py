"""``falsify``: searches for the simplest game that breaks a claim."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack

from gametheory_paradox.certificates import verify
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.detectors.inquiry import question_from
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.falsification.claims import Claim, Conjecture, Function
from gametheory_paradox.studies.falsification.outcome import Counterexample, NoCounterexample
from gametheory_paradox.subjects import as_family

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

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
