"""Thresholds of a graph model: comparisons that settle which states are stable, or if an option hurts."""

from dataclasses import dataclass

from gametheory_paradox.detectors.graph_question import GraphQuestion
from gametheory_paradox.families import GraphModel
from gametheory_paradox.regions.stable_rankings import stable_rankings
from gametheory_paradox.table import Record, Table, Tabular


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
