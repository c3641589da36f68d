"""Plans of a tree with ties that attain the least and the greatest of what players get, or of a measure.

The payoffs of all subgame perfect equilibria are covered by pieces
(:mod:`~gametheory_paradox.forms.trees.proofs.payoff_pieces`), whose corners note how they may be played.
From the root down, a mixture of corners of a node's piece is played by mixing over the children that these
corners come from, and in each child by a mixture of its corners.  Where a piece is larger than what it
covers, a corner may have no such plan; the pieces are then cut finer.

Sources: selten1965, kuhn1953.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, OutOfTime, Unsupported
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    NormalForm,
    Profile,
    Terminal,
    expected_payoffs,
    game_hash,
    without_measure,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import MOST_PARTS_SHOWN
from gametheory_paradox.forms.tables.solvers.curved_sets import with_ranges
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.proofs.payoff_pieces import (
    Corner,
    PayoffPieces,
    Piece,
    Play,
    TablePlay,
    payoff_pieces,
)
from gametheory_paradox.forms.trees.proofs.plans_under_ties import MOST_CUTS, is_equilibrium
from gametheory_paradox.forms.trees.proofs.subgame_pieces import SubgameTables
from gametheory_paradox.interruption import look
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Record

MOST_TRIES = 2_000  # ways to play one corner that are tried, beside one at each node
MOST_DEPTH = 150  # moves on one path
ZERO = Fraction(0)

Tree = ExtensiveForm[Fraction]
Choices = dict[int, tuple[Fraction, ...]]  # by information set
Weights = Mapping[Corner, Fraction]


@dataclass(frozen=True, repr=False)
class Ends(Record):
    """Plans that attain the least and the greatest entry of a column over all equilibria, or bounds of both.

    Parameters
    ----------
    cuts
        How fine the pieces had to be cut.
    plans
        The two plans; where there is no such one, one between.
    tables
        Where somebody does not see all, the proofs of the tables of subgames by their hashes.
    missing
        Which end is known within bounds alone, in words.
    """

    cuts: int
    plans: tuple[Profile, Profile]
    tables: Mapping[str, object] | None = None
    missing: str = ""


class _Tables(SubgameTables):
    """Tables of subgames solved while there is time, with the proof of each by its hash."""

    def __init__(self) -> None:
        super().__init__(self._solve)
        self.proofs: dict[str, object] = {}
        self.found: dict[NormalForm[Fraction], Equilibria] = {}

    def _solve(self, table: NormalForm[Fraction]) -> EquilibriumSet:
        bare = without_measure(table)
        if bare not in self.found:
            self.found[bare] = table_equilibria(bare, Clock())
        found = self.found[bare]
        if found.completeness.status == "budget":
            raise OutOfTime(found.completeness.why)
        if found.proof is None:
            raise CertificateRejected(f"a subgame is not settled: {found.completeness.why}")
        self.proofs[game_hash(bare)] = proof = found.proof
        if found.curved and table.measure:
            self.proofs[game_hash(table)] = proof = with_ranges(table, table.players[0], proof)
        return check_proof(table, "nash", table.players[0], proof, covering=True)


def pieces_proof(attained: Sequence[Ends], plans: Iterable[Profile]) -> dict[str, object]:
    """The proof that plans attain the ends of pieces, as data."""
    cuts = max(own.cuts for own in attained)
    data = {"cuts": cuts, "plans": [plan.to_data() for plan in dict.fromkeys(plans)]}
    tables = [own.tables for own in attained if own.tables is not None]
    if not tables:
        return {"kind": "payoff-pieces", **data}
    return {"kind": "subgame-pieces", **data, "tables": {k: v for own in tables for k, v in own.items()}}


def ends(game: Tree, column: int, listed: Sequence[Profile] = ()) -> Ends | str:
    """Plans that attain both ends of a column; a text says why none were found.

    Parameters
    ----------
    game
        A tree.
    column
        The place at an end of what is asked about: a payoff, or a value of a measure.
    listed
        Equilibria that are known, of which some may attain an end.  Where somebody does not see all, they
        stand in for plans that were not found; what is beyond them is bounded.
    """
    return _ends(game, column, listed, None if game.has_perfect_information else _Tables())


def all_ends(game: Tree, listed: Sequence[Profile]) -> list[Ends | str]:
    """The same for what each player gets; tables of subgames are solved once in all."""
    tables = None if game.has_perfect_information else _Tables()
    return [_ends(game, column, listed, tables) for column in range(len(game.players))]


def _ends(game: Tree, column: int, listed: Sequence[Profile], tables: _Tables | None) -> Ends | str:
    if _depth(game) > MOST_DEPTH:
        return f"ties in a tree more than {MOST_DEPTH} moves deep are not followed"
    found, missing = None, ""
    for cuts in range(MOST_CUTS + 1):
        try:
            covered = payoff_pieces(game, [column], cuts, tables.corners if tables else None)
        except (CertificateRejected, Unsupported) as problem:
            return found or missing or str(problem)
        lowest, highest = (_attaining(game, covered, column, end, listed) for end in covered.range)
        missing = "" if lowest and highest else _missing(game, column, covered.range, bool(lowest))

        # The two plans, or of those that are known the ones next to the bounds.
        known = [plan for plan in (lowest, highest, *listed) if plan]
        if known and (tables or not missing):
            paid = [expected_payoffs(game, plan)[column] for plan in known]
            plans = known[paid.index(min(paid))], known[paid.index(max(paid))]
            found = Ends(cuts, plans, dict(tables.proofs) if tables else None, missing)
        if not missing:
            break
    return found or missing


def _missing(game: Tree, column: int, ends: tuple[Fraction, Fraction], is_lowest_known: bool) -> str:
    player = game.players[column % len(game.players)]
    compared = "payoff" if column < len(game.players) else game.measure
    low, high = (
        str(end) if end.denominator < MOST_PARTS_SHOWN else f"≈{as_decimal(end, digits=6)}" for end in ends
    )
    return (
        f"ties leave {player} a {compared} between the bounds {low} and {high}, of which no plan was "
        f"seen to attain the {'greatest' if is_lowest_known else 'least'}"
    )


def _attaining(
    game: Tree, covered: PayoffPieces, column: int, end: Fraction, listed: Sequence[Profile]
) -> Profile | None:
    corners = [corner for piece in covered.pieces for corner in piece if corner.at[0] == end]
    plans = chain(plans_at(game, corners), listed)
    return next((plan for plan in plans if expected_payoffs(game, plan)[column] == end), None)


def plans_at(game: Tree, corners: Sequence[Corner]) -> Iterator[Profile]:
    """Subgame perfect plans that play corners of pieces at the root, one for each way that is noted."""
    search = _Plans(game)
    for play in (play for corner in corners for play in corner.plays):
        search.tries = 0
        choices = search.by_plays(0, [(play, Fraction(1))])
        if choices is None:
            continue
        plan = Profile(game.information_sets, tuple(choices[n] for n in range(len(game.information_sets))))
        if is_equilibrium(game, plan):
            yield plan


class _Plans:
    """The search for what is done below each node, with a count of what was tried."""

    def __init__(self, game: Tree):
        self.game, self.tries = game, 0
        self.most = MOST_TRIES + len(game.nodes)
        self.worse: dict[Corner, Choices | None] = {}  # below actions that are not taken

    def mixture(self, place: int, weights: Weights) -> Choices | None:
        """The choices from a node on that play a mixture of corners of its piece; None if unknown."""
        if isinstance(self.game.nodes[place], Terminal):
            return {}
        for plays in product(*(corner.plays for corner in weights)):
            look()
            self.tries += 1
            if self.tries > self.most:
                return None
            found = self.by_plays(place, list(zip(plays, weights.values(), strict=True)))
            if found is not None:
                return found
        return None

    def by_plays(self, place: int, ways: Sequence[tuple[Play | TablePlay, Fraction]]) -> Choices | None:
        """The same, each corner played in a given way."""
        plays = [(play, weight) for play, weight in ways if isinstance(play, Play)]
        if not plays:
            return self._by_tables([(play, weight) for play, weight in ways if isinstance(play, TablePlay)])
        node, pieces = self.game.nodes[place], plays[0][0].pieces
        if any(play.pieces is not pieces for play, _ in plays):
            return None
        below: dict[int, dict[Corner, Fraction]] = {}
        levels: dict[int, Fraction] = {}
        for play, weight in plays:
            for child, mixture in play.below.items():
                own = below.setdefault(child, {})
                for corner, share in mixture:
                    own[corner] = own.get(corner, ZERO) + weight * share
                levels[child] = levels.get(child, ZERO) + weight * (play.level or ZERO)
        odds = [sum(below.get(child, {}).values(), ZERO) for child in range(len(pieces))]
        level = {levels[child] / odds[child] for child in below}
        if len(level) > 1:  # the children would not tie
            return None

        found: Choices = {}
        if isinstance(node, Decision):
            found[node.information_set] = tuple(odds)
        for number, child in enumerate(node.children):
            if number in below:
                shares = {corner: weight / odds[number] for corner, weight in below[number].items()}
                part = self.mixture(child, shares)
            else:
                part = self._worse(child, pieces[number], plays[0][0].axis, max(level))
            if part is None:
                return None
            found |= part
        return found

    def _by_tables(self, plays: Sequence[tuple[TablePlay, Fraction]]) -> Choices | None:
        """The choices in a subgame in which somebody does not see all: the mean of what corners say.

        Where corners differ in more than one player's mixture, or besides in what inner subgames are worth,
        it need not pay the mean of what they pay.
        """
        first = plays[0][0]
        if any(p.pieces != first.pieces or p.form.table != first.form.table for p, _ in plays):
            return None
        mixed = first.mixed
        if mixed is not None:
            listed = [(p.mixed.probabilities, weight) for p, weight in plays if p.mixed is not None]
            weights = [weight for _, weight in listed]
            odds = tuple(
                tuple(
                    sum((w * p for p, w in zip(action, weights, strict=True)), ZERO)
                    for action in zip(*mixtures, strict=True)
                )
                for mixtures in zip(*(own for own, _ in listed), strict=True)
            )
            mixed = Profile(mixed.information_sets, odds)
        profile = first.form.profile(mixed)
        found: Choices = dict(zip(first.sets, profile.probabilities, strict=True))

        # Inner subgames, each at the mean of its corners.
        for number, place in enumerate(first.places):
            shares: dict[Corner, Fraction] = {}
            for play, weight in plays:
                for corner, share in play.below[number]:
                    shares[corner] = shares.get(corner, ZERO) + weight * share
            part = self.mixture(place, shares)
            if part is None:
                return None
            found |= part
        return found

    def _worse(self, place: int, piece: Piece, axis: int, level: Fraction) -> Choices | None:
        """The choices below an action that is not taken, which give no more than a level; None if unknown."""
        for corner in sorted(piece, key=lambda corner: corner.at[axis]):
            if corner.at[axis] > level:
                return None
            if corner not in self.worse:
                self.worse[corner] = self.mixture(place, {corner: Fraction(1)})
            found = self.worse[corner]
            if found is not None:
                return found
        return None


def _depth(game: Tree) -> int:
    depths = [0] * len(game.nodes)
    for place, node in enumerate(game.nodes):
        for child in node.children:
            depths[child] = depths[place] + 1
    return max(depths)
