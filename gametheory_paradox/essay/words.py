"""Findings in a few words each: for tables, pages and documents alike."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from gametheory_paradox.detectors import Present, Undecided
from gametheory_paradox.forms import PAYOFF
from gametheory_paradox.maps.inequalities import OPEN
from gametheory_paradox.rationals import as_decimal, short_decimal
from gametheory_paradox.studies.diagnosis import where_said
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.nearest import Change, Changes
from gametheory_paradox.studies.reach import Reach, between, condition_said, extent_said
from gametheory_paradox.studies.reach import nearest_said as nearest_point_said
from gametheory_paradox.table import listed

MOST_NAMED = 3  # parameters; of more the number is told
NEVER = "never"
WHOLE = {NEVER: "nowhere, ties aside", OPEN: OPEN, "always": "everywhere, ties aside"}
HANGING = re.compile(
    r"(hangs on \d+ comparisons?(?: of gaps)?): .*?((?: \(of [\w-]+ equilibria\))?(?=; in security: |$))"
)
INEQUALITIES = 160  # characters, beyond which the inequalities are not written into a table


def rounded(value: Fraction) -> str:
    """A number for reading: with two decimals at most, and a sign where it is rounded."""
    return (short_decimal(value, 2) or f"≈ {as_decimal(value, digits=3)}").replace("-", "−")


def change_said(change: Change) -> str:
    """A change in words: the parameter by meaning and name, from where to where, and how far that is."""
    p, value = change.parameter, rounded(change.value)
    of = "" if change.start else " of its range"
    percents = 100 * change.part
    size = as_decimal(percents, digits=2) if percents < 100 else as_decimal(percents)
    share = f"{'+' if change.rises else '−'}{size} %{of}"
    meaning = f"{p.meaning} ({p.name})" if p.meaning else p.name
    unit = f" {p.unit}" if p.unit else ""
    if not change.distance:
        return f"{meaning}: it stands where the answer turns, at {value}{unit}"
    met = " (met at points: a nearer one is not excluded)" if change.met else ""
    open_ = " (beyond it nothing is claimed)" if change.after == Undecided.name else ""
    return f"{meaning}: from {rounded(change.start)} to {value}{unit}, {share}{met}{open_}"


def changes_said(changes: Changes) -> str:
    """The nearest change along one parameter at a time, and where no formulas say whether there is one."""
    names, nearest = [*changes.unknown], changes.nearest
    along = listed(names) if len(names) <= MOST_NAMED else f"{len(names)} parameters"
    if nearest is not None:
        rest = f"; along {along} none nearer was met at points" if names and not nearest.met else ""
        return change_said(nearest) + rest
    if not names:
        return "no single parameter within its range"
    reasons = "; ".join(dict.fromkeys(changes.unknown.values()))
    return f"none was met at points along {along} ({reasons})"


def believed_said(change: Change) -> str:
    """Says what must be believed for the answer to stand: the parameter stays on its side of the value."""
    meaning, value = change.parameter.meaning or change.parameter.name, rounded(change.value)
    if not change.distance:
        return f"{meaning} is at {'most' if change.rises else 'least'} {value} (it is put there)"
    side = "below" if change.rises else "above"
    return f"{meaning} stays {side} {value} (it is put at {rounded(change.start)})"


def hinge_said(change: Change) -> str:
    """On what an answer hangs first; or where it is no longer proved, which is no reason to doubt it."""
    if change.after == Undecided.name:
        return f"proved as long as {believed_said(change)}; beyond nothing is claimed."
    return f"for this to stand it must be believed that {believed_said(change)}."


def nearest_said(found: Finding) -> str:
    """The nearest change of the verdict along a single parameter."""
    return "-" if found.changes is None else changes_said(found.changes)


def inequalities_said(found: Finding) -> str:
    """The inequalities under which the paradox is present, if they can be read."""
    text = _present_where(found) or "-"
    if found.thresholds is None or len(text) <= INEQUALITIES:
        return text
    return f"{len(found.thresholds.present.cases)} cases"


def _present_where(found: Finding) -> str:
    """The inequalities where a paradox is present; empty where none are known."""
    if found.is_never:
        return NEVER
    if found.thresholds is None or not found.thresholds.present.shortest:
        return ""
    return OPEN if found.thresholds.present.is_never else str(found.thresholds.present)


def verdicts_said(found: Finding) -> str:
    """The strong verdict, and what the others say where they say another thing."""
    own, others = found.verdict, dict[str, list[str]]()
    for quantifier, verdict in found.verdicts.items():
        if verdict.name != own.name and {verdict.name, own.name} != {"impossible", "absent"}:
            others.setdefault(verdict.name, []).append(quantifier)
    cost = f" (costs {own.gap})" if isinstance(own, Present) and own.gap is not None else ""
    return own.name + cost + "".join(f"; {name} for {', '.join(which)}" for name, which in others.items())


def share_said(found: Finding) -> str:
    """The share on which the strong paradox is present: proved bounds if they are telling, else a sample."""
    doubt = found.uncertainty
    if doubt is None:
        return "-"
    inner = " (ranges drawn in)" if any("drawn in" in note for note in found.notes) else ""
    inner += " (subgame-perfect)" if found.wider else ""
    inner += _widths_said(found)
    if found.share is not None and found.share[1] - found.share[0] <= Fraction(1, 100):
        return f"{between(*found.share)}, proved{inner}"
    if not doubt.draws:
        return "not known: no draw was looked at"
    wide = found.share is None or found.share[1] - found.share[0] == 1
    bounds = "" if wide or found.share is None else f"; proved {between(*found.share)}"
    return f"{between(*doubt.interval)}, sample of {doubt.draws:,}{inner}{bounds}"


def _widths_said(found: Finding) -> str:
    """The shares of draws where every range is half and twice as wide."""
    widths = {} if found.uncertainty is None else found.uncertainty.widths
    said = {Fraction(1, 2): "ranges half as wide", Fraction(2): "twice"}
    return "".join(f"; {said[factor]}: {between(*share)} of draws" for factor, share in widths.items())


def robust_said(found: Finding) -> str:
    """True if the verdict survives, and if not because of which parameter alone."""
    if found.uncertainty is None:
        return "-"

    robustness = found.uncertainty.robustness
    if not robustness.rows:
        return "all is measured"

    breaking = [
        r.name for r in robustness.rows if any(v not in (robustness.verdict, "undecided") for v in r.verdicts)
    ]
    corners = (
        f"{robustness.surviving} of {robustness.corners} corners agree"
        if robustness.corners
        else "corners not looked at"
    )
    if found.robust is None:
        alone = "each alone; together " if robustness.one_at_a_time else ""
        return f"{alone}not known ({corners})"
    if found.robust:
        return "yes"
    return f"no: {', '.join(breaking)} alone" if breaking else f"no: only together ({corners})"


def carrier_said(found: Finding) -> str:
    """Whose reaction costs the mover most; where the baseline has no loss, at the witness."""
    if found.channels is None or found.channels.split is None or found.channels.change is None:
        return "-" if found.channels is None else "not traced"
    where = " (at the witness)" if found.witness else ""
    if found.channels.change[1] >= 0:
        return "no loss"
    if found.carrier is None:
        return f"no single reaction{where}"
    player, (low, high) = found.carrier
    cost = (str(low) if low == high else f"{low} to {high}").replace("-", "−")
    return f"{player}: {cost}{where}"


def witness_said(found: Finding) -> str:
    """The change after which the strong paradox would be present."""
    if found.witness is None or found.uncertainty is None:
        return ""
    if not found.witness:
        return "present at the baseline"
    baseline = found.uncertainty.family.baseline
    return ", ".join(f"{name} = {value} instead of {baseline[name]}" for name, value in found.witness.items())


def way_out_said(found: Finding) -> str:
    """The smallest change that leaves the paradox, and where it ends."""
    if found.ways_out is None:
        return "-"
    best = next((row for row in found.ways_out.rows if row.status == "leaves" and row.surface), None)
    if best is None or best.surface is None:
        return "not settled"
    baseline = found.ways_out.point
    return ", ".join(f"{name} from {baseline[name]} to {value}" for name, value in best.surface.items())


def lines_said(scenario: Findings) -> list[str]:
    """Sentences about a game: witnesses, reactions, maps, other moves, what was not decided."""
    lines = [f"{found.title}: {line}" for found in scenario.findings for line in _told(found)]
    if scenario.diagnosis is not None:
        present, asked = scenario.diagnosis.present, len(scenario.diagnosis.answers)
        each = "; ".join(
            f"{q.paradox} of {q.mover}'s {' and '.join(q.action)} {where_said(q)}".strip()
            for q in (row.question for row in present)
        )
        count = f"{len(present)} of {asked} questions about single moves are answered present"
        lines.append(f"{count}{f': {each}' if each else ''}.")
        lines += [f"{_asked_said(own)}: {_reached_said(own)}." for own in scenario.diagnosis.somewhere]
    return lines + [f"{note}." for note in scenario.notes]


def _asked_said(reach: Reach) -> str:
    """A question about a move in a few words."""
    asked = reach.question
    measure = "" if asked.measure == PAYOFF else f", {asked.measure}"
    what = f"{asked.paradox} of {asked.mover}'s {' and '.join(asked.action)}"
    return f"{what} {where_said(asked)}".strip() + measure


def _reached_said(reach: Reach) -> str:
    """The part of the ranges in which a paradox is present that is not at the baseline."""
    where = f", where {condition_said(reach)}" if reach.present is not None else ""
    nearest = f"; nearest at {nearest_point_said(reach)}" if reach.point is not None else ""
    return f"{extent_said(reach)}{where}{nearest}"


def _told(found: Finding) -> list[str]:
    """Sentences about the answers to one question for which a table has no room."""
    where = _present_where(found)
    lines = [f"present {WHOLE.get(where, f'where {where}')}."] if where else []
    if found.changes is not None and found.changes.nearest is not None:
        lines.append(hinge_said(found.changes.nearest))
    if found.witness:
        lines.append(f"would be present with {witness_said(found)}.")
    if found.numbers is not None and HANGING.search(str(found.numbers)):
        lines.append(f"whether it needs the numbers: {found.numbers}.")
    if found.channels is not None and found.witness is not None:
        lines.append(f"{'there: ' * bool(found.witness)}{found.channels.sentence()}")
    if found.influence is not None:
        lines.append(f"the parameter that moves it most within the ranges is {' by '.join(found.influence)}.")
    if found.region_map is not None:
        low, high = found.region_map.share
        where = " and ".join(found.region_map.over)
        share = between(low, high) if high else "nothing"
        lines.append(f"proved over {where} alone, all else at the baseline: present on {share}.")

    return lines + [f"{note}." for note in found.notes]


def numbers_said(found: Finding) -> str:
    """True if the verdict needs numbers, or follows from the order; comparisons are told below a table."""
    if found.numbers is None:
        return "-"
    said = HANGING.sub(r"\1\2", str(found.numbers))
    return re.sub(r"no: (never|always)", r"no: \1 in the baseline's order", said)


SAID: Sequence[tuple[str, Callable[[Finding], str]]] = (
    ("at the baseline", verdicts_said),
    ("needs the numbers?", numbers_said),
    ("present where", inequalities_said),
    ("nearest change", nearest_said),
    ("survives ± 20 %", robust_said),
    ("way out", way_out_said),
    ("carried by", carrier_said),
    ("share of the ranges", share_said),
)
"""What is said of the answers to a question, in order: the inequalities before any share."""
