"""Every subgame perfect equilibrium of a tree with ties, from plans that attain the ends of pieces.

Pieces cover what the equilibria pay (:mod:`~gametheory_paradox.claims.equilibria.payoff_pieces`).  Plans that
are subgame perfect by definition, and attain the least and the greatest entry of a column, prove that these
are exact.  Where somebody does not see all, the pieces bound what no plan attains.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_trees import MOST_CELLS_IN_ALL, MOST_TABLES
from gametheory_paradox.claims.equilibria.every_subgame_perfect import is_backward_induction_plan
from gametheory_paradox.claims.equilibria.nash import is_subgame_perfect
from gametheory_paradox.claims.equilibria.payoff_pieces import InTable, payoff_pieces
from gametheory_paradox.claims.equilibria.piece_ranges import PieceRange
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.claims.equilibria.subgame_pieces import SubgameTables
from gametheory_paradox.claims.equilibria.ties import Ties
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import (
    ExtensiveForm,
    Game,
    NormalForm,
    Profile,
    expected_payoffs,
    game_hash,
    profile_from_data,
    without_measure,
)
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.json_fields import integer_in, list_in

MOST_CUTS = 4
MOST_PLANS = 100


def equilibria_in_pieces(
    game: ExtensiveForm[Fraction],
    player: str,
    cuts: int,
    plans: Sequence[Profile],
    in_table: InTable | None = None,
) -> EquilibriumSet:
    """Payoffs that pieces leave for a player, and plans that attain their ends: so these are exact.

    Where somebody does not see all, and no plan attains an end, it is known within bounds.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect, or where all is seen none attains an end.
    """
    column = game.column(player)
    covered = payoff_pieces(game, [column], cuts, in_table=in_table)
    if not all(is_equilibrium(game, plan) for plan in plans):
        raise CertificateRejected("a listed plan is not subgame perfect")

    paid = [expected_payoffs(game, plan) for plan in plans]
    is_exact = {own[column] for own in paid}.issuperset(covered.range)
    if in_table is not None:  # there may be finitely many, of which some are not listed
        return EquilibriumCover(
            game,
            tuple(plans),
            infinite=True,
            spanning=False,
            counted=False,
            listed=False,
            ranges=None if is_exact else lambda _: [PieceRange(*covered.range)],
        )

    if not is_exact:
        compared = game.measure or "payoff"
        raise CertificateRejected(f"no listed plan attains an end of the pieces of {player}'s {compared}")

    return EquilibriumSet(
        game,
        tuple(plans),
        infinite=covered.ties,
        spanning=not covered.ties,
        ties=Ties(covered.never(game), partial(_best_for_all, game, cuts, paid)),
    )


def is_equilibrium(game: ExtensiveForm[Fraction], plan: Profile) -> bool:
    """True if a plan is subgame perfect, by definition."""
    if game.has_perfect_information:
        return is_backward_induction_plan(game, plan)
    return is_subgame_perfect(game, plan)


def _best_for_all(
    game: ExtensiveForm[Fraction], cuts: int, paid: Sequence[tuple[Fraction, ...]]
) -> tuple[Fraction, ...] | str:
    """Payoffs of a plan that is best for all, if by pieces all equilibria that are pay the same."""
    players = len(game.players)
    pieces = payoff_pieces(game, range(width_of(game.players, game.measure)), cuts).pieces
    corners = [corner.at for piece in pieces for corner in piece]
    greatest = tuple(max(own) for own in zip(*corners, strict=True))[:players]
    if greatest != tuple(max(own) for own in zip(*paid, strict=True))[:players]:
        return "not every player's greatest payoff is attained by a plan that is listed"

    # An equilibrium that is best for all lies where a piece attains every greatest payoff: at corners.
    best = {own for own in corners if own[:players] == greatest}
    if not best:
        return "no equilibrium is best for every player at once"
    if len(best) > 1:
        return "equilibria that are best for every player at once differ in the measure"
    return best.pop() if best & set(paid) else "no plan that is listed is best for every player at once"


def by_payoff_pieces(game: Game, player: str, data: Data) -> EquilibriumSet:
    """Checks plans that attain the ends of pieces of payoffs."""
    return equilibria_in_pieces(*_read(game, player, data))


def by_subgame_pieces(
    game: Game, player: str, data: Data, *, check: Callable[..., EquilibriumSet]
) -> EquilibriumSet:
    """The same where somebody does not see all, with a proof for each table, by the table's hash."""
    proofs = data.get("tables")
    if not isinstance(proofs, Mapping) or len(proofs) > MOST_TABLES:
        raise CertificateRejected(f"expected the proofs of at most {MOST_TABLES:,} tables, by their hashes")
    cells = 0

    def prove(table: NormalForm[Fraction]) -> EquilibriumSet:
        nonlocal cells
        cells += len(table.payoffs)
        if cells > MOST_CELLS_IN_ALL:
            raise CertificateRejected(f"the tables have more than {MOST_CELLS_IN_ALL:,} cells")
        proof = proofs.get(game_hash(table), proofs.get(game_hash(without_measure(table))))
        if proof is None:
            raise CertificateRejected("a table has no proof")
        return check(table, "nash", table.players[0], proof, covering=True)

    return equilibria_in_pieces(*_read(game, player, data), SubgameTables(prove).corners)


def _read(game: Game, player: str, data: Data) -> tuple[ExtensiveForm[Fraction], str, int, list[Profile]]:
    """The tree and the player, how fine pieces are cut, and the plans."""
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("payoff pieces need a tree")
    if not 0 <= (cuts := integer_in(data.get("cuts"))) <= MOST_CUTS:
        raise CertificateRejected(f"payoff pieces are cut 0 to {MOST_CUTS} times")
    listed = list_in(data.get("plans"))
    if not 0 < len(listed) <= MOST_PLANS:
        raise CertificateRejected(f"payoff pieces come with 1 to {MOST_PLANS} plans")
    return game, player, cuts, [profile_from_data(game.information_sets, plan) for plan in listed]
