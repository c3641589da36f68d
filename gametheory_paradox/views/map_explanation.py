"""What the certificate of a map proves, in a paragraph of plain English or as a statement in LaTeX, from its fields alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Any

from gametheory_paradox.games import Scope
from gametheory_paradox.table import latex_text
from gametheory_paradox.views.notation import listed, short_decimal
from gametheory_paradox.views.sentences import CONCEPT_SAID, QUANTIFIER_SAID, number, place_said

Data = Mapping[str, Any]


@dataclass(frozen=True)
class ProvedMap:
    """What the certificate of a map proves.

    Parameters
    ----------
    name
        The proved bounds of the share, in words.
    data
        The certificate's fields.
    """

    name: str
    data: Data


def map_said(proved: ProvedMap) -> str:
    """A paragraph about a map whose certificate has been checked."""
    data = proved.data
    low, high = map(Fraction, data["present"])
    having = f"having the option “{data['action']}”{unescape(place_said(_scope(data)))}"
    over = listed(
        [
            f"{name} from {_number(data['box'][name][0])} to {_number(data['box'][name][1])}"
            for name in data["over"]
        ]
    )
    fixed = (
        f" ({', '.join(f'{name} = {_number(value)}' for name, value in data['at'].items())})"
        if data["at"]
        else ""
    )
    share = f"at least {_percent(low)} and at most {_percent(high, up=True)}" if low < high else _exactly(low)
    said = [
        f"Over {over}{fixed}, {having} leaves {data['mover']} worse off on {share} of the range, by volume."
    ]
    if Fraction(data["undecided"]):
        said.append(f"Nothing is claimed on {_percent(Fraction(data['undecided']), up=True)} of it.")
    said += [CONCEPT_SAID[data["concept"]], QUANTIFIER_SAID[data["quantifier"]]]
    said.append("The certificate proves it, by exact arithmetic alone, off surfaces that fill no volume.")
    return " ".join(said)


def map_stated(proved: ProvedMap) -> str:
    """The same as a statement in LaTeX that needs no package."""
    data, scope = proved.data, _scope(proved.data)
    low, high = data["present"]
    where = f" at {', '.join(scope.information_sets)}" if scope.kind == "information_set" else ""
    members = f" of {', '.join(scope.players)}" if scope.kind == "coalition" else ""
    about = f"mover: {latex_text(data['mover'])}; action taken away: {latex_text(data['action'] + where + members)}"
    fixed = "; ".join(f"{latex_text(name)}: {value}" for name, value in data["at"].items())
    ranges = " \\times ".join(
        f"[{low_}, {high_}]" for low_, high_ in (data["box"][name] for name in data["over"])
    )
    names = ", ".join(f"\\mbox{{{latex_text(name)}}}" for name in data["over"])
    return "\n".join(
        [
            f"Over all {data['concept']} equilibria ({about}{f'; {fixed}' if fixed else ''}), for",
            f"\\[ ({names}) \\in {ranges}, \\]",
            f"the option paradox ({data['quantifier']} comparison) is present on a share $s$ of the volume with",
            f"\\[ {low} \\le s \\le {high}. \\]",
        ]
    )


def _scope(data: Data) -> Scope:
    scope = data["scope"]
    return Scope(scope["kind"], tuple(scope["players"]), tuple(scope["information_sets"]))


def _number(text: str) -> str:
    return number(Fraction(text))


def _exactly(share: Fraction) -> str:
    written = short_decimal(share * 100, 2)
    return f"{share} (about {_percent(share)})" if written is None else f"exactly {written} %"


def _percent(share: Fraction, *, up: bool = False) -> str:
    """A share with two decimals of a percent, rounded down, or up, so that it stays a bound."""
    scaled = share * 10_000
    cents = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return f"{cents // 100}.{cents % 100:02d}".rstrip("0").rstrip(".") + " %"
