"""Rankings of the outcomes of a game, and the payoffs that agree with them.

A full ranking gives its worst outcomes the payoff 0 and each better rank one *gap* more, a parameter in
(0, 1].  Verdicts do not change where a player's payoffs are stretched or shifted, so these gaps stand for all
payoffs in that order.  Where only some comparisons are known, each rank has a *level* in (0, 1], and the
comparisons are inequalities between levels.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, played_once
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.models.formula import parse_inequality
from gametheory_paradox.models.strengths import can_be_positive
from gametheory_paradox.models.terms import Form, near
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.table import Record

ZERO = RationalFunction.constant(0)
_RELATION = re.compile(r"\s+([>=])\s+")
_CALLED = re.compile(r"\(([^()]*)\)")
ALL_ELSE_EQUAL = ", all else equal"
_NAME = re.compile(r"[^\W\d]")


@dataclass(frozen=True, repr=False)
class Outcome(Record):
    """A cell of a table or an end of a tree.

    Parameters
    ----------
    play
        The actions, and outcomes of chance, that lead there.
    name
        What it is called instead of these, if anything.
    """

    play: tuple[str, ...]
    name: str = ""

    def __str__(self) -> str:
        return self.name or ", ".join(self.play)


def outcomes_of(
    form: GameForm[P],
    names: Mapping[tuple[str, ...], str] = {},
) -> tuple[Outcome, ...]:
    """The outcomes of a game: each cell of a table, or each end of a tree, in order.

    Parameters
    ----------
    form
        The game.
    names
        From plays to names, of those that have one.

    Raises
    ------
    Unsupported
        If it is a stochastic game.
    """
    form = played_once(form)
    if isinstance(form, NormalForm):
        plays = form.profiles()
    else:
        plays = (form.history(position) for position, _ in form.terminals())
    return tuple(Outcome(play, names.get(play, "")) for play in plays)


def outcomes_called(text: str, known: Sequence[Outcome]) -> tuple[int, ...]:
    """The outcomes that a name stands for: the one of that name or play, else all whose play contains it.

    Raises
    ------
    InvalidGame
        If there is none.

    Examples
    --------
    >>> ends = [Outcome(("comply",)), Outcome(("refuse", "punish"), "war"), Outcome(("refuse", "refrain"))]
    >>> outcomes_called("war", ends)
    (1,)
    >>> outcomes_called("refuse", ends)
    (1, 2)
    """
    name = ", ".join(part.strip() for part in text.split(","))
    names = [", ".join(own.play) for own in known]
    if text.strip() in [own.name for own in known]:
        return tuple(number for number, own in enumerate(known) if own.name == text.strip())
    if name in names:
        return tuple(number for number, own in enumerate(names) if own == name)
    parts = name.split(", ")
    within = tuple(number for number, own in enumerate(names) if _contains(own.split(", "), parts))
    if not within:
        moves = [move for own in known for move in own.play]
        called = dict.fromkeys([*map(str, known), *names, *moves])
        raise InvalidGame(f"{name!r} is no outcome; {near(name, called)}")
    return within


def _contains(play: Sequence[str], parts: Sequence[str]) -> bool:
    steps = iter(play)
    return all(part in steps for part in parts)


@dataclass(frozen=True, repr=False)
class Order(Record):
    """A player's ranking of the outcomes, as far as it is known.

    Parameters
    ----------
    player
        Whose order it is.
    ranks
        Outcomes between which the player is indifferent, by number; a better rank stands before a worse.
    better
        Pairs of ranks, the better one first, each by its place; what follows from others is among them.
    distances
        Between neighbouring ranks, how far they are apart where that is known, 1 from best to worst.
    measure
        The measure that is ranked; empty for the payoff.
    """

    player: str
    ranks: tuple[tuple[int, ...], ...]
    better: frozenset[tuple[int, int]]
    distances: tuple[Fraction, ...] = ()
    measure: str = ""

    @classmethod
    def of_numbers(cls, player: str, numbers: Sequence[Fraction], measure: str = "") -> "Order":
        """The order of some numbers, one for each outcome."""
        values = sorted(set(numbers), reverse=True)
        ranks = tuple(tuple(n for n, own in enumerate(numbers) if own == value) for value in values)
        better = frozenset((a, b) for b in range(len(ranks)) for a in range(b))
        whole = values[0] - values[-1]
        apart = tuple((a - b) / whole for a, b in pairwise(values))
        return cls(player, ranks, better, apart, measure)

    @classmethod
    def of_comparisons(
        cls, player: str, texts: Iterable[str], known: Sequence[Outcome], *, complete: bool = False
    ) -> "Order":
        """The order that comparisons such as ``refuse, punish > refuse, refrain`` tell.

        Parameters
        ----------
        player
            Whose order it is.
        texts
            Names of outcomes with ``>`` and ``=`` between them; where ``, all else equal`` ends a text, each
            outcome is compared with the one in whose play the other moves stand in the place of these.
        known
            Every outcome.
        complete
            Whether the texts rank all outcomes, best first; otherwise each stands for itself, and what it
            does not compare is unknown.

        Raises
        ------
        InvalidGame
            If a name stands for no outcome, or the comparisons contradict each other; and of a complete order
            if an outcome stands twice or nowhere.

        Examples
        --------
        >>> cells = [Outcome(play) for play in (("c", "c"), ("c", "d"), ("d", "c"), ("d", "d"))]
        >>> Order.of_comparisons("A", ["d, c", "c, c = d, d", "c, d"], cells, complete=True).ranks
        ((2,), (0, 3), (1,))
        >>> order = Order.of_comparisons("A", ["d > c, all else equal"], cells[1:])  # d, d over c, d
        >>> order.ranks, sorted(order.better)
        (((2,), (1,), (0,)), [(0, 2)])
        """
        chains = [chain for text in texts for chain in _chains(text, known)]
        if complete:
            chains = [_best_first(chains, known)]
        return _order(player, chains, known)

    @property
    def is_complete(self) -> bool:
        """Every two ranks are compared."""
        return 2 * len(self.better) == len(self.ranks) * (len(self.ranks) - 1)

    @property
    def covers(self) -> list[tuple[int, int]]:
        """The comparisons from which all others follow."""
        after = {a: {b for first, b in self.better if first == a} for a in range(len(self.ranks))}
        return [(a, b) for a, b in sorted(self.better) if not any(b in after[c] for c in after[a])]


Chain = list[tuple[str, tuple[int, ...]]]  # each part: how it stands to the one before, and its outcomes


def _chain(text: str, known: Sequence[Outcome]) -> Chain:
    """Outcomes with the relations between them: ``>`` before the first."""
    names, relations = _RELATION.split(text)[::2], _RELATION.split(text)[1::2]
    return [(sign, outcomes_called(n, known)) for sign, n in zip((">", *relations), names, strict=True)]


def _chains(text: str, known: Sequence[Outcome]) -> list[Chain]:
    """The outcomes of a comparison with the relations between them; all else equal, pair by pair.

    Raises
    ------
    InvalidGame
        If a name stands for no outcome, or no two outcomes differ in that alone.
    """
    moves = text.removesuffix(ALL_ELSE_EQUAL)
    chain = _chain(moves, known)
    if moves == text:
        return [chain]
    plays = {own.play: number for number, own in enumerate(known)}
    names = [[part.strip() for part in name.split(",")] for name in _RELATION.split(moves)[::2]]
    pairs: list[Chain] = []
    for (before, after), (sign, _) in zip(pairwise(names), chain[1:], strict=True):
        matched = [(plays[play], plays.get(_replaced(play, before, after), -1)) for play in plays]
        found = [(a, b) for a, b in matched if b not in (-1, a)]
        if not found:
            raise InvalidGame(f"{text!r}: no two outcomes differ in that alone; compare whole plays")
        pairs += [[(">", (a,)), (sign, (b,))] for a, b in found]
    return pairs


def _replaced(play: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """A play in which some moves, in their order, stand in the place of others, if it has those."""
    if len(before) != len(after) or not _contains(play, before):
        return tuple(play)
    waiting, other = list(zip(before, after, strict=True)), list[str]()
    for move in play:
        other.append(waiting.pop(0)[1] if waiting and waiting[0][0] == move else move)
    return tuple(other)


def outcomes_in(text: str, known: Sequence[Outcome]) -> list[int]:
    """The outcomes that stand in a comparison; InvalidGame where a name stands for none."""
    return [n for chain in _chains(text, known) for _, outcomes in chain for n in outcomes]


def _best_first(chains: Sequence[Chain], known: Sequence[Outcome]) -> Chain:
    """A whole ranking as one chain; each outcome stands in it once."""
    whole = [part for chain in chains for part in chain]
    listed = [outcome for _, outcomes in whole for outcome in outcomes]
    for place, outcome in enumerate(listed):
        if outcome in listed[:place]:
            raise InvalidGame(f"{str(known[outcome])!r} stands twice; leave it out in one place")
    if left := [str(own) for n, own in enumerate(known) if n not in listed]:
        raise InvalidGame(
            f"{left[0]!r} is not ranked; list every outcome, or write known: with the comparisons known"
        )
    tied: Chain = []
    for sign, outcomes in whole:  # several that one name stands for rank equal
        tied += [(sign, outcomes[:1]), *(("=", (other,)) for other in outcomes[1:])]
    return tied


def _order(player: str, chains: Iterable[Chain], known: Sequence[Outcome]) -> Order:
    rank = list(range(len(known)))  # of each outcome: the first one known to be as good

    def join(one: int, other: int) -> None:
        old, new = sorted((rank[one], rank[other]), reverse=True)
        rank[:] = [new if own == old else own for own in rank]

    preferred: list[tuple[int, int]] = []
    for chain in chains:
        for (_, before), (sign, outcomes) in pairwise(chain):
            pairs = [(a, b) for a in before for b in outcomes]
            if sign == "=":
                for a, b in pairs:
                    join(a, b)
            else:
                preferred += pairs

    worse: dict[int, set[int]] = {own: set() for own in rank}
    for a, b in preferred:
        worse[rank[a]].add(rank[b])
    try:
        listed = list(TopologicalSorter({own: sorted(below) for own, below in worse.items()}).static_order())
    except CycleError as problem:
        circle = " > ".join(repr(str(known[own])) for own in reversed(problem.args[1]))
        raise InvalidGame(f"the comparisons contradict each other: {circle}; take one of them back") from None
    best_first = listed[::-1]
    below: dict[int, set[int]] = {}
    for own in listed:
        below[own] = worse[own].union(*(below[other] for other in worse[own]))
    return Order(
        player,
        tuple(tuple(n for n, other in enumerate(rank) if other == own) for own in best_first),
        frozenset((best_first.index(a), best_first.index(b)) for a in below for b in below[a]),
    )


@dataclass(frozen=True, repr=False)
class Scale(Record):
    """A parameter of a ranked game: a gap between two neighbouring ranks, or the level of a rank.

    Parameters
    ----------
    order, rank
        Whose, and the place of the rank, of a gap the better one.
    baseline
        A value, where none is named.
    """

    order: Order
    rank: int
    baseline: Fraction

    @property
    def is_gap(self) -> bool:
        """A gap to the next rank, where all ranks are compared."""
        return self.order.is_complete


@dataclass(frozen=True, repr=False)
class Ranking(Record):
    """The rankings of the outcomes of a game, as far as they are known.

    Parameters
    ----------
    outcomes
        Every outcome, in order.
    orders
        For each player what is known of its order; then, where a measure is ranked too, of each player's.
    strengths
        Comparisons of strength, as formulas in gaps or levels that are positive.
    texts
        The same as they were written.
    """

    outcomes: tuple[Outcome, ...]
    orders: tuple[Order, ...]
    strengths: tuple[RationalFunction, ...] = ()
    texts: tuple[str, ...] = ()

    def reordered(self, orders: Sequence[Order]) -> "Ranking":
        """The same outcomes in other orders; strengths are read anew."""
        bare = replace(self, orders=tuple(orders), strengths=())
        return replace(bare, strengths=tuple(map(bare.strength, self.texts)))

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """The parameters by name: of each order its gaps, or its levels."""
        named: dict[str, Scale] = {}
        for order, stem in zip(self.orders, self._stems, strict=True):
            size = len(order.ranks)
            for k in range(size - 1 if order.is_complete else size):
                usual = Fraction(1, 2) if order.is_complete else Fraction(size - k, size)
                baseline = order.distances[k] if order.distances else usual
                named[f"{stem}_{k + 1}"] = Scale(order, k, baseline)
        return named

    @cached_property
    def _stems(self) -> list[str]:
        """The stem of each order's parameter names: letters and digits of the player's name."""
        stems: list[str] = []
        for order in self.orders:
            words = f"{order.player}_{order.measure}" if order.measure else order.player
            stem = re.sub(r"\W+", "_", words).strip("_") or "player"
            stem = stem if stem.isidentifier() else f"p_{stem}"
            while stem in stems:
                stem += "_"
            stems.append(stem)
        return stems

    def ranks_valued(self, order: Order) -> list[RationalFunction]:
        """The payoff of each rank, the best first."""
        own = [RationalFunction.variable(name) for name, scale in self.scales.items() if scale.order is order]
        if not order.is_complete:
            return own
        valued = [ZERO]
        for gap in reversed(own):
            valued.append(valued[-1] + gap)
        return valued[::-1]

    @property
    def columns(self) -> list[list[RationalFunction]]:
        """For each order the value of every outcome."""
        columns = []
        for order in self.orders:
            column = [ZERO] * len(self.outcomes)
            for outcomes, value in zip(order.ranks, self.ranks_valued(order), strict=True):
                for outcome in outcomes:
                    column[outcome] = value
            columns.append(column)
        return columns

    @property
    def payoffs(self) -> list[tuple[RationalFunction, ...]]:
        """For each outcome the values of all orders."""
        return list(zip(*self.columns, strict=True))

    @property
    def assumed(self) -> list[RationalFunction]:
        """Formulas that are positive for every payoff in this order, beside gaps.

        All that follows from known comparisons, whose signs then settle what hangs on them; and strengths.
        """
        compared = []
        for order in self.orders:
            if not order.is_complete:
                levels = self.ranks_valued(order)
                compared += [levels[a] - levels[b] for a, b in sorted(order.better)]
        return [*compared, *self.strengths]

    @property
    def is_possible(self) -> bool:
        """Some payoffs agree with all that is known."""
        return can_be_positive([_weights(formula) for formula in self.assumed])

    def meaning(self, name: str) -> str:
        """A parameter in words."""
        scale = self.scales[name]
        whose = f"{scale.order.player}'s {scale.order.measure} " if scale.order.measure else ""
        who = whose or f"{scale.order.player}'s "
        best = self.rank_said(scale.order, scale.rank)
        if not scale.is_gap:
            return f"{who}level of {best}"
        return f"{who}gap between {best} and {self.rank_said(scale.order, scale.rank + 1)}"

    def meanings(self, polynomials: Iterable[Polynomial]) -> dict[str, str]:
        """The meaning of each gap and level that stands in some polynomials, in words."""
        names = {name for polynomial in polynomials for name in polynomial.names}
        return {name: self.meaning(name) for name in self.scales if name in names}

    def rank_said(self, order: Order, rank: int) -> str:
        """The outcomes of a rank in words."""
        names = [f"“{self.outcomes[outcome]}”" for outcome in order.ranks[rank]]
        return names[0] if len(names) == 1 else f"{names[0]} (and {len(names) - 1} as good)"

    def strength(self, text: str) -> RationalFunction:
        """The formula that is positive where a comparison of strength holds.

        Parameters
        ----------
        text
            A player, a colon, and an inequality between differences of outcomes in parentheses:
            ``A: (x) - (y) > 2*((y) - (z))``.

        Raises
        ------
        InvalidGame
            If the player or an outcome is not there, or it compares no differences.
        """
        who, colon, inequality = text.partition(":")
        order = next((own for own in self.orders if own.player == who.strip() and not own.measure), None)
        if order is None or not colon:
            known = ", ".join(dict.fromkeys(own.player for own in self.orders))
            raise InvalidGame(
                f"{text!r:.80}: begin with the player whose gaps are compared, and a colon; there are {known}"
            )
        valued = {f"u{place}": value for place, value in enumerate(self.ranks_valued(order))}

        def variable(match: "re.Match[str]") -> str:
            outcomes = outcomes_called(match[1], self.outcomes)
            rank = {k for k, own in enumerate(order.ranks) if set(own) & set(outcomes)}
            if len(rank) > 1:
                raise InvalidGame(f"{match[1]!r} stands for outcomes of different ranks; name one of them")
            (place,) = rank
            return f"(u{place})"

        # Letters stand in the names of outcomes alone.
        has_names = _NAME.search(_CALLED.sub("", inequality)) is not None
        difference = has_names or parse_inequality(_CALLED.sub(variable, inequality), valued)
        weights = {} if isinstance(difference, bool) else _weights(difference)
        if not weights or sum(weights.values(), Fraction(0)) != 0:
            raise InvalidGame(
                f"{text!r:.80} compares no gaps, such as (x) - (y) > 2*((y) - (z)) with outcomes x, y and z"
            )
        return sum((valued[n] * RationalFunction.constant(w) for n, w in weights.items()), ZERO)


def _weights(formula: RationalFunction) -> dict[str, Fraction]:
    """The coefficient of each variable; none where the formula is more, or less, than a sum of these."""
    terms = formula.numerator.terms
    is_sum = all(len(monomial) == 1 and monomial[0][1] == 1 for monomial in terms)
    if not is_sum or not formula.denominator.is_constant:
        return {}
    scale = formula.denominator.value({})
    return {monomial[0][0]: weight / scale for monomial, weight in terms.items()}


def comparison_said(polynomial: Polynomial, ranking: Ranking) -> str:
    """The claim that a polynomial in gaps and levels is positive, in the words of the outcomes."""
    weights = _weights(RationalFunction(polynomial, Polynomial.constant(1)))
    meanings = ranking.meanings([polynomial])
    orders = {ranking.scales[name].order for name in meanings}
    if len(weights) == len(meanings) and len(orders) == 1:
        (order,) = orders
        said = (_gaps_compared if order.is_complete else _levels_compared)(weights, order, ranking)
        if said:
            return said
    terms = polynomial.terms.items()
    gains, losses = (Polynomial({m: abs(v) for m, v in terms if (v > 0) is up}) for up in (True, False))
    names = "; ".join(f"{name} is {meanings[name]}" for name in polynomial.names if name in meanings)
    return f"{gains.text()} > {losses.text()}" + (f", where {names}" if names else "")


def _gaps_compared(weights: Mapping[str, Fraction], order: Order, ranking: Ranking) -> str:
    """Neighbouring gaps that count alike are one gap."""
    by_rank = {ranking.scales[name].rank: weight for name, weight in weights.items()}
    sides: dict[bool, list[str]] = {True: [], False: []}
    start = 0

    # Neighboring gaps of one weight are one gap between ranks that stand farther apart.
    for k in range(len(order.ranks)):
        weight = by_rank.get(start, Fraction(0))
        if k > start and by_rank.get(k, Fraction(0)) != weight:
            if weight:
                ends = f"{ranking.rank_said(order, start)} and {ranking.rank_said(order, k)}"
                times = "" if abs(weight) == 1 else f"{abs(weight)} times "
                sides[weight > 0].append(f"{times}its gap between {ends}")
            start = k

    if not sides[True] or not sides[False]:
        return ""
    greater, lesser = (" plus ".join(sides[up]) for up in (True, False))
    whose = f"{order.player}'s" + (f" {order.measure}" if order.measure else "")
    return f"{greater.replace('its gap', f'{whose} gap', 1)} exceeds {lesser}"


def _levels_compared(weights: Mapping[str, Fraction], order: Order, ranking: Ranking) -> str:
    """Of two levels that count alike, which is higher."""
    if len(weights) != 2 or sum(weights.values(), Fraction(0)) != 0:
        return ""
    better, worse = sorted(weights, key=lambda name: -weights[name])
    return preference_said(order, ranking.scales[better].rank, ranking.scales[worse].rank, ranking)


def preference_said(order: Order, better: int, worse: int, ranking: Ranking) -> str:
    """A comparison of two ranks in the words of the outcomes."""
    where = f" in {order.measure}" if order.measure else ""
    better_said, worse_said = ranking.rank_said(order, better), ranking.rank_said(order, worse)
    return f"{order.player} prefers{where} {better_said} to {worse_said}"


def ranking_of(
    form: Form,
    numbers: Sequence[Sequence[Fraction]],
    players: Sequence[str],
    names: Mapping[tuple[str, ...], str] = {},
) -> Ranking:
    """The ranking that payoffs are in, at each outcome one for each player."""
    columns = zip(*numbers, strict=True)
    orders = [Order.of_numbers(who, own) for who, own in zip(players, columns, strict=True)]
    return Ranking(outcomes_of(form, names), tuple(orders))
