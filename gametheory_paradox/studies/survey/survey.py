"""The survey: every system of the catalog with its variants and controls."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from gametheory_paradox.catalog import names as catalog_names
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.regions.processes import in_order
from gametheory_paradox.studies.survey.finding import Finding, Scenario
from gametheory_paradox.studies.survey.look import Effort, look_at
from gametheory_paradox.studies.survey.words import (
    carrier_said,
    influence_said,
    robust_said,
    share_said,
    verdicts_said,
    way_out_said,
)
from gametheory_paradox.table import Table

UNDER = "seed/"
LEAST_DRAWS = 100
COLUMNS = (
    "game",
    "asked",
    "verdict",
    "share of the box",
    "hangs on",
    "survives ± 20 %",
    "way out",
    "carried by",
    "also present",
)


@dataclass(frozen=True, repr=False)
class Card:
    """A system: its main game, the variants and the controls.

    Parameters
    ----------
    name
        What the catalog calls the system.
    scenarios
        Its games, by name.
    """

    name: str
    scenarios: tuple[Scenario, ...]

    @property
    def title(self) -> str:
        """What the first game is called."""
        return self.scenarios[0].family.title

    @property
    def variants(self) -> tuple[Scenario, ...]:
        """The games in which the mechanism is on."""
        return tuple(scenario for scenario in self.scenarios if not scenario.control)

    @property
    def controls(self) -> tuple[Scenario, ...]:
        """The games in which it is off."""
        return tuple(scenario for scenario in self.scenarios if scenario.control)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "scenarios": [scenario.to_data() for scenario in self.scenarios],
        }

    def __repr__(self) -> str:
        return f"{self.name}: {len(self.scenarios)} games"


@dataclass(frozen=True, repr=False)
class Survey:
    """What is found about every system.

    Parameters
    ----------
    cards
        One for each system, by name.
    """

    cards: tuple[Card, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """All games, by name."""
        return tuple(scenario for card in self.cards for scenario in card.scenarios)

    @property
    def variants(self) -> tuple[Scenario, ...]:
        """The games in which the mechanism is on."""
        return tuple(scenario for card in self.cards for scenario in card.variants)

    @property
    def controls(self) -> tuple[Scenario, ...]:
        """Those in which it is off."""
        return tuple(scenario for card in self.cards for scenario in card.controls)

    @property
    def finished(self) -> bool:
        """Whether nothing that was asked stayed undecided."""
        found = [finding for scenario in self.scenarios for finding in scenario.findings]
        settled = all(
            verdict.name != "undecided" for finding in found for verdict in finding.verdicts.values()
        )
        return settled and all(finding.doubt is None or finding.doubt.finished for finding in found)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"finished": self.finished, "systems": [card.to_data() for card in self.cards]}

    def table(self) -> Table:
        """One line for every question."""
        rows = [row for scenario in self.scenarios for row in _rows(scenario)]
        note = (
            "verdict: at the baseline, strong comparison, and the quantifiers under which it is another; share: the part of the "
            "declared ranges in which the strong paradox is present, proved, or in a sample; way out: the smallest change of the "
            "parameters, as shares of their ranges, at which it ends; carried by: the player whose "
            "reaction costs most"
        )
        return Table(COLUMNS, rows, title="Survey", note=note)

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def _rows(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    also = str(len(scenario.diagnosis.present)) if scenario.diagnosis else "not asked"
    if not scenario.findings:
        yield (scenario.name, "every move", scenario.verdict, "-", "-", "-", "-", "-", also)
    for found in scenario.findings:
        yield (scenario.name, *_cells(found), also)


def _cells(found: Finding) -> tuple[str, ...]:
    return (
        found.told,
        verdicts_said(found),
        share_said(found),
        influence_said(found),
        robust_said(found),
        way_out_said(found),
        carrier_said(found),
    )


def survey(
    names: Iterable[str] | None = None,
    *,
    draws: int = 2_000,
    games: int = 100,
    budget: float | None = 300.0,
    workers: int = 1,
    progress: Callable[[int, int, Scenario], object] | None = None,
) -> Survey:
    """Looks at every system of the catalog: verdicts, shares, what they hang on, who carries the loss, and the controls.

    For each game all moves are diagnosed at the baseline.  For its own question it finds the verdict under
    every quantifier, the share of the declared ranges in which the strong paradox is present (proved bounds
    where formulas are offered, otherwise a sample with its interval), the most influential parameter, whether
    the verdict survives if every assumed baseline is a fifth lower or higher, the smallest change that leaves
    a paradox, and whose reaction carries the loss.

    Parameters
    ----------
    names
        Games of the catalog; each brings those that stand under it.  By default all systems of the essay,
        under ``seed/``.
    draws, games
        How many draws where formulas answer them, and where each is a game that is solved.
    budget
        Seconds for each search; None for no limit.
    workers
        Processes that work at the same time; the answers do not depend on it, unless the budget is spent.
        With more than one, a script calls this below ``if __name__ == "__main__":``.
    progress
        Called after each game with the number of games done, their number in all, and what was found.

    Returns
    -------
    One card for each system.

    Raises
    ------
    InvalidGame
        If the catalog has no such game, or a number is too small.

    Examples
    --------
    >>> found = survey(["seed/proactive-response"], draws=100)
    >>> [(scenario.name, scenario.verdict) for scenario in found.scenarios]
    [('seed/proactive-response', 'impossible')]
    """
    for what, number, least in (
        ("draws", draws, LEAST_DRAWS),
        ("games", games, LEAST_DRAWS),
        ("workers", workers, 1),
    ):
        if isinstance(number, bool) or not isinstance(number, int) or number < least:
            raise InvalidGame(f"{what}: expected a whole number, {least} or more; got {number!r:.60}")
    chosen = _chosen(names)
    answer, found = partial(look_at, effort=Effort(draws, games, budget)), []
    for scenario in in_order(answer, chosen, workers):
        found.append(scenario)
        if progress is not None:
            progress(len(found), len(chosen), scenario)
    systems = dict.fromkeys(_system(scenario.name) for scenario in found)
    return Survey(
        tuple(Card(s, tuple(scenario for scenario in found if _system(scenario.name) == s)) for s in systems)
    )


def _chosen(names: Iterable[str] | None) -> list[str]:
    known = catalog_names()
    if names is None:
        return [name for name in known if name.startswith(UNDER)]
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if not any(own == name or own.startswith(f"{name}/") for own in known):
            raise InvalidGame(
                f"the catalog has no game {name!r:.60} and none under it; catalog.names() lists them"
            )
    if not wanted:
        raise InvalidGame("names: expected at least one game of the catalog")
    return [own for own in known if any(own == name or own.startswith(f"{name}/") for name in wanted)]


def _system(name: str) -> str:
    """The first two parts of a name."""
    return "/".join(name.split("/")[:2])
