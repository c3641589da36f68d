"""Trembling-hand perfection of a profile of a tree: shown by trembles, ruled out by a sum of conditions.

A profile is *(extensive-form) perfect* if it is the limit of totally mixed profiles against which it is a
best reply: every action that it uses is, at its information set alone, as good as any other one there against
each of these profiles.

*Trembles* give every action a weight that is a polynomial in a symbol ε; its probability is its share of the
weights at its set. What one action gains over another is then a quotient of polynomials whose denominator is
positive, and its sign for all small enough ε > 0 is that of the first coefficient of the numerator.

An *objection* adds up, with positive weights, what actions in use gain over others, as forms in products of
probabilities, and multiples of the equations that probabilities sum to one.  If no coefficient of the sum is
positive and one is negative, the sum is negative for every totally mixed profile, while it would have to be
zero or more: an action that is weakly dominated, whatever happens elsewhere, gives the simplest objection.
Likewise if what is gained is negative at the profile itself.

Sources: selten1975; kuhn1953 (perfect recall); motzkin1936 (sums of conditions).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.linear_forms import Form, Monomial, Symbol, combination, difference
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.games.assessments import Trembles
from gametheory_paradox.games.recall import check_perfect_recall
from gametheory_paradox.table import Record

Tree: TypeAlias = ExtensiveForm[Fraction]
Powers: TypeAlias = Mapping[int, Fraction]  # a polynomial in ε: {power: coefficient}, none of them zero
Weight: TypeAlias = tuple[tuple[int, Fraction], ...]  # the same, powers ascending

MOST_TERMS = 200_000  # in one product of polynomials in ε, or in one form


@dataclass(frozen=True, repr=False)
class TremblingWeights(Record):
    """A totally mixed profile in a symbol ε: an action's probability is its share of the weights at its set.

    Parameters
    ----------
    weights
        For each information set, for each action a polynomial in ε as (power, coefficient), powers ascending.

    Raises
    ------
    InvalidGame
        If a weight is zero, or not positive for small ε.
    """

    weights: tuple[tuple[Weight, ...], ...]

    def __post_init__(self) -> None:
        for weight in (weight for own in self.weights for weight in own):
            powers = [power for power, _ in weight]
            if (
                not weight
                or weight[0][1] <= 0
                or powers[0] < 0
                or sorted(set(powers)) != powers
                or not all(c for _, c in weight)
            ):
                raise InvalidGame(
                    "a weight is a polynomial in ε, powers ascending, positive for small ε; "
                    f"got {weight!r:.60}"
                )

    @classmethod
    def of(cls, trembles: Trembles) -> "TremblingWeights":
        """Trembles that are products of a number and a power of ε."""
        pairs = zip(trembles.orders, trembles.coefficients, strict=True)
        return cls(tuple(tuple(((k, c),) for k, c in zip(orders, own, strict=True)) for orders, own in pairs))

    def limit(self) -> tuple[tuple[Fraction, ...], ...]:
        """The probabilities as ε goes to zero."""
        found = []
        for own in self.weights:
            least = min(weight[0][0] for weight in own)
            first = [weight[0][1] if weight[0][0] == least else Fraction(0) for weight in own]
            found.append(tuple(c / sum(first) for c in first))
        return tuple(found)

    def to_data(self) -> list[list[list[list[object]]]]:
        """As JSON: for each set, for each action, its powers of ε with their coefficients."""
        return [[[[power, str(c)] for power, c in weight] for weight in own] for own in self.weights]


@dataclass(frozen=True, repr=False)
class Objection(Record):
    """A sum of conditions that no totally mixed profile near a profile satisfies.

    Parameters
    ----------
    gains
        For (set, action in use, other action) a positive weight of what the one gains over the other.
    sums
        For (product, set) the weight of: the product times all actions of the set, minus the product.
    """

    gains: tuple[tuple[tuple[int, int, int], Fraction], ...]
    sums: tuple[tuple[tuple[Monomial, int], Fraction], ...] = ()


def is_trembling_hand_perfect(game: Tree, profile: Profile, trembles: TremblingWeights) -> bool:
    """True if trembles show that a profile is perfect.

    Parameters
    ----------
    game
        A tree with perfect recall.
    profile
        What everyone does.
    trembles
        Weights for the game's information sets.

    Raises
    ------
    Unsupported
        If a player lacks perfect recall, or the polynomials are too large.

    Sources: selten1975.

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> tree = Move("A", "first", {"in": Move("B", "second", {"x": (1, 1), "y": (0, 1)}), "out": (1, 0)})
    >>> game = ExtensiveForm.from_tree(["A", "B"], tree)
    >>> ones = ((Fraction(1), Fraction(1)),) * 2
    >>> inside, outside = (Profile.pure(game.information_sets, choice) for choice in ((0, 0), (1, 0)))
    >>> is_trembling_hand_perfect(game, inside, TremblingWeights.of(Trembles(((0, 1), (0, 1)), ones)))
    False
    >>> is_trembling_hand_perfect(game, outside, TremblingWeights.of(Trembles(((1, 0), (0, 1)), ones)))
    True
    """
    check_perfect_recall(game)
    if [len(own) for own in trembles.weights] != [len(info.actions) for info in game.information_sets]:
        raise InvalidGame(
            "the trembles do not fit the game: one weight is needed for each action of each information set"
        )
    if trembles.limit() != profile.probabilities:
        return False

    play = _Play(game, trembles)
    return all(
        _first(play.gain(number, used, other)) >= 0
        for number, odds in enumerate(profile.probabilities)
        for used, p in enumerate(odds)
        if p
        for other in range(len(odds))
        if other != used
    )


def rules_out_perfection(game: Tree, profile: Profile, objection: Objection) -> bool:
    """True if an objection shows that a profile is not perfect.

    Raises
    ------
    Unsupported
        If a player lacks perfect recall, or a form is too large.

    Sources: selten1975.
    """
    check_perfect_recall(game)
    sets = game.information_sets
    parts = []
    for (number, used, other), weight in objection.gains:
        if not 0 <= number < len(sets) or not (
            0 <= other < len(sets[number].actions) and used < len(sets[number].actions)
        ):
            return False
        if weight <= 0 or used < 0 or not profile.probabilities[number][used]:
            return False
        parts.append((weight, gain_form(game, number, used, other)))

    if not objection.sums and value_at(profile, combination(parts)) < 0:
        return True

    for (product, number), weight in objection.sums:
        if not 0 <= number < len(sets) or any(symbol[0] == number for symbol in product):
            return False
        parts.append((weight, sum_form(game, product, number)))
    total = combination(parts)
    return bool(total) and max(total.values()) < 0


def gain_form(game: Tree, number: int, action: int, other: int) -> dict[Monomial, Fraction]:
    """An action's gain over another at its set, in products of probabilities at the other sets.

    Symbols that all products share are left out: the sign is the same for all totally mixed profiles.  So are
    under perfect recall the player's own earlier actions.
    """
    gains = difference(_payoff_form(game, number, action), _payoff_form(game, number, other))
    shared = set.intersection(*map(set, gains)) if gains else set()
    return {tuple(symbol for symbol in monomial if symbol not in shared): c for monomial, c in gains.items()}


def sum_form(game: Tree, product: Monomial, number: int) -> dict[Monomial, Fraction]:
    """A product times each action of a set, minus the product: zero, since probabilities sum to one."""
    parts = [
        tuple(sorted((*product, (number, action))))
        for action in range(len(game.information_sets[number].actions))
    ]
    return {**dict.fromkeys(parts, Fraction(1)), product: Fraction(-1)}


def value_at(profile: Profile, form: Form) -> Fraction:
    """The value of a form at a profile."""
    return sum((c * monomial_at(profile, monomial) for monomial, c in form.items()), Fraction(0))


def monomial_at(profile: Profile, monomial: Monomial) -> Fraction:
    """The value of a product at a profile."""
    return prod((profile.probabilities[s][a] for s, a in monomial), start=Fraction(1))


def _payoff_form(game: Tree, number: int, action: int) -> dict[Monomial, Fraction]:
    who = game.players.index(game.information_sets[number].player)
    total: dict[Monomial, Fraction] = {}

    for place in game.members[number]:
        weight, symbols = _way(game, place)
        node = game.nodes[place]
        assert isinstance(node, Decision)
        pending: list[tuple[int, Fraction, tuple[Symbol, ...]]] = [(node.children[action], weight, symbols)]

        while pending:
            here, odds, product = pending.pop()
            after = game.nodes[here]
            if isinstance(after, Terminal):
                monomial = tuple(sorted(product))
                total[monomial] = total.get(monomial, Fraction(0)) + odds * after.payoffs[who]
                if len(total) > MOST_TERMS:
                    where = game.information_sets[number].name
                    raise Unsupported(f"what an action at {where!r} pays has more than {MOST_TERMS:,} terms")
            elif isinstance(after, Lottery):
                pending.extend(
                    (child, odds * p, product)
                    for p, child in zip(after.probabilities, after.children, strict=True)
                )
            else:
                pending.extend(
                    (child, odds, (*product, (after.information_set, a)))
                    for a, child in enumerate(after.children)
                )

    return {monomial: value for monomial, value in total.items() if value}


def _way(game: Tree, place: int) -> tuple[Fraction, tuple[Symbol, ...]]:
    """The probability with which chance leads to a node, and the actions on the way to it."""
    odds, symbols = Fraction(1), []
    while place:
        place, branch = game.parents[place]
        node = game.nodes[place]
        if isinstance(node, Lottery):
            odds *= node.probabilities[branch]
        elif isinstance(node, Decision):
            symbols.append((node.information_set, branch))
    return odds, tuple(symbols)


@dataclass(frozen=True)
class _Share:
    """A polynomial in ε divided by the sums of the weights of some sets."""

    above: Powers
    below: frozenset[int] = frozenset()


class _Play:
    """The probabilities with which trembling play reaches nodes, and everyone's expectations there."""

    def __init__(self, game: Tree, trembles: TremblingWeights):
        self.game = game
        self.weights = [[dict(weight) for weight in own] for own in trembles.weights]
        self.totals = [_sum(own) for own in self.weights]
        for number, total in enumerate(self.totals):
            if len(total) == 1:  # divide by it, so that nothing remains to be divided by later
                ((power, c),) = total.items()
                self.weights[number] = [
                    {k - power: v / c for k, v in weight.items()} for weight in self.weights[number]
                ]
        self.reach = self._reach()
        self.values: dict[int, list[_Share]] = {}

    def gain(self, number: int, action: int, other: int) -> Powers:
        """The gain of an action over another, times something that is positive for small ε."""
        who = self.game.players.index(self.game.information_sets[number].player)
        if who not in self.values:
            self.values[who] = self._expected(who)
        parts = []

        for place in self.game.members[number]:
            node = self.game.nodes[place]
            assert isinstance(node, Decision)
            for child, sign in ((node.children[action], 1), (node.children[other], -1)):
                value, reach = self.values[who][child], self.reach[place]
                parts.append(
                    _Share(
                        _times(_times(value.above, reach.above), {0: Fraction(sign)}),
                        value.below | reach.below,
                    )
                )

        return self._added(parts).above

    def _odds(self, node: Decision | Lottery[Fraction]) -> list[_Share]:
        if isinstance(node, Lottery):
            return [_Share({0: p} if p else {}) for p in node.probabilities]
        number = node.information_set
        below = frozenset([number]) if len(self.totals[number]) > 1 else frozenset()
        return [_Share(weight, below) for weight in self.weights[number]]

    def _reach(self) -> list[_Share]:
        reach = [_Share({0: Fraction(1)})] * len(self.game.nodes)
        for place, node in enumerate(self.game.nodes):
            if isinstance(node, Decision | Lottery):
                for child, odds in zip(node.children, self._odds(node), strict=True):
                    reach[child] = _product(reach[place], odds)
        return reach

    def _expected(self, who: int) -> list[_Share]:
        values = [_Share({})] * len(self.game.nodes)
        for place in range(len(self.game.nodes) - 1, -1, -1):
            node = self.game.nodes[place]
            if isinstance(node, Decision | Lottery):
                odds = self._odds(node)
                values[place] = self._added(
                    [_product(p, values[c]) for p, c in zip(odds, node.children, strict=True)]
                )
            elif node.payoffs[who]:
                values[place] = _Share({0: node.payoffs[who]})
        return values

    def _added(self, parts: Sequence[_Share]) -> _Share:
        below = frozenset[int]().union(*(part.below for part in parts))
        raised = []
        for part in parts:
            above = part.above
            for number in sorted(below - part.below):
                above = _times(above, self.totals[number])
            raised.append(above)
        return _Share(_sum(raised), below)


def _product(one: _Share, other: _Share) -> _Share:
    """The product; no set is met twice on a way through the tree."""
    return _Share(_times(one.above, other.above), one.below | other.below)


def _sum(parts: Iterable[Powers]) -> dict[int, Fraction]:
    total: dict[int, Fraction] = {}
    for part in parts:
        for power, c in part.items():
            total[power] = total.get(power, Fraction(0)) + c
    return {power: c for power, c in total.items() if c}


def _times(one: Powers, other: Powers) -> dict[int, Fraction]:
    if len(one) * len(other) > MOST_TERMS:
        raise Unsupported(
            f"a product of polynomials in ε with {len(one):,} and {len(other):,} terms is too large"
        )
    total: dict[int, Fraction] = {}
    for k, a in one.items():
        for m, b in other.items():
            total[k + m] = total.get(k + m, Fraction(0)) + a * b
    return {power: c for power, c in total.items() if c}


def _first(powers: Powers) -> Fraction:
    """The coefficient of the least power: the sign for all small enough ε > 0."""
    return powers[min(powers)] if powers else Fraction(0)
