"""Findings on a page, and how far each reaches."""

from collections.abc import Collection, Iterable, Sequence
from html import escape

from gametheory_paradox.detectors import Effect, Present, Verdict
from gametheory_paradox.detectors.verdict import SIDES_SAID, sides_of, unit_of
from gametheory_paradox.detectors.wordings import payoffs_called
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.maps import Inequality, RegionMap, Thresholds
from gametheory_paradox.maps.ways_out.ways import WayOut
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.family import standings_said
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.studies import Findings
from gametheory_paradox.studies.looking_back import NumbersNeeded
from gametheory_paradox.studies.reach import Reach, condition_said, extent_said, nearest_said
from gametheory_paradox.table import listed
from gametheory_paradox.views.notation import HTML, comparison, prose, symbol
from gametheory_paradox.views.pages.page import (
    Section,
    answer_panel,
    badge,
    emphasized,
    paragraphs,
    picture,
    rows_table,
)
from gametheory_paradox.views.region import region_drawing, share_said
from gametheory_paradox.views.words.clauses import WORDINGS, clause_of, place_said, quoted, within
from gametheory_paradox.views.words.sentences import (
    answer_said,
    capitalized,
    comparison_said,
    number,
    payoffs_said,
)

# The parts of a report about other values: where each option hurts, ways out, and how sure the answer is
# ----------------------------------------------------------------------------


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


# The parts of a report about the finding: the answer, the thresholds, the map, and every other option
# ----------------------------------------------------------------------------

MOST_CASES = 6


def answer(findings: Findings) -> str:
    """The panel at the top: the verdict in a sentence, the figures behind it, and the thresholds in short."""
    verdict = findings.main.verdict
    facts = _figures(findings.family, verdict)
    if findings.main.region_map is not None:
        over = listed([symbol(name) for name in findings.main.region_map.over])
        share = share_said(findings.main.region_map.share)
        facts.append(("present on", share, f"of the charted values of {over}"))
    sentence = f"{capitalized(findings.where)}, {answer_said(verdict)}"
    paradox = f"{capitalized(verdict.question.paradox)} paradox{within(verdict.question)}"
    word = f"{paradox} {findings.where}: {verdict.name}"
    return answer_panel(verdict.name, word, emphasized(sentence), _in_short(findings), facts)


def _figures(family: GameFamily, verdict: Verdict) -> list[tuple[str, str, str]]:
    """The compared payoffs and the gap, each with what it is called and its unit."""
    question, claim = verdict.question, verdict.comparison
    if claim is None:
        return []
    wording = WORDINGS[question.paradox]
    unit = escape(unit_of(family, question)) if wording.of_mover else ""
    figures = [
        (escape(payoffs_called(question, name)), _ends(own.low, own.high), unit)
        for name, own in claim.payoffs.items()
    ]
    if claim.gap < 0 and wording.gain:
        return [*figures, (wording.gain, number(-claim.gap), unit)]
    return [*figures, (wording.gap, number(claim.gap), unit)]


def _in_short(findings: Findings) -> list[str]:
    """The thresholds in a line, those that do not hold at the point, and the comparison in a sentence."""
    lines, verdict, thresholds = [], findings.main.verdict, findings.main.thresholds
    if thresholds is not None and findings.family.parameters:
        lines.append(_condition_in_short(thresholds))
        if len(thresholds.present.cases) == 1:
            lines.extend(_missing(findings, thresholds.present.cases[0]))
    if verdict.assessment is not None:
        lines.append(_both_said(verdict.assessment))
    if isinstance(verdict, Present) or verdict.question.quantifier != "strong":
        lines.append(escape(comparison_said(verdict.question)))
    return [line for line in lines if line]


def _both_said(assessment: Effect) -> str:
    """The option's effect on payoff and on security, in a word and in numbers."""
    numbers = "; ".join(f"{name} {_half_said(half)}" for name, half in assessment.halves.items())
    word = assessment.word or "payoff and security together are not settled"
    return f"All in all: <strong>{escape(word)}</strong> ({escape(numbers)})."


def _half_said(half: Verdict) -> str:
    sides = sides_of(half)
    if sides is None:
        return "not known"
    before, after = SIDES_SAID[half.question.paradox]
    return f"{payoffs_said(sides[1])} {after}, {payoffs_said(sides[0])} {before}"


