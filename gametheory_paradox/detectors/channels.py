"""Which player's reaction carries what an action, or a change of a parameter, costs a player or brings it.

paradoxes/channels.py says what the parts are; here the games are solved, and a certificate is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from gametheory_paradox.certificates import FORMAT, Certificate, verify
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.comparative_statics import change_asked
from gametheory_paradox.detectors.established import Established, Solving
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.split_change import Channels
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import (
    Game,
    delete,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
    scope_of,
)
from gametheory_paradox.paradoxes.channels import (
    Split,
    check_number,
    coalitions,
    habits_before,
    habits_of,
    held_still,
    split_to_data,
)
from gametheory_paradox.paradoxes.comparative_statics import changed_game, written


def channels(
    game: Game | GameFamily,
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] | Mapping[str, object] = (),
    parameter: str | None = None,
    low: object = None,
    high: object = None,
    concept: str | None = None,
    budget: float | None = None,
) -> Channels:
    """Splits what an action, or a change of a parameter, does to a player's payoff into direct effect and others' reactions.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline; for a change of a parameter a family.
    mover, action, at
        Whose payoff is measured, and which of its actions is there or not, at which of its information sets
        (default: all).
    parameter, low, high
        Instead of an action a parameter, and its values before and after the change; ``at`` then has the
        values of other parameters by name, by default their baseline.
    concept
        The solution concept; by default subgame-perfect for trees and nash for tables.
    budget
        Seconds for each game that is solved.

    Returns ------- Channels, whose parts are exact, or intervals where some game has several equilibrium
    payoffs; undecided, with the reason, where what somebody does without the action is not one thing, or not
    all equilibria are known.

    Raises
    ------
    InvalidGame
        If a name does not exist, nothing would be left to choose, or both an action and a parameter are
        named, or neither.
    Unsupported
        If the concept is not offered for this form of game, or more than ten players could react, or the
        games are too large.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = channels(game, mover="L", action="a")
    >>> print(found.sentence())
    Having 'a' changes what L gets by −1: the action itself +1; F’s reaction −2.
    """
    if (action is None) == (parameter is None):
        raise InvalidGame(
            "channels of what? name an action, or a parameter with its values low and high, and not both"
        )
    if parameter is not None:
        ends = {"low": low, "high": high}
        if missing := [end for end, value in ends.items() if value is None]:
            raise InvalidGame(
                f"{' and '.join(missing)} of {parameter!r}: which value before the change, and which after it?"
            )
        details = {"parameter": parameter, **ends, "at": at or {}}
        return _of_change(game, Asked(mover, "strong", concept, budget, details))
    if low is not None or high is not None or isinstance(at, Mapping):
        raise InvalidGame(
            "low, high and values in at= belong to a parameter that changes; an action is there or not"
        )
    assert action is not None
    game = at_baseline(game)
    concept = offered_concept(game, concept)
    places = (at,) if isinstance(at, str) else tuple(at)
    scope = scope_of(game, mover, action, places)
    solving = Solving(concept, mover, budget)
    lacks = solving(delete(game, action, scope))
    habits = "" if isinstance(lacks, str) else habits_of(game, lacks.equilibria, mover, action, scope)
    return _split(Channels(game, concept, mover, action, places, {}, None, {}), lacks, habits, solving)


def _of_change(game: Game | GameFamily, asked: Asked) -> Channels:
    """The split of a change of a parameter."""
    before, after, told = change_asked(game, asked)
    concept, mover = offered_concept(before, asked.concept), asked.mover
    _check_player(before, mover)
    after = changed_game(before, written(after))  # with nothing else changed, and no title
    solving = Solving(concept, mover, asked.budget)
    lacks = solving(before)
    habits = "" if isinstance(lacks, str) else habits_before(before, lacks.equilibria, mover)
    changed = " ".join((dict(told)["parameter"], "from", dict(told)["from, to"].replace(", ", " to ")))
    return _split(
        Channels(before, concept, mover, "", (), {}, None, {}, other=after, changed=changed),
        lacks,
        habits,
        solving,
    )


def _check_player(game: Game, name: str) -> None:
    if name not in game.players:
        raise InvalidGame(f"{name!r:.60} is not a player; the players are {', '.join(game.players)}")


def _split(
    start: Channels, lacks: Established | str, habits: Mapping[str, Mapping[str, str]] | str, solving: Solving
) -> Channels:
    """The split, once the game without the action, or before the change, is solved."""
    first, second = (
        ("before the change", "after the change")
        if start.other
        else (f"without {start.action!r}", f"with {start.action!r}")
    )
    if isinstance(lacks, str):
        return replace(start, why=f"{first}: {lacks}")
    start = replace(start, without=_ends(lacks.equilibria, start.mover))
    has = solving(start.final)
    if isinstance(has, str):
        return replace(start, why=f"{second}: {has}")
    start = replace(start, payoffs={frozenset(): _ends(has.equilibria, start.mover)})
    if isinstance(habits, str):
        return replace(start, why=habits)
    found = _frozen_one_by_one(replace(start, habits=habits), solving)
    return (
        found
        if found.split is None
        else replace(found, certificate=_certificate(found, found.split, lacks, solving))
    )


def proved_channels(certificate: Certificate) -> Channels:
    """The split that a certificate proves, once it is checked; CertificateRejected if it proves none."""
    checked, data = verify(certificate), cast("Mapping[str, Any]", certificate.data)
    if checked.kind != "channels":
        raise Unsupported(f"a certificate of kind {checked.kind!r} proves no split")
    game, other = game_from_data(data["game"], number_from_data), data.get("other")
    return Channels(
        game,
        data["concept"],
        data["mover"],
        data.get("action", ""),
        tuple(data.get("at", ())),
        data["habits"],
        _interval(data["without"]),
        {frozenset(one["players"]): _interval(one["payoff"]) for one in data["frozen"]},
        certificate=certificate,
        other=None if other is None else changed_game(game, other),
    )


def undecided_channels(game: Game, data: Mapping[str, Any]) -> Channels:
    """A split with something missing, from what ``to_data`` says of it; InvalidGame if a name does not exist."""
    mover, action, at = data["mover"], data["action"], tuple(data["at"])
    other, changed = (
        (changed_game(game, data["other"]), str(data["changed"])) if "other" in data else (None, "")
    )
    if other is None:
        scope_of(game, mover, action, at)
    else:
        _check_player(game, mover)
        action, at = "", ()
    known = {frozenset(one["players"]): _read(one["payoff"]) for one in data["frozen"]}
    payoffs = {held: payoff for held, payoff in known.items() if payoff is not None}
    without, concept, why = _read(data["without"]), offered_concept(game, data["concept"]), data["why"]
    if not isinstance(why, str) or not why:
        raise InvalidGame("an undecided split says what is missing")
    return Channels(
        game, concept, mover, action, at, data["habits"], without, payoffs, why, other=other, changed=changed
    )


def _interval(ends: Sequence[str]) -> Interval:
    return number_from_data(ends[0]), number_from_data(ends[1])


def _read(written: str | Mapping[str, str] | None) -> Interval | None:
    """An interval as ``interval_to_data`` writes it."""
    if written is None:
        return None
    ends = [written["lower"], written["upper"]] if isinstance(written, Mapping) else [written, written]
    return _interval(ends)


def _frozen_one_by_one(start: Channels, solving: Solving) -> Channels:
    """With the game solved for every coalition that is frozen."""
    check_number(start.final, start.habits)
    known = dict(start.payoffs)
    for held in coalitions(start.habits)[1:]:
        found = solving(held_still(start.final, start.habits, held))
        if isinstance(found, str):
            return replace(start, payoffs=known, why=f"with {' and '.join(held)} frozen: {found}")
        known[frozenset(held)] = _ends(found.equilibria, start.mover)
    return replace(start, payoffs=known)


def _certificate(found: Channels, split: Split, lacks: Established, solving: Solving) -> Certificate:
    variants = (
        solving(held_still(found.final, found.habits, held)) for held in coalitions(found.habits)
    )  # each is known
    data = {
        "format": FORMAT,
        "kind": "channels",
        "concept": found.concept,
        "mover": found.mover,
        **(
            {"action": found.action, "at": list(found.at)}
            if found.other is None
            else {"other": written(found.other)}
        ),
        "game": {**game_to_data(found.game), "hash": game_hash(found.game)},
        **split_to_data(split, found.habits),
        "proof": {
            "without": lacks.proof,
            "frozen": [one.proof for one in variants if isinstance(one, Established)],
        },
    }
    return Certificate(data)


def _ends(equilibria: EquilibriumSet, player: str) -> Interval:
    found = equilibria.payoffs(player)
    return found.low, found.high
