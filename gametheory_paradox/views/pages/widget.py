"""A page in a notebook that hands its numbers back: the scripts of the report, as a widget."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Unpack

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.studies.examination import Side, examine
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.views.pages.page import HEIGHT, SCRIPTS, text_of
from gametheory_paradox.views.pages.report import report_html

SIDES: tuple[Side, ...] = ("equilibria", "thresholds", "map")  # of a page, those that move with its numbers


def widget(
    subject: GameLike,
    /,
    question: Question | str | None = None,
    *,
    over: Sequence[str] | None = None,
    values: Mapping[str, object] = {},
    budget: float | None = 60.0,
    height: int = HEIGHT,
    **fields: Unpack[QuestionFields],
) -> Any:
    """Shows a game in a notebook with sliders whose numbers Python reads, and sets.

    Parameters
    ----------
    subject
        A game or a family, or what ``as_game`` reads as one.
    question, fields, over, values, budget
        As for ``report``.
    height
        Of the widget at most, in pixels.

    Returns
    -------
    anywidget.AnyWidget
        Its ``values`` are the numbers chosen, as exact text by the names of the parameters, which ``detect``
        and the others take.  ``observe`` calls when they change; set, they move the sliders.

    Raises
    ------
    Unsupported
        If anywidget is not installed, or for a graph model, which has no numbers.
    InvalidGame
        If ``values`` is set to what the game does not have; and as for ``report``.
    """
    shown = _kind()
    findings = examine(subject, question, sides=SIDES, over=over, values=values, budget=budget, **fields)
    return shown(findings.family, page=report_html(findings), values=findings.point, height=height)


def module() -> str:
    """The scripts of a page that lives, and what a notebook calls, as one module of JavaScript."""
    return "\n".join(text_of(name) for name in (*SCRIPTS, "live.js", "widget.js"))


@cache
def _kind() -> Any:
    """The class of the widget, made at first use: what it derives from is an extra."""
    try:
        from anywidget import AnyWidget
        from traitlets import Dict, Int, Unicode, validate
    except ImportError:
        raise Unsupported(
            "a widget needs anywidget; install it with: pip install gametheory-paradox[widget]"
        ) from None

    class LiveWidget(AnyWidget):  # type: ignore[misc]
        _esm = module()
        page = Unicode().tag(sync=True)
        height = Int().tag(sync=True)
        values = Dict().tag(sync=True)

        def __init__(self, family: GameFamily, **traits: object):
            self._family = family
            super().__init__(**traits)

        @validate("values")  # type: ignore[untyped-decorator]
        def _exact(self, proposal: Any) -> dict[str, str]:
            return {name: str(value) for name, value in self._family.point(proposal["value"]).items()}

    return LiveWidget
