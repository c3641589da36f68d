"""Every question that an action can be asked about, put to every detector that takes an action, and answered in one table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, islice, permutations

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors.asked import Asked, at_baseline
from gametheory_paradox.detectors.detect import detector_named
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.verdict import AnyVerdict, Present, Undecided
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, NormalForm, game_hash
from gametheory_paradox.paradoxes.question import quantifier_named
from gametheory_paradox.regions.processes import in_order
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.table import Table

MOST_QUESTIONS = 1000


@dataclass(frozen=True)
class Ask:
    """One question of a diagnosis.

    Parameters
    ----------
    paradox, mover, action
        Which paradox, whose payoff is measured, and which action is there or not.
    where
        At which information sets, for which coalition, with which third party and target, in words.
    details
        The same as arguments of ``detect``.
    games
        How many games are solved to answer it, at most.
    """

    paradox: str
    mover: str
    action: str
    where: str
    details: Mapping[str, object]
    games: int


@dataclass(frozen=True, repr=False)
class Row:
    """A question and its answer.

    Parameters
    ----------
    asked
        The question.
    found
        What the detector answers; a text says why it was not asked or could not answer.
    """

    asked: Ask
    found: AnyVerdict | str

    @property
    def verdict(self) -> str:
        """*present*, *absent*, *impossible* or *undecided*."""
        return Undecided.name if isinstance(self.found, str) else self.found.name

    @property
    def gap(self) -> Fraction | None:
        """By how much; None where nothing was compared."""
        return (
            None
            if isinstance(self.found, str) or self.found.comparison is None
            else self.found.comparison.gap
        )

    @property
    def why(self) -> str:
        """The reason in a sentence."""
        return self.found if isinstance(self.found, str) else self.found.why

    @property
    def certificate(self) -> Certificate | None:
        """The proof; None where nothing is proved."""
        return None if isinstance(self.found, str) else self.found.certificate

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "paradox": self.asked.paradox,
            "mover": self.asked.mover,
            "action": self.asked.action,
            "where": self.asked.where,
            "verdict": self.verdict,
            "gap": None if self.gap is None else str(self.gap),
            "why": self.why,
            "certificate": None if self.certificate is None else self.certificate.to_data(),
        }

    def __repr__(self) -> str:
        return f"{self.asked.paradox}: {self.asked.mover}, {self.asked.action}, {self.asked.where}: {self.verdict}"


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """The answers about every action of a game.

    Parameters
    ----------
    game, concept, quantifier
        The game, equilibria in which sense, and which are compared.
    rows
        First what is present, the greatest gap first; then what is undecided; then the rest, in the order of
        asking.
    """

    game: Game
    concept: str
    quantifier: str
    rows: tuple[Row, ...]

    @property
    def present(self) -> tuple[Row, ...]:
        """The rows with a paradox."""
        return tuple(row for row in self.rows if row.verdict == Present.name)

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
            "rows": [row.to_data() for row in self.rows],
        }

    def table(self) -> Table:
        """One line for each question."""
        columns = ("paradox", "mover", "action", "where", "verdict", "gap", "why")
        asked = [row.asked for row in self.rows]
        cells = [
            (ask.paradox, ask.mover, ask.action, ask.where, row.verdict, row.gap, row.why)
            for ask, row in zip(asked, self.rows, strict=True)
        ]
        counts = {
            name: sum(row.verdict == name for row in self.rows)
            for name in ("present", "undecided", "absent", "impossible")
        }
        told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
        note = (
            f"{len(self.rows)} questions about {self.concept} equilibria, {self.quantifier} comparison: {told}"
            if told
            else ""
        )
        return Table(
            columns, cells, title=self.game.title, note=note or "nobody has a choice", align="lllllrl"
        )

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def diagnose(
    game: Game | GameFamily,
    *,
    concept: str | None = None,
    quantifier: str = "strong",
    budget: float | None = None,
    progress: Callable[[int, int], object] | None = None,
    workers: int = 1,
    limit: int = MOST_QUESTIONS,
) -> Diagnosis:
    """Asks every detector that takes an action about all players and actions.

    *option* at each information set where its owner has a choice, and everywhere at once where several have
    the action; *third-party* the same, for every third party and target; *dominance-trap*, in tables, for
    every coalition that shares an action.

    Parameters
    ----------
    game
        A game, or a family taken at its baseline.
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
    >>> diagnose(dilemma).present
    (dominance-trap: A, arm, A and B: present,)
    """
    game, concept = at_baseline(game), offered_concept(at_baseline(game), concept)
    quantifier_named(quantifier, "a diagnosis, which asks about several paradoxes")
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InvalidGame(f"workers: expected a number of processes, 1 or more; got {workers!r:.60}")
    asks = list(islice(questions(game), limit + 1))
    if len(asks) > limit:
        raise Unsupported(
            f"there are more than {limit} questions to ask about this game; set a higher limit, or call detect"
        )
    answer = partial(_answer, game, concept, quantifier, Deadline(budget))
    rows: list[Row] = []
    with remembering():
        for row in in_order(answer, asks, workers):
            rows.append(row)
            if progress is not None:
                progress(len(rows), len(asks))
    return Diagnosis(game, concept, quantifier, tuple(sorted(rows, key=_place)))


def questions(game: Game) -> Iterator[Ask]:
    """What ``diagnose`` asks about a game, in order."""
    scopes = [(player, *scope) for player in game.players for scope in _scopes(game, player)]
    for mover, action, at in scopes:
        yield Ask("option", mover, action, _told(at), {"action": action, "at": at}, 2)
    for mover, action, at in scopes:
        for third, target in permutations([player for player in game.players if player != mover], 2):
            roles = f"third party {third}, target {target}"
            details = {"action": action, "at": at, "third": third, "target": target}
            yield Ask("third-party", mover, action, "; ".join(filter(None, (_told(at), roles))), details, 6)
    if isinstance(game, NormalForm):
        yield from _traps(game)


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


def _traps(game: NormalForm[Fraction]) -> Iterator[Ask]:
    choosing = {info.player: info.actions for info in game.information_sets if len(info.actions) > 1}
    for action in dict.fromkeys(action for actions in choosing.values() for action in actions):
        sharing = [player for player, actions in choosing.items() if action in actions]
        for size in range(2, len(sharing) + 1):
            for members in combinations(sharing, size):
                details = {"action": action, "coalition": members}
                yield Ask("dominance-trap", members[0], action, " and ".join(members), details, 2 + size)


def _told(at: tuple[str, ...]) -> str:
    return f"at {', '.join(at)}" if at else ""


def _answer(game: Game, concept: str, quantifier: str, deadline: Deadline, ask: Ask) -> Row:
    left = deadline.left
    if left == 0:
        return Row(ask, "the budget was spent before this was asked")
    each = None if left is None else left / ask.games
    try:
        return Row(
            ask,
            detector_named(ask.paradox).function(
                game, Asked(ask.mover, quantifier, concept, each, ask.details)
            ),
        )
    except Unsupported as problem:
        return Row(ask, str(problem))


def _place(row: Row) -> tuple[int, Fraction]:
    if row.verdict == Present.name:
        assert row.gap is not None
        return 0, -row.gap
    return 1 if row.verdict == Undecided.name else 2, Fraction(0)
