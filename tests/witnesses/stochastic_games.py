"""Stochastic games: models as text, with numbers that are known, and random ones."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from gametheory_paradox import catalog
from gametheory_paradox.forms import Profile, State, StochasticGame
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.models import GameFamily, Parameter, with_terms
from gametheory_paradox.polynomials import RationalFunction


def text_of(name: str) -> str:
    """The text of a file of the catalog."""
    return (Path(catalog.__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")


VACUUM = text_of("literature/hardin-1968/vacuum-commons")
AID = text_of("literature/bapat-2011/aid")

RELATIONS = """format: 1
title: Relations
players: [Pakistan, Taliban]
parameters:
  V: {range: [0, 10], baseline: 4}
  w: {range: [0, 10], baseline: 1}
  k: {range: [0, 10], baseline: 1}
  e: {range: [0, 10], baseline: 2}
  d: {range: [0, 10], baseline: 2}
  d0: {range: [0, 10], baseline: 2}
  x: {range: [0, 10], baseline: 3}
  s: {range: [0, 3/4], baseline: 1/2}
  n: {range: [0, 1/4], baseline: 1/4}
  m: {range: [0, 1], baseline: 1/3}
  m0: {range: [0, 1], baseline: 1/6}
  delta: {range: [0, 99/100], baseline: 4/5}
stochastic:
  discount: delta
  start: good
  states:
    good:
      moves: {Pakistan: [press, open], Taliban: [cooperate, refuse]}
      next:
        - {when: {Pakistan: press, Taliban: refuse}, to: {bad: s + n, good: rest}}
        - {when: {Pakistan: press}, to: {bad: s, good: rest}}
        - {when: {Taliban: refuse}, to: {bad: n, good: rest}}
        - {to: {good: 1}}
    bad:
      moves: {Pakistan: [press, open], Taliban: [cooperate, refuse]}
      next:
        - {when: {Pakistan: press}, to: {bad: 1}}
        - {when: {Taliban: cooperate}, to: {good: m, bad: rest}}
        - {to: {good: m0, bad: rest}}
terms:
  - {player: Pakistan, value: V, when: {Taliban: cooperate}}
  - {player: Pakistan, value: w, when: {Pakistan: press}}
  - {player: Taliban, value: x, when: {state: good}}
  - {player: Taliban, value: -k, when: {Taliban: cooperate}}
  - {player: Taliban, value: -e, when: {state: bad, Taliban: cooperate}}
  - {player: Taliban, value: -d, when: {Pakistan: press, Taliban: refuse}}
  - {player: Taliban, value: -d0, when: {Pakistan: press, Taliban: cooperate}}
"""

DEVELOPMENT = """format: 1
title: Development against coercion
players: [Pakistan, Taliban]
parameters:
  y: {range: [0, 5], baseline: 2}
  b: {range: [0, 5], baseline: 1}
  c: {range: [0, 5], baseline: 1/2}
  H: {range: [0, 5], baseline: 1}
  B: {range: [0, 5], baseline: 1/2}
  t: {range: [0, 5], baseline: 1}
  o: {range: [0, 5], baseline: 1/2}
  d: {range: [0, 5], baseline: 1}
  z: {range: [0, 1], baseline: 1/2}
  g: {range: [0, 1/2], baseline: 1/5}
  j: {range: [0, 1/2], baseline: 1/5}
  delta: {range: [0, 99/100], baseline: 4/5}
stochastic:
  discount: delta
  start: poor
  states:
    poor:
      moves: {Pakistan: [coerce, invest], Taliban: [restrain, host]}
      next:
        - {when: {Pakistan: coerce}, to: {poor: 1}}
        - {when: {Taliban: restrain}, to: {growing: g + j, poor: rest}}
        - {to: {growing: g, poor: rest}}
    growing:
      moves: {Pakistan: [coerce, invest], Taliban: [restrain, host]}
      next:
        - {when: {Pakistan: coerce}, to: {poor: z, growing: rest}}
        - {when: {Taliban: restrain}, to: {stable: g + j, growing: rest}}
        - {to: {stable: g, growing: rest}}
    stable:
      moves: {Pakistan: [coerce, invest], Taliban: [restrain, host]}
      next:
        - {when: {Pakistan: coerce}, to: {growing: z, stable: rest}}
        - {to: {stable: 1}}
terms:
  - {player: Pakistan, value: y, when: {state: growing}}
  - {player: Pakistan, value: 2*y, when: {state: stable}}
  - {player: Pakistan, value: b, when: {Pakistan: coerce}}
  - {player: Pakistan, value: -c, when: {Pakistan: invest}}
  - {player: Pakistan, value: -H, when: {Taliban: host}}
  - {player: Pakistan, value: B, when: {Pakistan: coerce, Taliban: host}}
  - {player: Taliban, value: t, when: {state: growing}}
  - {player: Taliban, value: 2*t, when: {state: stable}}
  - {player: Taliban, value: o, when: {Taliban: host}}
  - {player: Taliban, value: -d, when: {Pakistan: coerce}}
