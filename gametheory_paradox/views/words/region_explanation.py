"""Explanation of a map: where the claim holds, and what is solved there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import MARKOV_PERFECT
from gametheory_paradox.detectors.proved import question_of
from gametheory_paradox.forms import formula_from_data, game_from_data
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.paradoxes.propositions import Relation
from gametheory_paradox.paradoxes.question import Question, said
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import as_decimal, short_decimal
from gametheory_paradox.table import Record, Table, latex_text, listed
from gametheory_paradox.views.notation import MATH, TEXT, Notation, comparison, formula, percent, symbol
from gametheory_paradox.views.words.clauses import clause_of
from gametheory_paradox.views.words.sentences import CONCEPT_SAID, comparison_said, number

# Certificates about a box of parameters in plain English and in LaTeX, computed from their fields alone
# ----------------------------------------------------------------------------

Data = Mapping[str, Any]

STANDS: Mapping[Relation, str] = {
    ">": "is more than",
    ">=": "is at least",
    "<": "is less than",
    "<=": "is at most",
}
MOVES: Mapping[Relation, str] = {">": "rises", "<": "falls", ">=": "never falls", "<=": "never rises"}


@dataclass(frozen=True, repr=False)
class RegionProof(Record):
    """The certificate of a map or of a proposition, once it has been checked.

    Parameters
    ----------
    name
        The proved bounds of the share, or that the proposition holds, in words.
    data
        The certificate's fields.
    """

    name: str
    data: Data

    @property
    def claim(self) -> Data:
        """The claim of a proposition; of a map, that the paradox is somewhere present."""
        claim: Data = self.data.get("claim", {"kind": "map", "question": self.data})
        return claim

    @property
    def question(self) -> Question | None:
        """The question about a paradox; None where a proposition is about something else."""
        if "question" not in self.claim:
            return None
        return question_of(self.claim["question"])

    def assumed(self, notation: Notation) -> list[str]:
        """The inequalities under which a proposition holds."""
        return [_positive(formula_from_data(data), notation) for data in self.data.get("assuming", ())]


def region_said(proof: RegionProof) -> str:
    """A paragraph about a map or a proposition."""
    data, question, assumed = proof.data, proof.question, proof.assumed(TEXT)
    ranges = [f"{_level(name)} from {_number(low)} to {_number(high)}" for name, (low, high) in _box(data)]
    values = ", ".join(f"{symbol(name, TEXT)} = {_number(value)}" for name, value in data["values"].items())
    where = listed(ranges) + (f" ({values})" if values else "")
    wherever = f"wherever {listed(assumed)}, " if assumed else ""
    undecided = percent(Fraction(data.get("undecided", 0)), "upper")
    paragraph = (
        f"Over {where}, {wherever}{_claim_said(proof, question)}.",
        "" if undecided == "0%" else f"Nothing is claimed on {undecided} of it.",
        CONCEPT_SAID[data["concept"]],
        "" if question is None else comparison_said(question),
        "The certificate proves it, by exact arithmetic alone, off surfaces that fill no volume.",
    )
    return " ".join(filter(None, paragraph))


def _claim_said(proof: RegionProof, question: Question | None) -> str:
    claim = proof.claim
    if question is None:
        return _bound_or_order(claim, str, TEXT)
    form: AnyForm = game_from_data(proof.data["game"], formula_from_data)
    least = Fraction(claim["question"]["least"])
    clause = clause_of(question, form) + (f", by more than {number(least)}" if least else "")
    if claim["kind"] == "map":
        return f"{clause}{',' if least else ''} on {_share_said(proof.data)} of the range, by volume"
    if "where" in claim:
        return f"{clause} exactly where {_cases_said(claim['where'])}"
    return f"nowhere is it so that {clause}" if claim["never"] else f"everywhere {clause}"


def _cases_said(cases: Sequence[Sequence[object]]) -> str:
    """The cases of a condition, each a list of formulas that are positive."""
    return ", or ".join(
        " and ".join(_positive(formula_from_data(own), TEXT) for own in case) for case in cases
    )


def _share_said(data: Data) -> str:
    low, high = map(Fraction, data["present"])
    if low < high:
        return f"at least {percent(low, 'lower')} and at most {percent(high, 'upper')}"
    written = short_decimal(low * 100, 2)
    return f"{low} (about {percent(low)})" if written is None else f"exactly {written}%"


def _bound_or_order(claim: Data, name: Callable[[str], str], notation: Notation) -> str:
    """A claim about a payoff or a probability, its formulas in some notation."""
    of = f"what {name(claim['player'])} gets"
    if claim["action"]:
        of = f"the probability of {name(claim['player'])}’s “{name(claim['action'])}”"
    if claim["kind"] == "order":
        moves = MOVES[claim["sign"]]
        return f"{of} {moves} with {name(claim['parameter'])}, whichever equilibria are played"
    value = formula(formula_from_data(claim["value"]), notation=notation)
    written = f"${value}$" if notation is MATH else value
    return f"{of} {STANDS[claim['sign']]} {written} in {'every' if claim['every'] else 'some'} equilibrium"


def _positive(value: RationalFunction, notation: Notation) -> str:
    """The inequality that says that a formula is positive."""
    if value.denominator.is_constant:
        return comparison(value.numerator, ">", notation=notation)
    return f"{formula(value, notation=notation)} > 0"


def _box(data: Data) -> list[tuple[str, tuple[str, str]]]:
    """The ranges in the order of the axes."""
    return [(name, data["box"][name]) for name in data["over"]]


def _level(name: str) -> str:
    """A parameter, which may stand for another value of one that is compared with it."""
    level = f" (another value of {symbol(name[:-1], TEXT)})" if name.endswith("'") else ""
    return f"{symbol(name, TEXT)}{level}"


def _number(text: str) -> str:
    return number(Fraction(text))


def region_stated(proof: RegionProof) -> str:
    """The same as a statement in LaTeX that needs no package."""
    data, claim, question = proof.data, proof.claim, proof.question
    pairs = [] if question is None else [("mover", question.mover), *said(question)]
    about = "; ".join(
        f"{latex_text(what)}: {latex_text(which)}" for what, which in (*pairs, *data["values"].items())
    )
    names = ", ".join(f"\\mbox{{{latex_text(name)}}}" for name, _ in _box(data))
    ranges = " \\times ".join(f"[{low}, {high}]" for _, (low, high) in _box(data))
    lines = [
        f"Over all {data['concept']} equilibria{f' ({about})' if about else ''}, for",
        f"\\[ ({names}) \\in {ranges}, \\]",
        *(f"\\[ {inequality}, \\]" for inequality in proof.assumed(MATH)),
    ]
    if question is None:
        return "\n".join([*lines, f"{_bound_or_order(claim, latex_text, MATH)}."])

    paradox = f"the {question.paradox} paradox ({question.quantifier} comparison)"
    least = claim["question"]["least"]
    by = "" if least == "0" else f" by more than {least}"
    if claim["kind"] == "map":
        low, high = data["present"]
        lines.append(f"{paradox} is present{by} on a share $s$ of the volume with")
        lines.append(f"\\[ {low} \\le s \\le {high}. \\]")
    else:
        where = [[_positive(formula_from_data(own), MATH) for own in case] for case in claim.get("where", ())]
        everywhere = "nowhere" if claim["never"] else "everywhere"
        lines.append(f"{paradox} is {'' if where else f'{everywhere} '}present{by}")
        lines += [" or ".join(f"where ${'$ and $'.join(case)}$" for case in where)] if where else []
        lines[-1] += ", and nowhere else." if where else "."
    return "\n".join(lines)


# Certificates of solutions over time in plain English: stationary equilibria, payoffs of repeated games
# ----------------------------------------------------------------------------

SOLUTIONS = ("equilibria", "payoffs")  # kinds of certificates


@dataclass(frozen=True, repr=False)
class SolutionProof(Record):
    """The certificate of all equilibria of a game, or of what they pay, once it has been checked.

    Parameters
    ----------
    name
        What is proved, in a word: complete, exact or bounds.
    data
        The certificate's fields.
    """

    name: str
    data: Data


def solution_said(proof: SolutionProof) -> str:
    """A paragraph about a list of equilibria, or about a set of payoffs."""
    data = proof.data
    if data["kind"] == "equilibria":
        return f"{_list_said(data)} {CONCEPT_SAID[MARKOV_PERFECT]}"
    outer, inner = (listed([_corner(corner) for corner in data[side]]) for side in ("outer", "inner"))
    players = listed(data["game"]["players"])
    if not outer:
        return "No subgame perfect equilibrium is pure."
    said = (
        f"On average, subgame perfect play in pure actions pays {players} nothing outside the polygon {outer}"
    )
    if proof.name == "exact":
        return f"{said}, and everything in it, if all see a draw before each period."
    return f"{said}, and everything in {inner or 'no polygon'}, if all see a draw before each period."


def _list_said(data: Data) -> str:
    count, pure = len(data["equilibria"]), "pure " * (data["concept"] != MARKOV_PERFECT)
    found = f"{count or 'no'} {pure}Markov perfect equilibri{'um' if count == 1 else 'a'}"
    rest = "; mixed ones were not looked at" if pure else " in stationary strategies, and no other"
    return f"The game has {found}{rest}."


def equilibria_table(data: Data, most: int) -> Table:
    """The first equilibria of a list: who does what, and what everybody gets."""
    rows = [
        (
            "; ".join(
                f"{player}, {state}: {_mixture(odds)}"
                for player, own in entry["profile"].items()
                for state, odds in own.items()
            ),
            *(_written_number(entry["payoffs"][player]) for player in data["game"]["players"]),
        )
        for entry in data["equilibria"][:most]
    ]
    return Table(("equilibrium", *(f"{player} gets" for player in data["game"]["players"])), rows)


def corners_table(data: Data, side: str) -> Table:
    """The corners of a polygon."""
    return Table(tuple(f"{player} gets" for player in data["game"]["players"]), data[side])


def _mixture(odds: Mapping[str, Any]) -> str:
    return ", ".join(a if p == "1" else f"{a} {_written_number(p)}" for a, p in odds.items() if p != "0")


def _written_number(written: Any) -> str:
    """A number, or the middle of its bounds."""
    if isinstance(written, str):
        return written
    return f"≈{as_decimal((Fraction(written['lower']) + Fraction(written['upper'])) / 2, digits=6)}"


def _corner(corner: list[str]) -> str:
    return f"({', '.join(number(Fraction(own)) for own in corner)})"
