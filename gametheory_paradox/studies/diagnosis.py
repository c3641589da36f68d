"""Diagnosis of a game: every question on every move, in one table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations, islice, permutations, product
from typing import Literal

from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.conditions.proofs.signs import Box, sign_on_box
from gametheory_paradox.detectors import Present, Undecided, Verdict, assess, inquiry_about, verdict_at
from gametheory_paradox.detectors.inquiry import offered_concept
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.forms import (
    PAYOFF,
    ExtensiveForm,
    Game,
    InformationSet,
    NormalForm,
    StochasticGame,
    cells_of,
    game_hash,
)
from gametheory_paradox.forms.proofs.equilibrium_set import number_to_data
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction, number_shown
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Terminal
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.processes import in_order
from gametheory_paradox.maps.switches import check_count, check_names, check_parameters
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question, check_no_selection, quantifier_named
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.reach import (
    EXTENTS,
    Ranges,
    Reach,
    condition_said,
    extent_said,
    nearest_said,
    ranges_of,
    unreached,
)
from gametheory_paradox.subjects import GameLike, Subject, as_game
from gametheory_paradox.table import Cell, Table, Tabular, listed

# Every question about an action of a game, asked at once and answered in one table
# ----------------------------------------------------------------------------

MOST_QUESTIONS = 1000
PART = 1 / 4  # of the time that is left, at most, for where in the ranges one question is present


@dataclass(frozen=True, repr=False)
class Diagnosis(Tabular):
    """The answers about every action of a game.

    Parameters
    ----------
    game, concept, quantifier
        The game, equilibria in which sense, and which are compared.
    answers
        The verdicts at the point, in the order of asking; undecided, with the reason, where one could not be
        found.
    reaches
        For each answer where in the declared ranges its paradox is present; empty where that was not asked.
    """

    game: Game
    concept: str
    quantifier: str
    answers: tuple[Verdict, ...]
    reaches: tuple[Reach, ...] = ()

    @property
    def rows(self) -> tuple[Verdict, ...]:
        """First what is present, the greatest gap first; then what is near it; then the rest.

        Near is what is present elsewhere in the ranges, the nearest first, and then what is undecided.  Of
        what is present, or near, the payoff comes before accounts.
        """
        return tuple(self.answers[number] for number in self._order)

    @property
    def present(self) -> tuple[Verdict, ...]:
        """The rows with a paradox."""
        return tuple(row for row in self.rows if isinstance(row, Present))

    @property
    def somewhere(self) -> tuple[Reach, ...]:
        """The reaches of the paradoxes that are not at the point but elsewhere, the nearest first."""
        ranked = (self.reaches[number] for number in self._order if self.reaches)
        return tuple(own for own in ranked if own.extent == "somewhere")

    @property
    def _order(self) -> list[int]:
        reaches = self.reaches or (None,) * len(self.answers)
        pairs = list(zip(self.answers, reaches, strict=True))
        return sorted(range(len(pairs)), key=lambda number: _place(*pairs[number]))

    def reach(self, question: Question) -> Reach | None:
        """The reach within the declared ranges of a question's paradox; None if it was not asked."""
        return next((own for own in self.reaches if own.question == question), None)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        reaches = [self.reaches[number].to_data() if self.reaches else None for number in self._order]
        rows = zip(self.rows, reaches, strict=True)
        return {
            "game": {
                "hash": game_hash(self.game),
                "players": list(self.game.players),
                "title": self.game.title,
            },
            "concept": self.concept,
            "quantifier": self.quantifier,
            "rows": [{**row_to_data(row), "reach": reach} for row, reach in rows],
        }

    def table(self) -> Table:
        """One line for each question; of those that are nowhere in the ranges a line for all."""
        shown = [number for number in self._order if not self._is_nowhere(number)]
        rows = [self.answers[number] for number in shown]
        columns = ["paradox", "mover", "action", "where"]
        cells: list[list[Cell]] = [[*_asked(row)] for row in rows]
        more: list[tuple[str, list[Cell]]] = [
            ("verdict", [row.name for row in rows]),
            ("gap", [None if row.gap is None else number_shown(row.gap) for row in rows]),
        ]
        if any(row.question.measure != PAYOFF for row in self.answers):
            more.insert(0, ("measure", [row.question.measure for row in rows]))
        if self.reaches:
            more += _reaches_said([self.reaches[number] for number in shown])
        else:
            more.append(("why", [row.why for row in rows]))

        if any(row.assessment for row in rows):
            words = [None if row.assessment is None else str(row.assessment) for row in rows]
            more.append(("payoff and security", list(words)))
        for head, column in more:
            columns.append(head)
            for own, cell in zip(cells, column, strict=True):
                own.append(cell)

        align = "".join("r" if head == "gap" else "l" for head in columns)
        return Table(columns, cells, title=self.game.title, note="\n".join(self._lines()), align=align)

    def parts(self) -> list[Table | str]:
        """The table; where it has no line what stands above and below it."""
        table = self.table()
        return [table] if table.rows else ["\n\n".join(filter(None, (table.title, table.note)))]

    def _is_nowhere(self, number: int) -> bool:
        return bool(self.reaches) and self.reaches[number].extent == "nowhere"

    def _lines(self) -> list[str]:
        """The options that are nowhere a paradox, in one line, and the number of questions by answer."""
        names, lines = [row.name for row in self.answers], list[str]()
        if not names:
            return ["nobody has a choice"]

        nowhere = [self.answers[number].question for number in self._order if self._is_nowhere(number)]
        if nowhere:
            whose = dict.fromkeys(f"{q.mover}: {' and '.join(q.action)}" for q in nowhere)
            lines.append(f"nowhere in the ranges, ties aside: {len(nowhere)} questions ({'; '.join(whose)})")

        counts = {name: names.count(name) for name in ("present", "undecided", "absent", "impossible")}
        said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        asked = f"{len(names)} questions about {self.concept} equilibria, {self.quantifier} comparison"
        lines.append(f"{asked}: {said}")
        if self.reaches:
            extents = [own.extent for own in self.reaches]
            reached = {name: extents.count(name) for name in EXTENTS}
            each = listed([f"{count} {name}" for name, count in reached.items() if count])
            lines.append(f"over the declared ranges: {each}; a distance adds up shares of the ranges")
        return lines


