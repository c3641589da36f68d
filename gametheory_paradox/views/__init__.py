"""Pictures, pages and sentences about answers; they show and solve nothing."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.views.certificate_steps import CertificateSteps, show_certificate
    from gametheory_paradox.views.draw import draw
    from gametheory_paradox.views.explanation import explain, explain_latex, proved
    from gametheory_paradox.views.matrix import draw_matrix, payoff_tables
    from gametheory_paradox.views.page import Frame, framed
    from gametheory_paradox.views.region import draw_region
    from gametheory_paradox.views.report import report
    from gametheory_paradox.views.report_game import model_paragraphs, model_tables, model_to_data
    from gametheory_paradox.views.states import draw_automaton, draw_states
    from gametheory_paradox.views.tikz import tikz
    from gametheory_paradox.views.tree import draw_tree
    from gametheory_paradox.views.widget import widget

_HOMES = {
    "certificate_steps": ("CertificateSteps", "show_certificate"),
    "draw": ("draw",),
    "explanation": ("explain", "explain_latex", "proved"),
    "matrix": ("draw_matrix", "payoff_tables"),
    "page": ("Frame", "framed"),
    "region": ("draw_region",),
    "report": ("report",),
    "report_game": ("model_paragraphs", "model_tables", "model_to_data"),
    "states": ("draw_automaton", "draw_states"),
    "tikz": ("tikz",),
    "tree": ("draw_tree",),
    "widget": ("widget",),
}

__all__ = [
    "CertificateSteps",
    "Frame",
    "draw",
    "draw_automaton",
    "draw_matrix",
    "draw_region",
    "draw_states",
    "draw_tree",
    "explain",
    "explain_latex",
    "framed",
    "model_paragraphs",
    "model_tables",
    "model_to_data",
    "payoff_tables",
    "proved",
    "report",
    "show_certificate",
    "tikz",
    "widget",
]

at_first_use(__name__, _HOMES.items())
