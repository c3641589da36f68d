"""A model in words and numbers: its parameters and its payoff terms as tables, and everything as JSON."""

from dataclasses import replace

from gametheory_paradox.bibliography import citation, with_citations
from gametheory_paradox.families import GameFamily, GraphModel
from gametheory_paradox.families.family import parameter_table
from gametheory_paradox.families.open_preferences import graph_of
from gametheory_paradox.games import NormalForm, RepeatedGame, StochasticGame, hashed_game
from gametheory_paradox.table import Table
from gametheory_paradox.views.matrix import payoff_tables

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
