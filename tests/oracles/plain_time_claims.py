"""Truth of certificates about stochastic games, by the plainest means, without their proofs.

Pure Markov perfect equilibria: every profile, against every whole plan of each player.  That these are all is
known where one player alone chooses and has one best plan; and where two players have two actions each in one
state, from which play only comes to rest: then what makes both indifferent solves two quadratic equations.
Elsewhere what is found can refute a claim, and never confirm it.
"""

from fractions import Fraction
from itertools import product
from math import prod

from oracles.plain_time import determinant
from oracles.plain_truth import (
    QUANTIFIERS,
    RULES,
    CannotTell,
    Senseless,
    formula_at,
    gap,
    losing,
    roots,
    sense,
    shares_are_true,
)

from gametheory_paradox.forms import game_from_data, number_from_data

MOST = 300  # profiles
STATIONARY = ("markov-perfect", "pure-markov-perfect")
LIST = {"format", "kind", "concept", "game", "equilibria", "proof"}
FIELDS = {
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
}


def is_true(data, points=8):
    """Whether the claim of a certificate (parsed JSON) is true; ``points`` is how many a map is tried at."""
    try:
        if data["kind"] == "equilibria":
            return list_is_true(data)
        sense(data["format"] == 2 and data["concept"] == "markov-perfect")
        sense(data["quantifier"] in (*QUANTIFIERS, *RULES))
        if data["quantifier"] in RULES or data["measure"] != "payoff" or data["paradox"] not in COMPARED:
            raise CannotTell
        if data["kind"] == "map":
            return shares_are_true(data, points, lambda point: is_present_at(data, point))
        sense(data["kind"] == "verdict" and set(data) == FIELDS)
        return verdict_is_true(data)
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False


def list_is_true(data):
    """Whether a list holds all pure equilibria, and where all are known, these and no others."""
    sense(data["format"] == 2 and set(data) == LIST and data["concept"] in STATIONARY)
    play = Play(read(data, data["game"]))
    found, complete = play.equilibria()
    pure = data["concept"] != "markov-perfect"
    if pure:
        found, complete = [one for one in found if play.is_pure(one)], True
    listed = [(one["profile"], one["payoffs"]) for one in data["equilibria"]]
    if not all(any(play.is_told(one, *own) for own in listed) for one in found):
        return False
    if complete:
        return len(listed) == len(found)
    raise CannotTell


def verdict_is_true(data):
    compared, holds = COMPARED[data["paradox"]](data, data["game"])
    known = all(complete for _, complete in compared.values())
    if data["verdict"] == "impossible":
        if not known:
            raise CannotTell
        return not holds and data["payoffs"] is data["infinite"] is data["gap"] is None
    sense(set(compared) == set(data["payoffs"]) == set(data["infinite"]))
    for name, (values, complete) in compared.items():
        claimed = data["payoffs"][name]
        if data["infinite"][name]:
            if complete:
                return False
            continue
        if not all(any(is_stated(own, value) for own in claimed) for value in values):
            return False
        if complete and len(claimed) != len(values):
            return False
    if not known:
        raise CannotTell
    between = gap(data["quantifier"], *(compared[name][0] for name in SIDES[data["paradox"]]))
    return is_stated(data["gap"], between) and data["verdict"] == ("present" if holds else "absent")


def is_stated(claimed, value):
    """Whether a number, or bounds of one, fit a value; irrational ones are known to fifty digits."""
    if isinstance(claimed, dict):
        return Fraction(claimed["lower"]) <= value <= Fraction(claimed["upper"])
    return Fraction(claimed) == value


def is_present_at(data, point):
    """Whether the paradox is present at a point of a map, by more than its bound."""
    game = at_point(data["game"], point)
    compared, holds = COMPARED[data["paradox"]](data, game)
    if not all(complete for _, complete in compared.values()):
        raise CannotTell
    between = gap(data["quantifier"], *(compared[name][0] for name in SIDES[data["paradox"]]))
    return holds and between > Fraction(data["least"])


def at_point(game, point):
    """The game as JSON, with numbers as text."""

    def numbers(formulas):
        return [str(formula_at(formula, point)) for formula in formulas]

    states = [
        {**state, **{part: list(map(numbers, state[part])) for part in ("payoffs", "transitions")}}
        for state in game["states"]
    ]
    return {
        **game,
        "states": states,
        "start": numbers(game["start"]),
        "discounts": numbers(game["discounts"]),
    }


