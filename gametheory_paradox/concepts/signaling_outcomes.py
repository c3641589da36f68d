"""Outcomes of signaling games, and best responses to sets of beliefs.

Sources: cho1987; pearce1984 (a response is never best if and only if a mixture strictly dominates it);
farkas1902.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.solvers.linear_program import (
    Infeasibility,
    LinearProgram,
    Optimum,
    Row,
    maximize,
)
from gametheory_paradox.forms.trees.signaling import Message, SignalingGame, signaling_game
from gametheory_paradox.table import Record

# Outcomes of a signaling game: what refinements of beliefs after unsent messages judge
#
# The *outcome* of an equilibrium is here what the sender gets as each type and which messages are sent.
# Equilibria that differ only in how unsent messages are answered and read have the same outcome.  Where there
# are infinitely many equilibria, those between listed ones of equal outcome have it too; those between listed
# ones that pay the types alike while more messages are sent form an outcome of their own; and where what the
# types get varies, the ones between are left open.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class SignalingOutcome(Record):
    """The types' payoffs and the messages sent.

    Parameters
    ----------
    payoffs
        For each type what the sender gets.
    sent
        The numbers of the messages that are sent.
    equilibria
        The numbers of the listed equilibria with this outcome.
    between
        The subsets of listed equilibria such that those between them, all of them mixed, have this outcome.
    """

    payoffs: tuple[Fraction, ...]
    sent: tuple[int, ...]
    equilibria: tuple[int, ...] = ()
    between: tuple[tuple[int, ...], ...] = ()

    def unsent(self, game: SignalingGame) -> tuple[int, ...]:
        """The numbers of the messages that are not sent."""
        return tuple(number for number in range(len(game.messages)) if number not in self.sent)


@dataclass(frozen=True, repr=False)
class SignalingOutcomes(Record):
    """All outcomes of the equilibria on a list.

    Parameters
    ----------
    game
        The signaling game.
    outcomes
        The different outcomes.
    open
        The subsets of listed equilibria between which what the types get varies.
    """

    game: SignalingGame
    outcomes: tuple[SignalingOutcome, ...]
    open: tuple[tuple[int, ...], ...]


def signaling_outcomes(equilibria: Equilibria) -> SignalingOutcomes:
    """Collects the outcomes of the equilibria of a signaling game.

    Parameters
    ----------
    equilibria
        Sequential or perfect Bayesian equilibria.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources: cho1987.
    """
    beliefs = equilibria.concept in ("sequential", "perfect-bayesian")
    if not beliefs or not isinstance(equilibria.game, ExtensiveForm):
        raise Unsupported(
            "refinements of beliefs take sequential or perfect Bayesian equilibria, as "
            f'solve(game, concept="sequential") finds them; got {equilibria.concept} equilibria'
        )
    game = signaling_game(equilibria.game)
    kinds = [_kind(game, profile) for profile in equilibria.profiles]
    members: dict[tuple[tuple[Fraction, ...], tuple[int, ...]], tuple[list[int], list[tuple[int, ...]]]] = {}
    for number, kind in enumerate(kinds):
        members.setdefault(kind, ([], []))[0].append(number)

    # Between listed equilibria: an outcome of theirs where all types get the same, otherwise open.
    varying = []
    for subset in equilibria.subsets:
        if len({kinds[number][0] for number in subset}) > 1:
            varying.append(subset)
        elif len(subset) > 1:
            sent = tuple(sorted({message for number in subset for message in kinds[number][1]}))
            members.setdefault((kinds[subset[0]][0], sent), ([], []))[1].append(subset)

    outcomes = tuple(
        SignalingOutcome(payoffs, sent, tuple(listed), tuple(between))
        for (payoffs, sent), (listed, between) in members.items()
    )
    return SignalingOutcomes(game, outcomes, tuple(varying))


def _kind(game: SignalingGame, profile: Profile) -> tuple[tuple[Fraction, ...], tuple[int, ...]]:
    return game.payoffs_by_type(profile), game.sent(profile)


# Responses that are best together under some belief about the type of whoever sent a message
#
# A set of responses is *best together* if one belief makes all of them best.  A belief shows that it is so.
# That it is not so is shown by switches, each from a response of the set to another one, with positive
# weights: if in total they gain at every type, no belief makes all of the set best (for a set of one
# response, this is a mixture that strictly dominates it).
# ----------------------------------------------------------------------------

Responses: TypeAlias = tuple[int, ...]  # numbers, ascending
Belief: TypeAlias = Mapping[int, Fraction]  # by the number of the type
Switches: TypeAlias = Mapping[tuple[int, int], Fraction]  # weights of switches from one response to another

MOST_RESPONSES = 12  # of which sets are formed


@dataclass(frozen=True, repr=False)
class BestResponses(Record):
    """The responses to a message that are best, alone or together, when the belief is on some of the types.

    Parameters
    ----------
    message
        The message.
    types
        The numbers of the types that are believed possible.
    together
        For each set that is best together a belief for which it is.
    never
        For each of the other sets that have been examined the switches that show it.
    """

    message: Message
    types: tuple[int, ...]
    together: Mapping[Responses, Belief]
    never: Mapping[Responses, Switches]

    @property
    def single(self) -> Responses:
        """The responses that are best for some belief."""
        return tuple(sorted({response for best in self.together for response in best}))

    @property
    def largest(self) -> tuple[Responses, ...]:
        """The sets best together that are part of no larger one."""
        return tuple(
            one for one in self.together if not any(set(one) < set(other) for other in self.together)
        )

    def holds(self, *, sets: bool) -> bool:
        """Tests whether sums confirm each entry, and each response (or set, with ``sets``) is settled."""
        count = len(self.message.responses)
        if sets and count > MOST_RESPONSES:
            return False
        sizes = range(1, count + 1 if sets else 2)
        return (
            all(
                is_best_together(self.message, self.types, best, belief)
                for best, belief in self.together.items()
            )
            and all(
                gain_everywhere(self.message, self.types, own, switches)
                for own, switches in self.never.items()
            )
            and all(self._settled(chosen) for size in sizes for chosen in combinations(range(count), size))
        )

    def _settled(self, chosen: Responses) -> bool:
        return any(set(chosen) <= set(best) for best in self.together) or any(
            set(own) <= set(chosen) for own in self.never
        )


def is_best_together(
    message: Message, types: Sequence[int], responses: Sequence[int], belief: Belief
) -> bool:
    """Tests whether a belief on these types makes all of the responses best."""
    if not set(belief) <= set(types) or any(p < 0 for p in belief.values()) or sum(belief.values()) != 1:
        return False
    values = [
        sum((p * message.responder[kind][response] for kind, p in belief.items()), Fraction(0))
        for response in range(len(message.responses))
    ]
    return bool(responses) and all(values[response] == max(values) for response in responses)


def gain_everywhere(
    message: Message, types: Sequence[int], responses: Sequence[int], switches: Switches
) -> bool:
    """Tests whether switches away from some of the responses gain in total at every one of the types."""
    if any(weight < 0 or before not in responses for (before, _), weight in switches.items()):
        return False
    paid = message.responder
    return all(
        sum(
            (w * (paid[kind][after] - paid[kind][before]) for (before, after), w in switches.items()),
            Fraction(0),
        )
        > 0
        for kind in types
    )


def best_responses(message: Message, types: Sequence[int], *, sets: bool) -> BestResponses:
    """Finds the best responses when the belief is on some types; with ``sets``, also which are best together.

    Sets grow by one response at a time, since each part of a set that is best together is so too.

    Raises
    ------
    Unsupported
        If sets are asked for and there are more than 12 responses.

    Examples
    --------
    >>> from gametheory_paradox.forms import Chance, ExtensiveForm, Move
    >>> from gametheory_paradox.forms.trees.signaling import signaling_game
    >>> def sends(kind, good):
    ...     after = Move("R", "after m", {"yes": (0, good), "no": (0, -good), "wait": (0, -1)})
    ...     return "1/2", Move("S", kind, {"m": after, "stay": (0, 0)})
    >>> types = {"x": sends("x", 1), "y": sends("y", -1)}
    >>> message = signaling_game(ExtensiveForm.from_tree(["S", "R"], Chance(types))).messages[0]
    >>> found = best_responses(message, (0, 1), sets=True)
    >>> found.largest, found.holds(sets=True)
    (((0, 1),), True)
    """
    count, types = len(message.responses), tuple(types)
    if sets and count > MOST_RESPONSES:
        raise Unsupported(
            f"{message.name!r} has {count} responses; sets are formed of at most {MOST_RESPONSES}"
        )

    together: dict[Responses, Belief] = {}
    never: dict[Responses, Switches] = {}
    pending: list[Responses] = [(response,) for response in range(count)]
    while pending:
        grown: list[Responses] = []
        for chosen in pending:
            program = _program(message, types, chosen)
            answer = maximize(program)
            if isinstance(answer, Optimum):
                together[chosen] = {kind: p for kind, p in zip(types, answer.primal, strict=True) if p}
                grown.append(chosen)
            else:
                assert isinstance(answer, Infeasibility)
                never[chosen] = _switches(program, chosen, answer.farkas)

        # The next larger sets, all of whose parts are best together.
        larger = (
            (*chosen, response)
            for chosen in (grown if sets else ())
            for response in range(chosen[-1] + 1, count)
        )
        pending = [one for one in larger if set(combinations(one, len(one) - 1)) <= set(grown)]
    return BestResponses(message, types, together, never)


def _program(message: Message, types: Responses, chosen: Responses) -> LinearProgram:
    """The program for a belief, one variable per type: the set's responses pay alike, and none more."""
    paid, first = message.responder, chosen[0]
    rows = [Row((Fraction(1),) * len(types), "=", Fraction(1))]
    for response in range(len(message.responses)):
        if response != first:
            loss = tuple(paid[kind][first] - paid[kind][response] for kind in types)
            rows.append(Row(loss, "=" if response in chosen else ">=", Fraction(0)))
    return LinearProgram((Fraction(0),) * len(types), tuple(rows))


def _switches(program: LinearProgram, chosen: Responses, farkas: Sequence[Fraction]) -> Switches:
    """The multipliers that show that there is no belief, as switches."""
    first = chosen[0]
    others = [response for response in range(len(program.rows)) if response != first]
    weights = zip(others, farkas[1:], strict=True)
    return {(first, response) if w < 0 else (response, first): abs(w) for response, w in weights if w}
