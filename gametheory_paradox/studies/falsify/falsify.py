"""``falsify``: searches for the simplest game that breaks a claim."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, NormalForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.falsify.conjecture import (
    Claim,
    ClaimResult,
    Conjecture,
    claim_said,
    reading_of,
)
from gametheory_paradox.studies.falsify.outcome import Broken, Unbroken
from gametheory_paradox.studies.falsify.python_code import code_of, point_code, question_code

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Where: TypeAlias = "GameFamily | SearchStrategy[Any]"
Point: TypeAlias = Mapping[str, Fraction]
IMPORT = "import gametheory_paradox as gp\n"


def falsify(
    where: Where,
    claim: Conjecture | Claim | None = None,
    *,
    over: Sequence[str] = (),
    values: Mapping[str, object] = {},
    toward: str = "baseline",
    least: object = 0,
    seed: int = 0,
    draws: int = 500,
    budget: float | None = None,
) -> Broken | Unbroken:
    """Searches for the simplest game that breaks a claim.

    Hypothesis draws points of a family, or games from a strategy, climbs toward larger violations where the
    claim says how large they are, and shrinks what breaks the claim.  Points shrink to few parameters away
    from the baseline, then to a small common denominator, then to small numbers.  The verdict that breaks a
    conjecture is checked before it is returned.  Nothing is stored; the same call gives the same answer in
    the same program, with the same versions.

    Parameters
    ----------
    where
        A family, or a Hypothesis strategy that draws games; one that draws pairs of a game and a question, or
        some fields of one, serves for conjectures: they are laid over the conjecture's question.
    claim
        A conjecture made by ``never`` or ``always``; or a function of a game that answers True where the
        claim holds and False where it is broken, or a number, the margin by which it holds: zero or more
        where it holds, negative where it is broken; or None where it cannot tell.  By default: that the
        paradox which the family asks about never occurs.
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
    Broken, with the game, its code and its certificate; or Unbroken, which is no proof.

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
    claim, bound = _claim(where, claim), exact(least, "least")
    for name, number, fewest in (("seed", seed, 0), ("draws", draws, 1)):
        if isinstance(number, bool) or not isinstance(number, int) or number < fewest:
            raise InvalidGame(f"{name}: expected a whole number, {fewest} or more; got {number!r:.60}")
    searching = import_module(f"{__package__}.search")  # loads Hypothesis
    if isinstance(where, GameFamily):
        changeable = _changeable(where, claim, over, values)
        freedom = searching.Freedom.of(where, changeable, values, toward)
        search = searching.Search(partial(_of_point, where, claim, bound), seed, draws, budget, _key)
        stop = searching.search_points(search, freedom)
        answer: Callable[[Any, ClaimResult], Broken] = partial(_broken_at, where, claim)
    else:
        _check_strategy(where, named=bool(over or values))
        search = searching.Search(partial(_of_example, claim, bound), seed, draws, budget)
        stop = search.run(where)
        answer = partial(_broken_by, claim)

    if not search.found:
        return Unbroken(claim_said(claim), stop, search.tried, search.undecided, search.closest)
    broken = answer(*search.found[-1])
    if broken.certificate is not None:
        verify(broken.certificate)
    return replace(broken, draws=search.tried, undecided=search.undecided)


def _claim(where: Where, claim: Conjecture | Claim | None) -> Conjecture | Claim:
    if claim is None and isinstance(where, GameFamily) and where.question is not None:
        return Conjecture(where.question, False)
    if callable(claim) or isinstance(claim, Conjecture):
        return claim
    raise InvalidGame(f"claim: expected never(…), always(…) or a function of a game, got {claim!r:.60}")


def _check_strategy(where: object, *, named: bool) -> None:
    if named:
        raise InvalidGame(f"over and values name parameters of a family, and this is none; got {where!r:.60}")
    if not hasattr(where, "example"):
        raise InvalidGame(f"expected a family or a strategy; got {where!r:.60}")


