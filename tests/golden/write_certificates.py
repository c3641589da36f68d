"""The certificates that are kept as files: one of each kind, and one of every game of the catalog.

`python tests/golden/write_certificates.py` writes them anew; read the difference before you keep it.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from laws.test_tree_certificates import made
from witnesses.catalog_games import single_games
from witnesses.certificates import (
    carried,
    charted,
    data_of,
    graph_options,
    maps,
    over_time,
    paradox_maps,
    paradoxes,
    propositions,
    solutions,
    splits,
    verdicts,
)
from witnesses.kernels import plainly

import gametheory_paradox as gp
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS
from gametheory_paradox.errors import Unsupported

FOLDER = Path(__file__).parent / "certificates"
KEPT = (
    *("commitment, strong", "commitment, strong, by supports", "degenerate, possible", "alone, strong"),
    *(
        "threesome, best, by dominance",
        "irrational, strong",
        "continuum, worst",
        "coordination, several, best",
    ),
    *(
        "constant sum, worst",
        "restraint, strong",
        "indifferent, possible",
        "threatened, worst",
        "allies, best",
        "entry, root, best",
    ),
    *("chance, two", "quotients, two", "trade, three", "carried, worst"),
    *(
        "trap, strong",
        "weapons, strong",
        "told, strong",
        "answered, strong",
        "used, all seen",
        "wishful, hard",
        "guarded, worst",
    ),
    *("split, trade", "split, third party", "split, several"),
    *(
        "map of, trap",
        "map of, weapons",
        "map of, guarded",
        "map of, fine",
        "map of, fine, seen",
        "trade, bounded",
    ),
    *("proposition, restraint", "proposition, trap", "proposition, fine, order", "proposition, fine, bound"),
    "proposition, chained",
    *("graph, present 33", "graph, impossible 4", "graph, depends 7"),
    *("crisis, strong", "crisis, worst", "crisis, backfires", "crisis, held", "crisis, map"),
    *(
        "list, crisis",
        "list, crisis, pure",
        "list, ordered",
        "payoffs, dilemma",
        "payoffs, dilemma, impatient",
    ),
    *("nash 0", "subgame-perfect 0", "perfect-bayesian 0", "sequential 0", "sequential 9"),
)


def kept(step: int = 1):
    """Every file's name, with what stands in it; of the catalog's games every so many-th."""
    named = {
        "split": splits(),
        "map of": paradox_maps(),
        "proposition": propositions(),
        "graph": graph_options(),
    }
    every = {**verdicts(), **maps(), **paradoxes(), **carried(), **over_time(), **solutions()}
    every |= {f"{kind}, {name}": data for kind, found in named.items() for name, data in found.items()}
    for concept in EQUILIBRIUM_CONCEPTS:
        every |= {f"{concept} {number}": data for number, data in enumerate(made(concept))}
    found = {name.replace(", ", "-").replace(" ", "-"): every[name] for name in KEPT}
    for name in single_games()[::step]:
        found |= {f"catalog-{name.replace('/', '-')}{kind}": data for kind, data in of_catalog(name).items()}
    return {
        f"{name}.json": json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"
        for name, data in found.items()
    }


@plainly
def of_catalog(name):
    """A verdict at the baseline and, where maps are offered for the game, a small map."""
    family = gp.load(name)
    info = next(s for s in family.form.information_sets if len(s.actions) > 1)
    request = {"mover": info.player, "action": info.actions[0]} | ({"at": info.name} if info.name else {})
    found = {"": data_of(gp.detect(family, quantifier="best", **request).certificate)}
    over = [p.name for p in family.parameters if p.low < p.high][:2]
    if over:
        with suppress(Unsupported):
            found["-map"] = charted(family, over, "worst", cells=30, **request)
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    texts = kept()
    for path in FOLDER.glob("*.json"):
        if path.name not in texts:
            path.unlink()
    for file, text in texts.items():
        (FOLDER / file).write_text(text, encoding="utf-8")
        print(f"tests/golden/certificates/{file}")
