"""The record of a profile: a distribution over the actions of every information set."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class ProfileRecord(Record):
    """The distributions of a profile, checked; ``Profile`` says what each field means."""

    information_sets: tuple[InformationSet, ...]
    probabilities: tuple[tuple[Fraction, ...], ...]

    def __post_init__(self) -> None:
        sets, distributions = self.information_sets, self.probabilities
        if len(sets) != len(distributions):
            raise InvalidGame(f"{len(sets)} information sets, {len(distributions)} distributions")
        fine = set[int]()  # many sets may share one tuple
        for info, odds in zip(sets, distributions, strict=True):
            if len(odds) != len(info.actions):
                raise InvalidGame(
                    f"{info.player} has {len(info.actions)} actions at {info.name!r}, "
                    f"got {len(odds)} probabilities"
                )
            if id(odds) not in fine and (what := _are_not(odds)):
                shown = ", ".join(map(str, odds))
                raise InvalidGame(f"{info.player}'s probabilities at {info.name!r} are not {what}: {shown}")
            fine.add(id(odds))


def _are_not(odds: Sequence[Fraction]) -> str:
    """The kind of numbers that odds should be and are not, or nothing; adding fractions would take longer."""
    try:
        bottoms = [p.denominator for p in odds]
    except AttributeError:  # a float has no denominator
        return "fractions or whole numbers"
    scale = lcm(*bottoms)
    shares = [p.numerator * (scale // bottom) for p, bottom in zip(odds, bottoms, strict=True)]
    return "" if min(shares) >= 0 and sum(shares) == scale else "a distribution"
