"""Writes a page of docs/models for each system of the essay, so that data and page cannot drift apart."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import gametheory_paradox as gp
from gametheory_paradox.bibliography import bibliography
from gametheory_paradox.catalog import Figure
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.essay.all_systems import questions_of
from gametheory_paradox.essay.systems import outcomes
from gametheory_paradox.forms import Decision, Lottery, NormalForm, StochasticGame
from gametheory_paradox.forms.tables.draw import payoff_tables
from gametheory_paradox.models import Parameter
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.diagnosis import where_said
from gametheory_paradox.studies.refusals import solution_concept
from gametheory_paradox.table import Table
from gametheory_paradox.views.pages.report_game import terms_table
from gametheory_paradox.views.words.clauses import clause_of

FOLDER = Path(__file__).parents[2] / "docs" / "models"
# Has a page of its own; the page written here is about what stands under it.
BY_HAND = "seed/trade-restriction"
WHOLE = "whole"  # put together from the others, with a page by hand
BY_HAND_PAGES = {"trade-restriction.md": BY_HAND, "whole.md": f"seed/{WHOLE}"}
# Their conditions take minutes and fill pages.
MANY_CASES = ("seed/corridor", "seed/deportation", "seed/trade-restriction/ttp")
TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
WRITTEN = "*What follows is written from the model files by `make pages`: change those, not this.*"


def model_pages() -> dict[str, list[str]]:
    """For each page's file name the games that stand on it."""
    pages: dict[str, list[str]] = {}
    for name in gp.catalog.names():
        if name.startswith("seed/") and name != BY_HAND and name.split("/")[1] != WHOLE:
            system = name.split("/")[1]
            own = f"{system}-variants.md" if name.startswith(f"{BY_HAND}/") else f"{system}.md"
            pages.setdefault(own, []).append(name)
    return pages


def page_by_hand(file: str, text: str) -> str:
    """A page that is written by hand, with the parameters of its game below."""
    by_hand, _, _ = text.partition(WRITTEN)
    told = parameters_told([*gp.load(BY_HAND_PAGES[file]).parameters])
    folded_away = folded("All parameters, with ranges and sources", *told)
    return "\n\n".join([by_hand.strip(), WRITTEN, "## Parameters", folded_away]) + "\n"


def model_page(names: list[str], text: str = "") -> str:
    """The page about some games, below what is written by hand; of variants, what differs."""
    by_hand, written, _ = text.partition(WRITTEN)
    first = gp.load(BY_HAND if names[0].startswith(f"{BY_HAND}/") else names[0])
    title = f"{first.title}: variants" if first.origin not in names else first.title
    parts = [by_hand.strip() if written else f"# {title}", WRITTEN]
    if first.origin not in names:
        parts.append(f"The main game has [a page of its own]({first.origin.split('/')[1]}.md).")
    for name in names:
        family = gp.load(name)
        parts += list(game_told(family, None if name == first.origin else first))
    cited = figures_cited(p for name in names for p in gp.load(name).parameters)
    if cited:
        parts += ["## The figures", folded("All rows", FIGURES_SAID, figures_table(cited).markdown())]
    return "\n\n".join(parts) + "\n"


FIGURES_SAID = (
    "Rows of the table that comes with the catalog (`gp.catalog.figures()`); "
    "none was checked against a primary document."
)


OUTLINE_SAID = "Each line gives a move and who chooses next, with the information set in parentheses."
STATES_SAID = (
    "Each line gives a state, what is chosen there at once, and the states that may follow, with their odds; "
    "the last line says where play begins, and what a period later is worth."
)


