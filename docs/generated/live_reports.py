"""Live reports of a few games, made whenever the site is: pages with sliders that check themselves."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generated.written import Written

SECONDS = 20.0  # for one of them
GAMES = {  # by the name of the page: the game, and what is charted
    "trade-restriction": ("seed/trade-restriction", ["r_C", "k"]),
    "deportation": ("seed/deportation", ["b", "k"]),
    "power-vacuum": ("seed/power-vacuum", ["h", "k"]),
    "engagement": ("seed/engagement", ["a_C", "f_M"]),
    "restraint": ("literature/myerson-2007/restraint", ["r_C", "d"]),
    "prisoners-dilemma": ("literature/luce-1957/prisoners-dilemma", ["T", "S"]),
}
ADDRESSES = [f"live/{name}.html" for name in GAMES]


def written() -> dict[str, Written]:
    """The pages by their addresses."""
    import gametheory_paradox as gp

    with TemporaryDirectory() as folder:
        files = {
            address: gp.report(game, Path(folder) / Path(address).name, over=over, budget=SECONDS)
            for address, (game, over) in zip(ADDRESSES, GAMES.values(), strict=True)
        }
        return {address: Written(file.read_bytes()) for address, file in files.items()}