def diagnose(
    game: GameLike,
    *,
    values: Mapping[str, object] = {},
    over: Sequence[str] | None = None,
    measures: Sequence[str] | None = None,
    concept: str | None = None,
    quantifier: str = "strong",
    budget: float | None = None,
    workers: int = 1,
    limit: int = MOST_QUESTIONS,
) -> Diagnosis:
    """Asks every question that takes an action about all players and actions, at a point and in the ranges.

    *option* at each information set where its owner has a choice, and everywhere at once where several have
    the action; *third-party* the same, for every third party and target; *dominance-trap*, in tables, for
    every coalition that shares an action.  Each option is asked about the payoff, and about each account of
    its owner's payoff.  Where security is counted, each is assessed besides: what it does to the payoff and
    to security of the one who has it.  Of a family each question is then looked for in the declared ranges:
    whether its paradox is nowhere in them, at the point, or somewhere, on which share of them, under which
    inequalities, and how far from the point.

    Parameters
    ----------
    game
        A game or a family, or what ``as_game`` reads as one.
    values
        Values of a family's parameters; by default their baseline.
    over
        The parameters whose ranges are looked at, by default all but those in ``values``; an empty list for
        the answers at the point alone.
    measures
        What options are asked about: "payoff", accounts; by default the payoff and every account.
    concept, quantifier
        As for ``detect``.
    budget
        Seconds in all, about; questions that are not answered by then are undecided.
    workers
        Processes that answer at the same time; the answers do not depend on it, unless the budget is spent.
        With more than one, a script calls this below ``if __name__ == "__main__":``.
    limit
        The most questions that are asked.

    Raises
    ------
    InvalidGame
        If the quantifier does not exist, or the number of workers is not positive.
    Unsupported
        If the concept is not offered for this form of game, or there are more questions than the limit.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> dilemma = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    >>> [(row.question.paradox, row.question.action, row.gap) for row in diagnose(dilemma).present]
    [('dominance-trap', ('arm',), Fraction(1, 1))]
    >>> import gametheory_paradox as gp
    >>> found = diagnose(gp.load("seed/guarded-posts"), measures=["payoff"], over=["h_p", "c"])
    >>> [(own.question.action, own.extent, str(own.present)) for own in found.reaches][:2]
    [(('open',), 'nowhere', 'never'), (('guard',), 'at the baseline', 'h_p > c + 1')]
    """
    check_no_selection(quantifier_named(quantifier), "a diagnosis, which asks about several paradoxes")
    check_count(workers, "workers", "processes")
    check_count(limit, "limit", "questions")
    if measures is not None and not measures:
        raise InvalidGame("measures: the list is empty, so that nothing is asked")
    game = as_game(game)
    here = game.at(values) if isinstance(game, GameFamily) else game
    concept = offered_concept(here, concept)
    asked = list(islice(_measured(game, moves(here), measures), limit + 1))
    if len(asked) > limit:
        raise Unsupported(
            f"there are more than {limit} questions to ask about this game; set a higher limit, or ask detect"
        )
    ranges = _ranges(game, values, over)
    return answered(game, values, asked, concept, quantifier, budget, workers, ranges=ranges)