class Play:
    """A stochastic game in which some actions are left: what profiles pay, and which are Markov perfect.

    A profile has for each player and state the probabilities of the actions, all those of the whole game.
    """

    def __init__(self, game, cut=frozenset()):
        self.game, self.width = game, len(game.players)
        self.left = [
            [
                [a for a, name in enumerate(state.actions[who]) if (who, state.name, name) not in cut] or [0]
                for state in game.states
            ]
            for who in range(self.width)
        ]
        self.where = [(n, who) for who, own in enumerate(self.left) for n, acts in enumerate(own) if acts[1:]]

    def plans(self, who):
        """The pure stationary plans of a player."""
        for chosen in product(*self.left[who]):
            yield tuple(
                tuple(Fraction(a == b) for b in range(max(1, len(state.actions[who]))))
                for a, state in zip(chosen, self.game.states, strict=True)
            )

    def period(self, profile, number):
        """What a state pays each player in a period, and where it leads."""
        state, paid = self.game.states[number], [Fraction(0)] * self.width
        odds = [Fraction(0)] * len(self.game.states)
        sizes = [range(max(1, len(names))) for names in state.actions]
        for row, taken in enumerate(product(*sizes)):
            weight = prod((profile[who][number][a] for who, a in enumerate(taken)), start=Fraction(1))
            paid = [p + weight * q for p, q in zip(paid, state.payoffs[row], strict=True)]
            odds = [p + weight * q for p, q in zip(odds, state.transitions[row], strict=True)]
        return paid, odds

    def summed(self, profile, who, amounts):
        """The discounted sum of an amount for each state, from each state on."""
        places, discount = range(len(self.game.states)), self.game.discounts[who]
        rows = [self.period(profile, n)[1] for n in places]
        matrix = [[Fraction(n == m) - discount * rows[n][m] for m in places] for n in places]
        whole = determinant(matrix)
        return [
            determinant([[*row[:n], p, *row[n + 1 :]] for row, p in zip(matrix, amounts, strict=True)])
            / whole
            for n in places
        ]

    def is_pure(self, profile):
        return all(p in (0, 1) for own in profile for odds in own for p in odds)

    def is_told(self, profile, stated, paid):
        """Whether a profile is the one that is stated, and pays what is."""
        for who, player in enumerate(self.game.players):
            if not is_stated(paid[player], self.at_start(self.values(profile, who))):
                return False
            for number, state in enumerate(self.game.states):
                for a, name in enumerate(state.actions[who]):
                    if not is_stated(stated[player][state.name][name], profile[who][number][a]):
                        return False
        return True

    def values(self, profile, who):
        return self.summed(profile, who, [self.period(profile, n)[0][who] for n in range(len(profile[who]))])

    def at_start(self, values):
        return sum((p * v for p, v in zip(self.game.start, values, strict=True)), Fraction(0))

    def equilibria(self):
        """Those that are found, and whether they are all."""
        plans = [list(self.plans(who)) for who in range(self.width)]
        if prod(map(len, plans)) > MOST:
            raise CannotTell
        found, strict = [], True
        for profile in product(*plans):
            others = [
                (self.values((*profile[:who], plan, *profile[who + 1 :]), who), self.values(profile, who))
                for who in range(self.width)
                for plan in plans[who]
                if plan != profile[who]
            ]
            if all(a <= b for one, own in others for a, b in zip(one, own, strict=True)):
                found.append(profile)
                strict = strict and all(one != own for one, own in others)
        if len({who for _, who in self.where}) <= 1:
            return found, strict and len(found) == 1
        mixed = self.both_mixing()
        return found + (mixed or []), strict and mixed is not None

    def both_mixing(self):
        """The equilibria in which two players with two actions each in one state both mix; None elsewhere."""
        if len(self.where) != 2 or self.where[0][0] != self.where[1][0]:
            return None
        here, (one, two) = self.where[0][0], (who for _, who in self.where)
        if [len(self.left[who][here]) for who in (one, two)] != [2, 2]:
            return None
        profile = [next(self.plans(who)) for who in range(self.width)]
        if any(self.period(profile, n)[1][here] for n in range(len(self.game.states)) if n != here):
            return None
        odds = {
            two: self.indifferent(profile, one, two, here),
            one: self.indifferent(profile, two, one, here),
        }
        if None in odds.values():
            return None
        found = []
        for p, q in product(odds[one], odds[two]):
            mixed = list(profile)
            mixed[one], mixed[two] = self.mixing(profile, one, here, p), self.mixing(profile, two, here, q)
            found.append(tuple(mixed))
        return found

    def mixing(self, profile, who, here, p):
        """A player's plan with the first of its two actions taken with a probability."""
        own, (first, second) = list(profile[who]), self.left[who][here]
        own[here] = tuple({first: p, second: 1 - p}.get(a, Fraction(0)) for a in range(len(own[here])))
        return tuple(own)

    def indifferent(self, profile, who, other, here):
        """With which odds of the other's first action a player's two actions are worth the same.

        An action is worth a quotient of two functions that are linear in these odds.
        """
        lines = []
        for action in (1, 0):
            ends = []
            for odds in (Fraction(0), Fraction(1)):
                mixed = list(profile)
                mixed[other] = self.mixing(profile, other, here, odds)
                mixed[who] = self.mixing(profile, who, here, Fraction(action))
                paid, to = self.period(mixed, here)
                later, discount = self.values(mixed, who), self.game.discounts[who]
                rest = sum(p * later[n] for n, p in enumerate(to) if n != here)
                ends.append((paid[who] + discount * rest, 1 - discount * to[here]))
            lines.append(ends)
        (a, b), (c, d) = lines
        at = [
            (a[0] + t * (b[0] - a[0])) * (c[1] + t * (d[1] - c[1]))
            - (c[0] + t * (d[0] - c[0])) * (a[1] + t * (b[1] - a[1]))
            for t in (0, 1, 2)
        ]
        square = (at[2] - 2 * at[1] + at[0]) / 2
        linear = at[1] - at[0] - square
        if not any(at):
            return None
        return [p for p in roots(at[0], linear, square) if 0 < p < 1]


