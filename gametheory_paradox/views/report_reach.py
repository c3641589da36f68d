"""The parts of a report about other values: where each option hurts, ways out, and how sure the answer is."""

from collections.abc import Collection
from html import escape

from gametheory_paradox.regions.ways_out.ways import WayOut
from gametheory_paradox.studies import Findings
from gametheory_paradox.studies.numbers_needed import NumbersNeeded
from gametheory_paradox.studies.reach import Reach
from gametheory_paradox.studies.reach_words import condition_said, extent_said, nearest_said
from gametheory_paradox.studies.survey.words import standings_said
from gametheory_paradox.table import listed
from gametheory_paradox.views.notation import prose, symbol
from gametheory_paradox.views.page import Section, paragraphs, rows_table
from gametheory_paradox.views.region import share_said
from gametheory_paradox.views.sentences import capitalized, number


def reach_said(reach: Reach, names: Collection[str]) -> str:
    """The part of the ranges in which an option is a paradox: share, inequalities, nearest point."""
    lines = [escape(extent_said(reach))]
    if reach.extent in ("somewhere", "at the baseline"):
        where = condition_said(reach)
        lines += [f'<span class="gloss">where {prose(where, names)}</span>'] if where else []
    if reach.extent == "somewhere" and reach.point is not None:
        lines.append(f'<span class="gloss">nearest: {prose(nearest_said(reach), names)}</span>')
    if reach.extent == "undecided":
        lines.append(f'<span class="gloss">{escape(reach.why)}</span>')
    return "".join(lines)


def out_section(findings: Findings) -> Section:
    """Ways out: the smallest changes at which the paradox ends; or how far it is where it is absent."""
    ways, reach = findings.main.ways_out, findings.main.reach
    if ways is not None and ways.rows:
        rows = [_way_said(row) for row in ways.rows if row.status == "leaves"]
        note = (
            "A change costs its share of the declared range; several add up. The verdict on either side of "
            "each surface is certified where the table says so."
        )
        opening = paragraphs(f"{capitalized(findings.where)} the paradox is present. It ends here:")
        columns = ["Change", "Costs", "Where", "To"]
        table = rows_table(columns, rows) if rows else paragraphs("No change within the ranges ends it.")
        return Section("Ways out", f"{opening}\n{table}\n<p class='note'>{note}</p>")

    if reach is None or reach.extent != "somewhere" or reach.point is None:
        return Section("Ways out", "")

    moved = listed([f"{symbol(name)} = {number(value)}" for name, value in reach.point.items()])
    far = (
        "" if reach.distance is None else f", {number(reach.distance)} away as shares of the ranges added up"
    )
    said = f"{capitalized(findings.where)} there is nothing to leave. The nearest way in is at {moved}{far}."
    return Section("How near the paradox is", paragraphs(said))


def _way_said(row: WayOut) -> list[str]:
    """A way out as a row: what is changed, its cost, the surface, and to which values."""
    low, high = row.cost
    cost = "" if high is None else number(high) if low == high else f"at most {number(high)}"
    to = listed([f"{symbol(name)} = {number(value)}" for name, value in row.end.items()])
    sure = "certified on both sides" if row.is_certified else row.why
    return [escape(row.what), cost, escape(" and ".join(row.binding)), f"{to} ({escape(sure)})"]


def sure_section(findings: Findings) -> Section:
    """A section on how sure the answer is: its share of the ranges, and what the numbers put in rest on."""
    reach, parameters = findings.main.reach, findings.family.parameters
    lines = [] if findings.main.numbers is None else [_numbers_said(findings.main.numbers)]
    if reach is None or not parameters:
        return Section("How sure this is", paragraphs(*lines) if lines else "")

    if reach.extent == "nowhere":
        lines.append("No values within the declared ranges make it present, ties aside.")
    elif reach.share is not None:
        low, high = reach.share
        lines.append(
            f"The paradox is present on {share_said((low, high))} of the declared ranges, proved for all "
            "combinations at once. That is no probability: it follows the ends of the ranges, which somebody "
            "chose."
        )
    elif reach.why:
        lines.append(f"How much of the declared ranges it covers is not known: {escape(reach.why)}.")

    lines.append(f"Of the {len(parameters)} numbers that the model puts in, {standings_said(parameters)}.")
    return Section("How sure this is", paragraphs(*lines))


def _numbers_said(numbers: NumbersNeeded) -> str:
    """True if the answer needs the numbers, or follows from the order of the payoffs."""
    return (
        f"<strong>Needs the numbers?</strong> {capitalized(escape(str(numbers)))}. This is what holds for "
        "every payoff in the order that they have here, ties aside."
    )
