"""One self-contained page about a model: the answer, the game, when the answer holds, and how to check it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.files import write_whole
from gametheory_paradox.games import Game
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies import Survey
from gametheory_paradox.views.findings import Asked, Findings, investigate
from gametheory_paradox.views.page import render_page
from gametheory_paradox.views.region import check_drawable
from gametheory_paradox.views.report_finding import answer, others_section, when_section
from gametheory_paradox.views.report_game import game_section, play_section
from gametheory_paradox.views.report_inputs import (
    assumptions_section,
    check_section,
    claim_section,
    parameters_section,
)
from gametheory_paradox.views.survey_page import survey_html


def report(
    model: GameFamily | Game | Survey,
    path: str | Path,
    *,
    mover: str | None = None,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    over: Sequence[str] | None = None,
    values: Mapping[str, object] = {},
    gap: object = "0.001",
    budget: float | None = 60.0,
) -> Path:
    """Writes a report about a model: one HTML file that needs no network and can be printed or sent.

    It answers whether an option hurts its owner, shows the game and how it is played with the option and
    without, says for which values of the parameters the answer holds, asks the same of every other option,
    lists the parameters with their sources, and carries the certificates.

    Parameters
    ----------
    model
        A family of games, or a game; or a survey, about which nothing else is asked: its page has one card
        for each system.
    path
        The file to write.
    mover, action, at, coalition, quantifier, concept
        The question, as for ``detect``.  Without mover and action: the model's own question; if it has none,
        the option that hurts its owner most; if none does, the first that does somewhere in the declared
        ranges.
    over
        One or two parameters to chart; by default the two whose map is divided most evenly; an empty list for
        no map.
    values
        The values of the parameters; by default their baseline.
    gap
        The share of the charted box that may stay undecided.
    budget
        Seconds for each search.

    Returns
    -------
    pathlib.Path
        The file that was written.

    Raises
    ------
    InvalidGame
        If a name is unknown, or the file cannot be written.
    Unsupported
        If more than two parameters are to be charted, or the concept is not offered for this form of game.
    """
    path = Path(path)
    if path.suffix.lower() not in (".html", ".htm"):
        raise InvalidGame(f"{path}: a report is saved to a file that ends in .html")
    if not path.parent.is_dir():
        raise InvalidGame(f"{path}: there is no folder {str(path.parent)!r}")
    if isinstance(model, Survey):
        write_whole(path, survey_html(model))
        return path
    page = report_html(
        model,
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        over=over,
        values=values,
        gap=gap,
        budget=budget,
    )
    write_whole(path, page)
    return path


def report_html(
    model: GameFamily | Game,
    *,
    mover: str | None = None,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    over: Sequence[str] | None = None,
    values: Mapping[str, object] = {},
    gap: object = "0.001",
    budget: float | None = 60.0,
) -> str:
    """The page that ``report`` writes, as text."""
    if (mover is None) != (action is None):
        raise InvalidGame(
            "a question names both the mover and the action; leave out both to let the report choose"
        )
    check_drawable(over or ())
    family = model if isinstance(model, GameFamily) else _without_parameters(model)
    asked = None
    if mover is not None and action is not None:
        places = (at,) if isinstance(at, str) else tuple(at)
        asked = Asked(mover, action, places, tuple(coalition), quantifier, concept)
    elif family.question:
        own = family.question
        asked = Asked(own.mover, own.action, own.at, tuple(coalition), quantifier, concept)
    found = investigate(
        family,
        asked,
        values=values,
        over=over,
        quantifier=quantifier,
        concept=concept,
        gap=gap,
        budget=budget,
    )
    return page_of(found)


def page_of(found: Findings) -> str:
    """The findings as a page."""
    family = found.family
    sections = [
        claim_section(family),
        game_section(found),
        play_section(found),
        when_section(found),
        others_section(found),
        parameters_section(found),
        assumptions_section(found),
        check_section(found),
    ]
    return render_page(
        title=family.title or "A game",
        kicker="Can an option hurt the one who has it?",
        lead=family.about,
        answer=answer(found),
        sections=sections,
        footer="<p>Made with gametheory_paradox. Every number above is exact or says that it is rounded.</p>",
    )


def _without_parameters(game: Game) -> GameFamily:
    def constant(value: Fraction) -> RationalFunction:
        return RationalFunction.constant(value)

    return GameFamily(game.map(constant), title=game.title)
