"""Misperception backfire: a player that takes the game for another one does worse than it would knowing the game.

The mover plays its part of an equilibrium of its *model* of the game, with other payoffs or other moves of
chance; the others answer what it really does by an equilibrium among themselves in the true game.  *Soft*:
what the mover gets is less than what it gets in the equilibria of the true game.  *Hard*: less moreover than
what it gets by doing nothing, when the others answer that.

Source: kovach2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import (
    Game,
    InformationSet,
    NormalForm,
    Profile,
    Strategy,
    game_from_data,
    number_from_data,
    with_strategy,
)
from gametheory_paradox.paradoxes.comparative_statics import written
from gametheory_paradox.paradoxes.definition import Definition, Request, Sets
from gametheory_paradox.paradoxes.option import AnyQuantifier, gap_between

MOST_CELLS = 200_000  # cells or nodes of all the games in which a strategy is given
Plan = dict[str, dict[str, str]]  # for each information set ("" in a table), for each action, its probability


@dataclass(frozen=True)
class MisperceptionBackfire:
    """The mover's payoffs: as it believes, as they are, as they would be if it knew the game, and if it did nothing.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    expected
        In the equilibria of its model.
    real
        Over all that it may choose by its model, and all answers of the others in the true game.
    informed
        In the equilibria of the true game.
    idle
        Over all answers of the others if it does nothing; None if that is not asked.
    """

    quantifier: AnyQuantifier
    expected: PayoffSet
    real: PayoffSet
    informed: PayoffSet
    idle: PayoffSet | None

    @property
    def gap(self) -> Fraction:
        """By how much the mover would be better off knowing the game, or, if that is less, doing nothing."""
        others = [self.informed] if self.idle is None else [self.informed, self.idle]
        return min(gap_between(other, self.real, self.quantifier) for other in others)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All of them."""
        found = {"expected": self.expected, "real": self.real, "knowing the game": self.informed}
        return found if self.idle is None else {**found, "doing nothing": self.idle}

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.gap > 0


def _variants(game: Game, request: Request) -> dict[str, Game]:
    data = request.details["model"]
    model: Game = game_from_data(data, number_from_data)
    if data != written(model):
        raise InvalidGame("the model is not written as it should be, or its hash does not belong to it")
    if type(model) is not type(game) or (model.players, model.information_sets) != (
        game.players,
        game.information_sets,
    ):
        raise InvalidGame("the model must have the game's form, players, information sets and actions")
    found: dict[str, Game] = {"model": model, "game": game}
    for number, strategy in enumerate(_chosen(game, request)):
        found[f"answer {number}"] = with_strategy(game, request.mover, strategy)
    idle = request.details["idle"]
    if idle is not None:
        strategy = strategy_of(game, request.mover, idle)
        if any(1 not in odds for odds in strategy):
            raise InvalidGame("idle: doing nothing is one action at each information set")
        found["idle"] = with_strategy(game, request.mover, strategy)
    return found


def _chosen(game: Game, request: Request) -> list[Strategy]:
    listed = request.details["chosen"]
    if listed is None:  # not looked at yet: then nothing is claimed of what is chosen
        return []
    if not isinstance(listed, list) or not listed:
        raise InvalidGame(f"chosen: expected a list of strategies, got {listed!r:.60}")
    size = len(game.payoffs) if isinstance(game, NormalForm) else len(game.nodes)
    if len(listed) * size > MOST_CELLS:
        raise Unsupported(
            f"{len(listed)} strategies make games of more than {MOST_CELLS:,} cells or nodes together"
        )
    return [strategy_of(game, request.mover, plan) for plan in listed]


def own_sets(game: Game, mover: str) -> tuple[InformationSet, ...]:
    """A player's information sets."""
    return tuple(info for info in game.information_sets if info.player == mover)


def strategy_of(game: Game, mover: str, plan: object) -> Strategy:
    """A strategy as a request holds it; InvalidGame if a set or an action is missing or unknown, or a number is none."""
    own = own_sets(game, mover)
    if not isinstance(plan, Mapping) or set(plan) != {info.name for info in own}:
        raise InvalidGame(f"a strategy of {mover} names each of its information sets, got {plan!r:.60}")
    strategy = []
    for info in own:
        odds = plan[info.name]
        if not isinstance(odds, Mapping) or set(odds) != set(info.actions):
            raise InvalidGame(
                f"a strategy of {mover} has a probability for each of {', '.join(info.actions)}, got {odds!r:.60}"
            )
        strategy.append(tuple(number_from_data(odds[action]) for action in info.actions))
    return Profile(own, tuple(strategy)).probabilities


def plan_of(game: Game, mover: str, strategy: Strategy) -> Plan:
    """A strategy as a request holds it."""
    return {
        info.name: {action: str(p) for action, p in zip(info.actions, odds, strict=True)}
        for info, odds in zip(own_sets(game, mover), strategy, strict=True)
    }


def parts_of(found: EquilibriumSet, mover: str) -> tuple[Strategy, ...] | None:
    """What a player does in the equilibria, each strategy once; None if the list may leave one out."""
    parts = tuple(
        dict.fromkeys(
            tuple(
                o for info, o in zip(p.information_sets, p.probabilities, strict=True) if info.player == mover
            )
            for p in found.profiles
        )
    )
    return None if found.infinite and not (found.spanning and len(parts) == 1) else parts


def _claim(game: Game, request: Request, sets: Sets) -> MisperceptionBackfire | None:
    parts = parts_of(sets["model"], request.mover)
    if parts is None or sorted(parts) != sorted(_chosen(game, request)):
        return None
    answers = [sets[f"answer {number}"].payoffs(request.mover) for number in range(len(parts))]
    real = PayoffSet.of(
        (p for own in answers for p in own.values), infinite=any(own.infinite for own in answers)
    )
    idle = sets["idle"].payoffs(request.mover) if "idle" in sets else None
    expected, informed = (sets[name].payoffs(request.mover) for name in ("model", "game"))
    return MisperceptionBackfire(request.quantifier, expected, real, informed, idle)


MISPERCEPTION = Definition(
    "misperception",
    "who takes the game for another one does worse than it would knowing the game",
    ("model", "chosen", "idle"),
    _variants,
    _claim,
)