def game_told(family: gp.GameFamily, main: gp.GameFamily | None) -> Iterator[str]:
    """What a file says about its game, and the verdicts on its question."""
    if main is not None:
        yield f"## `{family.origin}`: {family.title}"
    else:
        yield f"`{family.origin}`"
    yield plain(family.about)
    yield f"**The claim.** {plain(family.claim)}"
    yield f"**What the model implies, derived by hand.** {plain(family.prediction)}"
    if family.origin in outcomes():
        yield f"**What came out otherwise.** {plain(outcomes()[family.origin])}"
    works = [bibliography()[key] for key in family.sources]
    yield f"Sources: {'; '.join(f'[{work.short}](../references.md#{work.key})' for work in works)}."
    level = "##" if main is None else "###"
    if main is None or family.form.information_sets != main.form.information_sets:
        yield folded("The game", shape(family))
    if family.terms and (main is None or family.terms != main.terms):
        yield folded("What is received, and when", bare(terms_table(family)))
    if family.ranking is not None:
        yield folded("What is known of who prefers what", preferences_table(family).markdown())
        yield f"{level} What comes out"
        yield from by_rank_told(family)
        return
    same = {} if main is None else {p.name: p for p in main.parameters}
    new = [p for p in family.parameters if same.get(p.name) != p]
    if new:
        differing = " that differ" if len(new) < len(family.parameters) else ""
        yield folded(f"Parameters{differing}", *parameters_told(new))
    elif family.parameters:
        yield "The parameters are those of the main game."
    yield f"{level} What comes out at the baseline"
    yield verdicts_told(family)


def folded(summary: str, *parts: str) -> str:
    """What opens by a press on its summary; on the site, too, it is Markdown."""
    return "\n\n".join([f'<details markdown="1"><summary>{summary}</summary>', *parts, "</details>"])


def parameters_told(parameters: list[Parameter]) -> Iterator[str]:
    """The table of parameters, and where those are told that several models take."""
    yield parameters_table(parameters).markdown()
    if any(p.quantity for p in parameters):
        yield "[Quantities](../quantities.md) are declared once for all models, each with its figures."


def preferences_table(family: gp.GameFamily) -> Table:
    """What is known of each player's ranking, in payoff and in accounts, those that follow left out."""
    ranking, accounts = family.ranking, family.accounts
    orders = [*ranking.orders, *(own for account in accounts for own in account.orders)]
    rows = []
    for order in orders:
        said = [[f"“{ranking.outcomes[own]}”" for own in rank] for rank in order.ranks]
        alike = [" = ".join(names) for names in said if len(names) > 1]
        known = [f"{said[a][0]} > {said[b][0]}" for a, b in order.covers]
        rows.append((order.player, order.measure or "payoff", "; ".join([*alike, *known]) or "nothing"))
    return Table(("player", "in", "known"), rows)


def by_rank_told(family: gp.GameFamily) -> Iterator[str]:
    """The verdicts on its questions for every payoff that agrees, in payoff and in security."""
    for question in questions_of(family):
        measures = ("payoff", *(account.name for account in family.accounts))
        found = {measure: gp.detect(family, question, measure=measure) for measure in measures}
        yield _question_told(family, question)
        rows = [(measure, own.name, own.why) for measure, own in found.items()]
        yield Table(("in", "verdict", "why"), rows).markdown()


def shape(family: gp.GameFamily) -> str:
    """The tree as an outline, or the tables of payoffs for two players; for more, who chooses among what."""
    form = family.form
    if isinstance(form, StochasticGame):
        return f"```text\n{states(form)}\n```\n\n{STATES_SAID}"
    if not isinstance(form, NormalForm):
        return "```text\n" + "\n".join(outline(form, 0, "")) + f"\n```\n\n{OUTLINE_SAID}"
    moves = Table(
        ("player", "chooses among"), [(s.player, ", ".join(s.actions)) for s in form.information_sets]
    )
    tables = [table.markdown() for table in payoff_tables(family)] if len(form.players) == 2 else []
    return "\n\n".join([f"All choose at once.\n\n{moves.markdown()}", *tables])


def states(form: StochasticGame[RationalFunction]) -> Table:
    """The states with what is chosen there and what follows, without what that pays."""
    table = form.table()
    kept = (0, 1, len(table.columns) - 1)
    cells = [[row[place] for place in kept] for row in table.rows]
    return Table([table.columns[place] for place in kept], cells, note=table.note)


