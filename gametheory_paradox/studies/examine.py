"""``examine``: looks at a model from all sides."""

import time
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Unpack, get_args

from gametheory_paradox.detectors import inquiry_about
from gametheory_paradox.detectors.inquiry import Subject, offered_concept
from gametheory_paradox.detectors.keywords import is_asked
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.studies.diagnose import MOST_QUESTIONS
from gametheory_paradox.studies.examination import Examination
from gametheory_paradox.studies.findings import Findings

Side = Literal[
    "moves",
    "options",
    "quantifiers",
    "equilibria",
    "thresholds",
    "map",
    "uncertainty",
    "witness",
    "channels",
    "ways-out",
]
SIDES: tuple[Side, ...] = get_args(Side)
REPORT: tuple[Side, ...] = ("options", "equilibria", "thresholds", "map")


def examine(
    game: Subject,
    question: Question | str | None = None,
    *,
    also: Sequence[Question] = (),
    sides: Collection[Side] = SIDES,
    values: Mapping[str, object] = {},
    over: Sequence[str] | None = None,
    undecided: object = "0.001",
    cells: int | None = None,
    draws: int = 2_000,
    budget: float | None = 60.0,
    limit: int = MOST_QUESTIONS,
    **fields: Unpack[QuestionFields],
) -> Findings:
    """Looks at a model from all sides: every move, verdicts, formulas, a map, shares, ways out, who carries a loss.

    Parameters
    ----------
    game
        A family, or a game without parameters.
    question, fields
        The main question, as for ``detect``; by default the model's own.  If it asks none, the option that hurts
        its owner most; if none does, the first that does somewhere in the declared ranges: "options" must be among
        the sides, otherwise there is no main question.
    also
        Further questions.
    sides
        At which sides to look: "moves" (all that ``diagnose`` asks) or "options" (every option at one place);
        and for each question "quantifiers" (the verdict under each), "equilibria", "thresholds", "map",
        "uncertainty", "witness", "channels", "ways-out".
    values
        Values of parameters; by default their baseline.
    over
        One or two parameters to chart; an empty list for no map.  By default those that matter most, where proved
        bounds of the share leave something to say; without "uncertainty" those whose map is divided most evenly.
    undecided, cells
        When a map is good enough: the share that may stay undecided, the most cells.
    draws
        How many points are drawn where formulas answer them; where each is a game that is solved, a twentieth.
    budget
        Seconds for the whole call; None for no limit.
    limit
        The most moves that are asked about.

    Raises
    ------
    InvalidGame
        If a name is unknown, or nobody has a choice.
    Unsupported
        If the concept is not offered for this form of game.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> found = examine(gp.load("seed/guarded-posts"), sides=["thresholds", "ways-out"])
    >>> found.main, str(found.main.thresholds.present), found.main.ways_out.best.binding
    (Pakistan: guard: present, 'g_h + c > h_p …', ('h_g + c = h_p',))
    """
    started, family = time.monotonic(), game if isinstance(game, GameFamily) else _without_parameters(game)
    if unknown := [side for side in sides if side not in SIDES]:
        raise InvalidGame(f"there is no side {unknown[0]!r:.60}; there are {', '.join(SIDES)}")
    main = _main(family, question, fields)
    concept = str(main.concept) if main else offered_concept(family.form, fields.get("concept"))
    quantifier = main.quantifier if main else fields.get("quantifier") or "strong"
    deadline = Deadline(budget)
    point, here = family.point(values), family.at(values)
    look = Examination(family, point, here, sides, over, undecided, cells, draws, deadline)

    # Every move first: if nothing is asked, the answers say what is most worth asking.
    with remembering():
        diagnosis, notes = look.diagnosis(concept, quantifier, limit)
        if main is None and diagnosis is not None and "options" in sides:
            main = look.most_telling(diagnosis)
        known = {verdict.question: verdict for verdict in diagnosis.answers} if diagnosis else {}
        asked = [inquiry_about(family, each, {}) for each in ([main] if main else []) + list(also)]
        findings = tuple(look.finding(inquiry, known) for inquiry in asked)
    seconds = round(time.monotonic() - started, 3)
    return Findings(family, point, here, concept, diagnosis, findings, seconds, tuple(notes))


def _main(family: GameFamily, question: Question | str | None, fields: QuestionFields) -> Question | None:
    """The question that a call asks, or the model itself; None if neither asks any."""
    asks = is_asked(family.question, question, fields)
    return inquiry_about(family, question, fields).question if asks else None


def _without_parameters(game: Game) -> GameFamily:
    return GameFamily(game.map(RationalFunction.constant), title=game.title)