def _changeable(
    family: GameFamily, claim: Conjecture | Claim, over: Sequence[str], values: Mapping[str, object]
) -> Sequence[str]:
    """The parameters that may change, where the question itself gives values to some."""
    sets = claim.sets if isinstance(claim, Conjecture) else ()
    for where, names in (("over", over), ("values", values)):
        if taken := [name for name in sets if name in names]:
            raise InvalidGame(f"{where}: {taken[0]!r} is the parameter whose change the conjecture is about")
    if over or not sets:
        return over
    return [p.name for p in family.parameters if p.name not in sets and p.name not in values]


def _key(point: Point) -> tuple[Fraction, ...]:
    return tuple(point.values())


def _of_point(family: GameFamily, claim: Conjecture | Claim, bound: Fraction, point: Point) -> ClaimResult:
    if isinstance(claim, Conjecture):
        return claim.about(family, _without(point, claim.sets)).beyond(bound)
    return reading_of(claim, family.at(point)).beyond(bound)


def _of_example(claim: Conjecture | Claim, bound: Fraction, example: object) -> ClaimResult:
    if isinstance(claim, Conjecture):
        game, conjecture = _laid_over(claim, example)
        return conjecture.about(game).beyond(bound)
    return reading_of(claim, example).beyond(bound)


def _without(point: Point, names: Sequence[str]) -> dict[str, Fraction]:
    return {name: value for name, value in point.items() if name not in names}


def _laid_over(claim: Conjecture, example: object) -> tuple[Any, Conjecture]:
    """A game that was drawn, and the conjecture with what was drawn beside it."""
    game, more = example if isinstance(example, tuple) and len(example) == 2 else (example, {})
    if not isinstance(game, NormalForm | ExtensiveForm | GameFamily) or not isinstance(
        more, Mapping | Question
    ):
        raise InvalidGame(
            f"the strategy should draw games, or pairs of a game and a question; it drew {example!r:.60}"
        )
    fields = more.fields if isinstance(more, Question) else more
    return game, Conjecture(claim.question.but(**fields), claim.occurs)


def _broken_at(family: GameFamily, claim: Conjecture | Claim, point: Point, reading: ClaimResult) -> Broken:
    """The answer about a point of a family."""
    changed = {name: value for name, value in point.items() if value != family.baseline[name]}
    lines = [f"family = {code_of(family)}"]
    if isinstance(claim, Conjecture):
        lines += _asking(claim, "family", reading, _without(changed, claim.sets))
    else:
        lines += [f"game = {point_code('family', changed)}", *_calling(claim)]
    return Broken(
        claim_said(claim),
        family.at(point),
        dict(point),
        changed,
        reading.size,
        reading.verdict,
        code=_code(lines),
    )


def _broken_by(claim: Conjecture | Claim, example: object, reading: ClaimResult) -> Broken:
    """The answer about what a strategy drew."""
    game: object = example
    if isinstance(claim, Conjecture):
        game, conjecture = _laid_over(claim, example)
        more = _asking(conjecture, "game", reading, {})
    else:
        more = _calling(claim)
    code = _code([f"game = {code_of(game)}", *more])
    return Broken(claim_said(claim), game, None, {}, reading.size, reading.verdict, code=code)


def _asking(claim: Conjecture, name: str, reading: ClaimResult, values: Point) -> list[str]:
    """Python that asks again and checks the answer."""
    assert reading.verdict is not None
    asked = question_code(name, claim.question, values)
    return [f"verdict = {asked}", f'assert verdict.name == "{reading.verdict.name}"']


def _calling(claim: Claim) -> list[str]:
    """Python that asks a function again, if it has a name."""
    name = getattr(claim, "__qualname__", "")
    return [f"print({name}(game))"] if name.isidentifier() else []


def _code(lines: Sequence[str]) -> str:
    return "\n".join([IMPORT, *lines]) + "\n"
