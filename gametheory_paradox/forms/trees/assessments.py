"""Assessments: strategies with beliefs, and what they are worth at each node.

Source: krepswilson1982 (assessments, consistency).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.profiles import Odds, Profile, profile_from_data
from gametheory_paradox.forms.records import number_from_data
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# Assessments: what everyone does, and what everyone believes where it has to choose
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Assessment(Record):
    """A behavior strategy profile with beliefs.

    Parameters
    ----------
    profile
        What everyone does.
    beliefs
        For each information set of the game, one probability per node in it, in the order of
        ``ExtensiveForm.members``.

    Raises
    ------
    InvalidGame
        If beliefs are not distributions.
    """

    profile: Profile
    beliefs: tuple[tuple[Fraction, ...], ...]

    def __post_init__(self) -> None:
        if len(self.beliefs) != len(self.profile.information_sets):
            raise InvalidGame(
                f"{len(self.profile.information_sets)} information sets, beliefs at {len(self.beliefs)}"
            )
        for info, odds in zip(self.profile.information_sets, self.beliefs, strict=True):
            if any(p < 0 for p in odds) or sum(odds) != 1:
                given = ", ".join(map(str, odds))
                raise InvalidGame(f"{info.player}'s beliefs at {info.name!r} are not a distribution: {given}")

    def __str__(self) -> str:
        pairs = zip(self.profile.information_sets, self.beliefs, strict=True)
        said = [f"{', '.join(map(str, odds))} at {info.name}" for info, odds in pairs if len(odds) > 1]
        return f"{self.profile}; believing {'; '.join(said)}" if said else str(self.profile)

    def beliefs_to_data(self, game: ExtensiveForm[Any]) -> dict[str, object]:
        """The beliefs as JSON: {information set: {history: "p/q"}}."""
        return {
            name: {history: str(p) for history, p in zip(histories, odds, strict=True)}
            for name, histories, odds in zip(set_names(game), set_histories(game), self.beliefs, strict=True)
        }

    @classmethod
    def from_data(cls, game: ExtensiveForm[Any], profile: object, beliefs: object) -> "Assessment":
        """Reads an assessment from two JSON objects; InvalidGame if a set or a history does not fit."""
        names = set_names(game)
        if not isinstance(beliefs, Mapping) or set(beliefs) != set(names):
            raise InvalidGame(f"beliefs are needed at exactly {', '.join(names)}")
        odds = []
        for name, histories in zip(names, set_histories(game), strict=True):
            leaf = beliefs[name]
            if not isinstance(leaf, Mapping) or set(leaf) != set(histories):
                raise InvalidGame(
                    f"beliefs at {name!r} need a probability for exactly {'; '.join(histories)}"
                )
            odds.append(tuple(number_from_data(leaf[history]) for history in histories))
        return cls(profile_from_data(game.information_sets, profile), tuple(odds))


@dataclass(frozen=True, repr=False)
class Trembles(Record):
    """A totally mixed profile in a symbol ε: probabilities are proportional to coefficient · ε^order.

    Parameters
    ----------
    orders
        For each information set, for each action a whole number, zero for at least one action.
    coefficients
        For each information set, for each action a positive number.
    """

    orders: tuple[tuple[int, ...], ...]
    coefficients: tuple[tuple[Fraction, ...], ...]

    def to_data(self) -> list[list[list[object]]]:
        """As JSON: for each set, for each action, its order and its coefficient."""
        return [
            [[order, str(coefficient)] for order, coefficient in zip(orders, coefficients, strict=True)]
            for orders, coefficients in zip(self.orders, self.coefficients, strict=True)
        ]

    @classmethod
    def from_data(cls, game: ExtensiveForm[Any], data: object) -> "Trembles":
        """Reads what ``to_data`` wrote, for a game's information sets; InvalidGame otherwise."""
        if not isinstance(data, list) or len(data) != len(game.information_sets):
            raise InvalidGame(f"trembles are needed at {len(game.information_sets)} information sets")
        pairs = []
        for info, entry in zip(game.information_sets, data, strict=True):
            if not isinstance(entry, list) or len(entry) != len(info.actions):
                raise InvalidGame(
                    f"trembles at {info.name!r} need one entry for each of {', '.join(info.actions)}"
                )
            pairs.append([_tremble(pair, info.name) for pair in entry])
        orders = tuple(tuple(order for order, _ in own) for own in pairs)
        return cls(orders, tuple(tuple(coefficient for _, coefficient in own) for own in pairs))


