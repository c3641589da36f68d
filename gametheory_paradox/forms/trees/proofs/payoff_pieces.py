"""Payoffs of all subgame perfect equilibria of a tree in which players are indifferent, as pieces.

From the last nodes to the first, the payoffs of all subgame perfect equilibria of the subgame at a node are
covered by *pieces*, polytopes given by their corners.  Only some columns count: those of the players who
choose above the node, who compare them, and the one that is asked about.

An end is one corner.  At a move of chance a piece is the average of one piece of each child; where there
would be too many such, of the hull of all its pieces.  Where a player chooses, let one piece of each child
be given, in which its payoff ranges from l_c to h_c.  It gets at least m, the greatest l_c.  At a *level* t
≥ m it may mix, as it likes, over the children that can give it t exactly (h_c ≥ t), each of the others
giving it no more.  So the payoffs at level t lie in the hull of the slices at t of these children.  The
levels are cut into *stages* at m and at the h_c above it.  At a single level, and where one child is left,
the hull of the clipped pieces is that very set; over a stage of two and more children it may be larger (the
set is curved there), by less the finer the stage is cut.

A subgame in which somebody does not see all is a table
(:mod:`~gametheory_paradox.forms.trees.proofs.subgame_pieces`).

So the pieces at the root cover every equilibrium, and an end of a column that a plan attains is exact.  How
each corner may be played is noted for those who look for such plans; nothing that is checked hangs on it.

Sources: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any, Protocol, TypeVar

from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import inner_roots
from gametheory_paradox.forms.trees.proofs.tree_tables import TreeTable
from gametheory_paradox.forms.trees.subgames import subgame_roots
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

MOST_WORK = 1_000_000  # entries of corners looked at
MOST_PIECES = 300  # of one node
MOST_AVERAGES = 300  # of pieces at a move of chance before each child's pieces are one
MOST_BITS = 5_000  # of a number
MOST_PLAYS = 8  # ways to play a corner that are noted
ZERO, ONE = Fraction(0), Fraction(1)

Point = tuple[Fraction, ...]
Mixture = tuple[tuple["Corner", Fraction], ...]


class CornerLike(Protocol):
    """A thing with a place: an entry, a number or comparable formula, for each column that counts."""

    @property
    def at(self) -> tuple[Any, ...]:
        """The entries."""


C = TypeVar("C", bound=CornerLike)


@dataclass(frozen=True, eq=False, repr=False)
class Corner(Record):
    """A corner of a piece.

    Parameters
    ----------
    at
        Its place, an entry for each column that counts.
    plays
        Ways to play it.
    """

    at: Point
    plays: list["Play | TablePlay"]


Piece = tuple[Corner, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Play(Record):
    """A way to play a corner: where in the children's pieces play goes on.

    Parameters
    ----------
    pieces
        A piece of each child.
    below
        By child, the mixture of corners of its piece that is played: after chance for each child, after a
        player's choice for the child that is chosen.
    level
        What the player who chooses gets; None at a move of chance.
    axis
        The place of its payoff in the children's corners.
    """

    pieces: tuple[Piece, ...]
    below: Mapping[int, Mixture]
    level: Fraction | None = None
    axis: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class TablePlay(Record):
    """A way to play a corner of a subgame in which somebody does not see all.

    Parameters
    ----------
    pieces, places
        A piece of each of the largest inner subgames, and where these begin.
    below
        The mixture of corners of each piece at which play goes on.
    sets
        The numbers of the information sets of the rest.
    form, mixed
        The table of those who choose there, and their mixtures; None if nobody does.
    """

    pieces: tuple[Piece, ...]
    places: tuple[int, ...]
    below: tuple[Mixture, ...]
    sets: tuple[int, ...]
    form: TreeTable
    mixed: Profile | None


InTable = Callable[
    [ExtensiveForm[Fraction], int, Mapping[int, Piece], Sequence[int], int], Iterator[list[Corner]]
]
"""For each Nash subset of a subgame what is paid at its corners; see ``subgame_pieces``."""


@dataclass(frozen=True, repr=False)
class Stage(Record):
    """Levels of a player's payoff at a node at which it may mix over the same actions.

    Parameters
    ----------
    node
        The number of the node.
    actions
        The numbers of the actions that may tie there; one where it is not indifferent.
    levels
        The least and the greatest level.
    """

    node: int
    actions: tuple[int, ...]
    levels: Interval


@dataclass(frozen=True, repr=False)
class PayoffPieces(Record):
    """Pieces that cover the payoffs of all subgame perfect equilibria of a tree.

    Parameters
    ----------
    pieces
        Those at the root.
    stages
        Those of all nodes, each once.
    """

    pieces: tuple[Piece, ...]
    stages: tuple[Stage, ...]

    @property
    def range(self) -> Interval:
        """The least and the greatest entry of the first column."""
        entries = [corner.at[0] for piece in self.pieces for corner in piece]
        return min(entries), max(entries)

    @property
    def ties(self) -> bool:
        """True if somebody is indifferent in some equilibrium of a subgame: the deepest tie is exact."""
        return any(len(stage.actions) > 1 for stage in self.stages)

    def never(self, game: ExtensiveForm[Fraction]) -> frozenset[tuple[int, int]]:
        """The pairs of information set and action that no equilibrium takes."""
        taken = {(stage.node, action) for stage in self.stages for action in stage.actions}
        return frozenset(
            (node.information_set, action)
            for place, node in enumerate(game.nodes)
            if isinstance(node, Decision)
            for action in range(len(node.children))
            if (place, action) not in taken
        )


def payoff_pieces(
    game: ExtensiveForm[Fraction],
    columns: Sequence[int],
    cuts: int = 0,
    in_table: InTable | None = None,
) -> PayoffPieces:
    """Covers the payoffs of all subgame perfect equilibria of a tree by pieces.

    Parameters
    ----------
    game
        A tree.
    columns
        The places at an end of what is asked about, payoffs or values of a measure.
    cuts
        How fine stages with several children are cut: not at all (0), at the corners of the children's
        pieces (1), and each part in half ``cuts`` − 1 times over.
    in_table
        Gives the corners of subgames in which somebody does not see all.

    Raises
    ------
    CertificateRejected
        If the game does not have perfect information, and nothing gives the corners of such subgames.
    Unsupported
        If there are too many corners, or there is no one table of a subgame.
    """
    if in_table is None and not game.has_perfect_information:
        raise CertificateRejected("payoff pieces need perfect information")
    roots = frozenset(subgame_roots(game))
    counting, cover = _counting_columns(game, columns, roots), _Cover(cuts)
    found: dict[int, list[Piece]] = {}
    for place in range(len(game.nodes) - 1, -1, -1):
        look()
        node, own = game.nodes[place], counting[place]
        if isinstance(node, Terminal):
            found[place] = [(Corner(tuple(node.payoffs[column] for column in own), []),)]
        if place not in roots:
            continue

        # The nodes that are next, each an end or where a subgame begins, or the ends of the table there.
        is_table = any(child not in found for child in node.children)
        after = node.children
        if is_table:
            after = tuple(inner for inner in inner_roots(game.ends[place], found) if inner in roots)
        below, inner = [found.pop(child) for child in after], counting[node.children[0]]
        if is_table:
            assert in_table is not None
            choices = (dict(zip(after, choice, strict=True)) for choice in product(*below))
            subsets = (s for c in choices for s in in_table(game, place, c, inner, len(own)))
            pieces = [cover.subset(corners) for corners in subsets]
        elif isinstance(node, Decision):
            axes = inner.index(game.mover(node)), [inner.index(column) for column in own]
            pieces = [p for choice in product(*below) for p in cover.choice(place, choice, *axes)]
        else:
            assert isinstance(node, Lottery)
            if prod(map(len, below)) > MOST_AVERAGES:
                below = [[hull([corner for piece in own for corner in piece])] for own in below]
            pieces = [cover.average(node.probabilities, choice) for choice in product(*below)]
        found[place] = cover.apart(pieces)
        if len(found[place]) > MOST_PIECES:
            raise Unsupported(f"ties leave more than {MOST_PIECES} pieces of payoffs at one node")
    return PayoffPieces(tuple(found[0]), tuple(dict.fromkeys(cover.stages)))


def _counting_columns(
    game: ExtensiveForm[Fraction], columns: Sequence[int], roots: Collection[int]
) -> list[tuple[int, ...]]:
    """For each node the columns that count: those asked about, and those of players who choose above.

    Players who choose in one subgame, and in none within it, all count below its root.
    """
    subgame = list(range(len(game.nodes)))
    choosing: dict[int, list[int]] = {}
    for place, node in enumerate(game.nodes):
        if place not in roots and place:
            subgame[place] = subgame[game.parents[place][0]]
        if isinstance(node, Decision):
            choosing.setdefault(subgame[place], []).append(game.mover(node))

    counting = [tuple(columns)] * len(game.nodes)
    for place, node in enumerate(game.nodes):
        own = tuple(dict.fromkeys([*counting[place], *choosing.get(subgame[place], [])]))
        for child in node.children:
            counting[child] = own
    return counting


class _Cover:
    """Pieces of nodes from pieces of their children, with a count of the corners looked at."""

    def __init__(self, cuts: int):
        self.cuts, self.work = cuts, 0
        self.stages: list[Stage] = []

    def average(self, odds: tuple[Fraction, ...], choice: tuple[Piece, ...]) -> Piece:
        """The piece at a move of chance: the children's are added one after the other.

        What is no corner of the sum of some of them is none of the sum of all.
        """
        total: Piece = (Corner((ZERO,) * len(choice[0][0].at), [Play(choice, {})]),)
        for child, (share, piece) in enumerate(zip(odds, choice, strict=True)):
            corners = []
            for before, corner in product(total, piece):
                self._count(len(before.at) + 1)
                at = tuple(x + share * y for x, y in zip(before.at, corner.at, strict=True))
                further = {child: ((corner, ONE),)}
                known = (play.below for play in before.plays if isinstance(play, Play))
                corners.append(corner_at(at, [Play(choice, {**own, **further}) for own in known]))
            total = hull(corners) if len(piece) > 1 else tuple(corners)
        return total

    def choice(
        self, place: int, choice: tuple[Piece, ...], axis: int, kept: Sequence[int]
    ) -> Iterator[Piece]:
        """The pieces where a player chooses, stage by stage.

        Parameters
        ----------
        place, choice
            The node, and a piece of each child.
        axis, kept
            The place of the player's payoff in the children's corners, and the places that count here.
        """
        for tied, low, high in stages(choice, axis, self.cuts):
            self.stages.append(Stage(place, tied, (low, high)))
            corners = []
            for child in tied:
                self._count(len(choice[child]) ** 2 * len(choice[child][0].at))
                for at, mixture in clipped(choice[child], axis, low, high):
                    play = Play(choice, {child: mixture}, at[axis], axis)
                    corners.append(corner_at(tuple(at[k] for k in kept), [play]))
            yield hull(corners)

    def subset(self, corners: list[Corner]) -> Piece:
        """The piece of a Nash subset of a subgame in which somebody does not see all."""
        self._count(len(corners) * len(corners[0].at))
        return hull(corners)

    def apart(self, pieces: Iterable[Piece]) -> list[Piece]:
        """The pieces without those that are seen to lie in others; how corners are played is kept."""
        kept: list[Piece] = []
        for piece in sorted(pieces, key=len, reverse=True):
            for other in kept:
                self._count((len(other) + len(piece)) * len(piece[0].at))
                if {corner.at for corner in hull([*other, *piece])} == {corner.at for corner in other}:
                    own = {corner.at: corner.plays for corner in other}
                    for corner in piece:
                        if corner.at in own:
                            own[corner.at].extend(corner.plays[: MOST_PLAYS - len(own[corner.at])])
                    break
            else:
                kept.append(piece)
        return kept

    def _count(self, entries: int) -> None:
        look()
        self.work += entries
        if self.work > MOST_WORK:
            raise Unsupported(f"ties leave more than {MOST_WORK:,} entries of payoffs to look at")


def corner_at(at: Point, plays: list[Play | TablePlay]) -> Corner:
    """A corner, and ways to play it; Unsupported where its numbers are too long."""
    if any(x.denominator.bit_length() > MOST_BITS for x in at):
        raise Unsupported("the expected payoffs have too many digits")
    return Corner(at, plays)


def stages(
    choice: Sequence[Sequence[CornerLike]], axis: int, cuts: int = 0
) -> Iterator[tuple[tuple[int, ...], Any, Any]]:
    """For each stage of a choice the children that tie, and its least and greatest level.

    Parameters
    ----------
    choice, axis
        A piece of each child, and the place of the mover's payoff in its corners.
    cuts
        How fine stages with several children are cut.
    """
    ends = [(min(entries), max(entries)) for p in choice if (entries := [c.at[axis] for c in p])]
    start = max(low for low, _ in ends)
    if any(high == start for _, high in ends):
        yield tuple(c for c, (_, high) in enumerate(ends) if high >= start), start, start

    for stop in sorted({high for _, high in ends if high > start}):
        tied = tuple(c for c, (_, high) in enumerate(ends) if high >= stop)
        levels = [start, stop]
        if cuts and len(tied) > 1:
            inner = {c.at[axis] for child in tied for c in choice[child] if start < c.at[axis] < stop}
            levels = sorted({start, stop, *inner})
            for _ in range(cuts - 1):
                levels = sorted({*levels, *((low + high) / 2 for low, high in pairwise(levels))})
        yield from ((tied, low, high) for low, high in pairwise(levels))
        start = stop


def clipped(
    piece: Sequence[C], axis: int, low: Any, high: Any
) -> Iterator[tuple[tuple[Any, ...], tuple[tuple[C, Any], ...]]]:
    """Corners, and perhaps other points, whose hull is the part of a piece between two levels of an axis."""
    for corner in piece:
        if low <= corner.at[axis] <= high:
            yield corner.at, ((corner, ONE),)
    for level in dict.fromkeys((low, high)):
        for below, above in product(piece, piece):
            if below.at[axis] < level < above.at[axis]:
                share = (level - below.at[axis]) / (above.at[axis] - below.at[axis])
                at = tuple(x + share * (y - x) for x, y in zip(below.at, above.at, strict=True))
                yield at, ((below, 1 - share), (above, share))


def hull(corners: Sequence[Corner]) -> Piece:
    """The hull of some points, without those that are seen to be no corners: all of them in the plane."""
    known: dict[Point, Corner] = {}
    for corner in corners:
        plays = known.setdefault(corner.at, Corner(corner.at, [])).plays
        plays.extend(corner.plays[: MOST_PLAYS - len(plays)])
    points = sorted(known)
    axes = _axes(points)
    if len(axes) == 1:
        points = [points[0], points[-1]]  # in a line the order is that of any axis
    elif len(axes) == 2:
        points = [*_chain(points, *axes)[:-1], *_chain(points[::-1], *axes)[:-1]]
    return tuple(known[point] for point in points)


def _axes(points: Sequence[Point]) -> list[int]:
    """As many axes as points have dimensions, on which they can be told apart; no more than three."""
    rows: list[tuple[int, list[Fraction]]] = []
    for point in points[1:]:
        row = [x - y for x, y in zip(point, points[0], strict=True)]
        for axis, pivot in rows:
            if row[axis]:
                factor = row[axis] / pivot[axis]
                row = [x - factor * y for x, y in zip(row, pivot, strict=True)]
        axis = next((k for k, x in enumerate(row) if x), -1)
        if axis >= 0:
            rows.append((axis, row))
        if len(rows) > 2:
            break
    return [axis for axis, _ in rows]


def _chain(points: Sequence[Point], first: int, second: int) -> list[Point]:
    """One side of the hull of points in a plane, which are sorted."""
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point, first, second) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point, first: int, second: int) -> Fraction:
    return (b[first] - a[first]) * (c[second] - a[second]) - (b[second] - a[second]) * (c[first] - a[first])
