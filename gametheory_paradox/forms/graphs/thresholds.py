"""Graph models over open preferences: the rankings under which a state is stable."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms.graphs.detection import GraphQuestion
from gametheory_paradox.forms.graphs.open_preferences import cases_of, cases_said, comparison_in, patterns
from gametheory_paradox.forms.graphs.option import DEPENDS, Responses
from gametheory_paradox.forms.graphs.stability import responses_named, stability_named
from gametheory_paradox.forms.graphs.stable_states import Prefers, is_stable
from gametheory_paradox.maps.settling import UNDECIDED, FewestComparisons
from gametheory_paradox.models import GraphModel
from gametheory_paradox.models.linear_extensions import Pattern
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Record, Table, Tabular

# ``stable_rankings``: for which preferences a state of a graph model is stable
#
# A stability is a statement in comparisons of states.  Where preferences are known in part it holds in all
# strict rankings that agree with what is known (*always*), in none (*never*), or it *depends*: then its cases
# are written out, each a few comparisons that are not known, of which none can be spared.
# ----------------------------------------------------------------------------

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
        return Table((f"{self.state}: {self.concept}", self.name), rows, title=self.model.title)


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
    >>> from gametheory_paradox.models import graph_from_moves
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
                cases = cases_said(model, cases_of(model, statement, found, STABLE))
                return StableRankings(*asked, DEPENDS, cases, share=_share(found))
            (name,) = answers
            search = FewestComparisons(
                model.ranking.orders, name, lambda orders: patterns(model, statement, orders)
            )
            fewest = sorted(search.find() or ())
            return StableRankings(*asked, name, settled_by=tuple(comparison_in(model, own) for own in fewest))
    except OutOfTime as problem:
        return StableRankings(*asked, UNDECIDED, why=str(problem))


def _share(found: Iterable[Pattern]) -> Fraction | None:
    """The share of strict rankings in patterns with the answer that it is stable."""
    try:
        counts = [(own.count, own.answer == STABLE) for own in found]
    except Unsupported:  # too many to count
        return None
    return Fraction(sum(count for count, stable in counts if stable), sum(count for count, _ in counts))


# Thresholds of a graph model: comparisons that settle which states are stable, or if an option hurts
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class GraphThreshold(Record):
    """A state or an option, and the preferences on which the answer about it hangs.

    Parameters
    ----------
    about
        A state, or an option.
    name
        "always", "never", "depends" or "undecided"; of an option the verdict.
    cases
        Where it depends: in words, comparisons; it holds where those of one of the cases do.
    settled_by
        Otherwise the fewest comparisons from which the answer follows, in words, each needed.
    """

    about: str
    name: str
    cases: tuple[tuple[str, ...], ...] = ()
    settled_by: tuple[str, ...] = ()

    @property
    def in_words(self) -> tuple[str, ...]:
        """The preferences, case by case."""
        settled = f"as {' and '.join(self.settled_by)}" if self.settled_by else ""
        return tuple(f"where {' and '.join(case)}" for case in self.cases) or (settled,)


@dataclass(frozen=True, repr=False)
class GraphThresholds(Tabular):
    """The preferences under which states of a graph model are stable, or an option hurts its owner.

    Parameters
    ----------
    model, concept
        The graph model, and which stability.
    mover
        For whom states are to be stable, or whose option it is; empty for everybody.
    rows
        For each state, or for the option, what it hangs on.
    """

    model: GraphModel
    concept: str
    mover: str
    rows: tuple[GraphThreshold, ...]

    @property
    def is_settled(self) -> bool:
        """There is an answer to everything."""
        return all(row.name != "undecided" for row in self.rows)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "title": self.model.title,
            "concept": self.concept,
            "mover": self.mover or None,
            "thresholds": [
                {
                    "about": row.about,
                    "verdict": row.name,
                    "cases": [list(case) for case in row.cases],
                    "settled_by": list(row.settled_by),
                }
                for row in self.rows
            ],
        }

    def table(self) -> Table:
        """A row for each."""
        rows = [
            (row.about, row.name, said) if said == row.in_words[0] else ("", "or", said)
            for row in self.rows
            for said in row.in_words
        ]
        note = f"For {self.mover or 'every player'}, under {self.concept} stability, ties aside."
        return Table(("about", "holds", "preferences"), rows, title=self.model.title, note=note)


def graph_thresholds(question: GraphQuestion) -> GraphThresholds:
    """Finds the preferences, of those that agree with what is known, on which an answer hangs."""
    model, concept, mover = question.model, question.concept, question.mover
    if question.action:
        verdict = question.verdict(None)
        about = f"{mover}'s option {' and '.join(question.action)} hurts it"
        return GraphThresholds(
            model, concept, mover, (GraphThreshold(about, verdict.name, verdict.depends_on),)
        )
    rows = []
    for state in question.at or model.states:
        found = stable_rankings(model, state, concept, coalition=[mover] if mover else ())
        rows.append(GraphThreshold(f"{state} is stable", found.name, found.cases, found.settled_by))
    return GraphThresholds(model, concept, mover, tuple(rows))