def _measured(
    game: Subject, questions: Iterable[Question], measures: Sequence[str] | None
) -> Iterator[Question]:
    """Questions about each measure; those about options for every account that the mover's payoff has."""
    accounts = [own.name for own in game.accounts] if isinstance(game, GameFamily) else []
    chosen = list(measures) if measures is not None else [PAYOFF, *accounts]
    counted = {name: _who_counts(game, name) for name in chosen if name != PAYOFF}
    for question in questions:
        if PAYOFF in chosen:
            yield question
        for name, players in counted.items():
            if question.paradox == "option" and question.mover in players:
                yield question.but(measure=name)


def _who_counts(game: Subject, measure: str) -> frozenset[str]:
    """The players to whom a measure is not the same nothing at every outcome."""
    if not isinstance(game, GameFamily):
        raise InvalidGame(f"measures: a game without accounts is asked about the payoff, got {measure!r:.60}")
    form = game.measured(measure).form
    columns = {player: form.column(player) for player in form.players}
    return frozenset(p for p, own in columns.items() if any(cell[own] for cell in cells_of(form)))


def _ranges(game: Subject, values: Mapping[str, object], over: Sequence[str] | None) -> Ranges | None:
    """The ranges that are looked at; None for none."""
    if not isinstance(game, GameFamily):
        return None
    if over is not None:
        check_names(over, "over")
        check_parameters(game, over)
    names = [p.name for p in game.parameters if p.name not in values] if over is None else list(over)
    return ranges_of(game, game.point(values), names) if names else None


def answered(
    game: Subject,
    values: Mapping[str, object],
    questions: Iterable[Question],
    concept: str,
    quantifier: str,
    budget: float | None,
    workers: int = 1,
    *,
    ranges: Ranges | None = None,
) -> Diagnosis:
    """The verdicts on questions at one point, in order; undecided where time or a method is lacking."""
    asked = [question.but(concept=concept, quantifier=quantifier) for question in questions]
    here = game.at(values) if isinstance(game, GameFamily) else game
    answers, reaches = list[Verdict](), list[Reach]()
    in_all = len(asked) * (1 if ranges is None else 2)

    with Clock(budget), remembering(), suppress(OutOfTime), counting("questions", in_all) as count:
        for verdict in in_order(partial(_answer, game, values, here), asked, workers):
            answers.append(verdict)
            count(len(answers))
        if ranges is not None:
            for left, verdict in zip(range(len(answers), 0, -1), answers, strict=True):
                look()
                with Clock().part(max(PART, 1 / left)):
                    reaches.append(ranges.reach(verdict))
                count(len(answers) + len(reaches))

    late = _too_late()
    answers.extend(Undecided(here, question, late) for question in asked[len(answers) :])
    if ranges is not None:
        reaches.extend(unreached(verdict) for verdict in answers[len(reaches) :])
    return Diagnosis(here, concept, quantifier, tuple(answers), tuple(reaches))


