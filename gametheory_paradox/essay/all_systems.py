"""The survey: every system of the catalog with its variants and controls; or models of one's own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from gametheory_paradox.catalog import WHERE_LISTED, load
from gametheory_paradox.catalog import names as catalog_names
from gametheory_paradox.clock import counting
from gametheory_paradox.detectors import Undecided
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.essay.answer import answer_said, details_said
from gametheory_paradox.essay.policies import (
    UNDER,
    Balance,
    Entry,
    policies_of,
    weighed,
    with_changes,
    with_held,
    with_premises_dropped,
    with_shared,
)
from gametheory_paradox.essay.summary import Card, counts_said, leaks_said, systems_table
from gametheory_paradox.essay.systems import policies, systems
from gametheory_paradox.essay.words import SAID
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.processes import in_order
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files import MODEL_ENDINGS
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.studies.examination import Side, examine
from gametheory_paradox.studies.findings import Findings
from gametheory_paradox.studies.refusals import solution_concept
from gametheory_paradox.subjects import as_family
from gametheory_paradox.table import Table, Tabular, listed

SIDES: tuple[Side, ...] = (
    "moves",
    "quantifiers",
    "thresholds",
    "uncertainty",
    "map",
    "witness",
    "channels",
    "ways-out",
    "by-rank",
)
NEAR, NEAR_SHARE = 60, "0.005"  # of a map over two parameters: the most cells, and what may stay undecided
LEAST_DRAWS = 100
NOTE = (
    "at the baseline: strong comparison, and the quantifiers under which the verdict is another; "
    "needs the numbers: what holds for every payoff in the order of the baseline, ties aside; "
    "present where: the inequalities; nearest change: of one parameter alone that turns the verdict; "
    "way out: the smallest change of several, as shares of their ranges, at which a paradox ends; "
    "carried by: the player whose reaction costs most; "
    "share: the part of the declared ranges, whose ends were chosen, in which the strong paradox is present"
)
Model = GameFamily | str | Path
Seen = tuple[Findings, tuple[Entry, ...]]  # about one model, and its policies
COLUMNS = ("game", "asked", *(head for head, _ in SAID), "also present")


@dataclass(frozen=True, repr=False)
class Survey(Tabular):
    """The findings about every system.

    Parameters
    ----------
    cards
        One for each system: those of the essay in its order, then toys by name.
    left_out
        Names of the games that were not looked at, because the survey was called off before.
    """

    cards: tuple[Card, ...]
    left_out: tuple[str, ...] = ()

    @property
    def balance(self) -> Balance:
        """Payoff and security of the essay's states with and without each of their policies."""
        return Balance(tuple(entry for card in self.cards for entry in card.entries))

    @property
    def answer(self) -> str:
        """The findings, for whom, how sure they are, and what would change them, in one short paragraph."""
        return answer_said(self.balance.entries)

    @property
    def details(self) -> tuple[str, ...]:
        """Further sentences on the policies of the essay's states, one or two for each matter."""
        return tuple(details_said(self.balance.entries))

    @property
    def scenarios(self) -> tuple[Findings, ...]:
        """All games, system by system."""
        return tuple(scenario for card in self.cards for scenario in card.scenarios)

    @property
    def variants(self) -> tuple[Findings, ...]:
        """The games in which the mechanism is on."""
        return tuple(scenario for card in self.cards for scenario in card.variants)

    @property
    def controls(self) -> tuple[Findings, ...]:
        """Those in which it is off."""
        return tuple(scenario for card in self.cards for scenario in card.controls)

    def page(self) -> str:
        """The survey as a page of HTML, which stands alone."""
        html: str = import_module(f"{__package__}.survey_page").survey_html(self)
        return html

    @property
    def shortfall(self) -> str:
        """The games left out by a survey that was called off, in a sentence; empty for a whole one."""
        if not self.left_out:
            return ""
        count = len(self.scenarios)
        return (
            f"Called off after {count} of {count + len(self.left_out)} games: all that is said here is about "
            f"those. Left out: {listed(self.left_out)}."
        )

    @property
    def finished(self) -> bool:
        """True if every game was looked at, and nothing that was asked stayed undecided."""
        found = [finding for scenario in self.scenarios for finding in scenario.findings]
        verdicts = [verdict for finding in found for verdict in finding.verdicts.values()]
        drawn = [finding.uncertainty for finding in found if finding.uncertainty is not None]
        decided = not any(isinstance(v, Undecided) for v in verdicts) and all(own.finished for own in drawn)
        return decided and not self.left_out

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "finished": self.finished,
            "left_out": list(self.left_out),
            "answer": self.answer,
            "details": list(self.details),
            "systems": [card.to_data() for card in self.cards],
        }

    def table(self) -> Table:
        """One line for every question."""
        rows = [row for scenario in self.scenarios for row in _rows(scenario)]
        return Table(COLUMNS, rows, title="Survey", note=NOTE)

    def parts(self) -> list[Table | str]:
        """The answer, the table of the essay's systems, details, how many games show what, every question."""
        short = [self.shortfall] if self.left_out else []
        opening: list[Table | str] = [*short, self.answer, systems_table(self.balance.entries)]
        told = (*self.details, *counts_said(self.cards), *leaks_said(self.cards))
        return [*opening, "\n".join(told), self.table()]


