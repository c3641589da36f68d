"""Comparative-statics backfire: what raises a player's payoff whatever is done lowers what it gets in equilibrium.

A game is compared with another in which the same players choose among the same actions with the same moves of
chance, and the mover's payoff is lower nowhere and higher somewhere: more arms, less cost, a larger
endowment.  The other players' payoffs may change too.  Where the mover's payoff is lower somewhere, or higher
nowhere, or chance is another, the change is only a *parameter effect*, and the paradox is absent whatever the
equilibria pay.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, positive, some
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    Lottery,
    NormalForm,
    Terminal,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
)
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.compared_branches import compared, gains
from gametheory_paradox.paradoxes.definition import Definition, Request, Sets, Stated, text_of
from gametheory_paradox.paradoxes.option import AnyQuantifier, gap_between, payoffs_compared


@dataclass(frozen=True)
class ComparativeStatics:
    """The mover's payoffs over all equilibria of two games, or in those that a rule selects.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    lower, higher
        Its payoffs before and after the change.
    raises
        Whether the change raises its payoff cell by cell: nowhere lower, somewhere higher, chance the same.
    """

    quantifier: AnyQuantifier
    lower: PayoffSet
    higher: PayoffSet
    raises: bool

    @property
    def gap(self) -> Fraction:
        """By how much the mover is better off before the change."""
        return gap_between(self.lower, self.higher, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Before and after."""
        return {"lower": self.lower, "higher": self.higher}

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.raises and self.gap > 0


def written(game: Game) -> dict[str, object]:
    """A game as it stands in a request."""
    return {**game_to_data(game), "hash": game_hash(game)}


def _variants(game: Game, request: Request) -> dict[str, Game]:
    return {"lower": game, "higher": changed_game(game, request.details["other"])}


def changed_game(game: Game, data: object) -> Game:
    """The game after a change as a request holds it; InvalidGame if more than numbers differ."""
    other: Game = game_from_data(data, number_from_data)
    if data != written(other):
        raise InvalidGame("the other game is not written as it should be, or its hash does not belong to it")
    if (game.players, game.information_sets) != (other.players, other.information_sets) or _form(
        game
    ) != _form(other):
        raise InvalidGame(
            "the two games must have the same players, information sets, actions and moves of chance"
        )
    return other


def _form(game: Game) -> object:
    """What a game is apart from its numbers."""
    if isinstance(game, NormalForm):
        return game.actions
    return [
        None if isinstance(n, Terminal) else (n.outcomes, n.children) if isinstance(n, Lottery) else n
        for n in game.nodes
    ]


def _claim(game: Game, request: Request, sets: Sets) -> ComparativeStatics | None:
    lower, higher = (
        payoffs_compared(sets[name], request.mover, request.quantifier) for name in ("lower", "higher")
    )
    if lower is None or higher is None:
        return None
    return ComparativeStatics(
        request.quantifier, lower, higher, raises(game, sets["higher"].game, request.mover)
    )


def raises(game: Game, other: Game, mover: str) -> bool:
    """Whether a player's payoff is nowhere lower and somewhere higher in another game of the same form, chance the same."""
    who = game.players.index(mover)
    gains = [after[who] - before[who] for before, after in zip(_cells(game), _cells(other), strict=True)]
    return _odds(game) == _odds(other) and min(gains) >= 0 and max(gains) > 0


def _cells(game: NormalForm[P] | ExtensiveForm[P]) -> list[tuple[P, ...]]:
    if isinstance(game, NormalForm):
        return list(game.payoffs)
    return [end.payoffs for _, end in game.terminals()]


def _odds(game: NormalForm[P] | ExtensiveForm[P]) -> list[tuple[P, ...]]:
    if isinstance(game, NormalForm):
        return []
    return [node.probabilities for node in game.nodes if isinstance(node, Lottery)]


def _stated_variants(form: Form, request: Request) -> dict[str, Form]:
    parameter = text_of(request.details, "parameter")
    low, high = ({parameter: number_from_data(request.details[end])} for end in ("low", "high"))
    return {
        "lower": form.map(lambda formula: formula.at(low)),
        "higher": form.map(lambda formula: formula.at(high)),
    }


def _statement(
    form: Form, request: Request, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    who, games = form.players.index(request.mover), _stated_variants(form, request)
    pairs = zip(*(_cells(games[name]) for name in ("lower", "higher")), strict=True)
    steps = [after[who] - before[who] for before, after in pairs]
    # Off the zero sets a step that is not negative is positive, or zero everywhere.
    nowhere_lower = every(positive([step.numerator, step.denominator], factor) for step in steps if step)
    raised = every([_odds(games["lower"]) == _odds(games["higher"]), any(steps), nowhere_lower])
    lower, higher = found["lower"].ends, found["higher"].ends
    falls = compared(lower, higher, request.quantifier, gains(who, least, factor))
    return every([raised, falls]), every([raised, some([lower.degenerate, higher.degenerate])])


STATED = Stated("comparative-statics", ("parameter", "low", "high"), _stated_variants, _statement)


COMPARATIVE_STATICS = Definition(
    "comparative-statics",
    "what raises a player's payoff whatever is done lowers what it gets in equilibrium",
    ("other",),
    _variants,
    _claim,
    STATED,
    selecting=True,
)