MOST_ORDER = 1_000_000


def _tremble(pair: object, where: str) -> tuple[int, Fraction]:
    if (
        not isinstance(pair, list)
        or len(pair) != 2
        or type(pair[0]) is not int
        or not 0 <= pair[0] <= MOST_ORDER
    ):
        raise InvalidGame(
            f"a tremble at {where!r} is an order (a whole number) and a coefficient; got {pair!r:.60}"
        )
    coefficient = number_from_data(pair[1])
    if coefficient <= 0:
        raise InvalidGame(f"a coefficient of a tremble at {where!r} is not positive: {coefficient}")
    return pair[0], coefficient


def set_names(game: ExtensiveForm[Any]) -> tuple[str, ...]:
    """A name for each information set: its own, after the player's where two players share it."""
    counts = Counter(info.name for info in game.information_sets)
    longer = [f"{info.player}: {info.name}" for info in game.information_sets]
    pairs = zip(game.information_sets, longer, strict=True)
    own = [info.name if counts[info.name] == 1 else name for info, name in pairs]
    if len(set(own)) < len(own):
        own = longer
    if len(set(own)) < len(own):  # a name with a colon in it reads like a player's
        own = [f"set {number}" for number in range(len(own))]
    return tuple(own)


def set_histories(game: ExtensiveForm[Any]) -> tuple[tuple[str, ...], ...]:
    """For each information set the histories of its nodes in words, unique within the set."""
    found = []
    for members in game.members:
        words = tuple(", ".join(game.history(node)) or "the start" for node in members)
        unique = len(set(words)) == len(words)
        found.append(words if unique else tuple(f"node {node}" for node in members))
    return tuple(found)


# Expected payoffs in a tree when everyone follows a profile: at each node, or from the start
# ----------------------------------------------------------------------------


def odds_at(node: Decision | Lottery[Fraction], profile: Profile) -> Odds:
    """The probability of each branch of a node: where a player chooses, the profile says it."""
    return profile.probabilities[node.information_set] if isinstance(node, Decision) else node.probabilities


def node_payoffs(game: ExtensiveForm[Fraction], profile: Profile) -> list[tuple[Fraction, ...]]:
    """For every node what each player expects once play is there, and what follows of a measure."""
    values: list[tuple[Fraction, ...]] = [()] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):  # children come after their parent
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            values[place] = node.payoffs
            continue

        odds = odds_at(node, profile)
        if 1 in odds:  # play goes on to one child for certain
            values[place] = values[node.children[odds.index(1)]]
            continue
        total = [Fraction(0)] * len(values[node.children[0]])
        for p, child in zip(odds, node.children, strict=True):
            if p:
                total = [t + p * v for t, v in zip(total, values[child], strict=True)]
        values[place] = tuple(total)

    return values


def payoffs_along_play(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff in a tree, and what follows of a measure, where play may end."""
    total = [Fraction(0)] * width_of(game.players, game.measure)
    pending = [(0, Fraction(1))]
    while pending:
        look()
        place, weight = pending.pop()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            total = [t + weight * v for t, v in zip(total, node.payoffs, strict=True)]
            continue
        branches = zip(odds_at(node, profile), node.children, strict=True)
        pending.extend((child, weight * p) for p, child in branches if p)
    return tuple(total)
