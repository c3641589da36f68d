"""The games in which enumpoly misses isolated equilibria; run as a module, it writes the page of docs that lists them."""

import json
import lzma
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import nnls
from witnesses.many_players import table_of

from gametheory_paradox.claims.profile_bounds import ProfileBounds
from gametheory_paradox.solvers import solve

FOLDER = Path(__file__).parent
PAGE = FOLDER.parents[2] / "docs" / "enumpoly.md"
PARTS = 10**7  # the stored probabilities are in these
NEAR = 1e-5
TEMPLATE = """\
# Equilibria that Gambit's enumpoly misses

Gambit {version}'s `enumpoly_solve` solves the indifference equations of every combination of supports in floating point. On
the games of `tests/oracles/many_players` (payoffs −9 to 9) it never reports a profile that is not among ours, but it misses
isolated equilibria. Each of those below lies in a box with a proof that exactly one does, or is a fraction that satisfies the
definition; a method that shares nothing with ours, a Gröbner basis of the supports' equations, finds them too.

| size | games | all equilibria isolated | of these, with some missing |
|---|---|---|---|
{summary}

In the list probabilities are those of every action, player by player, to four digits; payoffs are in that folder's `games.py`.

| game | equilibria | found by enumpoly | missing |
|---|---|---|---|
{rows}
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
    return all(abs(float(p) - q) < NEAR for own, theirs in zip(ours, odds, strict=True) for p, q in zip(own, theirs, strict=True))


def in_subset(found, subset, odds):
    """Whether their answer is a combination of ours within a subset."""
    for who, theirs in enumerate(odds):
        corners = np.array([[float(p) for p in found[number].probabilities[who]] for number in subset]).T
        if nnls(corners, np.array(theirs))[1] > NEAR:
            return False
    return True


def among(found, odds):
    """Whether their answer is one of ours."""
    return any(near(found[subset[0]], odds) if len(subset) == 1 else in_subset(found, subset, odds) for subset in found.subsets)


def supports(equilibrium):
    """For each player the actions that an equilibrium uses."""
    if isinstance(equilibrium, ProfileBounds):
        return tuple(tuple(a for a, (_, high) in enumerate(own) if high) for own in equilibrium.bounds)
    return tuple(tuple(a for a, p in enumerate(own) if p) for own in equilibrium.probabilities)


def missing(found, shape, theirs):
    """Our equilibria that are none of theirs, in games whose equilibria are all isolated and proved to be all."""
    if found.is_infinite or found.completeness.status != "proved":
        return []
    answers = [split(shape, answer) for answer in theirs]
    return [equilibrium for equilibrium in found if not any(near(equilibrium, odds) for odds in answers)]


def page():
    """The page as text."""
    version, games = stored()
    rows, counts = [], defaultdict(lambda: [0, 0, 0])
    for name, shape, payoffs, theirs in games:
        found = solved(tuple(shape), tuple(payoffs))
        size = name.partition(" ")[0]
        isolated = not found.is_infinite and found.completeness.status == "proved"
        counts[size][0] += 1
        counts[size][1] += isolated
        lost = missing(found, shape, theirs)
        counts[size][2] += bool(lost)
        if lost:
            rows.append(f"| {name} | {len(found)} | {len(found) - len(lost)} | {'; '.join(map(described, lost))} |")
    summary = [f"| {size} | {every} | {isolated} | {lost} |" for size, (every, isolated, lost) in counts.items()]
    return TEMPLATE.format(version=version, summary="\n".join(summary), rows="\n".join(rows))


def described(equilibrium):
    """An equilibrium's probabilities to four digits."""
    if isinstance(equilibrium, ProfileBounds):
        odds = [[(low + high) / 2 for low, high in own] for own in equilibrium.bounds]
    else:
        odds = equilibrium.probabilities
    return ", ".join("(" + " ".join(f"{float(p):.4g}" for p in own) + ")" for own in odds)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
