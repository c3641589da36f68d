"""The part of a report about play that looks back: what it can pay, and the patience that it needs."""

from html import escape

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.regions import SustainedPlay
from gametheory_paradox.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.studies import Findings
from gametheory_paradox.table import listed
from gametheory_paradox.views.automaton import draw_automaton
from gametheory_paradox.views.notation import prose, symbol
from gametheory_paradox.views.page import Section, paragraphs, picture
from gametheory_paradox.views.payoff_set import draw_payoff_set
from gametheory_paradox.views.sentences import capitalized

OPENING = (
    "Everything else on this page is about Markov perfect play, which does not look back. What follows is "
    "about plans that may answer all that was done before: only they can reward and punish."
)


def looking_back_section(findings: Findings) -> Section:
    """The payoffs of pure equilibria that look back, and each automaton; empty without either."""
    found = findings.looking_back
    if found is None:
        return Section("Play that looks back", "")
    parts = [paragraphs(OPENING)]
    if found.payoffs is not None:
        parts.append(_polygons(found.payoffs, findings.where))
    parts += [_automaton(own, findings, f"automaton{n}-") for n, own in enumerate(found.automata)]
    parts += [paragraphs(f"Not found: {escape(note)}.") for note in found.notes]
    return Section("Play that looks back", "\n".join(parts))


def _polygons(found: RepeatedPayoffs, where: str) -> str:
    """Both polygons among the payoffs of the stage."""
    caption = (
        f"{capitalized(escape(where))}, what pure subgame perfect equilibria pay on average in a period, "
        f"with a draw before each that all see. {capitalized(escape(found.completeness.why))}."
    )
    return picture(draw_payoff_set(found), "What play that looks back can pay", caption, "back-")


def _automaton(play: SustainedPlay, findings: Findings, prefix: str) -> str:
    """The play after each past, where it is an equilibrium, and its payoffs."""
    family, name = findings.family, play.automaton.name or "The play that is named"
    order = tuple(family.box)
    if play.parameter:
        ranges = listed([escape(str(own)) for own in play.intervals])
        ends = f"{symbol(play.parameter)} from {ranges}, ends included" if ranges else ""
        said = f"It is subgame perfect for {ends}" if ends else "It is subgame perfect nowhere in the range"
        said += f", the other values as they are {escape(findings.where)}"
    else:
        said = f"It is subgame perfect where {prose(str(play.holds), list(order))}"

    paid = zip(family.players, play.averages, strict=False)
    gets = listed([f"{escape(who)} {prose(own.text(order), list(order))}" for who, own in paid])
    told = paragraphs(f"{said}.", f"On average in a period everybody gets: {gets}.")

    try:
        label, caption = (
            f"The automaton {name}",
            "Each card is what is played, and what follows what is done.",
        )
        shown = picture(draw_automaton(family, play.automaton), label, caption, prefix)
    except Unsupported:  # too large for a picture
        shown = ""

    return f"<h3>{capitalized(escape(name))}</h3>\n{told}\n{shown}"
