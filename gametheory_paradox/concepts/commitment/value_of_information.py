"""The value of information to a player when the others know what it learns; there, more of it can hurt.

The same game, of which the players do not know the state, is played with two information structures; both are
solved completely and the player's payoffs compared as sets.

Sources: blackwell1953; osborne2004; harsanyi1967.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.concepts.commitment.information_structures import (
    Garbling,
    InformationStructure,
    NoGarbling,
    find_garbling,
    information_in_words,
)
from gametheory_paradox.concepts.values.payoff_intervals import (
    EquilibriumPayoffs,
    Interval,
    equilibrium_payoffs,
    loss,
)
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.bayesian import STATE, BayesianShape
from gametheory_paradox.games import ExtensiveForm, NormalForm
from gametheory_paradox.paradoxes.quantifiers import Quantifier
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.table import Table, Tabular

ByState = Mapping[str, NormalForm[Fraction]]


def game_with_information(
    games: ByState, information: InformationStructure, *, title: str = ""
) -> ExtensiveForm[Fraction]:
    """The Bayesian game of a state and signals: all choose at the same time, each knowing its own signal.

    Parameters
    ----------
    games
        For each state the game that is played then; players and actions are the same in all.
    information
        Who learns what.
    title
        What to call it.

    Returns
    -------
    A tree in which the information sets of a player are called like its signals; "start" if it has only one.

    Raises
    ------
    InvalidGame
        If a state has no game, or players or actions differ.

    Sources
    -------
    harsanyi1967

    Examples
    --------
    >>> wet = NormalForm.from_tables(["Ann"], [["umbrella", "hat"]], [2, 0])
    >>> dry = NormalForm.from_tables(["Ann"], [["umbrella", "hat"]], [0, 1])
    >>> signals = {"Ann": {"wet": {"rain": 1}, "dry": {"sun": 1}}}
    >>> told = InformationStructure.from_signals(["Ann"], {"wet": "1/4", "dry": "3/4"}, signals)
    >>> tree = game_with_information({"wet": wet, "dry": dry}, told)
    >>> [info.name for info in tree.information_sets], str(solve(tree).payoffs[0][0])
    (['rain', 'sun'], '5/4')
    """
    first = _checked(games, information)

    # The types of a player are its signals; one who has only one signal has no types.
    own = {player: information.signals(player) for player in information.players}
    several = [player for player in information.players if len(own[player]) > 1]
    draws = ((STATE, information.states), *((player, own[player]) for player in several))
    actions = {
        player: dict.fromkeys(own[player] if player in several else ("",), names)
        for player, names in zip(first.players, first.actions, strict=True)
    }
    shape = BayesianShape(first.players, draws, actions)

    places = [0, *(1 + information.players.index(player) for player in several)]
    odds: dict[tuple[str, ...], object] = {tuple(path[n] for n in places): p for path, p in information.law}
    payoffs: dict[tuple[str, ...], object] = {
        profile + chosen: cell
        for profile in odds
        for chosen, cell in zip(product(*first.actions), games[profile[0]].payoffs, strict=True)
    }
    return ExtensiveForm.from_tree(first.players, shape.tree(odds, payoffs), title=title or first.title)


def _checked(games: ByState, information: InformationStructure) -> NormalForm[Fraction]:
    """One of the games, when they fit one another and the information."""
    for state in information.states:
        if state not in games:
            raise InvalidGame(
                f"there is no game for the state {state!r}; there are games for {', '.join(games)}"
            )

    first_state, first = information.states[0], games[information.states[0]]
    for state in information.states:
        if (games[state].players, games[state].actions) != (first.players, first.actions):
            raise InvalidGame(
                "players and actions must be the same in every state; "
                f"they differ in {first_state!r} and {state!r}"
            )
    if first.players != information.players:
        given, expected = ", ".join(information.players), ", ".join(first.players)
        raise InvalidGame(
            f"the information is that of {given}; the players of the games are {expected}, in this order"
        )
    return first


@dataclass(frozen=True, repr=False)
class ValueOfInformation(Tabular):
    """A player's payoffs with more and with less information.

    Parameters
    ----------
    player
        Whose information differs.
    order
        The garbling that shows that the better structure tells it more, or a decision that shows that it does
        not.
    better, worse
        All equilibria of the two games.
    with_better, with_worse
        The player's payoffs in them.
    """

    player: str
    order: Garbling | NoGarbling
    better: Equilibria
    worse: Equilibria
    with_better: EquilibriumPayoffs
    with_worse: EquilibriumPayoffs

    @property
    def value(self) -> Interval:
        """The least and the greatest difference between a payoff with more and one with less information."""
        return self.with_better.low - self.with_worse.high, self.with_better.high - self.with_worse.low

    @property
    def is_complete(self) -> bool:
        """Tests whether all equilibria of both games are known."""
        return self.better.completeness.status == self.worse.completeness.status == "proved"

    def loss(self, quantifier: Quantifier) -> Fraction:
        """The player's loss by knowing more (negative: a gain)."""
        return loss(self.with_better, self.with_worse, quantifier)

    def backfires(self, quantifier: Quantifier = "strong") -> bool:
        """Tests whether knowing more, by Blackwell's order, gives the player less.

        Said only where all equilibria of both games are known.
        """
        return (
            self.is_complete
            and self.order.is_more_informative
            and self.order.holds()
            and self.loss(quantifier) > 0
        )

    def table(self) -> Table:
        """One row for each of the two structures."""
        parts = (
            ("better", self.order.better, self.with_better),
            ("worse", self.order.worse, self.with_worse),
        )
        rows = [
            (name, information_in_words(structure, self.player), payoffs.words, payoffs.completeness.status)
            for name, structure, payoffs in parts
        ]
        low, high = self.value
        worth = str(low) if low == high else f"between {low} and {high}"
        garbling = "" if self.order.is_more_informative else "  But the one is no garbling of the other."

        return Table(
            ("information", f"{self.player} is told", f"{self.player} gets", "list"),
            rows,
            title=f"{self.better.game.title or 'Game'}: what information is worth to {self.player}",
            note=f"More information is worth {worth}.{garbling}",
            align="llrl",
        )


