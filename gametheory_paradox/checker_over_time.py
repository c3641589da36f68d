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
from itertools import combinations_with_replacement, product
from math import prod
from typing import Any, NamedTuple, TypeAlias

# What is larger is refused: a file in bytes, a number in digits, determinants for a step, the work on them.
MOST_BYTES, MOST_DIGITS, MOST_DETERMINANTS, MOST_WORK = 16_000_000, 4_000, 4_096, 20_000_000

Json: TypeAlias = Any  # whatever a file holds
Names: TypeAlias = tuple[str, ...]
Cell: TypeAlias = tuple[str, ...]  # an action at each information set of a state
Numbers: TypeAlias = list[Fraction]


class Rejected(Exception):
    """The certificate proves nothing."""


class NotMine(Exception):
    """The certificate is of another kind, about which nothing is said."""


# --- Reading ------------------------------------------------------------------------------------------------


def need(condition: bool, why: str) -> None:
    """Reject unless the condition holds."""
    if not condition:
        raise Rejected(why)


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


def number(data: Json) -> Fraction:
    """A rational number, in the one way in which it is written."""
    need(all(len(part) <= MOST_DIGITS for part in typed(data, str).split("/")), "a number is too long")
    need(set(data) <= set("-/0123456789") and str(Fraction(data)) == data, "a number is written otherwise")
    return Fraction(data)


def probabilities(data: Json, count: int) -> Numbers:
    """Numbers that are not negative and sum to one."""
    odds = several(data, count, number)
    need(min(odds) >= 0 and sum(odds) == 1, "probabilities are none")
    return odds


# --- The game -----------------------------------------------------------------------------------------------


class InformationSet(NamedTuple):
    """A choice of a player, given by its number, among actions; it is called as its state is."""

    player: int
    state: str
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
    sets: list[InformationSet]
    states: list[State]
    start: Numbers
    discounts: Numbers
    measure: str

    def home(self, k: int) -> int:
        """The number of the state of an information set."""
        return next(place for place, state in enumerate(self.states) if k in state.sets)


def read_game(data: Json) -> Game:
    """The game of a certificate; its hash must be its own."""
    told = ("form", "players", "information_sets", "states", "start", "discounts", "hash")
    measured = ("measure",) if "measure" in typed(data, dict) else ()
    form, players, sets, rows, start, discounts, digest, *named = fields(data, *told, *measured)
    body = {name: value for name, value in data.items() if name != "hash"}
    written = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(hashlib.sha256(written.encode()).hexdigest() == digest, "the hash is not the game's")
    need(form == "stochastic" and named != ["payoff"], "the form is another one, or the payoff no measure")

    game = Game(texts(players), [], [], [], [], "".join(texts(named, 0)))
    need(len(game.players) <= 100, "there are too many players")
    names = texts([typed(row, dict).get("name") for row in typed(rows, list)])
    for player, name, actions in (fields(one, "player", "name", "actions") for one in typed(sets, list)):
        game.sets.append(InformationSet(game.players.index(player), name, texts(actions)))
    places = [(names.index(info.state), info.player) for info in game.sets]
    need(places == sorted(set(places)), "the information sets are not in the order of the states")

    for name, row in zip(names, rows, strict=True):
        game.states.append(read_state(game, name, row, len(names)))
    check_periods(game.states)
    factors = several(discounts, len(game.players), number)
    need(min(factors) >= 0, "a discount factor is negative")
    if max(factors) >= 1:
        raise NotMine("a game without a discount")
    return game._replace(start=probabilities(start, len(names)), discounts=factors)


def read_state(game: Game, name: str, row: Json, count: int) -> State:
    """A state, of as many as there are."""
    parts = ["payoffs", "measures"][: 1 + (game.measure != "")]
    at_once = ["at_once"] if "at_once" in row else []
    _, leads, *columns = fields(row, "name", "transitions", *parts, *at_once)
    need(not at_once or columns.pop() is True, "a state is at once, or says nothing of it")
    sets = tuple(k for k, info in enumerate(game.sets) if info.state == name)
    cells = list(product(*(game.sets[k].actions for k in sets)))

    def read_row(data: Json) -> Numbers:
        return several(data, len(game.players), number)

    paid = zip(*(several(column, len(cells), read_row) for column in columns), strict=True)
    payoffs = {cell: [p for row in own for p in row] for cell, own in zip(cells, paid, strict=True)}
    odds = several(leads, len(cells), lambda data: probabilities(data, count))
    return State(sets, payoffs, dict(zip(cells, odds, strict=True)), bool(at_once))


def check_periods(states: Sequence[State]) -> None:
    """Steps within a period come to an end: taken away one by one, those that lead to none left are all."""
    left = {place for place, state in enumerate(states) if state.at_once}
    while left:
        ending = {s for s in left if not any(odds[t] for odds in states[s].odds.values() for t in left)}
        need(bool(ending), "a period does not end")
        left -= ending


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
    """The only equilibrium: for each set the one action that is left, from which it pays nobody to depart."""
    kind = typed(proof, dict).get("kind")
    if kind != "state-cells":
        raise NotMine(f"a proof by {kind!r:.60}")
    _, boxes, cutting = fields(proof, "kind", "boxes", "cutting")
    *steps, last = typed(cutting, list)
    if boxes != [] or last != ["a"] or any(typed(step, list)[0] != "d" for step in steps):
        raise NotMine("a proof by more than taking actions away")

    left = [list(info.actions) for info in game.sets]
    for step in steps:
        k, worse, better = several(step[1:], 3, lambda entry: typed(entry, int))
        need(min(k, worse, better) >= 0, "a step has a negative number")
        one, other = game.sets[k].actions[worse], game.sets[k].actions[better]
        need(is_outdone(game, left, k, one, other), "an action may be as good")
        left[k] = [action for action in left[k] if action != one]

    need(all(len(actions) == 1 for actions in left), "more than one play is left")
    play = [actions[0] for actions in left]
    for k, info in enumerate(game.sets):
        rows, here = rows_of(game, play, info.player), game.home(k)
        for action in info.actions:
            cell = tuple(action if n == k else play[n] for n in game.states[here].sets)
            gain = determinant([*rows, row_of(game, here, cell, info.player)])
            need(gain <= 0, "a player gains by another action")
    return play


