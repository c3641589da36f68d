"""Computes what is stored in ``answers.json.xz``: what Gambit finds in every small tree.

Needs ``pip install --pre pygambit==17.0.0b2`` beside this package; takes about a minute.  The file is
compressed JSON: the program's version, and for each game

``name``, ``efg``
    what it is called, and the game as text;
``nash``
    for two players all extreme equilibria of the reduced normal form, exactly; for three players all pure
    ones.  Each is a list of payoffs and a list of behavior: one list of probabilities per information set,
    "0" everywhere at a set that the player's own choices exclude;
``polynomial``
    for three players the equilibria that enumpoly finds, as behavior in millionths; null where it did not
    end;
``logit``
    the end of the path of agent quantal response equilibria, a sequential equilibrium but for rounding:
    behavior and beliefs in millionths; null where the path did not come close, or play comes to a set less
    often than a float can say.
"""

import io
import json
import lzma
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pygambit
from games import every_game

from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.models.files import write_efg

ANSWERS = Path(__file__).with_name("answers.json.xz")
PARTS = 10**6
CLOSE = 1e-6  # of what an agent could gain, as a share of the range of payoffs


def history(place: Iterable[Any]) -> tuple[str, ...]:
    return tuple(step.action for step in place)


def behavior(game: ExtensiveForm[Fraction], profile: Any, number: Callable[[Any], Any]) -> list[list[Any]]:
    """A behavior profile in the order of our information sets."""
    told = {history(place): dict(action) for player in game.players for place, action in profile[player]}
    found = []
    for info, members in zip(game.information_sets, game.members, strict=True):
        (action,) = [told[way] for way in map(game.history, members) if way in told]
        found.append([number(action[name]) for name in info.actions])
    return found


def fraction(p: Any) -> str:
    return str(Fraction(int(p.numerator), int(p.denominator)))


def millionths(p: float | None) -> int | None:
    return None if p is None else round(float(p) * PARTS)


def nash(game: ExtensiveForm[Fraction], theirs: Any) -> list[list[Any]]:
    if len(game.players) == 2:
        found = pygambit.nash.enummixed_solve(theirs, rational=True).equilibria
    else:
        found = pygambit.nash.enumpure_solve(theirs).equilibria
    return sorted(
        [[fraction(p.payoffs[w]) for w in game.players], behavior(game, p.as_behavior(), fraction)]
        for p in found
    )


def polynomial(game: ExtensiveForm[Fraction], theirs: Any) -> list[list[list[Any]]] | None:
    found = pygambit.nash.enumpoly_solve(theirs, max_rectangles=2000)
    return sorted(behavior(game, p, millionths) for p in found.equilibria) if found.success else None


def logit(game: ExtensiveForm[Fraction], theirs: Any) -> dict[str, Any] | None:
    found = pygambit.nash.logit_solve(theirs, maxregret=1e-12)
    if not found.success or found.equilibrium.agent_max_regret() > CLOSE * float(
        theirs.max_payoff - theirs.min_payoff
    ):
        return None
    held = {history(place): belief for place, belief in found.equilibrium.beliefs}
    beliefs = [[millionths(held[game.history(member)]) for member in members] for members in game.members]
    return {"behavior": behavior(game, found.equilibrium, millionths), "beliefs": beliefs}


def answer(name: str, game: ExtensiveForm[Fraction]) -> dict[str, Any]:
    text = write_efg(game)
    theirs = pygambit.read_efg(io.StringIO(text))
    row = {"name": name, "efg": text, "nash": nash(game, theirs), "logit": logit(game, theirs)}
    return row if len(game.players) == 2 else row | {"polynomial": polynomial(game, theirs)}


if __name__ == "__main__":
    rows = [answer(name, game) for name, game in every_game()]
    told = json.dumps({"gambit": pygambit.__version__, "games": rows}, separators=(",", ":"))
    ANSWERS.write_bytes(lzma.compress(told.encode(), preset=9))
    paths = sum(row["logit"] is not None for row in rows)
    print(
        f"{len(rows)} games, {sum(len(row['nash']) for row in rows)} equilibria, {paths} paths, "
        f"{ANSWERS.stat().st_size} bytes"
    )
