"""Hypergames: each player has its own model of the game, and the outcome may not be what it expects.

A hypergame is the true game with a subjective game for each player: the same players, information sets and
actions, but other payoffs or other probabilities of chance.  Each player plays its part of an equilibrium of
its own game, not knowing that the others play another one.

Sources: kovach2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.concepts.forms import at_baseline, own_strategy
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Game, Profile, expected_payoffs, mixture_in_words
from gametheory_paradox.forms.solvers import Completeness, Equilibria, default_concept, solve
from gametheory_paradox.models import GameFamily
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Cell, Record, Table, Tabular

MOST_COMBINATIONS = 10_000


@dataclass(frozen=True, repr=False)
class WrongModelOutcome(Record):
    """One outcome of a hypergame: each player follows one equilibrium of its own game.

    Parameters
    ----------
    followed
        For each player the number of the equilibrium that it follows, in the list of its own game.
    profile
        What everyone does.
    believed
        For each player what it expects: its payoff in its own game, if all followed that equilibrium.
    real
        For each player what it gets: its payoff in the true game.
    """

    followed: tuple[int, ...]
    profile: Profile
    believed: tuple[Fraction, ...]
    real: tuple[Fraction, ...]

    @property
    def surprises(self) -> tuple[Fraction, ...]:
        """For each player by how much it gets more than it expected."""
        return tuple(got - expected for got, expected in zip(self.real, self.believed, strict=True))


@dataclass(frozen=True, repr=False)
class WrongModelPlay(Tabular):
    """All outcomes of a hypergame: each player follows an equilibrium of its own game.

    Parameters
    ----------
    game
        The true game.
    expected
        For each player the equilibria of its own game.
    outcomes
        One for each combination of the players' equilibria.
    completeness
        Whether these are all combinations there are.
    """

    game: Game
    expected: tuple[Equilibria, ...]
    outcomes: tuple[WrongModelOutcome, ...]
    completeness: Completeness

    def agreeing(self) -> tuple[WrongModelOutcome, ...]:
        """The outcomes in which players whose games are equal follow the same equilibrium."""
        games = [found.game for found in self.expected]
        pairs = [(i, j) for i in range(len(games)) for j in range(i) if games[i] == games[j]]
        return tuple(o for o in self.outcomes if all(o.followed[i] == o.followed[j] for i, j in pairs))

    def table(self) -> Table:
        """One row per outcome: what everyone does, expects and gets."""
        players = self.game.players
        rows: list[list[Cell]] = [
            [number, *(_strategy(o.profile, player) for player in players), *o.believed, *o.real]
            for number, o in enumerate(self.outcomes, start=1)
        ]
        payoffs = [f"{player} {word}" for word in ("expects", "gets") for player in players]
        return Table(
            ["", *players, *payoffs],
            rows,
            title=f"{self.game.title or 'Game'}: each player follows its own model",
            note=str(self.completeness),
        )


def play_wrong_models(
    game: GameLike,
    models: Mapping[str, Game | GameFamily],
    *,
    concept: str | None = None,
    budget: float | None = None,
) -> WrongModelPlay:
    """Finds every outcome when players follow equilibria of games that need not be the true one.

    Parameters
    ----------
    game
        The true game; a family is taken at its baseline.
    models
        For each player who is wrong the game that it believes to be played by all; the others know the true
        one.
    concept
        The solution concept of all; by default that of ``solve``.
    budget
        Seconds for each of the games.

    Returns
    -------
    Every combination of the players' equilibria; complete where each list is, and each is finite.

    Raises
    ------
    InvalidGame
        If a model has other players, information sets or actions.
    Unsupported
        If there are too many combinations.

    Sources
    -------
    kovach2015

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> names = [["wait", "strike"]] * 2
    >>> calm = NormalForm.from_tables(["A", "B"], names, [[3, 0], [2, 1]], [[3, 2], [0, 1]])
    >>> tense = NormalForm.from_tables(["A", "B"], names, [[3, 0], [4, 1]], [[3, 4], [0, 1]])
    >>> found = play_wrong_models(calm, {"B": tense})
    >>> [(str(o.believed[0]), str(o.real[0])) for o in found.outcomes]
    [('3', '0'), ('1', '1'), ('3/2', '1/2')]
    """
    true = at_baseline(game)
    for player in models:
        if player not in true.players:
            raise InvalidGame(
                f"a model of {player!r}, who is not a player; the players are {', '.join(true.players)}"
            )
    concept = concept or default_concept(true)

    # Each game once, though several players may believe it to be played.
    games = [matching_model(true, models[p], p) if p in models else true for p in true.players]
    solved = {own: solve(own, concept=concept, budget=budget) for own in dict.fromkeys(games)}
    expected = tuple(solved[own] for own in games)
    return WrongModelPlay(true, expected, _outcomes(true, expected), _completeness(true, expected))


def _outcomes(true: Game, expected: tuple[Equilibria, ...]) -> tuple[WrongModelOutcome, ...]:
    if (count := prod(len(found.profiles) for found in expected)) > MOST_COMBINATIONS:
        raise Unsupported(
            f"the players' equilibria have {count:,} combinations, more than {MOST_COMBINATIONS:,}"
        )

    hoped = [tuple(payoffs[who] for payoffs in found.payoffs) for who, found in enumerate(expected)]
    outcomes = []
    for followed in product(*(range(len(found.profiles)) for found in expected)):
        chosen = [found.profiles[number] for found, number in zip(expected, followed, strict=True)]
        parts = dict(zip(true.players, chosen, strict=True))
        odds = tuple(parts[info.player].probabilities[s] for s, info in enumerate(true.information_sets))
        profile = Profile(true.information_sets, odds)
        believed = tuple(own[number] for own, number in zip(hoped, followed, strict=True))
        outcomes.append(WrongModelOutcome(followed, profile, believed, expected_payoffs(true, profile)))
    return tuple(outcomes)


def _completeness(true: Game, expected: tuple[Equilibria, ...]) -> Completeness:
    for player, found in zip(true.players, expected, strict=True):
        if found.completeness.status != "proved":
            return Completeness(
                found.completeness.status, f"in the model of {player}: {found.completeness.why}"
            )
    for player, found in zip(true.players, expected, strict=True):
        if found.boxes:
            why = f"the model of {player} has equilibria that are not rational; they are left out"
            return Completeness("partial", why)
        if found.is_infinite:
            which = "extreme ones" if found.listed else "listed ones"
            why = f"of infinitely many equilibria in the model of {player} the {which} are followed"
            return Completeness("partial", why)
    return Completeness("proved", "all combinations of the equilibria of the players' own games")


def matching_model(true: Game, model: Game | GameFamily, player: str) -> Game:
    """A player's model, when it differs from the true game in payoffs and probabilities alone."""
    own = at_baseline(model)
    if type(own) is not type(true):
        kinds = ["a tree" if hasattr(g, "nodes") else "a table" for g in (true, own)]
        raise InvalidGame(f"the model of {player} is {kinds[1]}, the game is {kinds[0]}")
    if own.players != true.players:
        theirs, ours = ", ".join(own.players), ", ".join(true.players)
        raise InvalidGame(f"the model of {player} has the players {theirs}, the game {ours}")

    known = {(s.player, s.name): s.actions for s in own.information_sets}
    for info in true.information_sets:
        where = f" at {info.name!r}" if info.name else ""
        if known.get((info.player, info.name)) != info.actions:
            has = ", ".join(known.get((info.player, info.name), ())) or "no choice"
            raise InvalidGame(
                f"the model of {player} gives {info.player}{where} {has}, "
                f"the game {', '.join(info.actions)}; "
                "a model may differ in payoffs and in probabilities of chance"
            )
    if own.information_sets != true.information_sets:
        raise InvalidGame(
            f"the model of {player} has information sets that the game has not, or in another order"
        )
    return own


def _strategy(profile: Profile, player: str) -> str:
    """A player's strategy, in words."""
    return "; ".join(
        (f"{info.name}: " if info.name else "") + mixture_in_words(info.actions, odds)
        for info, odds in own_strategy(profile, player).items()
    )
