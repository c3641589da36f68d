"""The games in which enumpoly misses isolated equilibria; as a module it writes the page that lists them."""

import json
import lzma
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import nnls
from witnesses.many_players import table_of

from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds

FOLDER = Path(__file__).parent
DOCS = FOLDER.parents[2] / "docs"
PAGE = DOCS / "enumpoly.md"
PARTS = 10**7  # the stored probabilities are in these
NEAR = 1e-5
TEMPLATE = """\
# Equilibria that Gambit's enumpoly misses

Gambit {version}'s `enumpoly_solve` solves the indifference equations of every combination of supports in \
floating point. On
the games of `tests/oracles/many_players` (payoffs −9 to 9) it never reports a profile that is not among \
ours, but it misses
isolated equilibria. Each of those below lies in a box with a proof that exactly one does, or is a fraction \
that satisfies the
definition; a method that shares nothing with ours, Gröbner bases of the supports' equations, finds the same \
ones (but for a few
that are not simple zeros of them).

{summary}

In the list probabilities are those of every action, player by player, to four digits; payoffs are in that \
folder's `games.py`.
How all equilibria are found and proved is in [many-players.md](many-players.md).

| game | equilibria | found by enumpoly | missing |
|---|---|---|---|
{rows}
"""
HEAD = """\
| size | games | all equilibria isolated | of these, with some missing | equilibria in them | missing |
|---|--:|--:|--:|--:|--:|
"""


def stored():
    """The program's version, and its answers: name, shape, payoffs, and probabilities in ten-millionths."""
    data = json.loads(lzma.decompress((FOLDER / "answers.json.xz").read_bytes()))
    return data["gambit"], data["games"]


@cache
def solved(shape, payoffs):
    """Our answer."""
    return solve(table_of(shape, payoffs))


def split(shape, answer):
    """One list of probabilities per player."""
    odds, start = [], 0
    for size in shape:
        odds.append([p / PARTS for p in answer[start : start + size]])
        start += size
    return odds


def near(equilibrium, odds):
    """Whether an equilibrium of ours that is isolated is theirs."""
    if isinstance(equilibrium, ProfileBounds):
        ours = [[float(low + high) / 2 for low, high in own] for own in equilibrium.bounds]
    else:
        ours = equilibrium.probabilities
    return all(
        abs(float(p) - q) < NEAR
        for own, theirs in zip(ours, odds, strict=True)
        for p, q in zip(own, theirs, strict=True)
    )


def in_subset(found, subset, odds):
    """Whether their answer is a combination of ours within a subset."""
    for who, theirs in enumerate(odds):
        corners = np.array([[float(p) for p in found[number].probabilities[who]] for number in subset]).T
        if nnls(corners, np.array(theirs))[1] > NEAR:
            return False
    return True


def among(found, odds):
    """Whether their answer is one of ours."""
    return any(
        near(found[subset[0]], odds) if len(subset) == 1 else in_subset(found, subset, odds)
        for subset in found.subsets
    )


def supports(equilibrium):
    """For each player the actions that an equilibrium uses."""
    if isinstance(equilibrium, ProfileBounds):
        return tuple(tuple(a for a, (_, high) in enumerate(own) if high) for own in equilibrium.bounds)
    return tuple(tuple(a for a, p in enumerate(own) if p) for own in equilibrium.probabilities)


def missing(found, shape, theirs):
    """Our equilibria, all isolated, that are none of theirs."""
    answers = [split(shape, answer) for answer in theirs]
    return [equilibrium for equilibrium in found if not any(near(equilibrium, odds) for odds in answers)]


def compared():
    """Name, size and equilibria of each game, and those enumpoly misses; None if some are not isolated."""
    for name, shape, payoffs, theirs in stored()[1]:
        found = solved(tuple(shape), tuple(payoffs))
        isolated = not found.is_infinite and found.completeness.status == "proved"
        yield name, name.partition(" ")[0], found, missing(found, shape, theirs) if isolated else None


def summary():
    """How many games and equilibria there are of each size."""
    counts = defaultdict(lambda: [0, 0, 0, 0, 0])
    for _, size, found, lost in compared():
        isolated = lost is not None
        for place, more in enumerate(
            [1, isolated, bool(lost), len(found) if isolated else 0, len(lost or ())]
        ):
            counts[size][place] += more
    return HEAD + "\n".join(
        f"| {size} | {' | '.join(map(str, numbers))} |" for size, numbers in counts.items()
    )


def page():
    """The page as text."""
    rows = [
        f"| {name} | {len(found)} | {len(found) - len(lost)} | {'; '.join(map(described, lost))} |"
        for name, _, found, lost in compared()
        if lost
    ]
    return TEMPLATE.format(version=stored()[0], summary=summary(), rows="\n".join(rows))


def described(equilibrium):
    """An equilibrium's probabilities to four digits."""
    if isinstance(equilibrium, ProfileBounds):
        odds = [[(low + high) / 2 for low, high in own] for own in equilibrium.bounds]
    else:
        odds = equilibrium.probabilities
    return ", ".join("(" + " ".join(f"{float(p):.4g}" for p in own) + ")" for own in odds)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
