"""Profiles as plain data and back."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import number_from_data

Odds = tuple[tuple[Fraction, ...], ...]


def profile_to_data(information_sets: Sequence[InformationSet], probabilities: Odds) -> dict[str, object]:
    """A profile as JSON: {player: {action: "p/q"}}, in a tree with {information set: …} between the two."""
    data: dict[str, object] = {}
    for info, odds in zip(information_sets, probabilities, strict=True):
        leaf = {action: str(p) for action, p in zip(info.actions, odds, strict=True)}
        if info.name:
            below = data.setdefault(info.player, {})
            assert isinstance(below, dict)
            below[info.name] = leaf
        else:
            data[info.player] = leaf
    return data


def probabilities_from_data(information_sets: Sequence[InformationSet], data: object) -> Odds:
    """What ``profile_to_data`` wrote; InvalidGame if a set or an action is missing or unknown."""
    odds = []
    expected = {info.player for info in information_sets}
    if not isinstance(data, Mapping) or not set(data) >= expected:
        raise InvalidGame(f"a profile needs a strategy for each of {', '.join(sorted(expected))}")
    for player, below in data.items():
        named = {info.name for info in information_sets if info.player == player and info.name}
        if not isinstance(below, Mapping) or ((named or player not in expected) and set(below) != named):
            raise InvalidGame(f"a profile has the wrong information sets for {player!r}")
    for info in information_sets:
        leaf = data.get(info.player) if isinstance(data, Mapping) else None
        if info.name:
            leaf = leaf.get(info.name) if isinstance(leaf, Mapping) else None
        if not isinstance(leaf, Mapping) or set(leaf) != set(info.actions):
            raise InvalidGame(
                f"a profile needs a probability for each action of {info.player} at {info.name!r}"
            )
        odds.append(tuple(number_from_data(leaf[action]) for action in info.actions))
    return tuple(odds)
