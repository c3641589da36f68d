"""Information structures: who learns what about the state of the world, and whether one tells a player more.

An information structure is the joint law of the state and of all players' signals.  It tells a player more
than another does, with the others' signals unchanged, if garbling that player's signals turns the one joint
law into the other.  Whether a garbling matrix exists is a linear program; where none does, its multipliers
are a decision problem in which the player is better off with the other structure.

Sources: blackwell1953.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.concepts.forms import player_number
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import mixture_in_words
from gametheory_paradox.games.information import distinct
from gametheory_paradox.rationals import exact
from gametheory_paradox.solvers.linear_program import Infeasibility, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Cell, Table, Tabular

NOTHING = "nothing"  # the signal of a player who is told nothing
Path = tuple[str, ...]  # a state and everyone's signal; or a state and the others' signals
Odds = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, repr=False)
class InformationStructure(Tabular):
    """The joint law of the state and of all players' signals.

    Parameters
    ----------
    players
        Their names.
    law
        For each state with one signal per player, in the players' order, its probability; what has
        probability zero is left out.

    Raises
    ------
    InvalidGame
        If an entry has not one signal per player or stands twice, or the probabilities are not positive or do
        not sum to one.
    """

    players: tuple[str, ...]
    law: tuple[tuple[Path, Fraction], ...]

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        for path, p in self.law:
            if len(path) != len(self.players) + 1:
                raise InvalidGame(f"expected a state and {len(self.players)} signals, got {', '.join(path)}")
            if p <= 0:
                raise InvalidGame(f"the probability of {', '.join(path)} is not positive: {p}")
        if len({path for path, _ in self.law}) < len(self.law):
            raise InvalidGame("a state with the same signals stands twice in the law")
        total = sum((p for _, p in self.law), Fraction(0))
        if total != 1:
            raise InvalidGame(f"the probabilities of the states and signals sum to {total}, not to 1")

    @classmethod
    def from_law(cls, players: Sequence[str], law: Mapping[Sequence[str], object]) -> "InformationStructure":
        """The structure with the given probability of every (state, signal of the first player, …)."""
        read = {tuple(path): exact(p, f"the probability of {', '.join(path)}") for path, p in law.items()}
        return cls(tuple(players), tuple((path, p) for path, p in read.items() if p))

    @classmethod
    def from_signals(
        cls, players: Sequence[str], prior: Mapping[str, object], signals: Mapping[str, Odds]
    ) -> "InformationStructure":
        """The structure in which players' signals are independent once the state is given.

        Parameters
        ----------
        players
            Their names.
        prior
            The probability of each state.
        signals
            For a player, for each state, the probability of each signal; a player who is not named is told
            nothing.

        Examples
        --------
        >>> told = {"Bob": {"wet": {"rain": 1}, "dry": {"rain": "1/4", "sun": "3/4"}}}
        >>> print(InformationStructure.from_signals(["Ann", "Bob"], {"wet": "1/2", "dry": "1/2"}, told))
        Who learns what
        <BLANKLINE>
        state  Ann      Bob   probability
        -----  -------  ----  -----------
        wet    nothing  rain          1/2
        dry    nothing  rain          1/8
        dry    nothing  sun           3/8
        """
        for player, by_state in signals.items():
            if player not in players:
                raise InvalidGame(
                    f"signals of {player!r}, who is not a player; the players are {', '.join(players)}"
                )
            if set(by_state) != set(prior):
                raise InvalidGame(f"signals of {player} are needed in exactly the states {', '.join(prior)}")

        law: dict[Sequence[str], Fraction] = {}
        for state, p in prior.items():
            own = [
                distribution(signals[who][state], f"{who}'s signals in {state!r}")
                if who in signals
                else _SILENCE
                for who in players
            ]
            for drawn in product(*(odds.items() for odds in own)):
                path = (state, *(signal for signal, _ in drawn))
                law[path] = prod((q for _, q in drawn), start=exact(p, f"the probability of {state!r}"))
        return cls.from_law(players, law)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that are possible."""
        return tuple(dict.fromkeys(path[0] for path, _ in self.law))

    def signals(self, player: str) -> tuple[str, ...]:
        """The signals that a player may get."""
        place = self._place(player)
        return tuple(dict.fromkeys(path[place] for path, _ in self.law))

    def _place(self, player: str) -> int:
        return 1 + player_number(self.players, player)

    def beside(self, player: str) -> dict[Path, dict[str, Fraction]]:
        """For each state with the others' signals the probability of each signal of the player with it."""
        place = self._place(player)
        found: dict[Path, dict[str, Fraction]] = {}
        for path, p in self.law:
            found.setdefault((*path[:place], *path[place + 1 :]), {})[path[place]] = p
        return found

    def garbled(self, player: str, matrix: Odds) -> "InformationStructure":
        """The structure in which a player gets, instead of each signal, another one drawn by the matrix.

        Parameters
        ----------
        player
            Whose signals are garbled.
        matrix
            For each signal of the player a mapping from new signal to probability.
        """
        own, place = self.signals(player), self._place(player)
        if set(matrix) != set(own):
            raise InvalidGame(
                f"the garbling needs a row for exactly {', '.join(own)}; got {', '.join(map(str, matrix))}"
            )
        rows = {signal: distribution(matrix[signal], f"the row of {signal!r}") for signal in own}

        law: dict[Sequence[str], Fraction] = {}
        for path, p in self.law:
            for signal, q in rows[path[place]].items():
                new = (*path[:place], signal, *path[place + 1 :])
                law[new] = law.get(new, Fraction(0)) + p * q
        return self.from_law(self.players, law)

    def table(self) -> Table:
        """One row for each state and signals that are possible."""
        rows: list[list[Cell]] = [[*path, p] for path, p in self.law]
        return Table(("state", *self.players, "probability"), rows, title="Who learns what")


