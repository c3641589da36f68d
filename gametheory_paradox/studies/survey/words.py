"""Findings in a few words each: for tables, pages and documents alike."""

from fractions import Fraction

from gametheory_paradox.detectors import Present
from gametheory_paradox.studies.findings import Finding


def percent(value: Fraction | float, *, up: bool = False) -> str:
    """A share in percent with two decimals, rounded away from what is claimed."""
    scaled = Fraction(value) * 10**4
    whole = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return f"{whole / 100:.2f} %".replace(".00 %", " %")


def between(low: Fraction | float, high: Fraction | float) -> str:
    """Two ends as percents, or one where they agree."""
    below, above = percent(low), percent(high, up=True)
    return below if low == high else f"{below.removesuffix(' %')} to {above}"


def verdicts_said(found: Finding) -> str:
    """The strong verdict, and what the others say where they say another thing."""
    own, others = found.verdict, dict[str, list[str]]()
    for quantifier, verdict in found.verdicts.items():
        if verdict.name != own.name and {verdict.name, own.name} != {"impossible", "absent"}:
            others.setdefault(verdict.name, []).append(quantifier)
    cost = f" (costs {own.gap})" if isinstance(own, Present) and own.gap is not None else ""
    return own.name + cost + "".join(f"; {name} for {', '.join(which)}" for name, which in others.items())


def share_said(found: Finding) -> str:
    """Where the strong paradox is present: proved bounds where they say something, else a sample."""
    doubt = found.uncertainty
    if doubt is None:
        return "-"
    inner = " (ranges drawn in)" if any("drawn in" in note for note in found.notes) else ""
    inner += " (subgame-perfect)" if found.wider else ""
    if found.share is not None and found.share[1] - found.share[0] <= Fraction(1, 100):
        low, high = found.share
        if low == high and low.denominator < 10**4:
            return f"exactly {low}{f' = {percent(low)}' if 0 < low < 1 else ''}, proved{inner}"
        return f"{between(low, high)}, proved{inner}"
    if not doubt.draws:
        return "not known: no draw was looked at"
    sure = f"{between(*doubt.interval)} at {percent(doubt.confidence)} confidence"
    wide = found.share is None or found.share[1] - found.share[0] == 1
    bounds = "" if wide or found.share is None else f"; proved {between(*found.share)}"
    return f"sample: {between(*doubt.estimate)} of {doubt.draws:,} draws ({sure}){inner}{bounds}"


def influence_said(found: Finding) -> str:
    """The parameter that matters most."""
    return "-" if found.influence is None else found.influence[0]


def robust_said(found: Finding) -> str:
    """Whether the verdict survives, and if not because of which parameter alone."""
    if found.uncertainty is None:
        return "-"
    robustness = found.uncertainty.robustness
    if not robustness.rows:
        return "nothing is assumed"
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
