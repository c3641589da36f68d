"""One self-contained page about a model: the answer, the game, when the answer holds, and how to check it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, Unpack, runtime_checkable

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.graphs.detection import graph_question
from gametheory_paradox.forms.graphs.findings import examine_graph
from gametheory_paradox.forms.graphs.words import graph_report_html
from gametheory_paradox.models import GraphModel
from gametheory_paradox.models.files.documents import write_whole
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.studies import Findings
from gametheory_paradox.studies.examination import REPORT, examine
from gametheory_paradox.subjects import GameLike, as_subject
from gametheory_paradox.views.notation import prose
from gametheory_paradox.views.pages.live_data import live_data
from gametheory_paradox.views.pages.page import render_page
from gametheory_paradox.views.pages.report_finding import (
    answer,
    further_section,
    others_section,
    out_section,
    sure_section,
    when_section,
)
from gametheory_paradox.views.pages.report_game import game_section, looking_back_section, play_section
from gametheory_paradox.views.pages.report_inputs import (
    assumptions_section,
    check_section,
    claim_section,
    parameters_section,
)
from gametheory_paradox.views.region import check_drawable
from gametheory_paradox.views.words.clauses import within


@runtime_checkable
class WithPage(Protocol):
    """An answer that has a page of its own, as a survey has."""

    def page(self) -> str:
        """The page as HTML."""


def report(
    subject: GameLike | WithPage,
    /,
    path: str | Path,
    question: Question | str | None = None,
    *,
    over: Sequence[str] | None = None,
    values: Mapping[str, object] = {},
    undecided: object = "0.001",
    budget: float | None = 60.0,
    **fields: Unpack[QuestionFields],
) -> Path:
    """Writes a report about a model: one HTML file that needs no network and can be printed or sent.

    It answers a question about a paradox, shows the game and the equilibria that are compared, says for which
    values of the parameters the paradox is present, which changes end it and how sure that is, asks about
    every option of every player at the point and in the declared ranges, lists the parameters with their
    sources, and carries the certificates.

    Parameters
    ----------
    subject
        A game or a family, or what ``as_game`` reads as one; or a survey, about which nothing
        else is asked: its page has one card for each system; or a graph model, whose page shows its states,
        moves and rankings, what lasts and why, and an option's verdict where an action is named.
    path
        The file to write.
    question, fields
        The question, as for ``detect``.  Without one: the model's own, of several the first, and the others
        in short; if it has none, the option that hurts its owner most; if none does, the first that does
        somewhere in the declared ranges.
    over
        One or two parameters to chart; by default the two whose map is divided most evenly; an empty list for
        no map.
    values
        The values of the parameters; by default their baseline.
    undecided
        The share of the charted box that may stay open.
    budget
        Seconds for the whole page; None for no limit.

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
    if isinstance(subject, WithPage):
        write_whole(path, subject.page())
        return path
    subject = as_subject(subject)
    if isinstance(subject, GraphModel):
        if over:
            raise InvalidGame("over: a graph model has no parameters to chart")
        asked = graph_question(subject, question, values, fields)
        write_whole(path, graph_report_html(examine_graph(asked, budget)))
        return path

    check_drawable(over or ())
    findings = examine(
        subject,
        question,
        sides=REPORT,
        over=over,
        values=values,
        undecided=undecided,
        budget=budget,
        **fields,
    )
    write_whole(path, report_html(findings))
    return path


def report_html(findings: Findings) -> str:
    """The findings about a model as a page."""
    family, question = findings.family, findings.main.question
    paradox = question.paradox
    sections = [
        claim_section(family),
        game_section(family),
        play_section(findings),
        looking_back_section(findings),
        when_section(findings),
        out_section(findings),
        sure_section(findings),
        further_section(findings),
        others_section(findings),
        parameters_section(findings),
        assumptions_section(findings),
        check_section(findings),
    ]

    return render_page(
        title=family.title or "A game",
        kicker=f"The {paradox} paradox{within(question)}: {DEFINITIONS[paradox].says}",
        lead=prose(family.about, family.box),
        answer=answer(findings),
        sections=sections,
        script="live.js",
        data=live_data(findings),
        footer="<p>Made with gametheory_paradox. Every number above is exact or says that it is rounded.</p>",
    )
