"""A profile from plain data."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import number_from_data
from gametheory_paradox.games.profiles import Profile


def profile_from_data(information_sets: tuple[InformationSet, ...], data: object) -> Profile:
    """The profile that ``Profile.to_data`` wrote; InvalidGame if a set or an action is missing or unknown."""
    expected = {info.player for info in information_sets}
    if not isinstance(data, Mapping) or not set(data) >= expected:
        raise InvalidGame(f"a profile needs a strategy for each of {', '.join(sorted(expected))}")
    for player, below in data.items():
        named = {info.name for info in information_sets if info.player == player and info.name}
        if not isinstance(below, Mapping) or ((named or player not in expected) and set(below) != named):
            raise InvalidGame(f"a profile has the wrong information sets for {player!r}")

    odds, known = [], dict[str, tuple[Fraction, ...]]()  # many sets share one tuple
    for info in information_sets:
        leaf = data[info.player][info.name] if info.name else data[info.player]
        if not isinstance(leaf, Mapping) or set(leaf) != set(info.actions):
            raise InvalidGame(f"expected a probability for each action of {info.player} at {info.name!r}")
        written = [leaf[action] for action in info.actions]
        odds.append(known.setdefault(str(written), tuple(map(number_from_data, written))))
    return Profile(information_sets, tuple(odds))