def _too_late() -> str:
    return f"{Clock().ended('the budget was spent')} before this was asked"


def _answer(game: Subject, values: Mapping[str, object], here: Game, question: Question) -> Verdict:
    clock = Clock()
    if clock.is_over:
        return Undecided(here, question, _too_late())
    try:
        verdict = verdict_at(inquiry_about(game, question, {}), values, clock.left)
        if question.paradox != "option":
            return verdict
        return replace(verdict, assessment=assess(game, question, values=values, budget=clock.left))
    except Unsupported as problem:
        return Undecided(here, question, str(problem))


def moves(game: Game) -> Iterator[Question]:
    """The questions that ``diagnose`` asks about a game, in order."""
    scopes = [(player, *scope) for player in game.players for scope in _scopes(game, player)]
    for mover, action, at in scopes:
        yield Question("option", mover=mover, action=action, at=at)
    for mover, action, at in scopes:
        for third, target in permutations([player for player in game.players if player != mover], 2):
            yield Question("third-party", mover=mover, action=action, at=at, third=third, target=target)
    if isinstance(game, NormalForm):
        yield from _traps(game)


def options(game: Game) -> Iterator[Question]:
    """Every action that may be taken away, at each one place where something else is left to do."""
    for info in game.information_sets:
        for action in info.actions if len(info.actions) > 1 else ():
            yield Question("option", mover=info.player, action=action, at=info.name or ())