def _rows(scenario: Findings) -> Iterator[tuple[str, ...]]:
    name = scenario.name or scenario.family.title
    also = str(len(scenario.diagnosis.present)) if scenario.diagnosis else "not asked"
    if not scenario.findings:
        yield (name, "every move", scenario.verdict, *["-"] * (len(SAID) - 1), also)
    for found in scenario.findings:
        yield (name, found.title, *(say(found) for _, say in SAID), also)


def survey(
    models: Model | Iterable[Model] | None = None,
    *,
    draws: int = 2_000,
    budget_per_game: float | None = 1_200.0,
    workers: int = 1,
) -> Survey:
    """Examines models in the same way: verdicts, shares, what they hang on, ways out, controls.

    For each game all moves are diagnosed at the baseline.  For its own question it finds the verdict under
    every quantifier, the share of the declared ranges in which the strong paradox is present (proved bounds
    where formulas are offered, otherwise a sample with its interval), the most influential parameter, whether
    the verdict survives if every assumed baseline is a fifth lower or higher, the smallest change that leaves
    a paradox, and whose reaction carries the loss.

    Parameters
    ----------
    models
        Games of the catalog, each of which brings those that stand under it; families, model files, and
        folders of them.  By default all systems of the essay, under ``seed/``, save other readings of them.
    draws
        How many draws where formulas answer them; where each is a game that is solved, a twentieth, but at
        least 100.
    budget_per_game
        Seconds for each game of the catalog; None for no limit.
    workers
        Processes that work at the same time; the answers do not depend on it, unless a budget is spent.
        With more than one, a script calls this below ``if __name__ == "__main__":``.

    Returns
    -------
    One card for each system of the essay, and for each model from outside the catalog; of a survey that is
    called off those of the games that were looked at, and the names of the others.  Of the latter every
    player's options are weighed as policies of the essay's states are: payoff, and security where it is
    counted.

    Raises
    ------
    InvalidGame
        If there is no such game, file or folder, or a number is too small.
    ModelSyntaxError
        If a file cannot be read; with file, line and column.

    Examples
    --------
    >>> found = survey(["seed/proactive-response"], draws=100)
    >>> [(scenario.name, scenario.verdict) for scenario in found.scenarios]
    [('seed/proactive-response', 'impossible')]
    >>> from gametheory_paradox.models import family_from_table
    >>> border = family_from_table(["P"], [["close", "open"]], [["x"], [0]], {"x": (0, 9, 4)}, title="Border")
    >>> survey(border, draws=100).balance.entries[0].assessment.word
    'pays'
    """
    for what, number, least in (("draws", draws, LEAST_DRAWS), ("workers", workers, 1)):
        if isinstance(number, bool) or not isinstance(number, int) or number < least:
            raise InvalidGame(f"{what}: expected a whole number, {least} or more; got {number!r:.60}")
    families, cards, done = _families(models), dict[object, Card](), 0
    for scenario, entries in _whole(
        families, partial(_looked_at, draws=draws, budget=budget_per_game), workers
    ):
        key, name = _place(scenario.family, done)
        done, card = done + 1, cards.get(key, Card(name, ()))
        scenarios, weighed_ = (*card.scenarios, scenario), (*card.entries, *entries)
        cards[key] = replace(card, scenarios=scenarios, entries=weighed_)
    order = [*systems(), None]  # toys come last
    left = [_place(family, number)[1] for number, family in enumerate(families[done:], start=done)]
    return Survey(tuple(sorted(cards.values(), key=lambda card: order.index(card.system))), tuple(left))