def outline(form: gp.ExtensiveForm, position: int, indent: str) -> Iterator[str]:
    """The tree below a node, a line for each move."""
    node = form.nodes[position]
    if position == 0:
        yield who(form, position)
    if isinstance(node, Decision):
        edges = list(zip(form.information_sets[node.information_set].actions, node.children, strict=True))
    elif isinstance(node, Lottery):
        odds = zip(node.outcomes, node.probabilities, strict=True)
        edges = list(
            zip([f"{name}, with probability {chance}" for name, chance in odds], node.children, strict=True)
        )
    else:
        return
    for name, child in edges:
        mover = who(form, child)
        yield f"{indent}  {name}" + (f" → {mover}" if mover else "")
        yield from outline(form, child, f"{indent}  ")


def who(form: gp.ExtensiveForm, position: int) -> str:
    node = form.nodes[position]
    if isinstance(node, Decision):
        info = form.information_sets[node.information_set]
        return f"{info.player} ({info.name})"
    return "chance" if isinstance(node, Lottery) else ""


def parameters_table(parameters: Iterable[Parameter]) -> Table:
    """Every parameter with its range, baseline, standing and source."""
    rows = []
    for p in parameters:
        plausible = f"fixed at {p.low}" if p.low == p.high else f"{p.low} to {p.high}; baseline {p.baseline}"
        origin = f"{p.source} (Quantity: {p.quantity}.)" if p.quantity else p.source
        rows.append((p.name, p.meaning, f"{plausible} ({p.unit})", p.standing, origin))
    return Table(("parameter", "meaning", "range", "standing", "where it comes from"), rows)


def verdicts_told(family: gp.GameFamily) -> str:
    """The verdicts on the question a file asks, and where the strong one is present as formulas."""
    questions, parts = questions_of(family), []
    if not questions:
        found = gp.diagnose(family, over=[], measures=["payoff"], concept=solution_concept(family))
        rows = [
            (q.paradox, q.mover, " and ".join(q.action), where_said(q), str(row.gap), row.why)
            for q, row in ((row.question, row) for row in found.present)
        ]
        present = Table(("paradox", "mover", "action", "where", "gap", "why"), rows).markdown()
        return f"The file asks about no single move. Of {found.table().note}. Present are:\n\n{present}"
    for question in questions:
        rows = []
        with remembering():
            for quantifier in QUANTIFIERS:
                found = gp.detect(family, question, quantifier=quantifier)
                rows.append((quantifier, found.name, found.comparison and str(found.gap), found.why))
        over_time = question.paradox == "dynamic-backfire"  # of which the verdict says who answers
        parts.append(_question_told(family, found.question if over_time else question))
        parts.append(Table(("quantifier", "verdict", "gap", "why"), rows).markdown())
        parts.append(conditions_told(family, question))
    return "\n\n".join(parts)


def _question_told(family: gp.GameFamily, question: Question) -> str:
    if not question.action or question.paradox == "dynamic-backfire":
        return f"Does it hold that {clause_of(question, family.form)}?"
    where = f" at {', '.join(question.at)}" if question.at else ""
    others = [player for player in question.coalition if player != question.mover]
    also = f", and the same without it for {' and '.join(others)}" if others else ""
    measure = "" if question.measure == "payoff" else f" in {question.measure}"
    action = " and ".join(question.action)
    return f"Does having *{action}*{where} leave {question.mover} worse off{measure}{also}?"


def conditions_told(family: gp.GameFamily, question: Question) -> str:
    """Where the strong paradox is present, as formulas, where they are offered and can be read."""
    if isinstance(family.form, StochasticGame):
        return conditions_over_time(family, question)
    if family.origin.startswith(MANY_CASES):
        return "The conditions as formulas have too many cases to be read here; `gp.thresholds` gives them."
    try:
        found = gp.thresholds(family, question.but(concept=None))
    except gp.Unsupported as problem:
        return f"Conditions as formulas are not offered: {problem}."
    concept = "subgame-perfect " if solution_concept(family) else ""
    text = str(found.present)
    if len(text) > 1500:
        return f"The conditions as formulas fill {len(text):,} characters; `gp.thresholds` gives them."
    stays = "" if str(found.open) == "never" else f" Nothing is claimed where {found.open}."
    return f"Strong paradox in {concept}equilibria, off ties: `{text}`.{stays}"