def is_outdone(game: Game, left: list[list[str]], k: int, worse: str, better: str) -> bool:
    """True if one action, taken once, gives more than another, whatever is played of what is left.

    What it gives more has the sign of a determinant, with a row for what is played in each state and one for
    what is taken once.  It is linear in the mixtures elsewhere; a mixture beside the two actions stands in
    both their rows, so that for each two actions of it both orders are added up.
    """
    player, here = game.sets[k].player, game.home(k)
    cells = [product(*(left[n] for n in state.sets)) for state in game.states]
    rows = [[row_of(game, s, cell, player) for cell in own] for s, own in enumerate(cells) if s != here]
    beside = [n for n in game.states[here].sets if n != k]
    check_work(game, rows, prod(map(len, rows)) * prod(len(left[n]) ** 2 for n in beside))
    pairs = list(product(*(combinations_with_replacement(left[n], 2) for n in beside)))

    for others, two in product(product(*rows), pairs):
        total = Fraction(0)
        for ordered in product(*({pair, pair[::-1]} for pair in two)):
            taken = [
                dict(zip((k, *beside), (own, *(pair[side] for pair in ordered)), strict=True))
                for side, own in enumerate((worse, better))
            ]
            both = [
                row_of(game, here, tuple(choice[n] for n in game.states[here].sets), player)
                for choice in taken
            ]
            total += determinant([*others[:here], both[0], *others[here:], both[1]])
        if total <= 0:
            return False
    return True


def check_work(game: Game, rows: Sequence[Sequence[Numbers]], count: int) -> None:
    """Reject what would take too long: determinants by their number, their size, and the digits in them."""
    size = len(game.states) + 1
    numbers = (abs(entry) for own in rows for row in own for entry in row)
    longest = max((n.numerator.bit_length() + n.denominator.bit_length() for n in numbers), default=0)
    work = count * size**3 * (1 + size * longest // 500)
    need(count <= MOST_DETERMINANTS and work <= MOST_WORK, "a step takes too much work")


def rows_of(game: Game, play: Sequence[str], column: int) -> list[Numbers]:
    """The rows of one play in every state."""
    cells = [tuple(play[k] for k in state.sets) for state in game.states]
    return [row_of(game, place, cell, column) for place, cell in enumerate(cells)]


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


def worth(game: Game, play: Sequence[str], column: int) -> Fraction:
    """The discounted sum from the start that a play comes to, by Cramer's rule."""
    rows = rows_of(game, play, column)
    above = determinant([*rows, [*(-p for p in game.start), Fraction(0)]])
    return above / determinant([row[:-1] for row in rows])


# --- The verdict --------------------------------------------------------------------------------------------

HEAD = ("format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details", "game", "proof")


def check_verdict(data: Json) -> str:
    """Compares the mover's payoff in the one equilibrium with the action, and in that without it."""
    fields(data, *HEAD, "verdict", "payoffs", "infinite", "gap")
    game = read_game(data["game"])
    need(data["measure"] == (game.measure or "payoff"), "the game carries another measure")
    lost = lost_actions(data, game)
    if data["quantifier"] not in ("strong", "best", "worst", "possible"):
        raise NotMine(f"the quantifier {data['quantifier']!r:.60}")
    if data["verdict"] == "impossible":
        raise NotMine("a theorem about games that go on")

    games = {"with": game, "without": without(game, lost)}
    proofs = dict(zip(games, fields(data["proof"], *games), strict=True))
    column = game.players.index(data["mover"]) + len(game.players) * (game.measure != "")
    paid = {name: worth(own, the_play(own, proofs[name]), column) for name, own in games.items()}
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
    losing = [k for k, s in enumerate(game.sets) if s.player in members and (not at or s.state in at)]
    lost = {(k, a) for k in losing for a in game.sets[k].actions if a in actions}
    places = [game.sets[k] for k, _ in lost]
    need(mover in members == {info.player for info in places}, "the mover is left out, or lacks the action")
    need({a for _, a in lost} == set(actions) and {info.state for info in places} >= set(at), "it is nowhere")
    need(all(set(info.actions) - set(actions) for info in places), "nothing would be left to choose")
    return lost


# --- From the command line ----------------------------------------------------------------------------------


def check(raw: bytes) -> str:
    """Checks what a certificate proves; Rejected if it is nothing, NotMine if it is of another kind."""

    def once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        need(len(dict(pairs)) == len(pairs), "a field is named twice")
        return dict(pairs)

    need(len(raw) <= MOST_BYTES, f"a certificate has at most {MOST_BYTES:,} bytes")
    try:
        data = typed(json.loads(raw.decode("utf-8-sig"), object_pairs_hook=once_each), dict)
        need(type(data["format"]) is int and data["format"] == 2, "the format is another one")
        what = tuple(data.get(name) for name in ("kind", "paradox", "concept"))
        if what != ("verdict", "option", "markov-perfect"):
            raise NotMine(f"a certificate of another kind: {what!r:.200}")
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
    print(said[:500])
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