def _whole(
    families: Sequence[GameFamily], look_at: Callable[[GameFamily], Seen], workers: int
) -> Iterator[Seen]:
    """The findings about each model in turn, until the survey is called off.

    Raises
    ------
    OutOfTime
        If it is before anything was found.
    """
    done = 0
    with counting("games", len(families)) as count:
        try:
            for seen in in_order(look_at, families, workers):
                look()  # what was cut short is not kept
                yield seen
                done += 1
                count(done, seen[0].__str__)
        except OutOfTime:
            if not done:
                raise


def _place(family: GameFamily, number: int) -> tuple[object, str]:
    """By what a model's card is known, and its name: games of the catalog share that of their system."""
    if family.origin in catalog_names():
        name = "/".join(family.origin.split("/")[:2])
        return name, name
    return number, family.origin or family.title or f"model {number + 1}"


def _looked_at(family: GameFamily, *, draws: int, budget: float | None) -> Seen:
    """The findings about a model, and its policies: those of the essay's states, or all from outside it."""
    cataloged = family.origin in catalog_names()
    own = (policy for policy in policies() if policy.game == family.origin and not policy.apart)
    asked = own if cataloged else policies_of(family)
    entries = [with_changes(weighed(family, policy, budget=budget)) for policy in asked]
    if cataloged:
        entries = [with_shared(with_held(with_premises_dropped(entry))) for entry in entries]
    return _examined(family, cataloged=cataloged, draws=draws, budget=budget), tuple(entries)


def _examined(family: GameFamily, *, cataloged: bool, draws: int, budget: float | None) -> Findings:
    """The findings about a model; no witness is looked for in controls, reaches only outside the catalog."""
    control = cataloged and family.origin.endswith("control")
    sides = [side for side in SIDES if not (control and side == "witness")]
    sides += [] if cataloged else ["reach"]
    asked = questions_of(family)
    return examine(
        family,
        *asked[:1],
        also=asked[1:],
        sides=sides,
        undecided=NEAR_SHARE,
        cells=NEAR,
        draws=draws,
        budget=budget,
        concept=None if asked else solution_concept(family),
    )


def questions_of(family: GameFamily) -> list[Question]:
    """The game's own questions, and, where others have the same action, the same for all of them at once."""
    usual = solution_concept(family)
    asked = [own.but(concept=own.concept or usual) for own in family.questions]
    return [question for own in asked for question in _with_sharing(family, own)]


def _with_sharing(family: GameFamily, own: Question) -> list[Question]:
    """A question, and where others have its action the same about all of them."""
    if own.paradox != "option" or own.coalition:
        return [own]
    having = {info.player for info in family.form.information_sets if set(own.action) <= set(info.actions)}
    sharing = [player for player in family.players if player in having]
    return [own, own.but(at=(), coalition=sharing)] if len(sharing) > 1 else [own]


def _families(models: Model | Iterable[Model] | None) -> list[GameFamily]:
    """The models that are meant, each once: those of the catalog in its order, then the others."""
    if models is None:
        apart = {policy.game for policy in policies() if policy.apart}
        return [load(name) for name in catalog_names() if name.startswith(UNDER) and name not in apart]

    is_one = isinstance(models, str | Path | GameFamily) or not isinstance(models, Iterable)
    given: list[Any] = [models] if is_one else list(cast("Iterable[Any]", models))
    if not given:
        raise InvalidGame("models: expected at least one game of the catalog, family, file or folder")

    cataloged, others = set[str](), list[GameFamily]()
    for model in given:
        if isinstance(model, GameFamily):
            others.append(model)
        elif not isinstance(model, str | Path):
            others.append(as_family(model))
        elif under := _under(model):
            cataloged.update(under)
        else:
            others.extend(map(load, _files(model)))
    once = {(family.origin, family): family for family in others}  # the same in two files is two models
    return [*map(load, sorted(cataloged)), *once.values()]


def _under(name: str | Path) -> list[str]:
    """The games of the catalog of that name and under it; none where it is a file or a folder."""
    if isinstance(name, Path):
        return []
    return [own for own in catalog_names() if own == name or own.startswith(f"{name}/")]


def _files(model: str | Path) -> list[str | Path]:
    """A model file, or all in a folder and the folders in it."""
    path = Path(model)
    if path.is_dir():
        if not (found := sorted(own for own in path.rglob("*") if own.suffix.lower() in MODEL_ENDINGS)):
            raise InvalidGame(
                f"there is no model file ({', '.join(MODEL_ENDINGS)}) in the folder {str(path)!r}"
            )
        return [*found]
    if isinstance(model, Path) or path.suffix or path.exists():
        return [model]
    raise InvalidGame(
        f"the catalog has no game {model!r:.60} and none under it, and there is no such file or folder; "
        f"{WHERE_LISTED}"
    )