def conditions_over_time(family: gp.GameFamily, question: Question) -> str:
    """Where the strong paradox is present over the discount factor alone, in payoff and in security."""
    form, said = family.form, []
    assert isinstance(form, StochasticGame)
    names = {name for discount in form.discounts for name in discount.names}
    fixed = {name: value for name, value in family.baseline.items() if name not in names}
    for measure in ("payoff", "security"):
        try:
            found = gp.thresholds(family, question.but(measure=measure), values=fixed)
        except gp.Unsupported as problem:
            return f"Conditions as formulas are not offered: {problem}."
        stays = "" if str(found.open) == "never" else f" (nothing is claimed where `{found.open}`)"
        said.append(f"in {measure}: `{found.present}`{stays}")
    over = " and ".join(sorted(names))
    return f"Strong paradox over {over} alone, all else at the baseline and off ties, {'; '.join(said)}."


def figures_cited(parameters: Iterable[Parameter]) -> list[Figure]:
    """The rows of the figures' table that sources cite, by id."""
    words: set[str] = set()
    for p in parameters:
        words |= set(TOKEN.findall(p.source))
        if p.quantity and not p.because:
            words |= ids_below(p.quantity)
    return [row for row in gp.catalog.figures() if row.id in words]


def ids_below(name: str) -> set[str]:
    """The words in the sources of a quantity and of those that its formula names."""
    quantity = gp.catalog.quantities()[name]
    return set(TOKEN.findall(quantity.source)).union(*(ids_below(other) for other in quantity.formula.names))


def figures_table(rows: Iterable[Figure]) -> Table:
    """Figures as published, each with where it was read."""
    cells = [
        (row.id, row.quantity, f"{row.value} {row.unit}", row.period, row.source_title, row.url)
        for row in rows
    ]
    return Table(("row", "what", "figure", "when", "source", "read at"), cells)


def bare(table: Table) -> str:
    """A table without its title."""
    return Table(table.columns, table.rows, align=table.align).markdown()


def plain(text: str) -> str:
    """Text of a model file with the stars of its formulas kept from being read as emphasis."""
    return text.replace("*", r"\*")


QUANTITIES = FOLDER.parent / "quantities.md"
QUANTITIES_HEADING = "## All of them\n"


def quantities_page(text: str) -> str:
    """The page about quantities with the table of them, whatever table it had."""
    prose, heading, _ = text.partition(QUANTITIES_HEADING)
    users: dict[str, list[str]] = {}
    for name in gp.catalog.names():
        for p in gp.load(name).parameters:
            system = "/".join(name.split("/")[:2])
            if p.quantity and system not in (found := users.setdefault(p.quantity, [])):
                found.append(system)
    rows = [
        (
            q.name,
            q.meaning,
            f"{q.value} {q.unit}" if q.formula.is_constant else f"{q.formula} = {q.value} {q.unit}",
            q.standing,
            f"{q.source} Caution: {q.note}" if q.note else q.source,
            ", ".join(users.get(q.name, ["others"])),
        )
        for q in gp.catalog.quantities().values()
    ]
    columns = ("quantity", "what it is", "value", "standing", "where it comes from", "used in")
    return f"{prose}{heading}\n{with_figures_linked(Table(columns, rows).markdown())}\n"


def with_figures_linked(text: str) -> str:
    """Markdown in which the ids of figures lead to where they were read."""
    read_at = {row.id.replace("_", r"\_"): row.url for row in gp.catalog.figures() if row.url}
    return re.sub(
        r"(?<![\w/])[a-z][\w\\-]*\w",
        lambda word: f"[{word[0]}]({read_at[word[0]]})" if word[0] in read_at else word[0],
        text,
    )


EVIDENCE = FOLDER.parent / "evidence.md"
FIGURES_HEADING = "## The figures\n"


def evidence_page(text: str) -> str:
    """The page about evidence with the table of the figures it cites, whatever table it had."""
    prose, heading, _ = text.partition(FIGURES_HEADING)
    cited = set(re.findall(r"`([^`\n]+)`", prose))
    rows = [row for row in gp.catalog.figures() if row.id in cited]
    return f"{prose}{heading}\n{FIGURES_SAID}\n\n{figures_table(rows).markdown()}\n"
