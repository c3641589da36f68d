"""Checks verdicts over time without the package that wrote them: this file and Python's standard library.

    python checker_over_time.py certificate.json

says *accepted* and what is proved (exit code 0), *rejected* and why (1), or *not mine* (3).  Its own are
certificates of format 2: verdicts about the option paradox, in payoff or in a measure such as security, over
the Markov perfect equilibria of a game that goes on, where taking actions away one by one, each outdone by
another, leaves one play.  Of any other certificate it says nothing.

docs/certificate.md describes questions and verdicts, docs/certificate-kinds.md games that go on and the proof
by "state-cells".  What is not understood is refused, no text is run, and all arithmetic is exact.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement, product
from math import lcm, prod
from typing import Any, NamedTuple, TypeAlias

# Numbers have so many digits at most.  What else is larger is left to others: a file in bytes, the common
# denominator of probabilities in bits, states or players, determinants for a step, and the work on them all.
MOST_DIGITS, MOST_BYTES, MOST_BITS, MOST_STATES = 4_000, 16_000_000, 4_000, 100
MOST_DETERMINANTS, MOST_WORK = 4_096, 5_000_000

Json: TypeAlias = Any  # whatever a file holds
Names: TypeAlias = tuple[str, ...]
Cell: TypeAlias = tuple[str, ...]  # an action at each information set of a state
Numbers: TypeAlias = list[Fraction]


class Rejected(Exception):
    """The certificate proves nothing."""


class NotMine(Exception):
    """The certificate is of another kind, or too large, and nothing is said of it."""


# --- Reading ------------------------------------------------------------------------------------------------


def need(condition: bool, why: str) -> None:
    """Reject unless the condition holds."""
    if not condition:
        raise Rejected(why)


def leave(condition: bool, what: str) -> None:
    """Say nothing of a certificate if the condition holds."""
    if condition:
        raise NotMine(what)


def typed(data: Json, kind: type) -> Any:
    """The data, which must be of one type."""
    need(type(data) is kind, f"expected a {kind.__name__}")
    return data


def fields(data: Json, *names: str) -> list[Json]:
    """The values of an object that has exactly these fields."""
    need(set(typed(data, dict)) == set(names), f"expected exactly the fields {', '.join(names)}")
    return [data[name] for name in names]


def several(data: Json, count: int, read: Callable[[Json], Any]) -> list[Any]:
    """A list of one length, each of its entries read."""
    need(len(typed(data, list)) == count, f"expected a list of length {count}")
    return [read(entry) for entry in data]


def texts(data: Json, least: int = 1) -> Names:
    """Texts that differ, none of them empty, and not too few."""
    found = tuple(typed(name, str) for name in typed(data, list))
    need(all(found) and len(set(found)) == len(found) >= least, "a name is empty, missing, or stands twice")
    "".join(found).encode()  # fails at half of a character, which JSON allows
    return found


@cache
def number(data: Json) -> Fraction:
    """A rational number, in the one way in which it is written."""
    need(all(len(part) <= MOST_DIGITS for part in typed(data, str).split("/")), "a number is too long")
    need(set(data) <= set("-/0123456789") and str(Fraction(data)) == data, "a number is written otherwise")
    return Fraction(data)


def probabilities(data: Json, count: int) -> Numbers:
    """Numbers that are not negative and sum to one."""
    odds, common = several(data, count, number), 1
    for p in odds:
        common = lcm(common, p.denominator)
        leave(common.bit_length() > MOST_BITS, "probabilities with long denominators")
    need(min(odds) >= 0 and sum(int(p * common) for p in odds) == common, "probabilities are none")
    return odds


# --- The game -----------------------------------------------------------------------------------------------


class InformationSet(NamedTuple):
    """A choice of a player in a state, both given by their numbers."""

    state: int
    player: int
    actions: Names


class State(NamedTuple):
    """Its information sets, by number; for each cell what a period pays, and the odds of the next state."""

    sets: tuple[int, ...]
    payoffs: dict[Cell, Numbers]
    odds: dict[Cell, Numbers]
    at_once: bool  # the next state is in the same period


class Game(NamedTuple):
    """A game that goes on; where it names a measure, everybody's values of it follow everybody's payoffs."""

    players: Names
    names: Names  # of the states
    sets: list[InformationSet]
    states: list[State]
    start: Numbers
    discounts: Numbers
    measure: str


def read_game(data: Json) -> Game:
    """The game of a certificate; its hash must be its own."""
    told = ("form", "players", "information_sets", "states", "start", "discounts", "hash")
    measured = ("measure",) if "measure" in typed(data, dict) else ()
    form, who, choices, rows, start, factors, digest, *named = fields(data, *told, *measured)

    body = {name: value for name, value in data.items() if name != "hash"}
    written = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(hashlib.sha256(written.encode()).hexdigest() == digest, "the hash is not the game's")
    need(form in ("stochastic", "repeated"), "the form is another one")
    need(named != ["payoff"], "the payoff is no measure")

    players, names = texts(who), texts([typed(row, dict).get("name") for row in typed(rows, list)])
    leave(len(players) > MOST_STATES or len(names) > MOST_STATES, "a game that is too large")
    need(form == "stochastic" or len(names) == 1, "a repeated game has one state")
    sets = read_sets(choices, players, names)
    states = [read_state(rows[s], s, sets, len(names), len(players)) for s in range(len(names))]
    check_periods(states)

    discounts = several(factors, len(players), number)
    need(min(discounts) >= 0, "a discount factor is negative")
    leave(max(discounts) >= 1, "a game without a discount")
    odds = probabilities(start, len(names))
    game = Game(players, names, sets, states, odds, discounts, "".join(texts(named, 0)))
    width = {len(paid) for state in states for paid in state.payoffs.values()}
    need(width == {len(players) * (1 + (game.measure != ""))}, "a measure is missing, or has no name")
    return game


def read_sets(data: Json, players: Names, names: Names) -> list[InformationSet]:
    """The information sets, in the order of the states, and in each of the players."""
    who, where = ({name: place for place, name in enumerate(own)} for own in (players, names))
    sets = []
    for player, name, actions in (fields(one, "player", "name", "actions") for one in typed(data, list)):
        sets.append(InformationSet(where[typed(name, str)], who[typed(player, str)], texts(actions)))
    order = [(info.state, info.player) for info in sets]
    need(order == sorted(set(order)), "the information sets are not in the order of the states")
    return sets


def read_state(row: Json, place: int, sets: Sequence[InformationSet], count: int, players: int) -> State:
    """A state, one of so many, in a game of so many players."""
    more = [name for name in ("measures", "at_once") if name in row]
    _, paid, leads, *rest = fields(row, "name", "payoffs", "transitions", *more)
    need("at_once" not in more or rest.pop() is True, "a state is at once, or says nothing of it")
    own = tuple(k for k, info in enumerate(sets) if info.state == place)
    size = prod(len(sets[k].actions) for k in own)

    def read_cell(data: Json) -> Numbers:
        return several(data, players, number)

    odds = several(leads, size, lambda data: probabilities(data, count))
    columns = [several(column, size, read_cell) for column in (paid, *rest)]
    cells = list(product(*(sets[k].actions for k in own)))
    payoffs = {cell: [p for row in parts for p in row] for cell, *parts in zip(cells, *columns, strict=True)}
    return State(own, payoffs, dict(zip(cells, odds, strict=True)), "at_once" in more)


def check_periods(states: Sequence[State]) -> None:
    """Steps within a period come to an end: taken away one by one, those that lead to none left are all."""
    once = {place for place, state in enumerate(states) if state.at_once}
    leads = {s: {t for odds in states[s].odds.values() for t, p in enumerate(odds) if p} & once for s in once}
    while leads:
        ending = {place for place, then in leads.items() if not then & leads.keys()}
        need(bool(ending), "a period does not end")
        leads = {place: then for place, then in leads.items() if place not in ending}


def without(game: Game, lost: set[tuple[int, str]]) -> Game:
    """The game in which actions, each at the number of its set, are lost."""
    sets = [
        info._replace(actions=tuple(a for a in info.actions if (k, a) not in lost))
        for k, info in enumerate(game.sets)
    ]
    states = []
    for state in game.states:
        cells = set(product(*(sets[k].actions for k in state.sets)))
        kept = [
            {cell: own for cell, own in of.items() if cell in cells} for of in (state.payoffs, state.odds)
        ]
        states.append(state._replace(payoffs=kept[0], odds=kept[1]))
    return game._replace(sets=sets, states=states)


# --- The one play that is left ------------------------------------------------------------------------------


def the_play(game: Game, proof: Json) -> list[str]:
    """The only equilibrium: for each set the one action that is left.

    Some equilibrium exists, and no step takes it away; that nobody gains by departing is seen all the same.
    """
    kind = typed(proof, dict).get("kind")
    leave(kind != "state-cells", f"a proof by {kind!r:.60}")
    _, boxes, cutting = fields(proof, "kind", "boxes", "cutting")
    *steps, last = typed(cutting, list)
    alone = last == ["a"] and all(typed(step, list)[0] == "d" for step in steps)
    leave(typed(boxes, list) != [] or not alone, "a proof by more than taking actions away")

    left, each, work = [list(info.actions) for info in game.sets], work_on_one(game), 0
    for step in steps:
        k, worse, better = several(step[1:], 3, lambda entry: typed(entry, int))
        need(min(k, worse, better) >= 0, "a step has a negative number")
        one, other = game.sets[k].actions[worse], game.sets[k].actions[better]
        count = determinants(game, left, k)
        work += count * each
        leave(count > MOST_DETERMINANTS or work > MOST_WORK, "a proof that takes too much work")
        need(is_outdone(game, left, k, one, other), "an action may be as good")
        left[k] = [action for action in left[k] if action != one]

    need(all(len(actions) == 1 for actions in left), "more than one play is left")
    play = [actions[0] for actions in left]
    leave(2 * len(game.players) * each > MOST_WORK, "a game that is too large")
    for player in range(len(game.players)):
        check_best(game, play, player)
    return play


def determinants(game: Game, left: Sequence[Sequence[str]], k: int) -> int:
    """The number of determinants that a step at an information set takes."""
    here = game.sets[k].state
    elsewhere = prod(len(left[n]) for n, info in enumerate(game.sets) if info.state != here)
    return elsewhere * prod(len(left[n]) ** 2 for n in game.states[here].sets if n != k)


def work_on_one(game: Game) -> int:
    """The work on one determinant, by its size and by the digits in it."""
    size, digits = len(game.states) + 1, max(map(length, [*game.discounts, *game.start]))
    for state in game.states:
        numbers = (entry for rows in (state.payoffs, state.odds) for row in rows.values() for entry in row)
        digits = max(digits, *map(length, numbers))
    return (size**3 + 200) * (1 + (size * digits // 1_000) ** 2)


def length(entry: Fraction) -> int:
    """The bits of a number."""
    return entry.numerator.bit_length() + entry.denominator.bit_length()


def is_outdone(game: Game, left: list[list[str]], k: int, worse: str, better: str) -> bool:
    """True if one action, taken once, gives more than another, whatever is played of what is left.

    In an equilibrium that used the worse action its player could as well take that for certain: all that is
    used pays the same.  But then the better one, taken once, gains, even if it is no longer left.  What it
    gains has the sign of a determinant, with a row for what is played in each state and one for what is taken
    once.  That is linear in the mixtures elsewhere; a mixture beside the two actions stands in both their
    rows, so that for each two actions of it both orders are added up.
    """
    player, here = game.sets[k].player, game.sets[k].state
    cells = [product(*(left[n] for n in state.sets)) for state in game.states]
    rows = [[row_of(game, s, cell, player) for cell in own] for s, own in enumerate(cells) if s != here]
    beside = [n for n in game.states[here].sets if n != k]
    pairs = list(product(*(combinations_with_replacement(left[n], 2) for n in beside)))

    def row_beside(action: str, others: Sequence[str]) -> Numbers:
        taken = dict(zip((k, *beside), (action, *others), strict=True))
        return row_of(game, here, tuple(taken[n] for n in game.states[here].sets), player)

    for others, two in product(product(*rows), pairs):
        total = Fraction(0)
        for ordered in product(*({pair, pair[::-1]} for pair in two)):
            first = row_beside(worse, [pair[0] for pair in ordered])
            second = row_beside(better, [pair[1] for pair in ordered])
            total += determinant([*others[:here], first, *others[here:], second])
        if total <= 0:
            return False
    return True


def row_of(game: Game, place: int, cell: Cell, column: int) -> Numbers:
    """1 at the own state less the discounted odds of each state, then what a period pays."""
    state = game.states[place]
    weight = Fraction(1) if state.at_once else game.discounts[column % len(game.players)]
    leaves = [(place == there) - weight * p for there, p in enumerate(state.odds[cell])]
    return [*leaves, state.payoffs[cell][column]]


def determinant(rows: Sequence[Numbers]) -> Fraction:
    """By elimination."""
    left, found = list(rows), Fraction(1)
    while left:
        pivot = next((place for place, row in enumerate(left) if row[0]), None)
        if pivot is None:
            return Fraction(0)
        top = left.pop(pivot)
        found *= top[0] * (-1) ** pivot
        left = [[x - row[0] / top[0] * y for x, y in zip(row[1:], top[1:], strict=True)] for row in left]
    return found


def values(game: Game, play: Sequence[str], column: int) -> Numbers:
    """The discounted sums that a play comes to from each state on: its rows solved, by elimination."""
    cells = [tuple(play[k] for k in state.sets) for state in game.states]
    rows = [row_of(game, place, cell, column) for place, cell in enumerate(cells)]
    for place in range(len(rows)):  # no pivot is zero: what is discounted sums to less than 1
        top = [entry / rows[place][place] for entry in rows[place]]
        for other, row in enumerate(rows):
            reduced = [x - row[place] * y for x, y in zip(row, top, strict=True)]
            rows[other] = top if other == place else reduced
    return [row[-1] for row in rows]


def check_best(game: Game, play: Sequence[str], player: int) -> None:
    """Reject if a player gains by another action that is taken once."""
    worth = values(game, play, player)
    for k, info in enumerate(game.sets):
        for action in info.actions if info.player == player else ():
            cell = tuple(action if n == k else play[n] for n in game.states[info.state].sets)
            *leaves, paid = row_of(game, info.state, cell, player)
            gain = paid - sum(x * v for x, v in zip(leaves, worth, strict=True))
            need(gain <= 0, "a player gains by another action")


# --- The verdict --------------------------------------------------------------------------------------------

HEAD = ("format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details", "game", "proof")


def check_verdict(data: Json) -> str:
    """Compares the mover's payoff in the one equilibrium with the action, and in that without it."""
    fields(data, *HEAD, "verdict", "payoffs", "infinite", "gap")
    game = read_game(data["game"])
    need(data["measure"] == (game.measure or "payoff"), "the game carries another measure")
    lost = lost_actions(data, game)
    quantifier = data["quantifier"]
    leave(quantifier not in ("strong", "best", "worst", "possible"), f"the quantifier {quantifier!r:.60}")
    leave(data["verdict"] == "impossible", "a theorem about games that go on")

    games = {"with": game, "without": without(game, lost)}
    proofs = dict(zip(games, fields(data["proof"], *games), strict=True))
    column = game.players.index(data["mover"]) + len(game.players) * (game.measure != "")
    paid = {}
    for name, own in games.items():
        worth = values(own, the_play(own, proofs[name]), column)
        paid[name] = sum((p * value for p, value in zip(own.start, worth, strict=True)), Fraction(0))
    gap = paid["without"] - paid["with"]  # of one equilibrium each, whichever is compared with which
    verdict = "present" if gap > 0 else "absent"
    payoffs = {name: [str(own)] for name, own in paid.items()}
    proved = {
        "verdict": verdict,
        "payoffs": payoffs,
        "infinite": dict.fromkeys(games, False),
        "gap": str(gap),
    }
    for name, value in proved.items():
        same = json.dumps(data[name], sort_keys=True) == json.dumps(value, sort_keys=True)
        need(same, f"{name!r} should be {value!r:.200}")
    return f"{verdict}, gap {gap}"


