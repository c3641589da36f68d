"""Bounds of a mixed profile whose probabilities are not known exactly, and of what everyone gets under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from operator import itemgetter

from gametheory_paradox.claims.equilibria.profile_cells import ProfileCell, normalized
from gametheory_paradox.games import InformationSet, NormalForm, Profile

Interval = tuple[Fraction, Fraction]

_low, _high = itemgetter(0), itemgetter(1)


@dataclass(frozen=True)
class ProfileBounds:
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

    @classmethod
    def around(
        cls, information_sets: tuple[InformationSet, ...], cells: Sequence[ProfileCell]
    ) -> "ProfileBounds":
        """The least bounds that hold in all of some cells."""
        bounds = []
        for who in range(len(information_sets)):
            mixtures = {normalized(vertex) for cell in cells for vertex in cell[who]}
            bounds.append(tuple((min(odds), max(odds)) for odds in zip(*mixtures, strict=True)))
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
    def width(self) -> Fraction:
        """The largest distance between two bounds."""
        return max(high - low for own in self.bounds for low, high in own)

    def holds(self, profile: Profile) -> bool:
        """Whether a profile is within the bounds."""
        return all(
            low <= p <= high
            for own, odds in zip(self.bounds, profile.probabilities, strict=True)
            for (low, high), p in zip(own, odds, strict=True)
        )

    def touches(self, other: "ProfileBounds") -> bool:
        """Whether some numbers are within both."""
        return all(
            low <= other_high and other_low <= high
            for own, others in zip(self.bounds, other.bounds, strict=True)
            for (low, high), (other_low, other_high) in zip(own, others, strict=True)
        )

    def payoffs(self, game: NormalForm[Fraction]) -> tuple[Interval, ...]:
        """Bounds of every player's payoff, and of what follows of a measure."""
        columns = len(game.payoffs[0])
        low, high = [Fraction(0)] * columns, [Fraction(0)] * columns
        used = [[(action, *bounds) for action, bounds in enumerate(own) if bounds[1]] for own in self.bounds]
        for combination in product(*used):
            least = most = Fraction(1)
            for _, lower, upper in combination:
                least, most = least * lower, most * upper
            for who, payoff in enumerate(game.cell([action for action, _, _ in combination])):
                low[who] += payoff * (least if payoff > 0 else most)
                high[who] += payoff * (most if payoff > 0 else least)
        return tuple(zip(low, high, strict=True))

    def to_data(self) -> dict[str, object]:
        """As JSON: {player: {action: "p/q"}}, or {"lower": "p/q", "upper": "p/q"} where the bounds differ."""
        return {
            info.player: {
                action: interval_to_data(pair) for action, pair in zip(info.actions, own, strict=True)
            }
            for info, own in zip(self.information_sets, self.bounds, strict=True)
        }


def interval_to_data(interval: Interval) -> str | dict[str, str]:
    """As JSON: a number, or its bounds."""
    low, high = interval
    return str(low) if low == high else {"lower": str(low), "upper": str(high)}