def value_of_information(
    games: ByState,
    player: str,
    *,
    better: InformationStructure,
    worse: InformationStructure,
    concept: str = "nash",
    budget: float | None = None,
) -> ValueOfInformation:
    """Finds what more information is worth to a player, when the others know who knows what.

    Parameters
    ----------
    games
        For each state the game that is played then; players and actions are the same in all.
    player
        Whose information differs.
    better, worse
        The structures; the law of the state and the others' signals is the same in both.
    concept
        A solution concept of ``solve``.
    budget
        Seconds for each of the two games.

    Returns
    -------
    The payoffs as sets; complete where both lists of equilibria are.

    Sources
    -------
    blackwell1953; osborne2004

    Examples
    --------
    >>> players, names = ["Row", "Column"], [["T", "B"], ["L", "M", "R"]]
    >>> row = [[1, 1, 1], [2, 0, 0]]
    >>> one = NormalForm.from_tables(players, names, row, [["1/5", 0, "3/10"], [2, 0, 3]])
    >>> two = NormalForm.from_tables(players, names, row, [["1/5", "3/10", 0], [2, 3, 0]])
    >>> prior = {"one": "1/2", "two": "1/2"}
    >>> told = {"Column": {"one": {"one": 1}, "two": {"two": 1}}}
    >>> some = InformationStructure.from_signals(players, prior, told)
    >>> none = InformationStructure.from_signals(players, prior, {})
    >>> print(value_of_information({"one": one, "two": two}, "Column", better=some, worse=none))
    Game: what information is worth to Column
    <BLANKLINE>
    information  Column is told              Column gets  list
    -----------  --------------------------  -----------  ------
    better       one: one; two: two                 3/10  proved
    worse        one: nothing; two: nothing            2  proved
    <BLANKLINE>
    More information is worth -17/10.
    """
    order = find_garbling(better, worse, player)
    more, less = (
        solve(game_with_information(games, one), concept=concept, budget=budget) for one in (better, worse)
    )
    return ValueOfInformation(
        player, order, more, less, equilibrium_payoffs(more, player), equilibrium_payoffs(less, player)
    )