_SILENCE = {NOTHING: Fraction(1)}


def distribution(odds: Mapping[str, object], what: str, of: str = "") -> dict[str, Fraction]:
    """The probabilities in a mapping; ``what`` they are and ``of`` whom each is, for the error message."""
    of = of or f"{what}: the probability of"
    read = {str(signal): exact(p, f"{of} {signal!r}") for signal, p in odds.items()}
    if any(p < 0 for p in read.values()) or sum(read.values()) != 1:
        raise InvalidGame(
            f"{what} are not a distribution: {', '.join(f'{signal} {p}' for signal, p in read.items())}"
        )
    return read


@dataclass(frozen=True, repr=False)
class Garbling(Tabular):
    """Proof that one structure tells a player at least as much as another: the matrix that garbles it.

    Parameters
    ----------
    better, worse, player
        The two structures and whose information is compared.
    matrix
        For each signal of the player in the better structure, the probability of each signal in the worse
        one.
    """

    better: InformationStructure
    worse: InformationStructure
    player: str
    matrix: tuple[tuple[Fraction, ...], ...]

    @property
    def is_more_informative(self) -> bool:
        """Tests whether the better structure tells the player at least as much: it does."""
        return True

    def holds(self) -> bool:
        """Tests whether garbling by the matrix gives exactly the joint law of the worse structure."""
        own, new = self.better.signals(self.player), self.worse.signals(self.player)
        if len(self.matrix) != len(own) or any(len(row) != len(new) for row in self.matrix):
            return False
        if any(p < 0 for row in self.matrix for p in row) or any(sum(row) != 1 for row in self.matrix):
            return False
        rows: Odds = {
            signal: dict(zip(new, row, strict=True)) for signal, row in zip(own, self.matrix, strict=True)
        }
        return dict(self.better.garbled(self.player, rows).law) == dict(self.worse.law)

    def table(self) -> Table:
        """One row per signal in the better structure."""
        new = self.worse.signals(self.player)
        pairs = zip(self.better.signals(self.player), self.matrix, strict=True)
        rows: list[list[Cell]] = [[signal, *row] for signal, row in pairs]
        return Table(
            (f"{self.player} gets", *new),
            rows,
            title="The garbling: which signal instead, with what probability",
        )


@dataclass(frozen=True, repr=False)
class NoGarbling(Tabular):
    """Proof that one structure tells a player less than another: a decision that the other serves better.

    Parameters
    ----------
    better, worse, player
        The two structures and whose information is compared.
    payoffs
        The decision: what the player gets, for each state with the others' signals (the order is that of
        ``better.beside``), by each action; there is one action for each signal in the worse structure.
    """

    better: InformationStructure
    worse: InformationStructure
    player: str
    payoffs: tuple[tuple[Fraction, ...], ...]

    @property
    def is_more_informative(self) -> bool:
        """Tests whether the better structure tells the player at least as much: it does not."""
        return False

    @property
    def with_better(self) -> Fraction:
        """The most that the player can expect in the decision with the better structure."""
        return self._worth(self.better)

    @property
    def with_worse(self) -> Fraction:
        """The most that the player can expect in the decision with the worse structure."""
        return self._worth(self.worse)

    def _worth(self, information: InformationStructure) -> Fraction:
        """After each signal the player takes the best action."""
        law = information.beside(self.player)
        paid = dict(zip(self.better.beside(self.player), self.payoffs, strict=True))
        total = Fraction(0)
        for signal in information.signals(self.player):
            weights = {rest: odds[signal] for rest, odds in law.items() if signal in odds}
            total += max(
                sum((p * paid[rest][a] for rest, p in weights.items()), Fraction(0))
                for a in range(len(self.payoffs[0]))
            )
        return total

    def holds(self) -> bool:
        """Tests whether the worse structure gives strictly more, and only the player's signals differ."""
        if len(self.payoffs) != len(self.better.beside(self.player)) or len(set(map(len, self.payoffs))) != 1:
            return False
        return _unlike(self.better, self.worse, self.player) is None and self.with_worse > self.with_better

    def table(self) -> Table:
        """The decision: one row per state with the others' signals."""
        others = [player for player in self.better.players if player != self.player]
        actions = [f"as after {signal}" for signal in self.worse.signals(self.player)]
        pairs = zip(self.better.beside(self.player), self.payoffs, strict=True)
        rows: list[list[Cell]] = [[*rest, *own] for rest, own in pairs]
        expected = f"{self.with_worse} with the one structure, {self.with_better} with the other"
        return Table(
            ("state", *others, *actions),
            rows,
            title=f"A decision of {self.player}",
            note=f"{self.player} can expect {expected}.",
        )


