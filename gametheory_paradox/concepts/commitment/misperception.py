"""Misperception that backfires: a player best-responds in a wrong model, the others to what it really does.

W is what the player gets when it plays its part of an equilibrium of its model and the others answer that by
an equilibrium among themselves in the true game; V* is what it gets in the equilibria of the true game.
*Soft*: W < V*.  *Hard*: W is also below what the player gets by doing nothing, when the others answer that.

Sources: kovach2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.commitment.wrong_models import matching_model
from gametheory_paradox.concepts.forms import at_baseline, own_strategy, player_number
from gametheory_paradox.concepts.values.payoff_intervals import (
    EquilibriumPayoffs,
    equilibrium_payoffs,
    joined,
    loss,
)
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, Profile, Strategy, mixture_in_words, with_strategy
from gametheory_paradox.games.names_not_found import position
from gametheory_paradox.paradoxes.quantifiers import Quantifier
from gametheory_paradox.solvers import Completeness, Equilibria, default_concept, solve
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular


@dataclass(frozen=True, repr=False)
class Misperception(Tabular):
    """The payoffs of a player with a wrong model, against those it would have knowing the true game.

    Parameters
    ----------
    game, model, player
        The true game, the player's model of it, and the player.
    chosen
        The strategies the player may choose: its parts of the equilibria of its model.
    believed
        What it expects: its payoffs in the equilibria of its model.
    real
        What it gets (W), over all strategies it may choose and all answers of the others.
    informed
        What it would get knowing the true game (V*): its payoffs in the equilibria of that.
    inaction
        What it would get by doing nothing, over all answers of the others; None if no action was named.
    """

    game: Game
    model: Game
    player: str
    chosen: tuple[Strategy, ...]
    believed: EquilibriumPayoffs
    real: EquilibriumPayoffs
    informed: EquilibriumPayoffs
    inaction: EquilibriumPayoffs | None

    @property
    def is_complete(self) -> bool:
        """Tests whether no equilibrium of the model and of the true game, and no answer, is left out."""
        parts = (self.real, self.informed, *([self.inaction] if self.inaction else []))
        return all(part.completeness.status == "proved" for part in parts)

    def loss(self, quantifier: Quantifier = "strong") -> Fraction:
        """The player's loss by its model (negative: a gain)."""
        return loss(self.real, self.informed, quantifier)

    def loss_against_inaction(self, quantifier: Quantifier = "strong") -> Fraction:
        """The player's loss against doing nothing."""
        if self.inaction is None:
            raise InvalidGame("which action means doing nothing was not named: give inaction")
        return loss(self.real, self.inaction, quantifier)

    def backfires(self, quantifier: Quantifier = "strong") -> bool:
        """Tests whether the wrong model costs the player something (soft); only where nothing is left out."""
        return self.is_complete and self.loss(quantifier) > 0

    def backfires_hard(self, quantifier: Quantifier = "strong") -> bool:
        """Tests whether moreover doing nothing would have been better (hard)."""
        return self.backfires(quantifier) and self.loss_against_inaction(quantifier) > 0

    def table(self) -> Table:
        """One row each for the payoffs that are believed, real, and possible otherwise."""
        parts = {
            "expects": self.believed,
            "gets": self.real,
            "would get knowing the game": self.informed,
            "would get doing nothing": self.inaction,
        }

        rows = [(name, part.words, part.completeness.status) for name, part in parts.items() if part]
        own = [info for info in self.game.information_sets if info.player == self.player]
        plans = [
            "; ".join(mixture_in_words(info.actions, odds) for info, odds in zip(own, strategy, strict=True))
            for strategy in self.chosen
        ]

        return Table(
            (self.player, "payoff", "list"),
            rows,
            title=f"{self.game.title or 'Game'}: {self.player} plays by a model of its own",
            note=f"It plays: {' | '.join(plans)}.",
            align="lrl",
        )


