"""Risk dominance: the safer of two equilibria when nobody knows which of them the others have in mind.

In a 2×2 game with two strict equilibria, by Harsanyi and Selten: the one with the larger product of deviation
losses.  In any two-player game, for two pure equilibria, by their general definition.  Each player thinks
that the other plays its part of the first equilibrium with probability z and of the second with 1 − z, takes
all z to be equally likely, and answers best; what it then does with which probability is the *bicentric
prior*.  The linear tracing procedure leads from it to an equilibrium: if that is one of the two, it risk
dominates the other.  The comparison is made in the game restricted to what the two equilibria and the answers
to them involve, again and again until it is closed under best responses (the formation they span).

A path of the tracing procedure that meets a tie is not unique; then the answer is *undetermined*, as it is
when the path ends elsewhere.

Sources: harsanyi1988 (lemma 5.4.2 for 2×2, sections 5.2 and 5.3 in general); vonstengel2002b (tracing by
Lemke's algorithm).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.forms import Rows, action_numbers, as_bimatrix
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm, Profile, mixture_in_words
from gametheory_paradox.forms.proofs.listed_equilibria import strict_equilibria
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.forms.tables.solvers.lemke import TracedPath, traced_path
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

Names = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class RiskDominance(Tabular):
    """The comparison of two equilibria in risk.

    Parameters
    ----------
    game, first, second
        The game and the two equilibria, as actions of the players.
    dominant
        The one that risk dominates the other; None if neither does.
    prior
        The bicentric prior: for each player what the other expects of it at first.
    path
        The tracing path from there, in the game restricted to ``formation``.
    formation
        The actions that take part in the comparison.
    """

    game: NormalForm[Fraction]
    first: Names
    second: Names
    dominant: Names | None
    prior: Profile
    path: TracedPath
    formation: tuple[Names, ...]

    def table(self) -> Table:
        """One row per player."""
        rows = []
        for who, player in enumerate(self.game.players):
            profiles = (self.prior, self.path.end)
            ends = (mixture_in_words(self.formation[who], one.probabilities[who]) for one in profiles)
            rows.append((player, self.first[who], self.second[who], *ends))

        tied = "" if self.path.unique else "  The path met a tie, so it is not the only one."
        heads = ("player", "first", "second", "bicentric prior", "tracing ends at")
        title, note = f"{self.game.title or 'Game'}: risk dominance", _verdict(self.dominant) + tied
        return Table(heads, rows, title=title, note=note)


def risk_dominance(game: GameLike, first: Mapping[str, str], second: Mapping[str, str]) -> RiskDominance:
    """Compares two pure equilibria by the bicentric prior and the linear tracing procedure.

    Parameters
    ----------
    game
        A two-player game in normal form.
    first, second
        The equilibria: an action for each player.

    Raises
    ------
    InvalidGame
        If one of them is not a strict equilibrium, or they agree on a player's action.

    Sources
    -------
    harsanyi1988; vonstengel2002b

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> print(risk_dominance(stag, {"R": "s", "C": "s"}, {"R": "h", "C": "h"}))
    Game: risk dominance
    <BLANKLINE>
    player  first  second  bicentric prior  tracing ends at
    ------  -----  ------  ---------------  ---------------
    R       s      h       s 1/3, h 2/3     h
    C       s      h       s 1/3, h 2/3     h
    <BLANKLINE>
    h, h risk dominates.
    """
    game = as_bimatrix(game, "risk dominance")
    pair = _strict(game, first), _strict(game, second)
    if any(a == b for a, b in zip(*pair, strict=True)):
        raise InvalidGame("risk dominance compares equilibria in which both players' actions differ")

    # The path from the bicentric prior, in the game restricted to the formation of the two.
    kept = _formation(game, pair)
    small = game.restricted({who: [game.actions[who][a] for a in own] for who, own in enumerate(kept)})
    inside = [tuple(kept[who].index(action) for who, action in enumerate(one)) for one in pair]
    odds = tuple(_bicentric(small.own_rows(who), inside, 1 - who) for who in (0, 1))
    prior = Profile(small.information_sets, odds)
    path = traced_path(small, prior, Clock(None))

    names = [tuple(game.actions[who][action] for who, action in enumerate(one)) for one in pair]
    ends = [Profile.pure(small.information_sets, one) == path.end for one in inside]
    dominant = names[ends.index(True)] if path.unique and any(ends) else None
    return RiskDominance(game, names[0], names[1], dominant, prior, path, small.actions)


@dataclass(frozen=True, repr=False)
class DeviationLosses(Tabular):
    """The two strict equilibria of a 2×2 game, by what players lose when they alone leave them.

    Parameters
    ----------
    game, equilibria
        The game and its two strict equilibria.
    losses
        For each of them every player's loss.
    """

    game: NormalForm[Fraction]
    equilibria: tuple[Names, Names]
    losses: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]]

    @property
    def products(self) -> tuple[Fraction, Fraction]:
        """For each equilibrium the product of the losses."""
        (a, b), (c, d) = self.losses
        return a * b, c * d

    @property
    def dominant(self) -> Names | None:
        """The equilibrium with the larger product; None if they are equal."""
        first, second = self.products
        return None if first == second else self.equilibria[int(second > first)]

    def table(self) -> Table:
        """One row per equilibrium."""
        parts = zip(self.equilibria, self.losses, self.products, strict=True)
        return Table(
            ("equilibrium", *(f"{player} loses" for player in self.game.players), "product"),
            tuple((", ".join(names), *losses, product) for names, losses, product in parts),
            title=f"{self.game.title or 'Game'}: risk dominance",
            note=_verdict(self.dominant),
        )


def _verdict(dominant: Names | None) -> str:
    return f"{', '.join(dominant)} risk dominates." if dominant else "Neither risk dominates the other."


def deviation_losses(game: GameLike) -> DeviationLosses:
    """Compares the two strict equilibria of a 2×2 game by the products of deviation losses.

    Parameters
    ----------
    game
        A 2×2 game with two strict equilibria.

    Raises
    ------
    Unsupported
        If the game has another size, or not two strict equilibria.

    Sources
    -------
    harsanyi1988

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> list(map(str, deviation_losses(stag).products)), deviation_losses(stag).dominant
    (['1', '4'], ('h', 'h'))
    """
    game = as_bimatrix(game, "deviation losses")
    if game.shape != (2, 2):
        raise Unsupported(
            f"deviation losses are compared in 2×2 games, this one is {'×'.join(map(str, game.shape))}"
        )
    found = strict_equilibria(game)
    if len(found) != 2:
        raise Unsupported(
            f"deviation losses are compared between two strict equilibria, this game has {len(found)}"
        )
    first, second = ((game.actions[0][i], game.actions[1][j]) for i, j in (one.place for one in found))
    return DeviationLosses(game, (first, second), (found[0].losses, found[1].losses))


def _strict(game: NormalForm[Fraction], profile: Mapping[str, str]) -> tuple[int, ...]:
    numbers = action_numbers(game, profile)
    for who, own in enumerate(numbers):
        payoffs = [row[numbers[1 - who]] for row in game.own_rows(who)]
        if any(payoff >= payoffs[own] for action, payoff in enumerate(payoffs) if action != own):
            raise InvalidGame(
                f"{', '.join(profile[player] for player in game.players)} is not a strict equilibrium: "
                f"{game.players[who]} has another best response"
            )
    return numbers


def _formation(game: NormalForm[Fraction], pair: Sequence[Sequence[int]]) -> list[list[int]]:
    """The smallest sets of actions that hold both equilibria and all best responses to mixtures within."""
    kept = [sorted({equilibrium[who] for equilibrium in pair}) for who in (0, 1)]
    while True:
        grown = [
            [
                action
                for action in range(game.shape[who])
                if action in kept[who] or _is_answer(game.own_rows(who), action, kept[1 - who])
            ]
            for who in (0, 1)
        ]
        if grown == kept:
            return kept
        kept = grown


def _is_answer(rows: Rows, action: int, others: Sequence[int]) -> bool:
    """Tests whether an action is a best response to some mixture of the other's actions."""
    better = [
        Row(tuple(rows[action][b] - row[b] for b in others), ">=", Fraction(0))
        for a, row in enumerate(rows)
        if a != action
    ]
    one = tuple(Fraction(1) for _ in others)
    return isinstance(maximize(LinearProgram(one, (*better, Row(one, "=", Fraction(1))))), Optimum)


def _bicentric(rows: Rows, pair: Sequence[Sequence[int]], other: int) -> tuple[Fraction, ...]:
    """The shares of [0, 1] in which each action is best: the other's weight on the first equilibrium."""
    ends = [(row[pair[1][other]], row[pair[0][other]]) for row in rows]  # payoffs at weight 0 and at weight 1
    cuts = {Fraction(0), Fraction(1)}
    for (low, high), (other_low, other_high) in combinations(ends, 2):
        slope = (high - low) - (other_high - other_low)
        if slope and 0 < (cut := (other_low - low) / slope) < 1:
            cuts.add(cut)
    shares = [Fraction(0)] * len(rows)
    for left, right in pairwise(sorted(cuts)):
        middle = (left + right) / 2
        values = [low + middle * (high - low) for low, high in ends]
        best = [action for action, value in enumerate(values) if value == max(values)]
        for action in best:
            shares[action] += (right - left) / len(best)
    return tuple(shares)