def _condition_in_short(thresholds: Thresholds) -> str:
    present, unclaimed = thresholds.present, _nothing_claimed(thresholds)
    if not present.shortest:
        many = "Where it is present depends on more inequalities than can be listed; the map shows a part."
        return f"{many} {unclaimed}".rstrip()
    if not present.cases and unclaimed:
        return f"As far as formulas settle it, no values within the declared ranges make it so. {unclaimed}"
    if not present.cases:
        return "No values within the declared ranges make it so, ties aside."
    if present.cases == ((),):
        return "All values within the declared ranges make it so, ties aside."
    if len(present.cases) > 1:
        return ""
    where = f"{_where(thresholds)} {_case_said(present.cases[0], thresholds)}"
    return f"Within the declared ranges the paradox is present {where}. {unclaimed}".rstrip()


def _where(thresholds: Thresholds) -> str:
    return "exactly where" if thresholds.open.is_never else "where"


def _nothing_claimed(thresholds: Thresholds) -> str:
    """A sentence on where formulas settle nothing; empty where they settle all."""
    open_ = thresholds.open
    if open_.is_never:
        return ""
    if not open_.shortest or len(open_.cases) > 1:
        return "Not all of these ranges are settled: equilibria may be there that have no formulas."
    where = _case_said(open_.cases[0], thresholds)
    return f"Nothing is claimed where {where}: equilibria may be there that have no formulas."


def _case_said(case: Iterable[Inequality], thresholds: Thresholds) -> str:
    order = tuple(thresholds.family.box)
    return listed([f'<span class="nowrap">{_formula(inequality, order)}</span>' for inequality in case])


def _missing(findings: Findings, case: Sequence[Inequality]) -> list[str]:
    """The inequalities of the only case that do not hold at the point, with both sides."""
    failing = []
    for inequality in case:
        holds, values = _at_point(inequality, findings)
        if not holds and values:
            written = _formula(inequality, tuple(findings.family.box))
            failing.append(f'<span class="nowrap">{written} ({values})</span>')
    if not failing or len(failing) == len(case) == 1:
        return []
    if len(failing) == len(case):
        return [f"None of these holds {findings.where}."]
    verb = "does" if len(failing) == 1 else "do"
    count = f"{len(failing)} of the {len(case)}"
    return [f"{capitalized(findings.where)}, {count} {verb} not hold: {listed(failing)}."]


def _at_point(inequality: Inequality, findings: Findings) -> tuple[bool, str]:
    """The truth of an inequality at the point, with both sides; empty where the question varies either."""
    varied = findings.main.question.details.get("parameter")
    if not findings.point.keys() - {varied} >= set(inequality.polynomial.names):
        return False, ""
    left, right = (side.value(findings.point) for side in inequality.sides)
    sign = "&gt;" if left > right else "&lt;" if left < right else "="
    return left > right, f"{number(left)} {sign} {number(right)}"


def _ends(low: Number, high: Number) -> str:
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _formula(inequality: Inequality, order: tuple[str, ...]) -> str:
    return comparison(inequality.polynomial, ">", order, HTML)


def when_section(findings: Findings) -> Section:
    """The thresholds as formulas, each with whether it holds at the point, and the map."""
    parts = [_conditions(findings)]
    if findings.main.region_map is not None:
        parts.append(_map(findings, findings.main.region_map))
    return Section("Where the paradox is present", "\n".join(part for part in parts if part))


def _conditions(findings: Findings) -> str:
    thresholds, family = findings.main.thresholds, findings.family
    if thresholds is None or not family.parameters:
        return ""
    cases = thresholds.present.cases
    if not thresholds.present.shortest or () in cases or not cases:
        return paragraphs(*_in_short(findings)[:1])

    which = "all of these hold"
    if len(cases) > 1:
        which = f"all inequalities of at least one of these {len(cases)} cases hold"
    clause = capitalized(clause_of(findings.main.question, findings.game))
    shown = [paragraphs(f"{emphasized(clause)}, {_where(thresholds)} {which}:")]
    for count, case in enumerate(cases[:MOST_CASES], start=1):
        if len(cases) > 1:
            shown.append(f"<h3>Case {count}</h3>")
        lines = "\n".join(_condition(inequality, findings) for inequality in case)
        shown.append(f'<ul class="conditions">\n{lines}\n</ul>')
    rest = len(cases) - MOST_CASES
    if rest > 0:
        shown.append(paragraphs(f"{rest} more {'case is' if rest == 1 else 'cases are'} not listed here."))
    closing = (
        "The formulas come from solving the game for all values in the declared ranges at once. "
        "Where two sides are equal somebody is indifferent; there they say nothing."
    )
    note = f"{closing} {_nothing_claimed(thresholds)}".rstrip()
    return "\n".join([*shown, f'<p class="note">{note}</p>'])