def lost_actions(data: Json, game: Game) -> set[tuple[int, str]]:
    """The actions that the mover, or a coalition, loses: at the states named, or wherever they have them."""
    mover = game.players.index(data["mover"])
    actions, at, coalition = (texts(part, 0) for part in fields(data["details"], "action", "at", "coalition"))
    need(bool(actions) and not (at and coalition), "no action is named, or two ways of losing it")
    members = {game.players.index(player) for player in coalition} or {mover}

    losing = [
        k for k, s in enumerate(game.sets) if s.player in members and (not at or game.names[s.state] in at)
    ]
    lost = {(k, a) for k in losing for a in game.sets[k].actions if a in actions}
    places = [game.sets[k] for k, _ in lost]
    need(mover in members == {info.player for info in places}, "the mover is left out, or lacks the action")
    need(
        {a for _, a in lost} == set(actions) and {game.names[info.state] for info in places} >= set(at),
        "an action, or a state that is named, is nowhere to be lost",
    )
    need(all(set(info.actions) - set(actions) for info in places), "nothing would be left to choose")
    return lost


# --- From the command line ----------------------------------------------------------------------------------


def check(raw: bytes) -> str:
    """Checks what a certificate proves; Rejected if it is nothing, NotMine if it is of another kind."""

    def once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        need(len(dict(pairs)) == len(pairs), "a field is named twice")
        return dict(pairs)

    leave(len(raw) > MOST_BYTES, f"a certificate of more than {MOST_BYTES:,} bytes")
    try:
        data = typed(json.loads(raw.decode("utf-8-sig"), object_pairs_hook=once_each), dict)
        need(type(data["format"]) is int and data["format"] == 2, "the format is another one")
        what = tuple(data.get(name) for name in ("kind", "paradox", "concept"))
        leave(
            what != ("verdict", "option", "markov-perfect"), f"a certificate of another kind: {what!r:.200}"
        )
        return check_verdict(data)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        raise Rejected(f"{type(problem).__name__}: {problem}") from problem


def main(path: str = "") -> int:
    """Says whether the certificate in a file is accepted."""
    try:
        with open(path, "rb") as file:
            code, said = 0, f"accepted: {check(file.read(MOST_BYTES + 1))}"
    except Rejected as reason:
        code, said = 1, f"rejected: {reason}"
    except NotMine as reason:
        code, said = 3, f"not mine: {reason}"
    except OSError as problem:
        code, said = 2, f"{problem}; usage: python checker_over_time.py certificate.json"
    print(said[:500].encode("ascii", "backslashreplace").decode())
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