def _scopes(game: Game, player: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The actions that a player can lose, each with the information sets where; none means everywhere."""
    own = [info for info in game.information_sets if info.player == player]
    for action in dict.fromkeys(action for info in own for action in info.actions):
        having = [info for info in own if action in info.actions]
        losing = [info for info in having if len(info.actions) > 1]
        for info in losing:
            yield action, (info.name,) if info.name else ()
        if len(having) > 1 and losing == having:
            yield action, ()


def _traps(game: NormalForm[Fraction]) -> Iterator[Question]:
    choosing = {info.player: info.actions for info in game.information_sets if len(info.actions) > 1}
    for action in dict.fromkeys(action for actions in choosing.values() for action in actions):
        sharing = [player for player, actions in choosing.items() if action in actions]
        for size in range(2, len(sharing) + 1):
            for members in combinations(sharing, size):
                yield Question("dominance-trap", mover=members[0], action=action, coalition=members)


def where_said(question: Question) -> str:
    """At which information sets, with which third party and target, or for which coalition, in words."""
    at, roles = question.at, question.details
    told = [f"at {', '.join(at)}" if at else "", " and ".join(question.coalition)]
    told += [f"third party {roles['third']}, target {roles['target']}"] if roles else []
    return "; ".join(filter(None, told))


def _asked(row: Verdict) -> tuple[str, str, str, str]:
    question = row.question
    return question.paradox, question.mover, " and ".join(question.action), where_said(question)


def row_to_data(row: Verdict) -> dict[str, object]:
    """A row as JSON."""
    asked = dict(zip(("paradox", "mover", "action", "where"), _asked(row), strict=True))
    return {
        **asked,
        "measure": row.question.measure,
        "verdict": row.name,
        "gap": None if row.gap is None else number_to_data(row.gap, signed=True),
        "why": row.why,
        "certificate": None if row.certificate is None else row.certificate.to_data(),
        "assessment": row.assessment and row.assessment.to_data(),
        "halves": row.assessment and row.assessment.halves_to_data(),
    }


def _place(row: Verdict, reach: Reach | None) -> tuple[int, bool, Fraction]:
    """By what it is at the point, and what is not there by how near it is; payoff before accounts."""
    nothing, account = Fraction(0), row.question.measure != PAYOFF
    if isinstance(row, Present):
        return 0, account, nothing if row.gap is None else -close_fraction(row.gap)
    if reach is not None and reach.extent == "somewhere":
        return (1, account, reach.distance) if reach.distance is not None else (2, account, nothing)
    if isinstance(row, Undecided):
        return 3, False, nothing
    return 4 + (reach is None or reach.extent != "undecided"), False, nothing


def _reaches_said(reaches: Sequence[Reach]) -> list[tuple[str, list[Cell]]]:
    """The columns about the ranges: the share, the inequalities, and the nearest point with its distance."""
    return [
        ("in the ranges", [extent_said(own) for own in reaches]),
        ("present where", [condition_said(own) for own in reaches]),
        ("nearest", [nearest_said(own) for own in reaches]),
    ]


# Dominance all over the declared ranges: an action that pays its owner more whatever the others do
# ----------------------------------------------------------------------------

Extent = Literal["all over the ranges", "all over the ranges, ties aside"]

SIGN_CELLS = 50


def dominance(family: GameFamily, info: InformationSet, action: str, other: str) -> Extent | None:
    """The extent to which another action pays more whatever the others do; None if not everywhere.

    It may tie at the ends of the ranges, or not even there.
    """
    gains = _gains(family, info, action, other) if other != action else None
    if not gains or not all(_is_positive(gain, family.box) for gain in gains):
        return None
    strict = all(_is_positive(gain, family.box, closed=True) for gain in gains)
    return "all over the ranges" if strict else "all over the ranges, ties aside"


def _gains(
    family: GameFamily, info: InformationSet, action: str, other: str
) -> list[RationalFunction] | None:
    """The gains of an action over another one, case by case; None where the cases do not correspond."""
    form, who = family.form, family.players.index(info.player)
    if isinstance(form, ExtensiveForm):
        return _gains_in_tree(form, who, info, action, other)
    if isinstance(form, StochasticGame):
        return None  # what an action pays later hangs on what is done then
    low, high = (info.actions.index(name) for name in (action, other))
    rests = product(*(range(size) if n != who else [0] for n, size in enumerate(form.shape)))
    cells = (([*r[:who], high, *r[who + 1 :]], [*r[:who], low, *r[who + 1 :]]) for r in rests)
    return [form.cell(above)[who] - form.cell(below)[who] for above, below in cells]


def _gains_in_tree(
    form: ExtensiveForm[RationalFunction], who: int, info: InformationSet, action: str, other: str
) -> list[RationalFunction] | None:
    """The same at an information set after which nobody sees which of the two was taken."""
    gains, branches = list[RationalFunction](), [info.actions.index(name) for name in (other, action)]
    for position in form.members[form.information_sets.index(info)]:
        above, below = (form.nodes[position].children[branch] for branch in branches)
        pending = [(above, below)]
        while pending:
            look()
            pair = pending.pop()
            one, another = (form.nodes[own] for own in pair)
            if isinstance(one, Terminal) and isinstance(another, Terminal):
                gains.append(one.payoffs[who] - another.payoffs[who])
            elif not _corresponds(form, *pair):
                return None
            else:
                pending += zip(one.children, another.children, strict=True)
    return gains


def _corresponds(form: ExtensiveForm[RationalFunction], one: int, another: int) -> bool:
    """At both nodes the same happens next: the same player chooses without telling them apart, or chance."""
    nodes = form.nodes[one], form.nodes[another]
    if type(nodes[0]) is not type(nodes[1]) or form.labels(one) != form.labels(another):
        return False
    sets = [node.information_set for node in nodes if isinstance(node, Decision)]
    return len(set(sets)) <= 1


def _is_positive(gain: RationalFunction, box: Box, *, closed: bool = False) -> bool:
    signs = [sign_on_box(p, box, closed=closed, cells=SIGN_CELLS) for p in (gain.numerator, gain.denominator)]
    return signs[0] is not None and signs[1] is not None and signs[0] * signs[1] > 0
