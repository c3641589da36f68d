"""Outcomes of a signaling game: what refinements of beliefs after unsent messages judge.

The *outcome* of an equilibrium is here what the sender gets as each type and which messages are sent.
Equilibria that differ only in how unsent messages are answered and read have the same outcome.  Where there
are infinitely many equilibria, those between listed ones of equal outcome have it too; those between listed
ones that pay the types alike while more messages are sent form an outcome of their own; and where what the
types get varies, the ones between are left open.

Sources: cho1987.
"""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Profile
from gametheory_paradox.games.signaling import SignalingGame, signaling_game
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.table import Record


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
