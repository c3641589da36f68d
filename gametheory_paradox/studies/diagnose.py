"""Every question about an action of a game, asked at once and answered in one table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations, islice, permutations

from gametheory_paradox.claims.equilibria.enclosed_numbers import close_fraction, number_shown
from gametheory_paradox.claims.equilibria.numbers import number_to_data
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Present, Undecided, Verdict, assess, inquiry_about, verdict_at
from gametheory_paradox.detectors.inquiry import Subject, offered_concept
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, NormalForm, game_hash
from gametheory_paradox.paradoxes.quantifiers import check_no_selection, quantifier_named
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.regions.processes import in_order
from gametheory_paradox.table import Cell, Table, Tabular

MOST_QUESTIONS = 1000
SPENT = "the budget was spent before this was asked"


@dataclass(frozen=True, repr=False)
class Diagnosis(Tabular):
    """The answers about every action of a game.

    Parameters
    ----------
    game, concept, quantifier
        The game, equilibria in which sense, and which are compared.
    answers
        The verdicts, in the order of asking; undecided, with the reason, where one could not be found.
    """

    game: Game
    concept: str
    quantifier: str
    answers: tuple[Verdict, ...]

    @property
    def rows(self) -> tuple[Verdict, ...]:
        """First what is present, the greatest gap first; then what is undecided; then the rest."""
        return tuple(sorted(self.answers, key=_place))

    @property
    def present(self) -> tuple[Verdict, ...]:
        """The rows with a paradox."""
        return tuple(row for row in self.rows if isinstance(row, Present))

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "game": {
                "hash": game_hash(self.game),
                "players": list(self.game.players),
                "title": self.game.title,
            },
            "concept": self.concept,
            "quantifier": self.quantifier,
            "rows": [row_to_data(row) for row in self.rows],
        }

    def table(self) -> Table:
        """One line for each question."""
        columns = ["paradox", "mover", "action", "where", "verdict", "gap", "why"]
        gaps = [None if row.gap is None else number_shown(row.gap) for row in self.rows]
        cells: list[list[Cell]] = [
            [*_asked(row), row.name, gap, row.why] for row, gap in zip(self.rows, gaps, strict=True)
        ]
        if any(row.assessment for row in self.rows):
            columns.append("payoff and security")
            for own, row in zip(cells, self.rows, strict=True):
                own.append(None if row.assessment is None else str(row.assessment))
        names = [row.name for row in self.rows]
        counts = {name: names.count(name) for name in ("present", "undecided", "absent", "impossible")}
        listed = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        asked = f"{len(names)} questions about {self.concept} equilibria, {self.quantifier} comparison"
        note = f"{asked}: {listed}" if names else "nobody has a choice"
        return Table(columns, cells, title=self.game.title, note=note, align="lllllrll"[: len(columns)])


def diagnose(
    game: Subject,
    *,
    values: Mapping[str, object] = {},
    concept: str | None = None,
    quantifier: str = "strong",
    budget: float | None = None,
    progress: Callable[[int, int], object] | None = None,
    workers: int = 1,
    limit: int = MOST_QUESTIONS,
) -> Diagnosis:
    """Asks every question that takes an action about all players and actions.

    *option* at each information set where its owner has a choice, and everywhere at once where several have
    the action; *third-party* the same, for every third party and target; *dominance-trap*, in tables, for
    every coalition that shares an action.  Where security is counted, each option is assessed besides: what
    it does to the payoff and to security of the one who has it.

    Parameters
    ----------
    game
        A game, or a family.
    values
        Values of a family's parameters; by default their baseline.
    concept, quantifier
        As for ``detect``.
    budget
        Seconds in all, about; questions that are not answered by then are undecided.
    progress
        Called after each answer with the number of answers and of questions.
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
    >>> from gametheory_paradox.games import NormalForm
    >>> dilemma = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    >>> [(row.question.paradox, row.question.action, row.gap) for row in diagnose(dilemma).present]
    [('dominance-trap', ('arm',), Fraction(1, 1))]
    """
    check_no_selection(quantifier_named(quantifier), "a diagnosis, which asks about several paradoxes")
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InvalidGame(f"workers: expected a number of processes, 1 or more; got {workers!r:.60}")
    here = game.at(values) if isinstance(game, GameFamily) else game
    concept = offered_concept(here, concept)
    asked = list(islice(moves(here), limit + 1))
    if len(asked) > limit:
        raise Unsupported(
            f"there are more than {limit} questions to ask about this game; set a higher limit, or ask detect"
        )
    return answered(game, values, asked, concept, quantifier, budget, progress, workers)


def answered(
    game: Subject,
    values: Mapping[str, object],
    questions: Iterable[Question],
    concept: str,
    quantifier: str,
    budget: float | None,
    progress: Callable[[int, int], object] | None = None,
    workers: int = 1,
) -> Diagnosis:
    """The verdicts on questions at one point, in order; undecided where time or a method is lacking."""
    asked = [question.but(concept=concept, quantifier=quantifier) for question in questions]
    here = game.at(values) if isinstance(game, GameFamily) else game
    answers: list[Verdict] = []
    with Clock(budget), remembering(), suppress(OutOfTime):
        for verdict in in_order(partial(_answer, game, values, here), asked, workers):
            answers.append(verdict)
            if progress is not None:
                progress(len(answers), len(asked))
    answers.extend(Undecided(here, question, SPENT) for question in asked[len(answers) :])
    return Diagnosis(here, concept, quantifier, tuple(answers))


def _answer(game: Subject, values: Mapping[str, object], here: Game, question: Question) -> Verdict:
    clock = Clock()
    if clock.is_over:
        return Undecided(here, question, SPENT)
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
        "verdict": row.name,
        "gap": None if row.gap is None else number_to_data(row.gap, signed=True),
        "why": row.why,
        "certificate": None if row.certificate is None else row.certificate.to_data(),
        "assessment": row.assessment and row.assessment.to_data(),
        "halves": row.assessment and row.assessment.halves_to_data(),
    }


def _place(row: Verdict) -> tuple[int, Fraction]:
    place = {"present": 0, "undecided": 1}.get(row.name, 2)
    return place, Fraction(0) if place or row.gap is None else -close_fraction(row.gap)