"""


def souring() -> GameFamily:
    """Pressing pays 1 and sours things for good with odds 1/4; a sour period costs 3."""
    states: dict[str, dict[str, object]] = {
        "calm": {
            "moves": {"A": ["press", "keep"]},
            "next": [({"A": "press"}, {"sour": "1/4", "calm": "rest"}), ({}, {"calm": 1})],
        },
        "sour": {},
    }
    bare = family_from_states(["A"], states, {"d": (0, "9/10", "4/5")}, start="calm", discount="d")
    return with_terms(bare, [("A", 1, {"A": "press"}), ("A", -3, {"state": "sour"})])


SOURED = {"mover": "A", "action": "press", "instead": "keep"}


def truel(skills: dict[str, str], *, air: bool = False, discount: str = "1") -> str:
    """Three who shoot in turn, the first named first, until one is left and is paid 1 for it."""
    names = list(skills)
    lines, terms = [], []

    def turn(alive: str, after: str) -> str:
        order = names[names.index(after) + 1 :] + names[: names.index(after) + 1]
        return f"{alive}_{next(who for who in order if who in alive)}"

    for alive in (
        "".join(names),
        *(a + b for a, b in ((names[0], names[1]), (names[0], names[2]), (names[1], names[2]))),
    ):
        for who in alive:
            targets = [other for other in alive if other != who]
            moves = [f"at {other}" for other in targets] + (["air"] if air else [])
            lines += [f"    {alive}_{who}:", f"      moves: {{{who}: [{', '.join(moves)}]}}", "      next:"]
            for other in targets:
                left = alive.replace(other, "")
                then = turn(left, who) if len(left) > 1 else f"{left} wins"
                to = f"{{{then}: '{skills[who]}', {turn(alive, who)}: rest}}"
                lines.append(f"        - {{when: {{{who}: at {other}}}, to: {to}}}")
            if air:
                lines.append(f"        - {{to: {{{turn(alive, who)}: 1}}}}")
    for who in names:
        lines.append(f"    {who} wins: {{next: [{{to: {{over: 1}}}}]}}")
        terms.append(f"  - {{player: {who}, value: 1, when: {{state: {who} wins}}}}")
    head = [
        "format: 1",
        "title: Truel",
        f"players: [{', '.join(names)}]",
        "stochastic:",
        f"  discount: {discount}",
    ]
    head += [f"  start: {''.join(names)}_{names[0]}", "  states:"]
    return "\n".join([*head, *lines, "    over: {}", "terms:", *terms, ""])


def militarization(levels: int) -> str:
    """The model of a stock of militants from 0 to ``levels``, as text."""
    lines = []
    for n in range(levels + 1):
        lines += [f"    n{n}:", "      moves: {Army: [raid, hold], Society: [inform, silent]}", "      next:"]
        for raid in (1, 0):
            for inform in (1, 0):
                down = "(" + ("eta" if raid else "0") + (" + i" if inform else "") + ")"
                up = "(g0" + (" + r)" if raid else ")")
                to = []
                if n > 0:
                    to.append(f"n{n - 1}: '{down}*(1 - {up})'")
                if n < levels:
                    to.append(f"n{n + 1}: '{up}*(1 - {down})'")
                when = f"{{Army: {'raid' if raid else 'hold'}, Society: {'inform' if inform else 'silent'}}}"
                lines.append(f"        - {{when: {when}, to: {{{', '.join(to)}, n{n}: rest}}}}")
    terms = []
    for n in range(1, levels + 1):
        terms.append(f"  - {{player: Army, value: -{n}*h, when: {{state: n{n}}}}}")
        terms.append(f"  - {{player: Society, value: -{n}*m, when: {{state: n{n}}}}}")
    return "\n".join(
        [
            "format: 1",
            "title: Militarization with a stock",
            "players: [Army, Society]",
            "parameters:",
            "  eta: {range: [0, 1/2], baseline: 1/4}",
            "  i: {range: [0, 1/2], baseline: 1/4}",
            "  g0: {range: [0, 1/2], baseline: 1/10}",
            "  r: {range: [0, 1/2], baseline: 3/10}",
            *(
                f"  {name}: {{range: [0, 5], baseline: {value}}}"
                for name, value in (
                    ("h", "2"),
                    ("b", "3/2"),
                    ("c", "1"),
                    ("m", "1"),
                    ("f", "1"),
                    ("k", "1/2"),
                )
            ),
            "  delta: {range: [0, 99/100], baseline: 9/10}",
            "stochastic:",
            "  discount: delta",
            "  start: n0",
            "  states:",
            *lines,
            "terms:",
            *terms,
            "  - {player: Army, value: b - c, when: {Army: raid}}",
            "  - {player: Society, value: -f, when: {Army: raid}}",
            "  - {player: Society, value: -k, when: {Society: inform}}",
            "",
        ]
    )


def random_game(
    seed: int,
    states: int,
    *,
    players: int = 2,
    actions: int = 2,
    discount: Fraction = Fraction(9, 10),
    most: int = 9,
) -> StochasticGame[Fraction]:
    """A game in which everybody moves in every state, with whole payoffs up to ``most`` in size."""
    random, built = Random(seed), list[State[Fraction]]()
    names = tuple(tuple(f"a{action}" for action in range(actions)) for _ in range(players))
    for number in range(states):
        cells, rows = [], []
        for _ in range(actions**players):
            cells.append(tuple(Fraction(random.randint(-most, most)) for _ in range(players)))
            weights = [random.randint(0, 5) for _ in range(states)]
            weights[number] += not any(weights)
            rows.append(tuple(Fraction(weight, sum(weights)) for weight in weights))
        built.append(State(f"s{number}", names, tuple(cells), tuple(rows)))
    start = tuple(Fraction(number == 0) for number in range(states))
    return StochasticGame(
        tuple(f"P{who}" for who in range(players)), tuple(built), start, (discount,) * players
    )


def ordered_game(
    seed: int, states: int, *, players: int = 2, discount: Fraction = Fraction(9, 10), most: int = 99
) -> StochasticGame[Fraction]:
    """A game in which each state leads to later ones alone; in the last nobody moves."""
    random, built = Random(seed), list[State[Fraction]]()
    for number in range(states):
        is_last = number == states - 1
        names = ((),) * players if is_last else (("a0", "a1"),) * players
        cells, rows = [], []
        for _ in range(1 if is_last else 2**players):
            cells.append(tuple(Fraction(random.randint(-most, most)) for _ in range(players)))
            weights = [random.randint(0, 5) * (there > number) for there in range(states)]
            weights[-1] += not any(weights)
            rows.append(tuple(Fraction(weight, sum(weights)) for weight in weights))
        built.append(State(f"s{number}", names, tuple(cells), tuple(rows)))
    start = tuple(Fraction(number == 0) for number in range(states))
    return StochasticGame(
        tuple(f"P{who}" for who in range(players)), tuple(built), start, (discount,) * players
    )


def stepwise(seed, periods, discount, *, most=9):
    """In each period the first chooses; then the second answers, or both choose at the same time."""
    random, names = Random(seed), []
    for number in range(periods):
        names += [f"s{number}", f"s{number} a", f"s{number} b"]

    def odds(to):
        return tuple(Fraction(to.get(name, 0)) for name in names)

    def ending():
        weights = [random.randint(0, 5) for _ in range(periods)]
        weights[0] += not any(weights)
        to = {f"s{number}": Fraction(weight, sum(weights)) for number, weight in enumerate(weights)}
        return tuple(Fraction(random.randint(-most, most)) for _ in range(2)), odds(to)

    states = []
    for number in range(periods):
        paid = tuple((Fraction(random.randint(-most, most)), Fraction(0)) for _ in range(2))
        rows = (odds({f"s{number} a": 1}), odds({f"s{number} b": 1}))
        states.append(State(f"s{number}", (("a", "b"), ()), paid, rows, at_once=True))
        for action, movers in (("a", ((), ("x", "y"))), ("b", (("u", "v"), ("x", "y")))):
            ends = [ending() for _ in range(2 ** sum(map(bool, movers)))]
            cells, rows = zip(*ends, strict=True)
            states.append(State(f"s{number} {action}", movers, cells, rows))
    return StochasticGame(("P", "Q"), tuple(states), odds({"s0": 1}), (discount, discount))


def over_patience(states, seed):
    """A random game with one payoff and the discount factor as parameters."""
    form = random_game(seed, states).map(RationalFunction.constant)
    x, d = RationalFunction.variable("x"), RationalFunction.variable("d")
    cells = [cell for state in form.states for cell in state.payoffs]
    cells[0] = (cells[0][0] + x, *cells[0][1:])
    form = replace(form.with_payoffs(cells), discounts=(d, d))
    half = Fraction(1, 2)
    return GameFamily(
        form,
        (Parameter("x", Fraction(0), Fraction(4), half), Parameter("d", Fraction(0), 1 - half / 5, half)),
    )


def profile_at(game, branch, point):
    """What a branch says of a point: a profile of the game there, and what everybody gets."""
    odds = [
        {action: p.value(point) for action, p in zip(used, own, strict=True)}
        for used, own in zip(branch.supports, branch.mixtures, strict=True)
    ]
    sets = tuple(game.information_sets)
    played = (
        tuple(own.get(a, Fraction(0)) for a in info.actions) for info, own in zip(sets, odds, strict=True)
    )
    return Profile(sets, tuple(played)), tuple(paid.value(point) for paid in branch.payoffs)
