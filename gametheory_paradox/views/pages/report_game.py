"""The game on a page: its model, its play, and a look back."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from typing import Any

from gametheory_paradox.bibliography import citation, with_citations
from gametheory_paradox.detectors import story_of
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import (
    ExtensiveForm,
    Game,
    NormalForm,
    Profile,
    RepeatedGame,
    StochasticGame,
    Terminal,
    hashed_game,
    node_payoffs,
)
from gametheory_paradox.forms.graphs.open_preferences import graph_of
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.forms.states.views.payoff_set import draw_payoff_set
from gametheory_paradox.forms.states.views.states import MOST_CELLS, draw_automaton, draw_states
from gametheory_paradox.forms.tables.draw import matrix_html, payoff_tables
from gametheory_paradox.forms.tables.proofs.profile_bounds import (
    Interval,
    ProfileBounds,
    bounds_of,
    interval_shown,
)
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.subgames import part_of
from gametheory_paradox.forms.trees.views.tree import TreeDrawing
from gametheory_paradox.maps import SustainedPlay
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.models.family import parameter_table
from gametheory_paradox.studies import Findings
from gametheory_paradox.table import Table, listed
from gametheory_paradox.views.axis import payoff_units
from gametheory_paradox.views.notation import formula, prose, symbol
from gametheory_paradox.views.pages.page import (
    Section,
    bullets,
    emphasized,
    folded,
    paragraphs,
    picture,
    rows_table,
)
from gametheory_paradox.views.words.clauses import GAMES_SAID
from gametheory_paradox.views.words.sentences import capitalized, number
from gametheory_paradox.views.words.story_text import story_said

# The part of a report about play that looks back: what it can pay, and the patience that it needs
# ----------------------------------------------------------------------------

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


# A model in words and numbers: its parameters and its payoff terms as tables, and everything as JSON
# ----------------------------------------------------------------------------

NO_ACCOUNT = "payoff alone"  # what a term counts in that names no account


def sources_table(family: GameFamily) -> Table:
    """The source of the range and the baseline of each parameter."""
    rows = [(p.name, with_citations(p.source)) for p in family.parameters if p.source]
    return Table(("parameter", "range and baseline come from"), tuple(rows), title="Sources")


def moves_table(family: GameFamily) -> Table:
    """The information sets: player, place and actions."""
    rows = [(s.player, s.name, ", ".join(s.actions)) for s in family.form.information_sets]
    return Table(("player", "at", "actions"), tuple(rows), title=family.title)


def terms_table(family: GameFamily) -> Table:
    """The payoffs term by term, where the model gives them so."""
    order, shown = tuple(family.box), 5 if family.accounts else 4
    rows = [
        (
            t.player,
            t.value.text(order),
            ", ".join(f"{who}: {what}" for who, what in t.when) or "always",
            t.meaning,
            t.account or NO_ACCOUNT,
        )[:shown]
        for t in family.terms
    ]
    heads = ("player", "receives", "when", "meaning", "account")
    return Table(heads[:shown], tuple(rows), title="Payoff terms")


def model_paragraphs(family: GameFamily | GraphModel) -> list[str]:
    """The subject of a model, its claim and prediction, and the works that it is drawn from."""
    works = "; ".join(map(citation, family.sources))
    said = {"": family.about, "Claim: ": family.claim, "Expected: ": family.prediction, "Drawn from: ": works}
    return [f"{label}{text}" for label, text in said.items() if text]


def model_tables(family: GameFamily | GraphModel) -> list[Table]:
    """Moves, parameters, their sources, terms, and the payoff matrix or the states; of a graph its states."""
    if isinstance(family, GraphModel):
        return [family.table()]

    tables = [moves_table(family)]
    if family.parameters:
        tables.append(parameter_table(family.parameters, family.scales))
    if any(p.source for p in family.parameters):
        tables.append(sources_table(family))
    if family.terms:
        tables.append(terms_table(family))
    if isinstance(family.form, NormalForm):
        tables.extend(payoff_tables(family))
    elif isinstance(family.form, RepeatedGame):
        tables.extend(payoff_tables(family.form.stage))
    elif isinstance(family.form, StochasticGame):
        tables.append(replace(family.form.table(), title="States"))

    return tables


def model_to_data(family: GameFamily | GraphModel) -> dict[str, object]:
    """Everything a model says, as JSON."""
    words = {
        "title": family.title,
        "about": family.about,
        "claim": family.claim,
        "prediction": family.prediction,
        "sources": list(family.sources),
    }

    if isinstance(family, GraphModel):
        options = {who: list(own) for who, own in zip(family.players, family.options, strict=False)}
        start = None if family.start is None else family.states[family.start]
        return {**words, "options": options, "start": start, "game": graph_of(family).to_data()}

    return {
        **words,
        "parameters": {
            p.name: {
                "range": [str(p.low), str(p.high)],
                "baseline": str(p.baseline),
                "unit": p.unit,
                "meaning": p.meaning,
                "standing": p.standing,
                "source": p.source,
                **({} if p.distribution is None else {"distribution": str(p.distribution)}),
            }
            for p in family.parameters
        },
        "game": hashed_game(family.form),
    }


# The parts of a report about the game: its picture, moves, payoffs term by term, and how it is played
# ----------------------------------------------------------------------------

# Filled by the page's script, which solves the game again.
LIVE = '<div id="live" class="live" hidden></div>'

MOST_SHOWN = 6  # equilibria in full
MOST_LEAVES = 80  # of a larger tree the path of play is drawn
MOST_CHOICES = 12  # in a plan; more are folded


def game_section(family: GameFamily) -> Section:
    """The game with its formulas: picture, players and moves, payoffs term by term."""
    shown = _picture_of(
        family, None, "The game: " + _size_said(family), _caption(family), "game-", lives=True
    )
    parts = [shown, LIVE, "<h3>Who can do what</h3>", _moves(family), _terms(family)]
    return Section("The game", "\n".join(parts))


def play_section(findings: Findings) -> Section:
    """The equilibria at the point of each game that is compared."""
    parts = _story(findings)
    for count, (name, equilibria) in enumerate(findings.main.equilibria.items()):
        heading = f"<h3>{capitalized(findings.where)}, {escape(GAMES_SAID.get(name, name))}</h3>"
        parts.append(f"{heading}\n{_played(equilibria, f'play{count}-')}")
    none = paragraphs("No method for this solution concept is offered for this form of game.")
    return Section("How it is played", "\n".join(parts) or none)


def _story(findings: Findings) -> list[str]:
    """The play in both games and why it is so."""
    told = story_said(story_of(findings.main.verdict), payoff_units(findings.family))
    return [paragraphs(*map(emphasized, told))] if told else []


def _caption(family: GameFamily) -> str:
    if isinstance(family.form, NormalForm | RepeatedGame):
        first, *rest = (f'<span class="p{n}">{escape(p)}</span>' for n, p in enumerate(family.players))
        return (
            f"Rows: {first}. Columns: {rest[0]}. Payoffs in the order {', '.join([first, *rest])}."
            if rest
            else ""
        )
    if isinstance(family.form, StochasticGame):
        return "For each state a card: who chooses among what, what that pays, and where play goes on."
    seen = "Play runs from left to right. The mover’s name stands above each point, what it sees there below."
    return f"{seen} At the end stands what each player gets."


def _size_said(family: GameFamily) -> str:
    form = family.form
    if isinstance(form, NormalForm):
        return f"{listed(form.players)} choose without seeing each other’s choice."
    if isinstance(form, StochasticGame):
        return (
            f"{len(form.states)} states, in each of which all who move choose at once, period after period."
        )
    ends = sum(1 for _ in form.terminals())
    return f"a tree with {len(form.nodes) - ends} points at which somebody moves and {ends} ways to end."


def _picture_of(
    game: GameFamily | Game,
    profiles: Sequence[Profile] | None,
    label: str,
    caption: str,
    prefix: str,
    *,
    lives: bool = False,
) -> str:
    """The tree or the table; one that lives says to the page's script where things stand in it."""
    form = game.form if isinstance(game, GameFamily) else game
    if isinstance(form, RepeatedGame):
        game = form = form.stage
        profiles = [Profile(form.information_sets, own.probabilities) for own in profiles or ()]
    if isinstance(form, NormalForm):
        table = matrix_html(game, profiles or ())
        lively = ' data-table=""' if lives else ""
        shown = f'<div class="picture">{table}</div>\n<figcaption>{caption}</figcaption>'
        return f"<figure{lively}>\n{shown}\n</figure>"

    # What is played is drawn into the picture, of several equilibria the first.
    played = profiles[0] if profiles else None
    if isinstance(form, StochasticGame):
        if sum(len(state.payoffs) for state in form.states) > MOST_CELLS:
            return paragraphs(
                f"The game has more than {MOST_CELLS} combinations of actions; it is not drawn."
            )
        return picture(draw_states(game, played), label, caption, prefix)
    if too_many := _too_many_ends(form):
        if played is None or not isinstance(game, ExtensiveForm):
            return paragraphs(f"{too_many}; of it the path of play is drawn below.")
        game, played = _path_of_play(game, played)
        if _too_many_ends(game):
            return paragraphs(f"{too_many}, also where play may come, and is not drawn here.")
        caption = f"{too_many}: a branch off the path of play ends with what would be paid there. {caption}"
    drawing = TreeDrawing(game, played)
    return picture(drawing.figure(), label, caption, prefix, drawing.places() if lives else None)


