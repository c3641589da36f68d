"""``falsify``: searches for the simplest game that breaks a claim."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.rationals import exact
from gametheory_paradox.studies.falsify.outcome import Broken, Unbroken
from gametheory_paradox.studies.falsify.python_code import code_of, point_code, question_code
from gametheory_paradox.studies.falsify.statements import Claim, Reading, Statement, read_answer, said

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Where: TypeAlias = "GameFamily | SearchStrategy[Any]"
IMPORT = "import gametheory_paradox as gp\n"


def falsify(
    where: Where,
    claim: Statement | Claim,
    *,
    over: Sequence[str] = (),
    values: Mapping[str, object] = {},
    toward: str = "baseline",
    least: object = 0,
    seed: int = 0,
    examples: int = 500,
    budget: float | None = None,
) -> Broken | Unbroken:
    """Searches for the simplest game that breaks a claim.

    Hypothesis draws points of a family, or games from a strategy, climbs toward larger violations where the
    claim says how large they are, and shrinks what breaks the claim.  Points shrink to few parameters away
    from the baseline, then to a small common denominator, then to small numbers.  The verdict that breaks a
    statement is checked before it is returned.  Nothing is stored; the same call gives the same answer in the
    same program, with the same versions.

    Parameters
    ----------
    where
        A family, or a Hypothesis strategy that draws games; one that draws pairs of a game and further
        arguments for ``detect`` serves for statements.
    claim
        A statement made by ``never`` or ``always``; or a function of a game that answers True where the claim
        holds and False where it is broken, or a number, the margin by which it holds: zero or more where it
        holds, negative where it is broken; or None where it cannot tell.
    over, values
        The parameters that may change, by default all but those in ``values``; and the values of others by
        name.
    toward
        What is simple: "baseline", few parameters away from it; or "simple", small fractions for all
        parameters.
    least
        Violations up to this size do not count.
    seed, examples
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
    >>> from gametheory_paradox.testing import never
    >>> claim = never("option", mover="Pakistan", action="restrict", at="after suppress")
    >>> found = gp.falsify(gp.load("seed/trade-restriction"), claim, over=["V", "r_C", "k"], examples=200)
    >>> found.name, {name: str(value) for name, value in found.changed.items()}
    ('broken', {'r_C': '46', 'k': '1'})
    """
    if not callable(claim) and not isinstance(claim, Statement):
        raise InvalidGame(f"claim: expected never(…), always(…) or a function of a game, got {claim!r:.60}")
    least = exact(least, "least")
    for name, number in (("seed", seed), ("examples", examples)):
        if isinstance(number, bool) or not isinstance(number, int) or number < (name == "examples"):
            raise InvalidGame(
                f"{name}: expected a whole number, {int(name == 'examples')} or more; got {number!r:.60}"
            )
    searching = import_module(f"{__package__}.search")  # loads Hypothesis
    if isinstance(where, GameFamily):
        return _among_points(searching, where, claim, (over, values, toward), least, (seed, examples, budget))
    if not hasattr(where, "example") or over or values:
        what = (
            "over and values name parameters of a family, and this is none"
            if over or values
            else "expected a family or a strategy"
        )
        raise InvalidGame(f"{what}; got {where!r:.60}")
    return _among_games(searching, where, claim, least, (seed, examples, budget))


def _among_points(
    searching: Any,
    family: GameFamily,
    claim: Statement | Claim,
    free: tuple[Sequence[str], Mapping[str, object], str],
    least: Fraction,
    bounds: tuple[int, int, float | None],
) -> Broken | Unbroken:
    over, values, toward = free
    if isinstance(claim, Statement) and claim.is_about_change:
        changing = str(claim.request.get("parameter"))
        over = over or [p.name for p in family.parameters if p.name != changing and p.name not in values]
        for where, names in (("over", over), ("values", values)):
            if changing in names:
                raise InvalidGame(
                    f"{where}: {changing!r} is the parameter whose change the statement is about"
                )
    freedom = searching.Freedom.of(family, over, values, toward)
    known: dict[tuple[Fraction, ...], Reading] = {}

    def judge(point: Mapping[str, Fraction]) -> Reading:
        key = tuple(point.values())
        if key not in known:
            reading = (
                claim.of_point(family, point)
                if isinstance(claim, Statement)
                else _asked(claim, family.at(point))
            )
            known[key] = _beyond(reading, least)
        return known[key]

    search = searching.Search(judge, *bounds)
    stop = searching.search_points(search, freedom)
    undecided = sum(reading.broken is None for reading in known.values())
    if not search.found:
        return Unbroken(said(claim), stop, len(known), undecided, search.closest)
    point, reading = search.found[-1]
    changed = {name: value for name, value in point.items() if value != family.baseline[name]}
    game = family.at(point)
    about = (family, changed) if isinstance(claim, Statement) and claim.is_about_change else None
    lines = [f"family = {code_of(family)}"] + ([] if about else [f"game = {point_code('family', changed)}"])
    code = _code(lines, claim, reading, {}, about)
    return _broken(claim, game, (dict(point), changed), reading, (len(known), undecided), code)


def _among_games(
    searching: Any,
    strategy: Any,
    claim: Statement | Claim,
    least: Fraction,
    bounds: tuple[int, int, float | None],
) -> Broken | Unbroken:
    def judge(example: object) -> Reading:
        if not isinstance(claim, Statement):
            return _beyond(_asked(claim, example), least)
        return _beyond(claim.of_game(*_game_and_request(example)), least)

    search = searching.Search(judge, *bounds)
    stop = searching.search(search, strategy)
    if not search.found:
        return Unbroken(said(claim), stop, search.tried, search.undecided, search.closest)
    example, reading = search.found[-1]
    game, more = _game_and_request(example) if isinstance(claim, Statement) else (example, {})
    code = _code([f"game = {code_of(game)}"], claim, reading, more, None)
    return _broken(claim, game, (None, {}), reading, (search.tried, search.undecided), code)


def _asked(claim: Claim, game: object) -> Reading:
    return read_answer(claim(game), said(claim))


def _beyond(reading: Reading, least: Fraction) -> Reading:
    """The reading where violations up to a size do not count."""
    if not reading.broken or not least or (reading.size is not None and reading.size > least):
        return reading
    return Reading(False, None if reading.size is None else reading.size - least, reading.verdict)


def _game_and_request(example: object) -> tuple[Game | GameFamily, Mapping[str, Any]]:
    game, more = example if isinstance(example, tuple) and len(example) == 2 else (example, {})
    if not isinstance(game, NormalForm | ExtensiveForm | GameFamily) or not isinstance(more, Mapping):
        raise InvalidGame(
            f"the strategy should draw games, or pairs of a game and a request; it drew {example!r:.60}"
        )
    return game, more


def _broken(
    claim: Statement | Claim,
    game: object,
    where: tuple[Mapping[str, Fraction] | None, Mapping[str, Fraction]],
    reading: Reading,
    counts: tuple[int, int],
    code: str,
) -> Broken:
    if reading.verdict is not None and reading.verdict.certificate is not None:
        verify(reading.verdict.certificate)
    size = (
        None
        if reading.size is None or (not reading.size and not isinstance(claim, Statement))
        else reading.size
    )
    return Broken(said(claim), game, *where, size, reading.verdict, *counts, code)


def _code(
    lines: Sequence[str],
    claim: Statement | Claim,
    reading: Reading,
    more: Mapping[str, Any],
    about: tuple[GameFamily, Mapping[str, Fraction]] | None,
) -> str:
    """Python that makes the game, asks again and checks the answer; of a function its call, if it has a name."""
    if not isinstance(claim, Statement):
        name = getattr(claim, "__qualname__", "")
        called = [f"print({name}(game))"] if name.isidentifier() else []
        return "\n".join([IMPORT, *lines, *called]) + "\n"
    assert reading.verdict is not None
    request = {**claim.request, **more}
    if about is not None:
        others = {name: value for name, value in about[1].items() if name != request.get("parameter")}
        request |= {"at": others} if others else {}
    if claim.paradox == "security-insecurity":  # the index in numbers, which a game without terms needs
        details = reading.verdict.question.to_data()["details"]
        assert isinstance(details, Mapping)
        request["index"] = [Fraction(number) for number in details["index"]]
    asked = question_code("family" if about else "game", claim.paradox, request)
    return (
        "\n".join([IMPORT, *lines, f"verdict = {asked}", f'assert verdict.name == "{reading.verdict.name}"'])
        + "\n"
    )
