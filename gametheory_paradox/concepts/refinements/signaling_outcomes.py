"""Outcomes of a signaling game: what refinements of beliefs after unsent messages judge.

The *outcome* of an equilibrium is here what the sender gets as each type and which messages are sent.
Equilibria that differ only in how unsent messages are answered and read have the same outcome.  Where there
are infinitely many equilibria, those between listed ones of equal outcome have it too; those between listed
ones that pay the types alike while more messages are sent form an outcome of their own; and where what the
types get varies, the ones between are left open.

Sources: cho1987.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, Profile
from gametheory_paradox.games.signaling import SignalingGame, signaling_game
from gametheory_paradox.solvers.equilibria import Equilibria
from gametheory_paradox.table import Cell, Table


@dataclass(frozen=True)
class SignalingOutcome:
    """What the types get and which messages are sent.

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


@dataclass(frozen=True)
class SignalingOutcomes:
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


def signaling_outcomes(found: Equilibria) -> SignalingOutcomes:
    """Collects the outcomes of the equilibria of a signaling game.

    Parameters
    ----------
    found
        Sequential or perfect Bayesian equilibria.

    Raises
    ------
    Unsupported
        If the equilibria are of another concept, or of another kind of game.

    Sources: cho1987.
    """
    if found.concept not in ("sequential", "perfect-bayesian") or not isinstance(found.game, ExtensiveForm):
        raise Unsupported(
            f'refinements of beliefs take sequential or perfect Bayesian equilibria, as solve(game, concept="sequential") finds '
            f"them; got {found.concept} equilibria"
        )
    game = signaling_game(found.game)
    kinds = [_kind(game, profile) for profile in found.profiles]
    members: dict[tuple[tuple[Fraction, ...], tuple[int, ...]], tuple[list[int], list[tuple[int, ...]]]] = {}
    for number, kind in enumerate(kinds):
        members.setdefault(kind, ([], []))[0].append(number)
    varying = []
    for subset in found.subsets:
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


def outcome_cells(game: SignalingGame, outcome: SignalingOutcome) -> tuple[Cell, ...]:
    """An outcome as the first cells of a row: its equilibria, numbered as their list shows them, what is sent, who gets what."""
    listed = ", ".join(str(number + 1) for number in outcome.equilibria)
    sent = ", ".join(game.messages[number].name for number in outcome.sent)
    return (listed or f"between {_numbers(outcome.between)}", sent, *outcome.payoffs)


def refinement_table(
    found: Equilibria, outcomes: SignalingOutcomes, title: str, rows: Iterable[Sequence[Cell]]
) -> Table:
    """A refinement's verdicts, one row per outcome."""
    heads = ("equilibria", "sent", *(f"{kind} gets" for kind in outcomes.game.types), "verdict", "because")
    note = (
        f"Undecided between {_numbers(outcomes.open)}: there what the types get varies."
        if outcomes.open
        else ""
    )
    return Table(heads, tuple(map(tuple, rows)), title=f"{found.game.title or 'Game'}: {title}", note=note)


def _numbers(subsets: Iterable[Sequence[int]]) -> str:
    return "; ".join(", ".join(str(number + 1) for number in subset) for subset in subsets)