def _too_many_ends(form: ExtensiveForm[Any]) -> str:
    """A remark on a tree with more ends than are drawn; empty for others."""
    ends = sum(1 for _ in form.terminals())
    return f"The tree has {ends:,} ends, too many for one picture" * (ends > MOST_LEAVES)


def _path_of_play(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[ExtensiveForm[Fraction], Profile]:
    """The path of play and the branches beside it, which end with what the profile pays there.

    Points of choice are numbered: in a large tree their names are long, for they tell what came before.
    """
    reached, pays = realization_probabilities(game, profile), node_payoffs(game, profile)
    part = part_of(game, 0, lambda at: game.nodes[at] if reached[at] else Terminal(pays[at]))
    sets = tuple(replace(info, name=str(n)) for n, info in enumerate(part.game.information_sets, 1))
    odds = tuple(profile.probabilities[number] for number in part.sets)
    return replace(part.game, information_sets=sets), Profile(sets, odds)


def _moves(family: GameFamily) -> str:
    items = []
    for who, player in enumerate(family.players):
        places: dict[tuple[str, ...], list[str]] = {}
        for info in family.form.information_sets:
            if info.player == player:
                places.setdefault(info.actions, []).append(info.name)
        said = []
        for actions, names in places.items():
            choices = listed([f"<em>{escape(a)}</em>" for a in actions], "or")
            where = listed([escape(name) for name in names if name])
            said.append(f"{choices} ({where})" if where else choices)
        does = "; ".join(said) or "does not move"
        items.append(f'<strong class="p{who}">{escape(player)}</strong>: {does}')
    return bullets(items)


def _terms(family: GameFamily) -> str:
    if not family.terms:
        return ""

    order = [p.name for p in family.parameters]
    rows = [
        [
            f'<span class="p{who}">{escape(player)}</span>',
            f'<span class="nowrap">{formula(term.value, order)}</span>',
            listed([f"{escape(p)}: <em>{escape(action)}</em>" for p, action in term.when]) or "always",
            escape(term.meaning),
            *[escape(term.account or NO_ACCOUNT)] * bool(family.accounts),
        ]
        for who, player in enumerate(family.players)
        for term in family.terms
        if term.player == player
    ]
    heads = ["Player", "Gets", "When", "Because", *["Account"] * bool(family.accounts)]
    return "<h3>What everyone gets, and why</h3>\n" + rows_table(heads, rows)


def _played(equilibria: Equilibria, prefix: str) -> str:
    """The game with what is played marked, and everybody's plans."""
    if not len(equilibria):
        return paragraphs(f"No equilibrium was found: {escape(equilibria.completeness.why)}.")
    drawn = equilibria.profiles if isinstance(equilibria.game, NormalForm) else equilibria.profiles[:1]
    label = f"The game as it is played: {_path_said(equilibria)}"
    shown = _picture_of(equilibria.game, drawn, label, _number_said(equilibria), prefix)
    return f"{shown}\n{_plans(equilibria)}"


def _path_said(equilibria: Equilibria) -> str:
    gets = zip(equilibria.game.players, equilibria.payoff_bounds[0], strict=False)
    return listed([f"{player} gets {_amount(paid)}" for player, paid in gets])


def _amount(bounds: Interval) -> str:
    """A number, or the first digits of one that is known within bounds."""
    shown = interval_shown(bounds)
    return number(shown) if isinstance(shown, Fraction) else shown


def _number_said(equilibria: Equilibria) -> str:
    count, status = len(equilibria), equilibria.completeness.status
    why = escape(equilibria.completeness.why)
    if not equilibria.listed:
        there = "are" if equilibria.ties or equilibria.curved else "may be"
        proved = "Proved" if status == "proved" else "Not all is settled"
        return f"There {there} infinitely many equilibria, of which {count} are listed. {proved}: {why}."
    if equilibria.is_infinite:
        said = f"There are infinitely many equilibria; these are the {count} extreme ones."
    elif count == 1:
        said = "This is the only equilibrium." if status == "proved" else "This equilibrium was found."
    else:
        said = f"There are {count} equilibria." if status == "proved" else f"{count} equilibria were found."
        said += " The picture shows the first." if isinstance(equilibria.game, ExtensiveForm) else ""
    proof = "That these are all is proved" if status == "proved" else "There may be more"
    return f"{said} {proof}: {why}." if not (count == 1 and status == "proved") else f"{said} Proved: {why}."


def _plans(equilibria: Equilibria) -> str:
    parts = []
    shown = zip(equilibria[:MOST_SHOWN], equilibria.payoff_bounds, strict=False)

    for count, (own, paid) in enumerate(shown):
        rows = [
            [
                f'<span class="p{who}">{escape(player)}</span>',
                _plan(bounds_of(own), player),
                f'<span class="nowrap">{_amount(paid[who])}</span>',
            ]
            for who, player in enumerate(equilibria.game.players)
        ]
        name = "Plan" if len(equilibria) == 1 else f"Plan in equilibrium {count + 1}"
        parts.append(rows_table(["Player", name, "Gets"], rows, "plans"))

    rest = len(equilibria) - MOST_SHOWN
    if rest > 0:
        parts.append(paragraphs(f"{rest} more {'is' if rest == 1 else 'are'} not listed here."))
    return "\n".join(parts)


def _plan(play: ProfileBounds, player: str) -> str:
    said = []
    for info, odds in zip(play.information_sets, play.bounds, strict=True):
        if info.player == player:
            played = listed([_played_with(a, p) for a, p in zip(info.actions, odds, strict=True) if p[1]])
            said.append(f"{escape(info.name)}: {played}" if info.name else played)
    plan = "<br>".join(said) or "does not move"
    return plan if len(said) <= MOST_CHOICES else folded(f"{len(said)} choices", plan)


def _played_with(action: str, bounds: Interval) -> str:
    sure = bounds[0] == 1
    return f"<em>{escape(action)}</em>" + ("" if sure else f" with probability {_amount(bounds)}")