def _condition(inequality: Inequality, findings: Findings) -> str:
    """An inequality with its meaning in words, and whether it holds at the point."""
    gloss, (holds, values) = _in_words(inequality, findings.family), _at_point(inequality, findings)
    words = f'<span class="gloss">{gloss}</span>' if gloss else ""
    verb, kind = ("holds", "holds") if holds else ("does not hold", "fails")
    if values:
        words += f'<span class="gloss {kind}">{capitalized(findings.where)} it {verb}: {values}</span>'
    written = _formula(inequality, tuple(findings.family.box))
    return f'<li><span class="formula">{written}</span>{words}</li>'


def _in_words(inequality: Inequality, family: GameFamily) -> str:
    """The inequality with every symbol replaced by what it means, where each side is a plain sum."""
    left, right = (_sum_in_words(side, family) for side in inequality.sides)
    return f"{capitalized(left)} <b>exceeds</b> {right}" if left and right else ""


def _sum_in_words(side: Polynomial, family: GameFamily) -> str:
    words = [escape(p.meaning) for p in family.parameters if side.terms.get(((p.name, 1),)) == 1]
    return ", plus ".join(words) if len(words) == len(side.terms) and all(words) else ""


def _map(findings: Findings, region_map: RegionMap) -> str:
    names, share = listed([symbol(name) for name in region_map.over]), share_said(region_map.share)
    open_ = "" if region_map.finished else " The time allowed ended before the rest was decided."
    caption = (
        f"For which values of {names} the paradox is present; all other parameters are {findings.where}. "
        "Every part is proved as a whole, not sampled: the paradox is present on "
        f"{share} of this box.{open_} A share of a box counts combinations of values; it is not a "
        "probability."
    )
    if len(region_map.over) > 2:  # than a picture shows
        return f"<h3>Several assumptions varied together</h3>\n{paragraphs(caption)}"
    word = "chosen values" if findings.family.moved(findings.point) else "baseline"
    drawing = region_drawing(region_map, point=findings.point, word=word)
    label = f"Map over {listed(region_map.over)}: present on {share} of the box."
    heading = "Two assumptions varied together" if len(region_map.over) == 2 else "One assumption varied"
    return f"<h3>{heading}</h3>\n{picture(drawing.draw(), label, caption, 'map-', drawing.places())}"


def further_section(findings: Findings) -> Section:
    """The answers to the other questions that the model asks itself, each in a sentence and a word."""
    parts = []
    for finding in findings.findings[1:]:
        verdict = finding.verdict
        sentence = f"{capitalized(findings.where)}, {answer_said(verdict)}"
        both = "" if verdict.assessment is None else _both_said(verdict.assessment)
        parts.append(paragraphs(f"{badge(verdict.name)} {emphasized(sentence)}", both))
    return Section("What else is asked", "\n".join(parts))


def others_section(findings: Findings) -> Section:
    """Every option of every player with its verdict."""
    if findings.diagnosis is None:
        return Section("Every option examined", "")
    order = {player: number for number, player in enumerate(findings.family.players)}
    verdicts = sorted(findings.diagnosis.answers, key=lambda v: order[v.question.mover])

    rows, assessed = [], any(verdict.assessment for verdict in verdicts)
    reached = bool(findings.diagnosis.reaches) and bool(findings.family.parameters)
    for verdict in verdicts:
        question, compared = verdict.question, ["", ""]
        if verdict.comparison is not None:
            sides = (verdict.comparison.payoffs[side] for side in ("with", "without"))
            compared = [f'<span class="nowrap">{_ends(side.low, side.high)}</span>' for side in sides]
        option = emphasized(quoted(question.action) + place_said(question, verdict.game))
        name = f'<span class="p{order[question.mover]}">{escape(question.mover)}</span>'
        both = [escape(str(verdict.assessment or ""))] * assessed
        reach = findings.diagnosis.reach(question) if reached else None
        ranges = [] if reach is None else [reach_said(reach, findings.family.box)]
        rows.append([name, option, badge(verdict.name), *compared, *ranges, *both])

    opening = (
        "Would a player be better off without one of its own options? "
        f"Asked {findings.where} of every player and every option. "
        "<em>Impossible</em> means that a theorem rules it out, whatever the numbers."
    )
    if reached:
        opening += (
            " The last columns say where in the declared ranges it is a paradox, and how near that is: a "
            "distance adds up the changes as shares of the ranges."
        )
    columns = ["Player", "Option", "Paradox", "Gets with it", "Gets without"]
    columns += ["In the declared ranges"] * reached + ["In a word"] * assessed
    table = rows_table(columns, rows, "verdicts")
    return Section("Every option examined", f"{paragraphs(opening)}\n{table}")
