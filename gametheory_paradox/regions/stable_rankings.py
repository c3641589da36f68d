"""``stable_rankings``: for which preferences a state of a graph model is stable.

A stability is a statement in comparisons of states.  Where preferences are known in part it holds in all
strict rankings that agree with what is known (*always*), in none (*never*), or it *depends*: then its cases
are written out, each a few comparisons that are not known, of which none can be spared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.stable_states import Prefers, is_stable
from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.conflict.stability import Responses, responses_named, stability_named
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.families import GraphModel, Order
from gametheory_paradox.families.linear_extensions import Pattern, preferring
from gametheory_paradox.families.open_preferences import Statement, patterns
from gametheory_paradox.families.rankings import preference_said
from gametheory_paradox.regions.fewest_comparisons import UNDECIDED, Comparison, FewestComparisons
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Table, Tabular

SECONDS = 60.0
STABLE, UNSTABLE = "always", "never"
"""The answer in one ranking, and in all of them where they agree."""


@dataclass(frozen=True, repr=False)
class StableRankings(Tabular):
    """The preferences for which a state of a graph model is stable.

    Parameters
    ----------
    model, state, concept
        The graph model, the state and the stability.
    coalition
        For whom; for everybody by himself where it is empty.
    name
        "always", "never", "depends", or "undecided" where time was too short.
    cases
        Where it depends: in words, comparisons under which it is stable; it is where one of the cases holds.
    settled_by
        Otherwise the fewest comparisons from which the answer follows, in words, each needed.
    share
        The share of strict rankings that agree with what is known in which it is stable; None if not counted.
    why
        What is not known of all that; empty where all is.
    """

    model: GraphModel
    state: str
    concept: str
    coalition: tuple[str, ...]
    name: str
    cases: tuple[tuple[str, ...], ...] = ()
    settled_by: tuple[str, ...] = ()
    share: Fraction | None = None
    why: str = ""

    @property
    def is_settled(self) -> bool:
        """There is an answer."""
        return self.name != UNDECIDED

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "title": self.model.title,
            "state": self.state,
            "concept": self.concept,
            "coalition": list(self.coalition),
            "stable": self.name,
            "cases": [list(case) for case in self.cases],
            "settled_by": list(self.settled_by),
            "share": None if self.share is None else str(self.share),
            "why": self.why,
        }

    def table(self) -> Table:
        """The answer, and the comparisons that it rests on."""
        whom = " + ".join(self.coalition) or "every player"
        rows = [("for", whom)]
        rows += [("stable where", " and ".join(case)) for case in self.cases]
        rows += [("follows from", own) for own in self.settled_by]
        if self.name in (STABLE, UNSTABLE) and not self.settled_by and not self.why:
            rows.append(("follows from", "the moves alone, whatever is preferred"))
        if self.share is not None:
            rows.append(("share of strict rankings", str(self.share)))
        rows += [("not known", self.why)] * bool(self.why)
        return Table((f"{self.state} is {self.concept} stable", self.name), rows, title=self.model.title)


def stable_rankings(
    model: GraphLike,
    state: str,
    concept: str = "nash",
    *,
    coalition: Sequence[str] = (),
    responses: Responses = "sequences",
    budget: float | None = SECONDS,
) -> StableRankings:
    """Finds for which preferences, of those that agree with what is known, a state is stable.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file.
    state
        The state.
    concept
        "nash", "general-metarational", "symmetric-metarational" or "sequentially-stable".
    coalition
        For whom it is to be stable: a player, or several together; by default for every player by himself, an
        equilibrium.
    responses
        The others respond by legal "sequences" of moves, or by a "single" one.
    budget
        Seconds; None for no limit.

    Returns
    -------
    Always, never or depends, over all strict rankings that agree with what is known, ties aside; complete.

    Raises
    ------
    InvalidGame
        If a name does not exist.

    Examples
    --------
    >>> from gametheory_paradox.families import graph_from_moves
    >>> border = graph_from_moves(["A", "B"], ["peace", "raid", "war"],
    ...     {"A": {"peace": ["raid"]}, "B": {"raid": ["war"]}},
    ...     {"A": {"known": ["peace > war"]}, "B": {"known": []}})
    >>> peace = stable_rankings(border, "peace", "sequentially-stable")
    >>> peace.name, peace.share
    ('depends', Fraction(5, 6))
    >>> for case in peace.cases:
    ...     print(" and ".join(case))
    A prefers “peace” to “raid”
    B prefers “war” to “raid”
    """
    model, concept = as_graph(model), stability_named(concept)
    place, members = model.state(state), model.coalition(coalition)
    groups = [members] if members else [(who,) for who in range(len(model.players))]
    single = responses_named(responses) == "single"

    def statement(prefers: Prefers) -> str:
        holds = all(is_stable(concept, model.moves, group, place, prefers, single=single) for group in groups)
        return STABLE if holds else UNSTABLE

    asked = model, model.states[place], concept, tuple(model.players[n] for n in members)
    try:
        with Clock(budget):
            found = list(patterns(model, statement))
            answers = {own.answer for own in found}
            if len(answers) > 1:
                cases = _cases(model, statement, [own for own in found if own.answer == STABLE])
                said = tuple(tuple(_said(model, own) for own in case) for case in cases)
                return StableRankings(*asked, "depends", said, share=_share(found))
            (name,) = answers
            search = FewestComparisons(
                model.ranking.orders, name, lambda orders: patterns(model, statement, orders)
            )
            fewest = sorted(search.find() or ())
            return StableRankings(*asked, name, settled_by=tuple(_said(model, own) for own in fewest))
    except OutOfTime as problem:
        return StableRankings(*asked, UNDECIDED, why=str(problem))


def _said(model: GraphModel, comparison: Comparison) -> str:
    player, better, worse = comparison
    return preference_said(model.ranking.orders[player], better, worse, model.ranking)


def _share(found: Iterable[Pattern]) -> Fraction | None:
    """The share of strict rankings in patterns with the answer that it is stable."""
    try:
        counts = [(own.count, own.answer == STABLE) for own in found]
    except Unsupported:  # too many to count
        return None
    return Fraction(sum(count for count, stable in counts if stable), sum(count for count, _ in counts))


def _cases(model: GraphModel, statement: Statement, found: Sequence[Pattern]) -> list[tuple[Comparison, ...]]:
    """Cases in which the statement holds whatever else; none of their comparisons can be spared."""
    cases: list[tuple[Comparison, ...]] = []
    for pattern in found:
        needed = list(_new(model, pattern.orders))
        if any(set(case) <= set(needed) for case in cases):
            continue
        for own in list(needed):
            fewer = [other for other in needed if other != own]
            if all(part.answer == STABLE for part in patterns(model, statement, _with(model, fewer))):
                needed = fewer
        cases.append(tuple(needed))
    return cases


def _new(model: GraphModel, orders: Sequence[Order]) -> Iterator[Comparison]:
    """The comparisons of some orders that are not known in the model."""
    for number, (known, own) in enumerate(zip(model.ranking.orders, orders, strict=True)):
        for pair in sorted(own.better - known.better):
            yield number, *pair


def _with(model: GraphModel, comparisons: Iterable[Comparison]) -> tuple[Order, ...]:
    """What the model knows, and some comparisons besides."""
    orders = list(model.ranking.orders)
    for player, better, worse in comparisons:
        orders[player] = preferring(orders[player], better, worse)
    return tuple(orders)
