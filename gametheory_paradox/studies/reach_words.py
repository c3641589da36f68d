"""Reaches in a few words each: for tables, pages and documents alike."""

from fractions import Fraction

from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.reach import Reach
from gametheory_paradox.studies.shares import between, percent

READABLE = 200  # characters of inequalities in a table


def extent_said(reach: Reach) -> str:
    """The extent and the share of the ranges on which it is present, in a few words."""
    said = {"at the baseline": "here"}.get(reach.extent, reach.extent)
    if reach.share is None or reach.extent == "nowhere":
        return said
    low, high = reach.share
    if reach.extent == "undecided" or not low:
        return f"{said}, {percent(high, 'upper')} at most"
    return f"{said}, {between(low, high)}"


def condition_said(reach: Reach) -> str:
    """The inequalities, where they can be read; else what is missing."""
    if reach.present is None or not reach.present.shortest:
        return reach.why or ("" if reach.present is None else str(reach.present))
    open_ = reach.present.is_never and reach.extent == "undecided"
    text = reach.why if open_ else str(reach.present)
    return text if len(text) <= READABLE else "inequalities too long for a table: ask thresholds"


def nearest_said(reach: Reach) -> str:
    """The nearest point, and how far it is as shares of the ranges added up."""
    if reach.point is None:
        return "here" if reach.extent == "at the baseline" else "–"
    moved = ", ".join(f"{name} = {_short(value)}" for name, value in reach.point.items())
    if reach.distance is None:
        return f"met at {moved}"
    low = reach.nearest.cost[0] if reach.nearest is not None else None
    about = "" if low == reach.distance else "at most "
    return f"{moved or 'the point itself'} ({about}{_short(reach.distance)} away)"


def _short(value: Fraction) -> str:
    return str(value) if len(str(value)) <= 7 else as_decimal(value, digits=4)
