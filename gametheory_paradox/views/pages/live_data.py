"""The data of a page that lives: a game as formulas, and what its page compares, for a script to solve again.

The script knows trees alone, so a table is written as a tree in which nobody sees what the others choose.
Nothing here is an answer: payoffs, odds and inequalities are polynomials with exact coefficients.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, NormalForm, StochasticGame
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.maps import Condition
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.family import measured_values
from gametheory_paradox.models.terms import payoffs_at_outcomes
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.information import variants
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.studies import Findings
from gametheory_paradox.views.notation import HTML, comparison, symbol
from gametheory_paradox.views.words.clauses import GAMES_SAID, clause_of

MOST_NODES = 2_000  # of a game that a page solves at every move of a slider
MOST_CASES = 12  # of a condition that is followed inequality by inequality
SOLVED_CONCEPTS = ("subgame-perfect", "nash")
COMPARED = {"option": ("without", "with"), "information": ("uninformed", "informed")}  # before and after

Payoffs = Sequence[RationalFunction]
Json = dict[str, object]


class FormulaList:
    """Formulas that are written down once each, and named by their numbers.

    Parameters
    ----------
    order
        The parameters, whose numbers stand in the polynomials.
    """

    def __init__(self, order: Sequence[str]):
        self.places = {name: place for place, name in enumerate(order)}
        self._polynomials: dict[Polynomial, int] = {}
        self._formulas: dict[tuple[int, int | None], int] = {}

    def polynomial(self, polynomial: Polynomial) -> int:
        """The number of a polynomial."""
        return self._polynomials.setdefault(polynomial, len(self._polynomials))

    def formula(self, formula: RationalFunction) -> int:
        """The number of a quotient of two polynomials."""
        bottom = None if formula.denominator.is_constant else self.polynomial(formula.denominator)
        top, one = formula.numerator, Polynomial.constant(1)
        if bottom is None and formula.denominator != one:
            top = top * Polynomial.constant(1 / formula.denominator.terms[()])
        return self._formulas.setdefault((self.polynomial(top), bottom), len(self._formulas))

    def to_data(self) -> Json:
        """Every polynomial as its terms, and every formula as the numbers of two polynomials."""
        return {
            "polynomials": [
                [
                    [str(value), [[self.places[name], power] for name, power in powers]]
                    for powers, value in polynomial.terms.items()
                ]
                for polynomial in self._polynomials
            ],
            "formulas": [list(pair) for pair in self._formulas],
        }


def live_data(findings: Findings) -> Json:
    """The game and the main question of a report, as a script reads them.

    Parameters
    ----------
    findings
        What was found about the model.

    Returns
    -------
    dict
        JSON.  ``why`` says in words why nothing can be solved again, and then only names and parameters stand
        beside it; ``question.offered`` says whether the verdict can.
    """
    family, question, stated = findings.family, findings.main.question, findings.main.thresholds
    formulas, parameters = FormulaList(tuple(family.box)), _parameters(findings)
    data: Json = {
        "players": list(family.players),
        "parameters": parameters,
        "why": _refusal(family, question),
    }
    if data["why"]:
        return data

    forms, compared, why = _compared(family, question)
    accounts = [account.name for account in family.accounts]
    counted = [own.strip() for own in question.measure.split("+")] if question.measure != PAYOFF else None
    return data | {
        "accounts": [{"name": own.name, "unit": own.unit} for own in family.accounts],
        "forms": {name: _form(family, form, formulas) for name, form in forms.items()},
        "compared": compared,
        "question": {
            "offered": not why,
            "why": why,
            "mover": family.players.index(question.mover),
            "quantifier": question.quantifier,
            "measure": None if counted is None else [accounts.index(own) for own in counted],
            "paradox": question.paradox,
            "clause": clause_of(question, findings.game),
        },
        "conditions": _conditions(findings, formulas) if not why else None,
        "settled": stated is not None and stated.open.is_never,
        "checked": _game_written(family, question, formulas),
        **formulas.to_data(),
    }


def _refusal(family: GameFamily, question: Question) -> str:
    """The reason why the game is not solved again in the page; empty where it is."""
    form, concept = family.form, str(question.concept)
    if isinstance(form, StochasticGame):
        return "games in periods are not solved again in the page"
    seen = isinstance(form, ExtensiveForm) and form.has_perfect_information
    of_tree = isinstance(form, ExtensiveForm)
    if (concept not in SOLVED_CONCEPTS and not seen) or (concept == "nash" and of_tree):
        return f"{concept} equilibria are not found again in the page"
    size = len(form.nodes) if isinstance(form, ExtensiveForm) else 2 * prod(form.shape)
    return f"a game of this size ({size:,} points) is not solved again in the page" * (size > MOST_NODES)


def _compared(
    family: GameFamily, question: Question
) -> tuple[Mapping[str, ExtensiveForm[RationalFunction] | NormalForm[RationalFunction]], Json, str]:
    """The forms that the page solves; the two games that are compared; and why the verdict is not offered."""
    form = family.form
    assert not isinstance(form, StochasticGame)  # as was refused
    sides = COMPARED.get(question.paradox, ("with", "with"))
    same: Json = {
        side: {"form": "game", "cuts": [], "name": GAMES_SAID[name]}
        for side, name in zip(("before", "after"), sides, strict=True)
    }
    if question.paradox not in COMPARED:
        return {"game": form}, same, f"the verdict of the {question.paradox} paradox is not found again here"
    if question.quantifier not in QUANTIFIERS:
        return {"game": form}, same, f"{question.quantifier} equilibria are not selected again here"
    if question.paradox == "information":
        told = variants(form, question)["informed"]
        assert isinstance(told, ExtensiveForm)
        same["after"] = {"form": "informed", "cuts": [], "name": GAMES_SAID["informed"]}
        return {"game": form, "informed": told}, same, ""

    losing = left_in(form, question)
    cuts = [
        f"{number}:{place}"
        for number in losing
        for place, action in enumerate(form.information_sets[number].actions)
        if action in question.action
    ]
    return (
        {"game": form},
        same | {"before": {"form": "game", "cuts": cuts, "name": GAMES_SAID["without"]}},
        "",
    )


def _parameters(findings: Findings) -> list[Json]:
    open_below = findings.family.scales

    return [
        {
            "name": p.name,
            "symbol": symbol(p.name),
            "meaning": p.meaning,
            "unit": p.unit,
            "standing": p.standing,
            "low": str(p.low),
            "high": str(p.high),
            "open": p.name in open_below,
            "baseline": str(p.baseline),
            "value": str(findings.point[p.name]),
        }
        for p in findings.family.parameters
    ]


def _form(
    family: GameFamily,
    form: ExtensiveForm[RationalFunction] | NormalForm[RationalFunction],
    formulas: FormulaList,
) -> Json:
    """A tree as its information sets and nodes in preorder, and at its ends payoffs and parts of accounts."""
    order = {player: number for number, player in enumerate(form.players)}
    sets = [
        {"player": order[info.player], "name": info.name, "actions": list(info.actions)}
        for info in form.information_sets
    ]
    parts = [measured_values(family, account.name) for account in family.accounts]
    columns = zip(payoffs_at_outcomes(family.form), *parts, strict=True)
    pays = iter([[formulas.formula(f) for row in rows for f in row] for rows in columns])
    if isinstance(form, NormalForm):
        return {"table": list(form.shape), "sets": sets, "nodes": _tree_of_table(form.shape, pays)}

    nodes: list[Json] = []
    for node in form.nodes:
        if isinstance(node, Decision):
            nodes.append({"set": node.information_set, "to": list(node.children)})
        elif isinstance(node, Lottery):
            odds = [formulas.formula(p) for p in node.probabilities]
            nodes.append({"odds": odds, "labels": list(node.outcomes), "to": list(node.children)})
        else:
            nodes.append({"pays": next(pays)})
    return {"sets": sets, "nodes": nodes}


def _tree_of_table(shape: Sequence[int], pays: Iterator[list[int]]) -> list[Json]:
    """A table as a tree: the first player first, the cells in order at the ends."""
    sizes = [1]  # of a subtree in which the last so many players choose
    for count in reversed(shape):
        sizes.append(1 + count * sizes[-1])

    nodes: list[tuple[int, Json]] = []
    for who, count in enumerate(shape):
        for moves in product(*map(range, shape[:who])):
            place = _place(moves, sizes)
            children = [_place((*moves, action), sizes) for action in range(count)]
            nodes.append((place, {"set": who, "to": children}))
    for moves in product(*map(range, shape)):
        nodes.append((_place(moves, sizes), {"pays": next(pays)}))
    return [node for _, node in sorted(nodes, key=lambda placed: placed[0])]


def _place(moves: Sequence[int], sizes: Sequence[int]) -> int:
    """The place in preorder of the node that moves lead to."""
    depth = len(sizes) - 1
    return sum(1 + move * sizes[depth - 1 - level] for level, move in enumerate(moves))


def _conditions(findings: Findings, formulas: FormulaList) -> list[list[Json]] | None:
    """The cases under which the paradox is present, each inequality with its two sides."""
    stated = findings.main.thresholds
    if stated is None or not findings.family.parameters:
        return None

    present: Condition = stated.present
    if not present.shortest or not 0 < len(present.cases) <= MOST_CASES:
        return None

    order = tuple(findings.family.box)
    return [
        [
            {
                "above": formulas.polynomial(inequality.sides[0]),
                "below": formulas.polynomial(inequality.sides[1]),
                "written": comparison(inequality.polynomial, ">", order, HTML),
            }
            for inequality in case
        ]
        for case in present.cases
    ]


def _game_written(family: GameFamily, question: Question, formulas: FormulaList) -> list[list[int]]:
    """The payoffs at every outcome as the certificate of the verdict lists them, a measure's values too."""
    rows = payoffs_at_outcomes(family.form)
    if question.measure != PAYOFF:
        measured = measured_values(family, question.measure)
        rows = tuple((*payoffs, *values) for payoffs, values in zip(rows, measured, strict=True))
    return [[formulas.formula(payoff) for payoff in row] for row in rows]
