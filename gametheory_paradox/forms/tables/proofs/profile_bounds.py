"""Bounds of a mixed profile whose probabilities are not known exactly, and of what everyone gets under it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from operator import itemgetter
from typing import Any

from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    InformationSet,
    NormalForm,
    Profile,
    Terminal,
    played_once,
)
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.profiles import data_by_action, of_player, plans_said
from gametheory_paradox.forms.tables.proofs.profile_cells import ProfileCell
from gametheory_paradox.rationals import as_decimal, nearest_float
from gametheory_paradox.table import Record

Interval = tuple[Fraction, Fraction]

_low, _high = itemgetter(0), itemgetter(1)
_NOWHERE = Fraction(0), Fraction(0)


@dataclass(frozen=True, repr=False)
class ProfileBounds(Record):
    """A lower and an upper bound for every probability of a profile.

    Parameters
    ----------
    information_sets
        Those of the game, in its order.
    bounds
        For each of them one pair per action.
    """

    information_sets: tuple[InformationSet, ...]
    bounds: tuple[tuple[Interval, ...], ...]

    def __str__(self) -> str:
        return plans_said(
            self.information_sets,
            ([str(interval_shown(odds)) if odds[1] else "" for odds in own] for own in self.bounds),
        )

    @classmethod
    def around(
        cls, information_sets: tuple[InformationSet, ...], cells: Sequence[ProfileCell]
    ) -> "ProfileBounds":
        """The least bounds that hold in all of some cells."""
        bounds = []
        for who in range(len(information_sets)):
            mixtures = {vertex for cell in cells for vertex in cell[who]}
            totals = list(map(sum, mixtures))
            bounds.append(tuple(_ends(weights, totals) for weights in zip(*mixtures, strict=True)))
        return cls(information_sets, tuple(bounds))

    def joined(self, *others: "ProfileBounds") -> "ProfileBounds":
        """The least bounds that hold where these or some others do."""
        bounds = []
        for own in zip(self.bounds, *(other.bounds for other in others), strict=True):
            bounds.append(
                tuple((min(map(_low, pairs)), max(map(_high, pairs))) for pairs in zip(*own, strict=True))
            )
        return ProfileBounds(self.information_sets, tuple(bounds))

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions, each as often."""
        odds = []
        for own in self.bounds:
            used = sum(high > 0 for _, high in own)
            odds.append(tuple(Fraction(high > 0, used) for _, high in own))
        return Profile(self.information_sets, tuple(odds))

    @property
    def width(self) -> Fraction:
        """The largest distance between two bounds."""
        return max(high - low for own in self.bounds for low, high in own)

    def holds(self, profile: Profile) -> bool:
        """True if a profile is within the bounds."""
        return all(
            low <= p <= high
            for own, odds in zip(self.bounds, profile.probabilities, strict=True)
            for (low, high), p in zip(own, odds, strict=True)
        )

    def touches(self, other: "ProfileBounds") -> bool:
        """True if some numbers are within both."""
        return all(
            low <= other_high and other_low <= high
            for own, others in zip(self.bounds, other.bounds, strict=True)
            for (low, high), (other_low, other_high) in zip(own, others, strict=True)
        )

    def payoff_bounds(self, game: Game) -> tuple[Interval, ...]:
        """Bounds of every player's payoff, and of what follows of a measure."""
        game = played_once(game)
        columns = width_of(game.players, game.measure)
        low, high = [Fraction(0)] * columns, [Fraction(0)] * columns
        for least, most, payoffs in self._cells(game) if isinstance(game, NormalForm) else self._ends(game):
            for column, payoff in enumerate(payoffs):
                low[column] += payoff * (least if payoff > 0 else most)
                high[column] += payoff * (most if payoff > 0 else least)
        return tuple(zip(low, high, strict=True))

    def _cells(self, game: NormalForm[Fraction]) -> Iterator[tuple[Fraction, Fraction, tuple[Fraction, ...]]]:
        """For each cell that may occur bounds of its probability, and what is paid there."""
        used = [[(action, *bounds) for action, bounds in enumerate(own) if bounds[1]] for own in self.bounds]
        for combination in product(*used):
            least = most = Fraction(1)
            for _, lower, upper in combination:
                least, most = least * lower, most * upper
            yield least, most, game.cell([action for action, _, _ in combination])

    def _ends(
        self, game: ExtensiveForm[Fraction]
    ) -> Iterator[tuple[Fraction, Fraction, tuple[Fraction, ...]]]:
        """For each end that play may come to bounds of its probability, and what is paid there."""
        pending = [(0, Fraction(1), Fraction(1))]
        while pending:
            place, least, most = pending.pop()
            node = game.nodes[place]
            if isinstance(node, Terminal):
                yield least, most, node.payoffs
                continue
            if isinstance(node, Decision):
                odds = self.bounds[node.information_set]
            else:
                odds = tuple((p, p) for p in node.probabilities)
            for (lower, upper), child in zip(odds, node.children, strict=True):
                if upper:
                    pending.append((child, least * lower, most * upper))

    def to_data(self) -> dict[str, object]:
        """As JSON, each probability as "p/q", or as {"lower": "p/q", "upper": "p/q"} where the bounds differ.

        Of a table {player: {action: …}}, of a tree {player: {information set: {action: …}}}.
        """
        return data_by_action(self.information_sets, (map(interval_to_data, own) for own in self.bounds))

    def __getitem__(self, player: str) -> Mapping[str, Any]:
        """Bounds of what a player does: {action: (low, high)}, of a tree {information set: {action: …}}."""
        return of_player(self.information_sets, self.bounds, player)

    @property
    def middle(self) -> tuple[tuple[Fraction, ...], ...]:
        """For each information set the middles between the bounds, which need not sum to one."""
        return tuple(tuple((low + high) / 2 for low, high in own) for own in self.bounds)

    def floats(self) -> dict[str, Any]:
        """The middles between the bounds as floats, as ``Profile.floats`` gives probabilities."""
        return data_by_action(self.information_sets, (map(nearest_float, odds) for odds in self.middle))


def bounds_of(play: Profile | ProfileBounds) -> ProfileBounds:
    """Bounds of what is done, both the same where it is known."""
    if isinstance(play, ProfileBounds):
        return play
    exact = tuple(tuple((p, p) for p in odds) for odds in play.probabilities)
    return ProfileBounds(play.information_sets, exact)


def interval_to_data(interval: Interval) -> str | dict[str, str]:
    """As JSON: a number, or its bounds."""
    low, high = interval
    return str(low) if low == high else {"lower": str(low), "upper": str(high)}


def interval_shown(interval: Interval) -> Fraction | str:
    """A number, or the first digits of the middle of its bounds."""
    low, high = interval
    return low if low == high else f"≈{as_decimal((low + high) / 2, digits=6)}"


def _ends(weights: Sequence[int], totals: Sequence[int]) -> Interval:
    """The least and the greatest probability of an action, from its weights in some mixtures."""
    if not any(weights):
        return _NOWHERE
    odds = list(map(Fraction, weights, totals))
    return min(odds), max(odds)
