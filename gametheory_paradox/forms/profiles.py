"""Profiles of strategies: what each plays, and profiles as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import lcm
from typing import Any, TypeAlias

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.records import GameForm, number_from_data
from gametheory_paradox.forms.states.stochastic_game import StochasticGame
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.rationals import nearest_float
from gametheory_paradox.table import Record

# The record of a profile: a distribution over the actions of every information set
# ----------------------------------------------------------------------------


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


# Strategy profiles: what everyone does, and what everyone then expects to get
# ----------------------------------------------------------------------------

Game: TypeAlias = GameForm[Fraction]

PlayedOnce: TypeAlias = NormalForm[P] | ExtensiveForm[P]

Odds: TypeAlias = tuple[Fraction, ...]  # one probability per action
Behavior: TypeAlias = tuple[Odds, ...]  # for each information set

TREE_EXPECTED = "expected a behavior profile of the tree, got a profile of another game"


def played_once(game: GameForm[P]) -> PlayedOnce[P]:
    """The game, which must be a table or a tree.

    Raises
    ------
    Unsupported
        If it is a stochastic game.
    """
    if isinstance(game, StochasticGame):
        raise Unsupported("this is offered for tables and trees, and not for stochastic games")
    return game


def size_of(game: GameForm[P]) -> int:
    """The number of cells of a table, of nodes of a tree, or of combinations of actions in all states."""
    if isinstance(game, StochasticGame):
        return sum(len(state.payoffs) for state in game.states)
    return len(game.payoffs) if isinstance(game, NormalForm) else len(game.nodes)


@dataclass(frozen=True, repr=False)
class Profile(ProfileRecord):
    """A mixed or behavior strategy for each player: a distribution over the actions of every information set.

    Parameters
    ----------
    information_sets
        Those of the game, in its order.
    probabilities
        For each of them one probability per action.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["Row", "Column"], [["opera", "fight"]] * 2, [[3, 0], [0, 2]], [[2, 0], [0, 3]])
    >>> odds = Fraction(3, 5), Fraction(2, 5)
    >>> mixed = Profile(game.information_sets, (odds, odds[::-1]))
    >>> mixed["Row"]["opera"], mixed.floats()["Row"]["opera"]
    (Fraction(3, 5), 0.6)
    """

    def check_of(self, game: GameForm[Any], expected: str) -> None:
        """Refuse a profile of another game."""
        if self.information_sets != game.information_sets:
            raise InvalidGame(expected)

    @classmethod
    def pure(cls, information_sets: tuple[InformationSet, ...], choices: Sequence[int]) -> "Profile":
        """The profile that plays action number ``choices[s]`` at information set number s."""
        none, sure = Fraction(0), Fraction(1)

        @cache  # as many sets share one
        def certain(size: int, choice: int) -> Odds:
            return tuple(sure if action == choice else none for action in range(size))

        pairs = zip(information_sets, choices, strict=True)
        return cls(information_sets, tuple([certain(len(info.actions), choice) for info, choice in pairs]))

    @property
    def is_pure(self) -> bool:
        """True if one action has probability one everywhere."""
        return all(1 in odds for odds in self.probabilities)

    def plays(self, player: str, action: str, information_set: str) -> Fraction:
        """The probability of an action at an information set ("" in normal form)."""
        for info, odds in zip(self.information_sets, self.probabilities, strict=True):
            if (info.player, info.name) == (player, information_set):
                return odds[position(info.actions, action, f"an action of {player}")]
        raise InvalidGame(f"{player} has no information set {information_set!r}")

    def __getitem__(self, player: str) -> Mapping[str, Any]:
        """A player's own part: {action: probability}, in extensive form {information set: {action: …}}."""
        return of_player(self.information_sets, self.probabilities, player)

    def floats(self) -> dict[str, Any]:
        """As floats: {player: {action: 0.6}}, in extensive form with {information set: …} between the two."""
        return data_by_action(
            self.information_sets, (map(nearest_float, odds) for odds in self.probabilities)
        )

    def __str__(self) -> str:
        return plans_said(
            self.information_sets, ([str(p) if p else "" for p in odds] for odds in self.probabilities)
        )

    def to_data(self) -> dict[str, object]:
        """As JSON: {player: {action: "p/q"}}, in extensive form with {information set: …} between the two."""
        return data_by_action(self.information_sets, (map(str, odds) for odds in self.probabilities))


def of_player(
    information_sets: Sequence[InformationSet], values: Iterable[Iterable[object]], player: str
) -> Mapping[str, Any]:
    """A player's part of what ``data_by_action`` gives; InvalidGame if it has no information set."""
    named = data_by_action(information_sets, values)
    if player not in named:
        raise InvalidGame(f"{player!r:.60} has nothing to choose; players that do are {', '.join(named)}")
    part: Mapping[str, Any] = named[player]
    return part


def plans_said(information_sets: Sequence[InformationSet], odds: Iterable[Sequence[str]]) -> str:
    """Writes a profile in a line: for each player its actions with their probabilities.

    Parameters
    ----------
    information_sets
        Those of the game.
    odds
        For each of them one probability per action as it is written; empty where the action is not taken.

    Examples
    --------
    >>> sets = InformationSet("Row", "", ("opera", "fight")), InformationSet("Column", "", ("opera", "fight"))
    >>> plans_said(sets, [("3/5", "2/5"), ("", "1")])
    'Row: opera 3/5, fight 2/5; Column: fight'
    """
    plans: dict[str, list[str]] = {}
    for info, own in zip(information_sets, odds, strict=True):
        taken = [(action, p) for action, p in zip(info.actions, own, strict=True) if p]
        said = ", ".join(action if p == "1" else f"{action} {p}" for action, p in taken)
        plans.setdefault(info.player, []).append(f"{said} ({info.name})" if info.name else said)
    return "; ".join(f"{player}: {', '.join(own)}" for player, own in plans.items())


def data_by_action(
    information_sets: Sequence[InformationSet], values: Iterable[Iterable[object]]
) -> dict[str, Any]:
    """As JSON, for each information set a value per action: {player: {action: …}}, named sets in between."""
    data: dict[str, Any] = {}
    for info, own in zip(information_sets, values, strict=True):
        leaf = dict(zip(info.actions, own, strict=True))
        if info.name:
            data.setdefault(info.player, {})[info.name] = leaf
        else:
            data[info.player] = leaf
    return data


# A profile from plain data
# --------------------------


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
