"""Misperception backfire: a player with a wrong model of the game does worse than if it knew the game.

The mover plays its part of an equilibrium of its *model* of the game, with other payoffs or other moves of
chance; the others answer what it really does by an equilibrium among themselves in the true game.  *Soft*:
what the mover gets is less than what it gets in the equilibria of the true game.  *Hard*: less moreover than
what it gets by doing nothing, when the others answer that.

Source: kovach2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion
from gametheory_paradox.forms import (
    Game,
    InformationSet,
    Strategy,
    cited_game,
    number_from_data,
    size_of,
    with_strategy,
)
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.definition import Claim, Sets, gap_between
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question, text_of
from gametheory_paradox.table import Record

MOST_CELLS = 200_000  # cells or nodes of all the games in which a strategy is given


@dataclass(frozen=True, repr=False)
class MisperceptionBackfire(Record, Claim):
    """The mover's payoffs: as it believes, as they are, as if it knew the game, and as if it did nothing.

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
    plans
        What the mover may choose by its model: for each of its information sets the odds of its actions.
    """

    quantifier: AnyQuantifier
    expected: PayoffSet
    real: PayoffSet
    informed: PayoffSet
    idle: PayoffSet | None
    plans: tuple[Strategy, ...] = ()

    @property
    def gap(self) -> Number:
        """By how much the mover would be better off knowing the game, or, if that is less, doing nothing."""
        others = [self.informed] if self.idle is None else [self.informed, self.idle]
        return min(gap_between(other, self.real, self.quantifier) for other in others)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """All of them."""
        found = {"expected": self.expected, "real": self.real, "knowing the game": self.informed}
        return found if self.idle is None else {**found, "doing nothing": self.idle}


def variants(game: Game, question: Question) -> dict[str, Game]:
    """The mover's model, the true game, and the game in which the mover does nothing if that is asked."""
    model: Game = cited_game(question.details.get("model"), number_from_data)
    same = type(model) is type(game) and model.players == game.players
    if not same or model.information_sets != game.information_sets:
        raise InvalidGame("the model must have the game's form, players, information sets and actions")
    if model.measure != game.measure:
        raise InvalidGame(f"the model must carry the game's measure, {game.measure or PAYOFF!r:.60}")
    games: dict[str, Game] = {"model": model, "game": game}
    if "inaction" in question.details:
        games["idle"] = with_strategy(game, question.mover, _inaction(game, question))
    return games


def further(game: Game, question: Question, sets: Sets) -> dict[str, Game] | str:
    """The true game with each part that the mover may play by an equilibrium of its model."""
    if any(name.startswith("answer") for name in sets):
        return {}
    if cover_of(sets["model"]).enclosed:
        return f"model: an equilibrium is known by a box alone, and with it what {question.mover} does"
    plans = parts_of(sets["model"], question.mover)
    if plans is None:
        return "model: of infinitely many equilibria not every part of the mover is listed"
    size = size_of(game)
    if len(plans) * size > MOST_CELLS:
        raise Unsupported(
            f"{len(plans)} strategies make games of more than {MOST_CELLS:,} cells or nodes together"
        )
    return {
        f"answer {number}": with_strategy(game, question.mover, plan) for number, plan in enumerate(plans)
    }


def _inaction(game: Game, question: Question) -> Strategy:
    """Doing nothing: the same action at each information set of the mover's."""
    action, own = text_of(question, "inaction"), own_sets(game, question.mover)
    for info in own:
        if action not in info.actions:
            where = f" at {info.name!r}" if info.name else ""
            raise InvalidGame(
                f"{question.mover} has no action {action!r:.60}{where}; "
                f"{suggestion(action, info.actions)}it has {', '.join(info.actions)}"
            )
    return tuple(tuple(Fraction(name == action) for name in info.actions) for info in own)


def own_sets(game: Game, mover: str) -> tuple[InformationSet, ...]:
    """A player's information sets."""
    return tuple(info for info in game.information_sets if info.player == mover)


def parts_of(equilibria: EquilibriumSet, mover: str) -> tuple[Strategy, ...] | None:
    """A player's strategies in the equilibria, each once; None if the list may leave one out."""
    parts = tuple(
        dict.fromkeys(
            tuple(
                o for info, o in zip(p.information_sets, p.probabilities, strict=True) if info.player == mover
            )
            for p in equilibria.profiles
        )
    )
    return None if equilibria.infinite and not (equilibria.spanning and len(parts) == 1) else parts


def claim(game: Game, question: Question, sets: Sets) -> MisperceptionBackfire | str:
    """The comparison of what the mover expects, gets, could get knowing the game, and doing nothing."""
    payoffs = {name: equilibria.payoffs(question.mover) for name, equilibria in sets.items()}
    plans = parts_of(sets["model"], question.mover) or ()
    answers = [payoffs[f"answer {number}"] for number in range(len(plans))]
    infinite = any(own.infinite for own in answers)
    real = PayoffSet.of((p for own in answers for p in own.values), infinite=infinite)
    expected, informed, idle = payoffs["model"], payoffs["game"], payoffs.get("idle")
    return MisperceptionBackfire(question.quantifier, expected, real, informed, idle, plans)
