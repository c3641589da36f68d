"""Draws the maps on the pages of docs/models: where a state's own option costs it, over two numbers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import gametheory_paradox as gp
from gametheory_paradox.paradoxes.question import Question

IMAGES = Path(__file__).parents[2] / "docs" / "images"
OPEN = "1/100"  # of a map, at most, what may be left undecided


class Map(NamedTuple):
    """A game, what is asked of it (by default its own question), and the parameters along the axes."""

    game: str
    over: tuple[str, str]
    question: Question | None = None


def option(mover: str, action: str, **fields: object) -> Question:
    return Question("option", mover=mover, action=action, **fields)


SOFT = option("Pakistan", "close", at=["soft, defied", "soft, deal"], measure="security")
MAPS: Mapping[str, Map] = {  # by the name of the page
    "collective-action": Map("seed/collective-action", ("gamma", "K")),
    "corridor": Map("seed/corridor", ("p_x", "G"), option("Taliban", "cancel")),
    "deportation": Map("seed/deportation", ("a_R", "k")),
    "engagement": Map("seed/engagement", ("a_C", "D")),
    "inclusive-government": Map("seed/inclusive-government", ("v_P", "V")),
    "karakoram": Map("seed/karakoram/two-defenders", ("H_C", "f_C")),
    "power-vacuum": Map("seed/power-vacuum", ("r_N", "h")),
    "private-security": Map(
        "seed/private-security/unasked", ("a", "e"), option("China", "send guards", measure="security")
    ),
    "rivalry": Map("seed/rivalry", ("k", "d")),
    "trade-restriction-variants": Map("seed/trade-restriction/audience", ("rho", "s"), SOFT),
    "unable-or-unwilling": Map("seed/unable-or-unwilling", ("V", "R")),
}


PERIODIC_TABLE = "ordinal-2x2"  # on docs/rankings.md


def write_periodic_table() -> str:
    """The picture of all strict ordinal 2×2 games anew, and its place."""
    gp.draw(gp.studies.ordinal_2x2(), IMAGES / f"{PERIODIC_TABLE}.png")
    return f"docs/images/{PERIODIC_TABLE}.png"


def write_maps() -> Iterator[str]:
    """Each picture anew, and its place."""
    for name, own in MAPS.items():
        family = gp.load(own.game)
        rest = {parameter: value for parameter, value in family.baseline.items() if parameter not in own.over}
        question = own.question or family.question
        regions = gp.chart(family, question, over=list(own.over), values=rest, undecided=OPEN)
        gp.draw(regions, IMAGES / f"{name}.png")
        yield f"docs/images/{name}.png"
