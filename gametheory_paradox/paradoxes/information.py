"""The information paradox: seeing more leaves a player worse off."""

from collections.abc import Mapping
from dataclasses import dataclass

from gametheory_paradox.conditions.proofs.statements import Statement, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Game, check_perfect_recall
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.forms.trees.seeing_more import split_information_set
from gametheory_paradox.paradoxes.definition import (
    Claim,
    ParametricComparison,
    ParametricDefinition,
    Sets,
    compared,
    gains,
    gap_between,
    payoffs_compared,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.table import Record

# Information backfire: seeing more leaves a player worse off, because the others know that it sees
#
# The game is compared with the same game in which one information set of the mover is split into several: a
# Blackwell improvement of what it knows, with everybody else's information unchanged.  Any garbling of one
# signal can be written so, with the finer signal as a move of chance that the coarser set does not tell
# apart.
#
# Source: blackwell1953.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class InformationBackfire(Record, Claim):
    """The mover's payoffs before and after it learns more, in all equilibria or those that a rule selects.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    uninformed, informed
        Its payoffs before and after.
    """

    quantifier: AnyQuantifier
    uninformed: PayoffSet
    informed: PayoffSet

    @property
    def gap(self) -> Number:
        """By how much the mover is better off knowing less."""
        return gap_between(self.uninformed, self.informed, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Before and after."""
        return {"uninformed": self.uninformed, "informed": self.informed}


def variants(game: GameForm[P], question: Question) -> dict[str, GameForm[P]]:
    """The tree as it is, and with the information set split."""
    if not isinstance(game, ExtensiveForm):
        raise Unsupported("what a player sees is written in a tree; this is a table")
    listed = question.details.get("parts")
    if not isinstance(listed, list):
        raise InvalidGame(f"parts: expected lists of histories, got {listed!r:.60}")
    if len(question.at) != 1:
        named = ", ".join(question.at) or "none"
        raise InvalidGame(f"information is asked about one information set; got {named}")
    parts = [_histories(part) for part in listed]
    informed = split_information_set(game, question.mover, question.at[0], parts)
    check_perfect_recall(informed, question.mover)  # who forgets what it was told has not learned more
    return {"uninformed": game, "informed": informed}


def claim(game: Game, question: Question, sets: Sets) -> InformationBackfire | str:
    """The comparison; a text says why the equilibria do not settle it."""
    compared = payoffs_compared(question, {name: sets[name] for name in ("uninformed", "informed")})
    if isinstance(compared, str):
        return compared
    return InformationBackfire(question.quantifier, *compared)


def _histories(part: object) -> tuple[str, ...]:
    if (
        not isinstance(part, list)
        or not all(isinstance(item, str) for item in part)
        or len(set(part)) < len(part)
    ):
        raise InvalidGame(f"parts: expected a list of different names, got {part!r:.60}")
    return tuple(part)


# Information backfire as a statement about parameters
# -----------------------------------------------------


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    before, after = extremes(found["uninformed"]), extremes(found["informed"])
    better = gains(form.column(question.mover), least, factor)
    return compared(before, after, question.quantifier, better), some([before.degenerate, after.degenerate])


STATED = ParametricDefinition(variants, _statement)
