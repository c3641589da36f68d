"""Guard-rails: theorems by which the structure of a game rules a paradox out."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    NormalForm,
    StochasticGame,
    Terminal,
    played_once,
)
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.states.stochastic_game import restrict_states
from gametheory_paradox.paradoxes.comparative_statics import raises
from gametheory_paradox.paradoxes.definition import Variants, left_in
from gametheory_paradox.paradoxes.question import (
    EQUILIBRIUM_CONCEPTS,
    QUANTIFIERS,
    VERDICT_CONCEPTS,
    Quantifier,
    Question,
    text_of,
)
from gametheory_paradox.paradoxes.realized import NO_COERCION
from gametheory_paradox.paradoxes.third_party import chooses_after
from gametheory_paradox.table import Record

# Structures of games on which guard-rails rest
# ----------------------------------------------


def decides_alone(game: Game, player: str) -> bool:
    """True if nobody else has a choice, and players recall what they did."""
    return all(len(s.actions) == 1 for s in game.information_sets if s.player != player) and _recalls(game)


def has_constant_sum(game: Game) -> bool:
    """True if all payoffs sum to the same, wherever the game ends; over time to zero in every period."""
    if isinstance(game, StochasticGame):
        sums = {sum(cell, Fraction(0)) for state in game.states for cell in state.payoffs}
        return sums == {0} and len(set(game.discounts)) == 1
    game = played_once(game)
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    first = sum(cells[0], Fraction(0))
    return all(sum(cell, Fraction(0)) == first for cell in cells)


def is_constant_sum_of_two(game: Game) -> bool:
    """True if one of two players, who recall what they did, gets what the other does not."""
    return len(game.players) == 2 and _recalls(game) and has_constant_sum(game)


def is_root_move(game: Game, question: Question) -> bool:
    """True if everything is seen, and exactly the root's set loses the action, which is one player's."""
    game = played_once(game)
    if isinstance(game, NormalForm) or question.coalition or not game.has_perfect_information:
        return False
    root, losing = game.nodes[0], left_in(game, question)
    return isinstance(root, Decision) and losing.keys() == {root.information_set}


def leads_on_alike(game: Game, question: Question) -> bool:
    """True if an action and the one in its place move no state otherwise, and neither does what is answered.

    Where nobody answers, the odds of the next state are the same for both at the sets asked about, whatever
    the others do there; else they are so in every state for all that can be done.
    """
    assert isinstance(game, StochasticGame)
    if all(len(set(state.transitions)) == 1 for state in game.states):
        return True
    if question.details["held"] != "nobody":
        return False
    taken, instead = (
        restrict_states(game, dict.fromkeys(left_in(game, question), (action,)))
        for action in (question.action[0], text_of(question, "instead"))
    )
    return all(
        one.transitions == other.transitions for one, other in zip(taken.states, instead.states, strict=True)
    )


def _recalls(game: Game) -> bool:
    """Information sets of one node, or one move per player on every path: enough for perfect recall.

    Over time all see the state, and nothing else counts.
    """
    if isinstance(game, StochasticGame):
        return True

    game = played_once(game)
    if isinstance(game, NormalForm) or game.has_perfect_information:
        return True

    on_path: set[str] = set()
    pending = [0]
    while pending:
        place = pending.pop()
        node = game.nodes[place if place >= 0 else ~place]
        if isinstance(node, Decision):
            player = game.information_sets[node.information_set].player
            if place < 0:  # everything below has been seen
                on_path.discard(player)
                continue
            if player in on_path:
                return False
            on_path.add(player)
            pending.append(~place)

        if not isinstance(node, Terminal):
            pending.extend(node.children)

    return True


# Guard-rails: structures in which a paradox is impossible, each for exactly what its theorem covers
#
# They are theorems about what players maximize, their payoffs.  None speaks of another measure: a lone
# decider may pay with its security.
#
# Each row is a theorem about one paradox, for the concepts and quantifiers that it names.  The proofs:
#
# T1, a lone decision maker, gets in every equilibrium the most that one of its plans gives.  *Option*, *third
# party*: the action, one more plan, costs nothing.  *Information*: what it could do before, it can do when it
# sees more.  *Comparative statics*: a higher payoff at some ends and a lower one at none lowers no plan's
# worth.  *Realized*, in a table: what it uses is best, so that no other action pays more.  *Misperception*,
# the model being the game: the plan is a best one.
#
# T2, two players and a constant sum: every equilibrium pays the value, by a strategy that guarantees it.
# *Option*: the value never rises when one's own action goes.  *Information*: one's strategies grow, the
# other's stay.  *Comparative statics*: a matrix that is nowhere lower has no lower value.  *Realized*, in a
# table: what is used pays the value, which does not rise when the action goes.  *Misperception*, the model
# being the game: its part guarantees the value.
#
# Both over time (*option*, *comparative statics*; Markov perfect equilibria): no one-shot deviation gains, so
# that a lone decision maker's plan is the best of all from every state on; without the action there are
# fewer, and higher payoffs lower no plan's worth.  Where two get zero together in every period, with one
# discount factor, both plans guarantee the value from every state on, and the same holds of it.
#
# T4, perfect information and the mover's choice at the root: an equilibrium without the action takes the best
# branch that is left, the same with it the best of all.  So the action costs nothing (*option*, *third
# party*; strong, best, worst), and where it is used, the mover gets no less than in an equilibrium without it
# (*realized*, against the game without the action; strong, worst).  It says nothing of later nodes, of Nash
# equilibria, or of *possible*.
#
# T5, a model that is the game: the mover's part of an equilibrium, answered by the others' parts of it, pays
# what that equilibrium does, so that all that the game's equilibria pay is paid by the model too (strong,
# best).  The others' parts are an equilibrium when the mover's is given: Nash always, subgame perfect at
# least where everything is seen.
#
# T6, a dominance trap of all players, constant sum: where the action is dominant for all there is one
# equilibrium; gains sum to zero.
#
# T7, a third party without a choice after the action: to freeze it changes nothing, so that what the action
# costs, it costs then too.
#
# T9, a *dynamic backfire* where states are met equally often with the action and with the other one: the part
# of the difference that goes through the states is zero for every pair of equilibria, and not negative.  (T8
# is about graph models.)  That what is taken in a Markov perfect equilibrium of the whole game does not
# backfire where nobody answers is a theorem about that equilibrium and no structure; the comparison comes out
# absent.
# ----------------------------------------------------------------------------

# What holds for Nash holds for all concepts of games that are played once; these are one where all is seen.
AT_NODES = EQUILIBRIUM_CONCEPTS[1:]
AnyGame = Any  # with numbers; for a change of a parameter the form in which that is left


@dataclass(frozen=True, repr=False)
class GuardRail(Record):
    """A theorem that rules a paradox out.

    Parameters
    ----------
    name, paradox, says
        What it is called, which paradox it rules out, and what it says.
    concepts, quantifiers
        The solution concepts and quantifiers it covers.
    structure
        What a game, a question and the variants that it asks about must all be.
    """

    name: str
    paradox: str
    says: str
    concepts: tuple[str, ...]
    quantifiers: tuple[Quantifier, ...]
    structure: tuple[Callable[[AnyGame, Question, Variants], bool], ...]

    def covers(self, game: AnyGame, question: Question, variants: Variants) -> bool:
        """True if it rules the paradox out for this question."""
        return (
            question.measure == PAYOFF
            and self.paradox == question.paradox
            and question.concept in self.concepts
            and question.quantifier in self.quantifiers
            and all(holds(game, question, variants) for holds in self.structure)
        )


def rail_for(game: AnyGame, question: Question, variants: Variants) -> GuardRail | None:
    """The first guard-rail that rules the paradox out; None if none does."""
    return next((rail for rail in GUARD_RAILS if rail.covers(game, question, variants)), None)


def _alone(game: AnyGame, question: Question, variants: Variants) -> bool:
    return not question.coalition and decides_alone(game, question.mover)


def _constant_sum(game: AnyGame, question: Question, variants: Variants) -> bool:
    return not question.coalition and is_constant_sum_of_two(game)


def _at_the_root(game: AnyGame, question: Question, variants: Variants) -> bool:
    return is_root_move(game, question)


def _raised_alone(game: AnyGame, question: Question, variants: Variants) -> bool:
    lower, higher = variants["lower"], variants["higher"]
    return decides_alone(lower, question.mover) and raises(lower, higher, question.mover)


def _raised_constant_sum(game: AnyGame, question: Question, variants: Variants) -> bool:
    both = variants["lower"], variants["higher"]
    return all(map(is_constant_sum_of_two, both)) and raises(*both, question.mover)


def _third_has_no_answer(game: AnyGame, question: Question, variants: Variants) -> bool:
    return not chooses_after(game, question, text_of(question, "third"))


def _against_no_coercion(game: AnyGame, question: Question, variants: Variants) -> bool:
    return question.details["benchmark"] == NO_COERCION


def _table(game: AnyGame, question: Question, variants: Variants) -> bool:
    return isinstance(game, NormalForm)


def _model_is_game(game: AnyGame, question: Question, variants: Variants) -> bool:
    return bool(variants["model"] == game)


def _nash_or_all_is_seen(game: AnyGame, question: Question, variants: Variants) -> bool:
    return question.concept == "nash" or (isinstance(game, ExtensiveForm) and game.has_perfect_information)


def _all_of_constant_sum(game: AnyGame, question: Question, variants: Variants) -> bool:
    return len(question.coalition) == len(game.players) and has_constant_sum(game)


def _moves_no_state(game: AnyGame, question: Question, variants: Variants) -> bool:
    return leads_on_alike(game, question)


_ROOT = "under perfect information and subgame perfection the mover at the root takes the best branch"
GUARD_RAILS: tuple[GuardRail, ...] = (
    GuardRail(
        "T1",
        "option",
        "a lone decision maker is never hurt by an option",
        VERDICT_CONCEPTS,
        QUANTIFIERS,
        (_alone,),
    ),
    GuardRail(
        "T2",
        "option",
        "in a two-player constant-sum game an option never lowers its owner's value",
        VERDICT_CONCEPTS,
        QUANTIFIERS,
        (_constant_sum,),
    ),
    GuardRail("T4", "option", _ROOT, AT_NODES, ("strong", "best", "worst"), (_at_the_root,)),
    GuardRail(
        "T1",
        "information",
        "a lone decision maker is never hurt by seeing more",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_alone,),
    ),
    GuardRail(
        "T2",
        "information",
        "in a two-player constant-sum game seeing more never lowers one's value",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_constant_sum,),
    ),
    GuardRail(
        "T1",
        "comparative-statics",
        "a lone decision maker is never hurt by higher payoffs",
        VERDICT_CONCEPTS,
        QUANTIFIERS,
        (_raised_alone,),
    ),
    GuardRail(
        "T2",
        "comparative-statics",
        "in two-player constant-sum games higher payoffs never lower one's value",
        VERDICT_CONCEPTS,
        QUANTIFIERS,
        (_raised_constant_sum,),
    ),
    GuardRail(
        "T1",
        "third-party",
        "a lone decision maker is never hurt by an option",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_alone,),
    ),
    GuardRail(
        "T4",
        "third-party",
        _ROOT,
        AT_NODES,
        ("strong", "best", "worst"),
        (_at_the_root,),
    ),
    GuardRail(
        "T7",
        "third-party",
        "a third party without a choice after the action carries no reaction",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_third_has_no_answer,),
    ),
    GuardRail(
        "T1",
        "realized",
        "what a lone decision maker uses pays no less than anything else",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_table, _against_no_coercion, _alone),
    ),
    GuardRail(
        "T2",
        "realized",
        "in a two-player constant-sum table what is used pays the value",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_table, _against_no_coercion, _constant_sum),
    ),
    GuardRail(
        "T4",
        "realized",
        _ROOT,
        AT_NODES,
        ("strong", "worst"),
        (_against_no_coercion, _at_the_root),
    ),
    GuardRail(
        "T1",
        "misperception",
        "a lone decision maker who knows the game decides best",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_model_is_game, _alone),
    ),
    GuardRail(
        "T2",
        "misperception",
        "who knows a two-player constant-sum game plays a strategy that guarantees the value",
        EQUILIBRIUM_CONCEPTS,
        QUANTIFIERS,
        (_model_is_game, _constant_sum),
    ),
    GuardRail(
        "T5",
        "misperception",
        "a model that is the game allows for all that the game's equilibria pay",
        EQUILIBRIUM_CONCEPTS,
        ("strong", "best"),
        (_model_is_game, _nash_or_all_is_seen),
    ),
    GuardRail(
        "T6",
        "dominance-trap",
        "in a constant-sum game not everybody gains when all lose an action",
        ("nash",),
        QUANTIFIERS,
        (_all_of_constant_sum,),
    ),
    GuardRail(
        "T9",
        "dynamic-backfire",
        "where states are met equally often either way, nothing goes through them",
        ("markov-perfect",),
        QUANTIFIERS,
        (_moves_no_state,),
    ),
)
