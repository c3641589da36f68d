"""Guard-rails of the paradoxes that compare variants of a game: structures in which one of them is impossible.

Each row is a theorem about one paradox, for exactly the concepts and quantifiers that it names.  The proofs:

T1, a lone decision maker, gets in every equilibrium the most that one of its plans gives.  *Information*:
what it could do before, it can do when it sees more.  *Comparative statics*: a higher payoff at some ends and
a lower one at none lowers no plan's worth.  *Third party*: the action, one more plan, costs nothing.
*Realized*, in a table: what it uses is best, so that no other action pays more.  *Misperception*, the model
being the game: the plan is a best one.  *Security-insecurity*: nobody answers, so that the index with the
measure is the one with the others going on, and cannot be both higher and lower.

T2, two players and a constant sum: every equilibrium pays the value, by a strategy that guarantees it.
*Information*: one's strategies grow, the other's stay.  *Comparative statics*: a matrix that is nowhere lower
has no lower value.  *Realized*, in a table: what is used pays the value, which does not rise when the action
goes.  *Misperception*, the model being the game: its part guarantees the value.

T4, perfect information and the mover's choice at the root: an equilibrium without the action takes the best
branch that is left, the same with it the best of all.  So the action costs nothing (*third party*; strong,
best, worst), and where it is used, the mover gets no less than in an equilibrium without it (*realized*,
against the game without the action; strong, worst).

T5, a model that is the game: the mover's part of an equilibrium, answered by the others' parts of it, pays
what that equilibrium does, so that all that the game's equilibria pay is paid by the model too (strong,
best).  The others' parts are an equilibrium when the mover's is given: Nash always, subgame perfect at least
where everything is seen.

T6, a dominance trap of all players, constant sum: where the action is dominant for all there is one
equilibrium; gains sum to zero.

T7, a third party without a choice: to freeze it changes nothing, so that what the action costs, it costs then
too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, scope_of
from gametheory_paradox.paradoxes.comparative_statics import raises
from gametheory_paradox.paradoxes.definition import Request, names_of, text_of
from gametheory_paradox.paradoxes.guard_rails import (
    EVERY_CONCEPT,
    decides_alone,
    has_constant_sum,
    is_constant_sum_of_two,
    is_root_move,
)
from gametheory_paradox.paradoxes.option import QUANTIFIERS, Quantifier
from gametheory_paradox.paradoxes.realized import NO_COERCION

Variants = Mapping[str, Game]


@dataclass(frozen=True)
class ComparisonRail:
    """A theorem that rules out a paradox which compares variants of a game.

    Parameters
    ----------
    name, paradox, says
        What it is called, which paradox it rules out, and what it says.
    concepts, quantifiers
        The solution concepts and quantifiers it covers.
    applies
        Whether a game, a request and the variants that it asks about have the structure.
    """

    name: str
    paradox: str
    says: str
    concepts: tuple[str, ...]
    quantifiers: tuple[Quantifier, ...]
    applies: Callable[[Game, Request, Variants], bool]

    def covers(self, game: Game, request: Request, variants: Variants) -> bool:
        """Whether it rules the paradox out for this request."""
        asked = (
            self.paradox == request.paradox
            and request.concept in self.concepts
            and request.quantifier in self.quantifiers
        )
        return asked and self.applies(game, request, variants)


def rail_for(game: Game, request: Request, variants: Variants) -> ComparisonRail | None:
    """The first guard-rail that rules the paradox out; None if none does."""
    return next((rail for rail in COMPARISON_RAILS if rail.covers(game, request, variants)), None)


def _alone(game: Game, request: Request, variants: Variants) -> bool:
    return decides_alone(game, request.mover)


def _constant_sum(game: Game, request: Request, variants: Variants) -> bool:
    return is_constant_sum_of_two(game)


def _raised_alone(game: Game, request: Request, variants: Variants) -> bool:
    return decides_alone(game, request.mover) and raises(game, variants["higher"], request.mover)


def _raised_constant_sum(game: Game, request: Request, variants: Variants) -> bool:
    higher = variants["higher"]
    return (
        is_constant_sum_of_two(game)
        and is_constant_sum_of_two(higher)
        and raises(game, higher, request.mover)
    )


def _nobody_frozen(request: Request) -> bool:
    return request.details["third_does"] is None and request.details["target_does"] is None


def _alone_with_others(game: Game, request: Request, variants: Variants) -> bool:
    return decides_alone(game, request.mover) and _nobody_frozen(request)


def _third_has_no_choice(game: Game, request: Request, variants: Variants) -> bool:
    third = request.details["third"]
    return _nobody_frozen(request) and all(
        len(s.actions) == 1 for s in game.information_sets if s.player == third
    )


def _at_the_root(game: Game, request: Request) -> bool:
    action = text_of(request.details, "action")
    return is_root_move(game, action, scope_of(game, request.mover, action, names_of(request.details, "at")))


def _coerced_at_the_root(game: Game, request: Request, variants: Variants) -> bool:
    return _nobody_frozen(request) and _at_the_root(game, request)


def _table_without(game: Game, request: Request) -> bool:
    return isinstance(game, NormalForm) and request.details["benchmark"] == NO_COERCION


def _used_alone(game: Game, request: Request, variants: Variants) -> bool:
    return _table_without(game, request) and decides_alone(game, request.mover)


def _used_constant_sum(game: Game, request: Request, variants: Variants) -> bool:
    return _table_without(game, request) and is_constant_sum_of_two(game)


def _used_at_the_root(game: Game, request: Request, variants: Variants) -> bool:
    return request.details["benchmark"] == NO_COERCION and _at_the_root(game, request)


def _true_model(game: Game, request: Request, variants: Variants) -> bool:
    return request.details["chosen"] is None and variants["model"] == game


def _known_alone(game: Game, request: Request, variants: Variants) -> bool:
    return _true_model(game, request, variants) and decides_alone(game, request.mover)


def _known_constant_sum(game: Game, request: Request, variants: Variants) -> bool:
    return _true_model(game, request, variants) and is_constant_sum_of_two(game)


def _known(game: Game, request: Request, variants: Variants) -> bool:
    seen = isinstance(game, ExtensiveForm) and game.has_perfect_information
    return _true_model(game, request, variants) and (seen or request.concept == "nash")


def _all_of_constant_sum(game: Game, request: Request, variants: Variants) -> bool:
    return len(names_of(request.details, "coalition")) == len(game.players) and has_constant_sum(game)


_AT_NODES = ("subgame-perfect", "perfect-bayesian", "sequential")
COMPARISON_RAILS: tuple[ComparisonRail, ...] = (
    ComparisonRail(
        "T1",
        "information",
        "a lone decision maker is never hurt by seeing more",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _alone,
    ),
    ComparisonRail(
        "T2",
        "information",
        "in a two-player constant-sum game seeing more never lowers one's value",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _constant_sum,
    ),
    ComparisonRail(
        "T1",
        "comparative-statics",
        "a lone decision maker is never hurt by higher payoffs",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _raised_alone,
    ),
    ComparisonRail(
        "T2",
        "comparative-statics",
        "in two-player constant-sum games higher payoffs never lower one's value",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _raised_constant_sum,
    ),
    ComparisonRail(
        "T1",
        "third-party",
        "a lone decision maker is never hurt by an option",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _alone_with_others,
    ),
    ComparisonRail(
        "T7",
        "third-party",
        "a third party without a choice carries no reaction",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _third_has_no_choice,
    ),
    ComparisonRail(
        "T4",
        "third-party",
        "under perfect information and subgame perfection the mover at the root takes the best branch",
        _AT_NODES,
        ("strong", "best", "worst"),
        _coerced_at_the_root,
    ),
    ComparisonRail(
        "T1",
        "realized",
        "what a lone decision maker uses pays no less than anything else",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _used_alone,
    ),
    ComparisonRail(
        "T2",
        "realized",
        "in a two-player constant-sum table what is used pays the value",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _used_constant_sum,
    ),
    ComparisonRail(
        "T4",
        "realized",
        "under perfect information and subgame perfection the mover at the root takes the best branch",
        _AT_NODES,
        ("strong", "worst"),
        _used_at_the_root,
    ),
    ComparisonRail(
        "T1",
        "misperception",
        "a lone decision maker who knows the game decides best",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _known_alone,
    ),
    ComparisonRail(
        "T2",
        "misperception",
        "who knows a two-player constant-sum game plays a strategy that guarantees the value",
        EVERY_CONCEPT,
        QUANTIFIERS,
        _known_constant_sum,
    ),
    ComparisonRail(
        "T5",
        "misperception",
        "a model that is the game allows for all that the game's equilibria pay",
        EVERY_CONCEPT,
        ("strong", "best"),
        _known,
    ),
    ComparisonRail(
        "T6",
        "dominance-trap",
        "in a constant-sum game not everybody gains when all lose an action",
        ("nash",),
        QUANTIFIERS,
        _all_of_constant_sum,
    ),
    ComparisonRail(
        "T1",
        "security-insecurity",
        "a measure that nobody can answer does what it does when nobody answers",
        ("nash",),
        QUANTIFIERS,
        _alone,
    ),
)
