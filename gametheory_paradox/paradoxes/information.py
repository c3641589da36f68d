"""Information backfire: seeing more leaves a player worse off, because the others know that it sees.

The game is compared with the same game in which one information set of the mover is split into several: a
Blackwell improvement of what it knows, with everybody else's information unchanged.  Any garbling of one
signal can be written so, with the finer signal as a move of chance that the coarser set does not tell apart.

Source: blackwell1953.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, some
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    check_perfect_recall,
    split_information_set,
)
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.paradoxes.compared_branches import compared, gains
from gametheory_paradox.paradoxes.definition import Definition, Request, Sets, Stated, names_of, text_of
from gametheory_paradox.paradoxes.option import AnyQuantifier, gap_between, payoffs_compared


@dataclass(frozen=True)
class InformationBackfire:
    """The mover's payoffs before and after it learns more, over all equilibria or in those that a rule selects.

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
    def gap(self) -> Fraction:
        """By how much the mover is better off knowing less."""
        return gap_between(self.uninformed, self.informed, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Before and after."""
        return {"uninformed": self.uninformed, "informed": self.informed}

    def holds(self) -> bool:
        """Whether the paradox is present: this is the definition."""
        return self.gap > 0


def _variants(
    game: NormalForm[P] | ExtensiveForm[P], request: Request
) -> dict[str, NormalForm[P] | ExtensiveForm[P]]:
    if not isinstance(game, ExtensiveForm):
        raise Unsupported("what a player sees is written in a tree; this is a table")
    listed = request.details["parts"]
    if not isinstance(listed, list):
        raise InvalidGame(f"parts: expected lists of histories, got {listed!r:.60}")
    parts = [names_of({"parts": part}, "parts") for part in listed]
    informed = split_information_set(game, request.mover, text_of(request.details, "at"), parts)
    check_perfect_recall(informed, request.mover)  # who forgets what it was told has not learned more
    return {"uninformed": game, "informed": informed}


def _claim(game: Game, request: Request, sets: Sets) -> InformationBackfire | None:
    before, after = (
        payoffs_compared(sets[name], request.mover, request.quantifier) for name in ("uninformed", "informed")
    )
    if before is None or after is None:
        return None
    return InformationBackfire(request.quantifier, before, after)


def _statement(
    form: Form, request: Request, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    before, after = found["uninformed"].ends, found["informed"].ends
    better = gains(form.players.index(request.mover), least, factor)
    return compared(before, after, request.quantifier, better), some([before.degenerate, after.degenerate])


ASKED = ("at", "parts")
STATED = Stated("information", ASKED, _variants, _statement)
INFORMATION = Definition(
    "information", "seeing more leaves a player worse off", ASKED, _variants, _claim, STATED, selecting=True
)