def find_garbling(
    better: InformationStructure, worse: InformationStructure, player: str
) -> Garbling | NoGarbling:
    """Decides whether one structure tells a player at least as much as another, with the others' signals.

    The garbling has to reproduce the joint law of the state and all players' signals, not only that of the
    state and the player's own.

    Parameters
    ----------
    better, worse
        The structures; the law of the state and the others' signals is the same in both.
    player
        Whose information is compared.

    Returns
    -------
    The garbling matrix, or a decision in which the player expects more with ``worse``.  ``holds`` checks
    either by arithmetic.

    Raises
    ------
    InvalidGame
        If more differs than the player's signals; the message names where.

    Sources
    -------
    blackwell1953

    Examples
    --------
    >>> prior = {"wet": "1/2", "dry": "1/2"}
    >>> told = {"Ann": {"wet": {"rain": 1}, "dry": {"sun": 1}}}
    >>> sure = InformationStructure.from_signals(["Ann"], prior, told)
    >>> rows = {"rain": {"grey": "3/4", "blue": "1/4"}, "sun": {"grey": "1/4", "blue": "3/4"}}
    >>> hint = sure.garbled("Ann", rows)
    >>> print(find_garbling(sure, hint, "Ann"))
    The garbling: which signal instead, with what probability
    <BLANKLINE>
    Ann gets  grey  blue
    --------  ----  ----
    rain       3/4   1/4
    sun        1/4   3/4
    >>> find_garbling(hint, sure, "Ann").is_more_informative
    False
    """
    if difference := _unlike(better, worse, player):
        raise InvalidGame(difference)
    own, new = better.signals(player), worse.signals(player)
    before, after = better.beside(player), worse.beside(player)
    width = len(own) * len(new)

    # Each row of the matrix is a distribution, and the product is the law of the worse structure.
    rows = [
        Row(tuple(Fraction(place == number // len(new)) for number in range(width)), "=", Fraction(1))
        for place in range(len(own))
    ]
    for rest in before:
        for column, signal in enumerate(new):
            line = [Fraction(0)] * width
            for place, given in enumerate(own):
                line[place * len(new) + column] = before[rest].get(given, Fraction(0))
            rows.append(Row(tuple(line), "=", after[rest].get(signal, Fraction(0))))

    # With v = -multiplier the better structure gives at most the sum of the first multipliers, the worse one
    # more.
    answer = maximize(LinearProgram((Fraction(0),) * width, tuple(rows)))
    if isinstance(answer, Infeasibility):
        values = [-multiplier for multiplier in answer.farkas[len(own) :]]
        return NoGarbling(better, worse, player, _lines(values, len(new)))
    assert isinstance(answer, Optimum)  # the objective is zero
    return Garbling(better, worse, player, _lines(answer.primal, len(new)))


def _lines(values: Sequence[Fraction], width: int) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(values[start : start + width]) for start in range(0, len(values), width))


def _unlike(better: InformationStructure, worse: InformationStructure, player: str) -> str | None:
    """The difference between two structures beside a player's signals, in words; None if there is none."""
    if better.players != worse.players:
        one, other = (", ".join(structure.players) for structure in (better, worse))
        return f"the structures have different players: {one} and {other}"
    laws = [
        {rest: sum(odds.values(), Fraction(0)) for rest, odds in information.beside(player).items()}
        for information in (better, worse)
    ]
    for rest in {**laws[0], **laws[1]}:
        p, q = (law.get(rest, Fraction(0)) for law in laws)
        if p != q:
            return (
                f"more differs than {player}'s signals: the probability of {', '.join(rest)} "
                f"is {p} in the one structure, {q} in the other"
            )
    return None


def information_in_words(information: InformationStructure, player: str) -> str:
    """The signals that a player gets in each state, as text."""
    place = 1 + information.players.index(player)
    words = []
    for state in information.states:
        odds: dict[str, Fraction] = {}
        for path, p in information.law:
            if path[0] == state:
                odds[path[place]] = odds.get(path[place], Fraction(0)) + p
        total = sum(odds.values(), Fraction(0))
        words.append(f"{state}: {mixture_in_words(list(odds), [p / total for p in odds.values()])}")
    return "; ".join(words)