def read(data, game):
    sense(game["form"] == "stochastic" and "measure" not in game)
    return game_from_data(game, number_from_data)


def paid_from_start(play, profiles, who):
    return sorted({play.at_start(play.values(profile, who)) for profile in profiles})


def option(data, game):
    """What the mover gets with an action and without, and whether it loses by it."""
    sets, whole = game["information_sets"], read(data, game)
    cut = losing(data, {**game, "form": "extensive"})  # where sets have names too
    places = {
        (whole.players.index(sets[n]["player"]), sets[n]["name"], sets[n]["actions"][a]) for n, a in cut
    }
    who = whole.players.index(data["mover"])
    has, lacks = Play(whole), Play(whole, places)
    (with_, all_with), (without, all_without) = has.equilibria(), lacks.equilibria()
    compared = {
        "with": (paid_from_start(has, with_, who), all_with),
        "without": (paid_from_start(lacks, without, who), all_without),
    }
    known = all_with and all_without
    holds = (
        known
        and gap(data["quantifier"], compared["with"][0], compared["without"][0]) > 0
        and set(with_) != set(without)
    )
    return compared, holds


def dynamic_backfire(data, game):
    """What the mover gets by an action and by another one, and whether what tempts it backfires."""
    details, whole = data["details"], read(data, game)
    sense(set(details) == {"action", "instead", "at", "held"} and details["held"] in ("all", "nobody"))
    sense(len(details["action"]) == 1 and details["instead"] not in details["action"])
    (action,), instead = details["action"], details["instead"]
    who = whole.players.index(data["mover"])
    asked = [n for n, state in enumerate(whole.states) if action in state.actions[who]]
    if details["at"]:
        sense(set(details["at"]) <= {whole.states[n].name for n in asked})
        asked = [n for n in asked if whole.states[n].name in details["at"]]
    sense(asked and all(instead in whole.states[n].actions[who] for n in asked))

    def held(to):
        names = [(n, name) for n in asked for name in whole.states[n].actions[who] if name != to]
        return Play(whole, {(who, whole.states[n].name, name) for n, name in names})

    def switched(profile):
        own = list(profile[who])
        for n in asked:
            own[n] = tuple(Fraction(name == instead) for name in whole.states[n].actions[who])
        return (*profile[:who], tuple(own), *profile[who + 1 :])

    acting, complete = held(action).equilibria()
    pairs, all_other = [(one, switched(one)) for one in acting], complete
    if details["held"] == "all":
        other, all_other = held(instead).equilibria()
        pairs = [(one, two) for one in acting for two in other]
    play, places = Play(whole), range(len(whole.states))
    compared = {
        "instead": (paid_from_start(play, [two for _, two in pairs], who), all_other),
        "with": (paid_from_start(play, [one for one, _ in pairs], who), complete),
    }

    def backfires(one, two):
        pays, paid = ([play.period(own, n)[0][who] for n in places] for own in (one, two))
        alone = [play.period(switched(one), n)[0][who] for n in places]
        met = [play.at_start(play.summed(one, who, [Fraction(m == n) for m in places])) for n in places]
        then = [play.at_start(play.summed(two, who, [Fraction(m == n) for m in places])) for n in places]
        tempts = [pays[n] > alone[n] for n in asked if met[n]]
        through = sum(((a - b) * p for a, b, p in zip(met, then, paid, strict=True)), Fraction(0))
        return bool(tempts) and all(tempts) and through < 0

    known = complete and all_other
    holds = (
        known
        and gap(data["quantifier"], compared["with"][0], compared["instead"][0]) > 0
        and all(backfires(*pair) for pair in pairs)
    )
    return compared, holds


COMPARED = {"option": option, "dynamic-backfire": dynamic_backfire}
SIDES = {"option": ("with", "without"), "dynamic-backfire": ("with", "instead")}
