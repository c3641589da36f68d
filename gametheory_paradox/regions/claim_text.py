"""Claims and assumptions as text, read into propositions and formulas."""

import re
from collections.abc import Sequence

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.formula import parse_formula, parse_inequality
from gametheory_paradox.paradoxes.propositions import (
    SIGNS,
    Bound,
    EquilibriumQuantity,
    Monotonicity,
    Relation,
)
from gametheory_paradox.polynomials import RationalFunction

MOST_CHARACTERS = 10_000
_QUANTITY = r"\s*(?:payoff\((?P<payoff>[^()]*)\)|probability\((?P<player>[^(),]*),(?P<action>[^()]*)\))\s*"
_BOUND = re.compile(_QUANTITY + r"(?P<sign>>=|<=|>|<)(?P<value>.*)", re.DOTALL)
_ORDER = re.compile(_QUANTITY + r"(?P<how>never rises|never falls|rises|falls) with\s+(?P<parameter>\w+)\s*")
_HOW: dict[str, Relation] = {"rises": ">", "falls": "<", "never falls": ">=", "never rises": "<="}


def read_claim(text: str, names: Sequence[str], *, every: bool) -> Bound | Monotonicity:
    """The claim that a text makes.

    Examples
    --------
    >>> str(read_claim("payoff(A) >= 2*c", ["c"], every=True))
    'payoff(A) >= 2*c, in every equilibrium'
    >>> str(read_claim("probability(A, arm) never rises with c", ["c"], every=True))
    'probability(A, arm) never rises with c'
    """
    if len(text) > MOST_CHARACTERS:
        raise InvalidGame(f"a claim has at most {MOST_CHARACTERS:,} characters")
    if match := _BOUND.fullmatch(text):
        return Bound(
            _quantity(match),
            next(sign for sign in SIGNS if sign == match["sign"]),
            parse_formula(match["value"].strip(), names, "the bound"),
            every,
        )

    if match := _ORDER.fullmatch(text):
        if match["parameter"] not in names:
            raise InvalidGame(
                f"{match['parameter']!r} is not a parameter that may vary here; those are {', '.join(names)}"
            )
        return Monotonicity(_quantity(match), match["parameter"], _HOW[match["how"]])

    raise InvalidGame(
        f"{text!r:.80} is neither the name of a paradox nor a claim such as 'payoff(A) >= 2', "
        "'probability(A, arm) <= c' or 'payoff(A) falls with c' (rises, falls, never rises, never falls)"
    )


def _quantity(match: "re.Match[str]") -> EquilibriumQuantity:
    if match["payoff"] is not None:
        return EquilibriumQuantity(match["payoff"].strip())
    return EquilibriumQuantity(match["player"].strip(), match["action"].strip())


def read_assumptions(family: GameFamily, texts: Sequence[str]) -> list[RationalFunction]:
    """The formulas that are positive where the inequalities hold."""
    if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
        raise InvalidGame(f"assuming: expected a list of inequalities as text, got {texts!r:.60}")
    read = [parse_inequality(text, list(family.box), "an assumption") for text in texts]
    if any(part is False for part in read):
        raise InvalidGame(
            "nothing satisfies the assumptions: one of them says that something is less than itself"
        )
    return [part for part in read if isinstance(part, RationalFunction)]
