"""All stationary equilibria of a game whose states have an order: from the last states back to the first.

Wherever play cannot come back to a state, what is done there is an equilibrium of a table.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

from .proofs import of_table
from .reading import Unjudged, a_list, fields, need

if TYPE_CHECKING:
    from .periods import Game

Play = tuple[tuple[Fraction, ...], ...]  # as there
Own = dict[int, tuple[Fraction, ...]]  # by information set
Worths = dict[int, list[Fraction]]  # by state, for each player

MOST_LISTED, MOST_CELLS = 1_000, 200_000


def by_order(game: Game, proof: Any, cut: Callable[[Game, Any], list[Play]]) -> list[Play]:
    """All equilibria, branch by branch; ``cut`` gives those of a game in which play may stay."""
    _, parts = fields(proof, "kind", "parts")
    blocks, known = in_order(game), dict[Any, list[Own]]()
    proofs, cells = iter(a_list(parts)), 0
    found: list[Play] = []
    branches: list[tuple[int, Own, Worths]] = [(0, {}, {})]
    while branches:
        depth, done, worths = branches.pop()
        if depth == len(blocks):
            found.append(tuple(done[n] for n in range(len(game.sets))))
            need(len(found) <= MOST_LISTED, "there are too many equilibria")
            continue
        block = blocks[depth]
        part = alone(game, block, worths)
        key = (block, str(part.cells))
        if key not in known:
            choosing = [n for n, own in enumerate(part.left) if len(own) > 1]
            numbers = [n for state in block for n in game.sets_at(state)]
            stays = len(block) > 1 or leads(game, block[0], block[0])
            if choosing and (stays or len(choosing) > 1):
                cells += sum(combinations(part, state) for state in range(len(part.states) * stays or 1))
                need(cells <= MOST_CELLS, "the states have too many cells")
                proof = next(proofs, None)
                plays = sorted(cut(part, proof) if stays else of_state(part, choosing, proof), reverse=True)
            else:
                plays = best_alone(part, choosing)
            known[key] = [dict(zip(numbers, play, strict=True)) for play in plays]
        for own in reversed(known[key]):
            play = tuple(own.values())
            each = [part.summed(play, who) for who in range(len(game.players))]
            rows = {state: [values[k] for values in each] for k, state in enumerate(block)}
            branches.append((depth + 1, done | own, worths | rows))
    need(next(proofs, None) is None, "a proof is left over")
    return found


def leads(game: Game, state: int, there: int) -> bool:
    left = [game.left[n] for n in game.sets_at(state)]
    return any(
        row[there] and all(a in own for a, own in zip(acts, left, strict=True))
        for acts, (_, row) in game.cells[state].items()
    )


def in_order(game: Game) -> list[tuple[int, ...]]:
    """The blocks of states that lead to each other; each leads to earlier ones alone, the lowest first."""
    places, reached = range(len(game.states)), dict[int, set[int]]()
    for state in places:
        seen, waiting = set[int](), [state]
        while waiting:
            own = waiting.pop()
            if own not in seen:
                seen.add(own)
                waiting += [there for there in places if leads(game, own, there)]
        reached[state] = seen
    blocks, left = list[tuple[int, ...]](), set(places)
    while left:
        lowest = next(s for s in sorted(left) if all(s in reached[t] for t in reached[s] & left))
        blocks.append(tuple(sorted(reached[lowest] & left)))
        left -= reached[lowest]
    return blocks


def combinations(game: Game, state: int) -> int:
    return prod(len(game.left[n]) for n in game.sets_at(state))


def alone(game: Game, block: tuple[int, ...], worths: Worths) -> Game:
    """The states of a block, which pay what follows behind it is worth, and one in which play has ended."""
    part = object.__new__(type(game))
    part.players, part.discounts, part.known = game.players, game.discounts, {}
    part.measure = "payoff"  # nobody plays for another one
    part.states = [*(game.states[s] for s in block), "behind"]
    part.at_once = [*(game.at_once[s] for s in block), False]
    part.sets = [(block.index(s), *rest) for own in block for s, *rest in game.sets if s == own]
    part.left = [game.left[n] for s in block for n in game.sets_at(s)]
    part.start = [Fraction(1), *[Fraction(0)] * len(block)]
    part.cells = []
    for s in block:
        told = {}
        for acts, (paid, row) in game.cells[s].items():
            after = [(p, worths[t]) for t, p in enumerate(row) if p and t in worths]
            more = [
                p + game.weight(s, who) * sum((q * own[who] for q, own in after), Fraction(0))
                for who, p in enumerate(paid[: len(game.players)])
            ]
            told[acts] = (more, [*(row[t] for t in block), sum((q for q, _ in after), Fraction(0))])
        part.cells.append(told)
    ended = [Fraction(0)] * len(block)
    part.cells.append({(): ([Fraction(0)] * len(game.players), [*ended, Fraction(1)])})
    return part


def of_state(part: Game, choosing: list[int], proof: Any) -> list[Play]:
    """The equilibria of the table of those who choose in the one state of a part."""
    sets = [(who, "", [part.sets[n][2][a] for a in part.left[n]]) for who, n in enumerate(choosing)]
    spots = {n: {a: i for i, a in enumerate(part.left[n])} for n in choosing}
    table = {
        "form": "normal",
        "players": [part.players[part.sets[n][1]] for n in choosing],
        "sets": sets,
        "cells": {
            tuple(spots[n][acts[n]] for n in choosing): [paid[part.sets[n][1]] for n in choosing]
            for acts, (paid, _) in part.cells[0].items()
            if all(a in own for a, own in zip(acts, part.left, strict=True))
        },
    }
    answer = of_table(table, proof)
    if answer["infinite"]:
        raise Unjudged("infinitely many equilibria of a state")
    return [whole(part, dict(zip(choosing, mixture, strict=True))) for mixture in answer["mixtures"]]


def best_alone(part: Game, choosing: list[int]) -> list[Play]:
    """What one who chooses alone does, once."""
    if not choosing:
        return [whole(part, {})]
    (n,) = choosing
    who, size = part.sets[n][1], len(part.left[n])
    plays = [whole(part, {n: [Fraction(a == b) for b in range(size)]}) for a in range(size)]
    paid = [part.expected(0, list(play), who)[0] for play in plays]
    best = [play for play, own in zip(plays, paid, strict=True) if own == max(paid)]
    if len(best) > 1:
        raise Unjudged("infinitely many equilibria of a state")
    return best


def whole(part: Game, mixed: dict[int, Any]) -> Play:
    """A play at all sets of a part, from odds of the actions that are left."""
    found = []
    for n, (_, _, acts) in enumerate(part.sets):
        odds = dict(zip(part.left[n], mixed.get(n, [Fraction(1)]), strict=True))
        found.append(tuple(odds.get(a, Fraction(0)) for a in range(len(acts))))
    return tuple(found)