def misperception(
    game: GameLike,
    model: Game | GameFamily,
    player: str,
    *,
    inaction: str | Mapping[str, str] | None = None,
    concept: str | None = None,
    budget: float | None = None,
) -> Misperception:
    """Finds what a wrong model costs the player who has it.

    Parameters
    ----------
    game
        The true game; a family is taken at its baseline.
    model
        The game the player believes to be played; it differs in payoffs or in probabilities of chance.
    player
        Who is wrong.
    inaction
        The action that means doing nothing; for a player with several information sets a mapping from set to
        action.
    concept
        The solution concept; by default that of ``solve``.
    budget
        Seconds for each game that is solved.

    Returns
    -------
    Payoffs as sets.  They are complete where each game was solved completely, and the model's equilibria
    leave finitely many strategies to the player.

    Raises
    ------
    InvalidGame
        If the model has other players, information sets or actions, or a name is unknown.

    Sources
    -------
    kovach2015

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> names = [["press", "wait"], ["yield", "resist"]]
    >>> truth = NormalForm.from_tables(["A", "B"], names, [[4, -3], [1, 2]], [[0, 1], [1, 0]])
    >>> wish = NormalForm.from_tables(["A", "B"], names, [[4, -3], [1, 2]], [[2, 1], [1, 0]])
    >>> print(misperception(truth, wish, "A", inaction="wait"))
    Game: A plays by a model of its own
    <BLANKLINE>
    A                           payoff  list
    --------------------------  ------  ------
    expects                          4  proved
    gets                            -3  proved
    would get knowing the game    11/8  proved
    would get doing nothing          1  proved
    <BLANKLINE>
    It plays: press.
    """
    true = at_baseline(game)
    player_number(true.players, player)
    own = matching_model(true, model, player)
    concept = concept or default_concept(true)

    # What the player may choose by its model, and the others' answers to that in the true game.
    imagined = solve(own, concept=concept, budget=budget)
    informed = equilibrium_payoffs(solve(true, concept=concept, budget=budget), player)
    chosen = tuple(
        dict.fromkeys(tuple(own_strategy(profile, player).values()) for profile in imagined.profiles)
    )
    answers = [_answered(true, player, strategy, concept, budget) for strategy in chosen]
    real = EquilibriumPayoffs(
        player,
        joined(pair for answer in answers for pair in answer.intervals),
        _completeness(imagined, player, answers),
        all(answer.exact for answer in answers),
    )
    idle = None if inaction is None else _named(true, player, inaction)
    nothing = None if idle is None else _answered(true, player, idle, concept, budget)
    return Misperception(
        true, own, player, chosen, equilibrium_payoffs(imagined, player), real, informed, nothing
    )


def _named(game: Game, player: str, actions: str | Mapping[str, str]) -> Strategy:
    """The pure strategy with these actions."""
    own = [info for info in game.information_sets if info.player == player]
    names = ", ".join(info.name for info in own)
    if isinstance(actions, str):
        if len(own) != 1:
            raise InvalidGame(
                f"{player} has {len(own)} information sets ({names}): "
                "map each to the action that means doing nothing"
            )
        actions = {own[0].name: actions}
    if set(actions) != {info.name for info in own}:
        raise InvalidGame(f"an action is needed at exactly {names}; got {', '.join(actions)}")
    numbers = [position(info.actions, actions[info.name], f"an action of {player}") for info in own]
    return Profile.pure(tuple(own), numbers).probabilities


def _answered(
    game: Game, player: str, strategy: Strategy, concept: str, budget: float | None
) -> EquilibriumPayoffs:
    given = with_strategy(game, player, strategy)
    return equilibrium_payoffs(solve(given, concept=concept, budget=budget), player)


def _completeness(imagined: Equilibria, player: str, answers: list[EquilibriumPayoffs]) -> Completeness:
    if imagined.completeness.status != "proved":
        return Completeness(imagined.completeness.status, f"in the model: {imagined.completeness.why}")
    if not imagined.listed:
        return Completeness("partial", "of infinitely many equilibria of the model those listed are followed")
    if imagined.boxes:
        return Completeness("partial", "the model has equilibria that are not rational; they are left out")

    parts = [own_strategy(profile, player) for profile in imagined.profiles]
    if any(parts[n] != parts[subset[0]] for subset in imagined.subsets for n in subset):
        why = f"of infinitely many strategies that the model leaves {player} the extreme ones are played"
        return Completeness("partial", why)

    every = "every equilibrium of the model, with every answer of the others in the true game"
    open_ = (answer.completeness for answer in answers if answer.completeness.status != "proved")
    return next(open_, Completeness("proved", every))
