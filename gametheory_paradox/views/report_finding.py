"""The parts of a report about the finding: the answer at the top, when it holds, the map, and every other option."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

from gametheory_paradox.detectors import Present
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import NormalForm, Terminal
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.regions import Inequality, RegionMap
from gametheory_paradox.views.findings import Findings
from gametheory_paradox.views.notation import HTML, comparison, listed, symbol
from gametheory_paradox.views.page import Section, answer_panel, badge, paragraphs, picture, rows_table
from gametheory_paradox.views.region import draw_region, share_said
from gametheory_paradox.views.sentences import (
    QUANTIFIER_SAID,
    answer_of,
    capitalized,
    number,
    option_said,
    place_said,
    verdict_said,
)

MOST_CASES = 6


def answer(found: Findings) -> str:
    """The panel at the top: the verdict in a sentence, the figures behind it, and where it would be another."""
    verdict, unit = found.verdict, payoff_unit(found.family, found.question.mover)
    kind = answer_of(verdict)
    facts = []
    if verdict.comparison is not None:
        has, lacks = verdict.comparison.with_action, verdict.comparison.without_action
        mover = escape(found.question.mover)
        facts.append((f"{mover} gets with the option", _ends(has.low, has.high), escape(unit)))
        facts.append(("without it", _ends(lacks.low, lacks.high), escape(unit)))
        gap = verdict.comparison.gap
        facts.append(
            ("gain from having it" if gap < 0 else "cost of having it", number(abs(gap)), escape(unit))
        )
    if found.region_map is not None:
        over = listed([symbol(name) for name in found.region_map.over])
        facts.append(
            ("the option costs it on", share_said(found.region_map.share), f"of the charted values of {over}")
        )
    sentence = f"{capitalized(found.where)}, {verdict_said(verdict, unit)}"
    word = f"Option paradox {found.where}: {kind}"
    return answer_panel(kind, word, sentence, _in_short(found), facts)


def _in_short(found: Findings) -> list[str]:
    lines = []
    if found.thresholds is not None and found.family.parameters:
        condition, order = found.thresholds.present, tuple(found.family.box)
        if not condition.shortest:
            lines.append(
                "Where it does depends on more inequalities than can be listed; the map shows a part."
            )
        elif not condition.cases:
            lines.append("No values within the declared ranges make it so, ties aside.")
        elif condition.cases == ((),):
            lines.append("All values within the declared ranges make it so, ties aside.")
        elif len(condition.cases) == 1:
            said = listed([f'<span class="nowrap">{_formula(i, order)}</span>' for i in condition.cases[0]])
            lines.append(
                f"Within the declared ranges the option costs {escape(found.question.mover)} exactly where {said}."
            )
            lines.extend(_missing(found, condition.cases[0]))
    if isinstance(found.verdict, Present) or found.question.quantifier != "strong":
        lines.append(QUANTIFIER_SAID[found.question.quantifier])
    return lines


def _missing(found: Findings, case: Sequence[Inequality]) -> list[str]:
    """Which of the inequalities of the only case do not hold at the point, and by how much."""
    failing = []
    for inequality in case:
        left, right = (side.value(found.point) for side in inequality.sides)
        if left <= right:
            relation = "&lt;" if left < right else "="
            said = (
                f"{_formula(inequality, tuple(found.family.box))} ({number(left)} {relation} {number(right)})"
            )
            failing.append(f'<span class="nowrap">{said}</span>')
    if not failing or len(failing) == len(case) == 1:
        return []
    count = "None" if len(failing) == len(case) else f"{len(failing)} of the {len(case)}"
    if count == "None":
        return [f"None of these holds {found.where}."]
    verb = "does" if len(failing) == 1 else "do"
    return [f"{capitalized(found.where)}, {count} {verb} not hold: {listed(failing)}."]


def _ends(low: Fraction, high: Fraction) -> str:
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def _formula(inequality: Inequality, order: tuple[str, ...]) -> str:
    return comparison(inequality.polynomial, ">", order, HTML)


def when_section(found: Findings) -> Section:
    """The thresholds as formulas, each with whether it holds at the point, and the map."""
    parts = [_conditions(found)]
    if found.region_map is not None:
        parts.append(_map(found, found.region_map))
    return Section("When the option hurts its owner", "\n".join(part for part in parts if part))


def _conditions(found: Findings) -> str:
    if found.thresholds is None or not found.family.parameters:
        return ""
    present, mover = found.thresholds.present, escape(found.question.mover)
    if not present.shortest or () in present.cases or not present.cases:
        return paragraphs(*_in_short(found)[:1])
    having = f"{capitalized(option_said(found.verdict))} costs {mover}"
    if len(present.cases) == 1:
        opening = f"{having} exactly where all of these hold:"
    else:
        opening = f"{having} exactly where all inequalities of at least one of these {len(present.cases)} cases hold:"
    shown = []
    for count, case in enumerate(present.cases[:MOST_CASES], start=1):
        if len(present.cases) > 1:
            shown.append(f"<h3>Case {count}</h3>")
        lines = "\n".join(_condition(i, found.family, found.point, found.where) for i in case)
        shown.append(f'<ul class="conditions">\n{lines}\n</ul>')
    rest = len(present.cases) - MOST_CASES
    if rest > 0:
        shown.append(paragraphs(f"{rest} more {'case is' if rest == 1 else 'cases are'} not listed here."))
    closing = "The formulas come from solving the game for all values in the declared ranges at once. Where two sides are equal "
    closing += "somebody is indifferent; there they say nothing."
    return "\n".join([paragraphs(opening), *shown, f'<p class="note">{closing}</p>'])


def _condition(inequality: Inequality, family: GameFamily, point: Mapping[str, Fraction], where: str) -> str:
    order = tuple(family.box)
    left, right = (side.value(point) for side in inequality.sides)
    sign, verb, kind = (
        (">", "holds", "holds") if left > right else ("<" if left < right else "=", "does not hold", "fails")
    )
    values = f"{number(left)} {escape(sign)} {number(right)}"
    gloss = _in_words(inequality, family)
    words = f'<span class="gloss">{gloss}</span>' if gloss else ""
    state = f'<span class="gloss {kind}">{capitalized(where)} it {verb}: {values}</span>'
    return f'<li><span class="formula">{_formula(inequality, order)}</span>{words}{state}</li>'


def _in_words(inequality: Inequality, family: GameFamily) -> str:
    """The inequality with every symbol replaced by what it means, where each side is a plain sum."""
    left, right = (_sum_in_words(side, family) for side in inequality.sides)
    return f"{capitalized(left)} <b>exceeds</b> {right}" if left and right else ""


def _sum_in_words(side: Polynomial, family: GameFamily) -> str:
    meanings = {p.name: p.meaning for p in family.parameters}
    words = []
    for name in (p.name for p in family.parameters):
        if side.terms.get(((name, 1),)) == 1:
            words.append(escape(meanings[name]))
    return ", plus ".join(words) if len(words) == len(side.terms) and all(words) else ""


def _map(found: Findings, region_map: RegionMap) -> str:
    names = listed([symbol(name) for name in region_map.over])
    mover, share = escape(found.question.mover), share_said(region_map.share)
    open_ = "" if region_map.finished else " The time allowed ended before the rest was decided."
    caption = (
        f"For which values of {names} the option costs {mover}; all other parameters are {found.where}. Every colored part is "
        f"proved as a whole, not sampled: it costs {mover} on {share} of this box.{open_} A share of a box counts "
        "combinations of values; it is not a probability."
    )
    word = "baseline" if found.where == "at the baseline" else "chosen values"
    drawn = draw_region(region_map, point=found.point, word=word)
    label = f"Map over {listed(region_map.over)}: present on {share} of the box."
    heading = "Two assumptions varied together" if len(region_map.over) == 2 else "One assumption varied"
    return f"<h3>{heading}</h3>\n{picture(drawn, label, caption, 'map-')}"


def others_section(found: Findings) -> Section:
    """Every option of every player with its verdict."""
    rows = []
    order = {player: number for number, player in enumerate(found.family.players)}
    for verdict in sorted((found.verdict, *found.others), key=lambda v: order[v.question.mover]):
        asked = verdict.question
        who = order[asked.mover]
        option = f"<em>{escape(asked.action)}</em>{place_said(asked.scope)}"
        compared = ["", ""]
        if verdict.comparison is not None:
            sides = (verdict.comparison.with_action, verdict.comparison.without_action)
            compared = [f'<span class="nowrap">{_ends(side.low, side.high)}</span>' for side in sides]
        name = f'<span class="p{who}">{escape(asked.mover)}</span>'
        rows.append([name, option, badge(answer_of(verdict)), *compared])
    opening = (
        f"Would a player be better off without one of its own options? Asked {found.where} of every player and every option. "
        "<em>Impossible</em> means that a theorem rules it out, whatever the numbers."
    )
    columns = ["Player", "Option", "Paradox", "Gets with it", "Gets without"]
    return Section(
        "Every option examined", paragraphs(opening) + "\n" + rows_table(columns, rows, "verdicts")
    )


def payoff_unit(family: GameFamily, player: str) -> str:
    """The unit of a player's payoffs, where every term of them is a parameter in that unit; otherwise nothing."""
    who, units = family.players.index(player), {p.name: p.unit for p in family.parameters}
    form = family.form
    cells = (
        form.payoffs
        if isinstance(form, NormalForm)
        else [n.payoffs for n in form.nodes if isinstance(n, Terminal)]
    )
    payoffs: list[RationalFunction] = [cell[who] for cell in cells]
    found: set[str] = set()
    for payoff in payoffs:
        if not payoff.denominator.is_constant:
            return ""
        for monomial in payoff.numerator.terms:
            found.add(units[monomial[0][0]] if len(monomial) == 1 and monomial[0][1] == 1 else "")
    return found.pop() if len(found) == 1 else ""
