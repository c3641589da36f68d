"""Certificates step by step: what one says, how that is proved, and what it assumes and does not prove."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.fields import game_in
from gametheory_paradox.certificates.propositions import region_of
from gametheory_paradox.certificates.verdicts import equilibria_proved
from gametheory_paradox.conditions.proofs.cells import EXACT_SLABS, MOST_FACES, Cell, cells_with_boxes
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.detectors.proved import question_of
from gametheory_paradox.detectors.shrinkage import STATEMENTS
from gametheory_paradox.detectors.splits import proved_channels
from gametheory_paradox.detectors.wordings import quantity_of
from gametheory_paradox.forms import (
    PAYOFF,
    Game,
    NormalForm,
    Profile,
    StochasticGame,
    expected_payoffs,
    formula_from_data,
)
from gametheory_paradox.forms.graphs.certificate_data import ends_proved, graph_from_data, option_in
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.listed_equilibria import patterns
from gametheory_paradox.forms.records import polynomial_from_data
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import number_shown
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Document, Record, Table, listed
from gametheory_paradox.views.notation import TEXT, comparison, formula
from gametheory_paradox.views.words.explanation import explain
from gametheory_paradox.views.words.region_explanation import corners_table, equilibria_table
from gametheory_paradox.views.words.sentences import capitalized, comparison_said

Data = Mapping[str, Any]
Leaves = Sequence[tuple[str, Box, Cell]]
MOST_SHOWN = 12  # equilibria of a game, polynomials, cells

COMPLETE: Mapping[str, str] = {  # why a proof shows that there are no other equilibria
    "vertices": "with each vertex of a polytope the other end of every edge is listed, so that none is "
    "missing; the pairs of vertices that together have every label are the extreme equilibria",
    "supports": "the game is seen to be nondegenerate, and every pair of supports of one size is solved",
    "dominance": "strictly dominated actions go one by one, until one profile is left",
    "cells": "the set of all profiles is cut into cells, each of them equilibria or shown to hold none",
    "backward-induction": "what everybody can get is computed from the last nodes to the root, and two plans "
    "attain the ends for the mover",
    "payoff-pieces": "what everybody can get is covered by pieces, computed from the last nodes to the "
    "root, and plans attain the ends for the mover",
    "subgame-pieces": "what everybody can get is covered by pieces, computed from the last subgames to the "
    "first, whose tables are solved completely, and plans attain the ends for the mover",
    "tree-table": "all equilibria of the table of plans, or of agents, are known",
    "subgames": "all equilibria of the tables of all subgames are known, from the last to the first",
    "patterns": "every pattern of actions used and nodes believed in is shown to be impossible, or its "
    "assessments are known",
    "state-cells": "the set of all stationary profiles is cut into cells, by determinants and bounds of "
    "values from each state on; each of them is an equilibrium, lies round the only one in its box, or is "
    "shown to hold none",
    "ordered-states": "the states are settled from the last to the first: where play cannot return, what is "
    "played is an equilibrium of a table that pays at once what follows; elsewhere, of a game of few states",
    "pure-state-cells": "the pure stationary profiles are parted by action, by determinants and bounds of "
    "values from each state on, until each part is an equilibrium or is shown to hold none; mixed ones are "
    "not looked at",
    "consistent-patterns": "every pattern of actions used and nodes believed in is shown to be impossible, "
    "or its consistent assessments are known",
}
MARKS: Mapping[str, str] = {
    "+": "holds everywhere in the cell",
    "-": "holds nowhere in the cell",
    "/": "hangs on one polynomial: holds or fails beyond two planes round where that is zero",
    "=": "hangs on several polynomials: holds or fails beyond two planes round where each is zero",
    "&": "comes out one way under all signs that exclusions leave",
    "?": "nothing is claimed",
}
ROUNDED = "The shares of so many cells marked / or = are rounded down before they are added up."
FORMS = (  # the field that holds a game's parts, and what both are called
    ("nodes", "tree", "nodes"),
    ("states", "stochastic game", "states"),
    ("payoffs", "table", "cells"),
)
GAME = ("the game is the one meant", "its players, moves and payoffs, as they stand in the certificate")


@dataclass(frozen=True, repr=False)
class ProofStep(Record):
    """A step of a proof: a sentence, and often a table with what it says."""

    sentence: str
    table: Table | None = None


Shown = tuple[list[ProofStep], list[tuple[str, str]]]
"""Steps, and what is assumed."""


@dataclass(frozen=True, repr=False)
class CertificateSteps(Document):
    """A certificate that is accepted, step by step.

    Parameters
    ----------
    claim
        What it says, in a paragraph.
    steps
        How that is proved.
    assumed
        What it assumes and does not prove: each in a few words, with what that is here.
    """

    claim: str
    steps: tuple[ProofStep, ...]
    assumed: tuple[tuple[str, str], ...]

    def parts(self) -> list[Table | str]:
        """Everything in order, as paragraphs and tables."""
        shown: list[Table | str] = [self.claim]
        for number, step in enumerate(self.steps, start=1):
            shown += [f"{number}. {step.sentence}", *([step.table] if step.table else [])]
        title = f"Assumed and not proved: {len(self.assumed)}"
        return [*shown, Table(("assumed", "here"), self.assumed, title=title)]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        steps = [
            {"sentence": step.sentence} | ({"table": _table_data(step.table)} if step.table else {})
            for step in self.steps
        ]
        assumed = [{"assumed": what, "here": here} for what, here in self.assumed]
        return {"claim": self.claim, "steps": steps, "assumed": assumed}


def show_certificate(certificate: Certificate) -> CertificateSteps:
    """Shows a certificate step by step: what it says, how that is proved, and what is not.

    Parameters
    ----------
    certificate
        A certificate of any kind, which is checked first.

    Raises
    ------
    CertificateRejected
        If it proves nothing.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> shown = show_certificate(detect(game, mover="L", action="a").certificate)
    >>> print(shown.steps[2].table)
    game     equilibrium  L gets
    -------  -----------  ------
    with     L: a; F: c        2
    without  L: b; F: d        3
    """
    claim = explain(certificate)
    data: Data = certificate.data
    steps, assumed = SHOWN[data["kind"]](data)
    play = (f"play is a {data['concept']} equilibrium", "which of them is played is not said")
    game_step = _graph_step if data["kind"] == "graph" else _game_step
    return CertificateSteps(claim, (game_step(data["game"]), *steps), (*assumed, play, GAME))


def _game_step(game: Data) -> ProofStep:
    """The game as it stands in the certificate, and who chooses what."""
    size = next(f"{form} of {len(game[field])} {called}" for field, form, called in FORMS if field in game)
    if game["form"] == "repeated":
        size = f"table of {len(game['states'][0]['payoffs'])} cells, repeated for ever"
    sets = [
        (one["player"], one["name"] or None, ", ".join(one["actions"])) for one in game["information_sets"]
    ]
    sentence = (
        f"The game is a {size}. It stands in the certificate; its hash is computed anew: {game['hash']}."
    )
    return ProofStep(sentence, Table(("player", "information set", "actions"), sets))


def _graph_step(game: Data) -> ProofStep:
    """The graph as it stands in the certificate: where each player can move."""
    moves = [
        (who, here, ", ".join(ends))
        for who, own in zip(game["players"], game["moves"], strict=True)
        for here, ends in own
    ]
    sentence = (
        f"The game is a graph of {len(game['states'])} states. It stands in the certificate; its hash is "
        f"computed anew: {game['hash']}."
    )
    return ProofStep(sentence, Table(("player", "from", "to"), moves))


def _graph_option_steps(data: Data) -> Shown:
    """The rankings, and at each end of the comparisons that are made what is compared; or a theorem."""
    if data["verdict"] == "impossible":
        named = f"the theorem that {data['proof']['guard_rail']}"
        return [ProofStep(f"By {named} the question has no other answer.")], [
            (named, "its proof is elsewhere")
        ]

    graph = graph_from_data(data["game"])
    option = option_in(data, graph)
    ends = [*ends_proved(option, graph, graph.orders, data["proof"]["comparisons"])]
    rows = [
        (listed(graph.named(own.compared[0])), listed(graph.named(own.compared[1])), own.answer)
        for own in ends[:MOST_SHOWN]
    ]
    known = [
        (who, "; ".join(", ".join(names) for names in own["ranks"]), len(own["better"]))
        for who, own in zip(graph.players, data["game"]["rankings"], strict=True)
    ]
    steps = [
        ProofStep("So much is known of rankings.", Table(("player", "ranks", "comparisons"), known)),
        ProofStep(
            f"Comparisons that are not known are made both ways, which has {len(ends)} ends. At each the "
            "definitions are evaluated.",
            Table(("stable with", "stable without", "answer"), rows, note=_more(len(ends) - MOST_SHOWN)),
        ),
    ]

    return steps, [("no ties but those that are known", "states that are not compared differ")]


def _verdict_steps(data: Data) -> Shown:
    """The games that are compared, their equilibria, and the comparison; or a theorem."""
    if data["verdict"] == "impossible":
        return _theorem_steps(data)
    definition, game, proof = DEFINITIONS[data["paradox"]], game_in(data), data["proof"]
    question = question_of(data)
    sets = equilibria_proved(definition, game, question, proof)
    assert definition.claim is not None
    claim = definition.claim(game, question, sets)
    assert not isinstance(claim, str)  # the certificate has been checked

    games = [(name, _size(own.game), *_proof_row(proof[name]), _count(own)) for name, own in sets.items()]
    columns = ("game", "size", "proof by", "which holds", "equilibria")
    payoffs = [(name, number_shown(own.low), number_shown(own.high)) for name, own in claim.payoffs.items()]
    compared = f"{comparison_said(question)} The gap is {claim.gap}, and the paradox is {data['verdict']}."
    compared_in = "payoffs" if question.measure == PAYOFF else question.measure
    steps = [
        ProofStep(
            f"These games follow from it, and all {question.concept} equilibria of each are known.",
            Table(columns, games, note=_reasons(proof.values())),
        ),
        _equilibria_step(sets, question),
        ProofStep(compared, Table((compared_in, "least", "greatest"), payoffs)),
    ]
    return steps, []


def _theorem_steps(data: Data) -> Shown:
    named = data["proof"]["guard_rail"]
    rail = next(row for row in GUARD_RAILS if (row.name, row.paradox) == (named, data["paradox"]))
    sentence = f"A theorem rules the paradox out, {rail.name}: {rail.says}."
    step = ProofStep(f"{sentence} Game and question are seen to be of the kind that it is about.")
    return [step], [("the theorem", f"{rail.name}, whose proof is no part of the certificate")]


def _equilibria_step(sets: Mapping[str, EquilibriumSet], question: Question) -> ProofStep:
    """The equilibria that the proofs list, and what the mover gets, or its measure."""
    rows: list[tuple[str, str, Fraction | str]] = []
    for name, own in sets.items():
        column = own.game.column(question.mover)
        own_rows = [
            (name, _plan(p), number_shown(expected_payoffs(own.game, p)[column])) for p in own.profiles
        ]
        own_rows += [
            (name, _bounded_plan(e.bounds), number_shown(e.payoff(own.game, column)))
            for e in cover_of(own).in_boxes
        ]
        rows += own_rows[:MOST_SHOWN]
    columns = ("game", "equilibrium", quantity_of(question).removeprefix("what "))
    left = sum(max(0, len(patterns(own)) - MOST_SHOWN) for own in sets.values())
    return ProofStep("The proofs list these equilibria.", Table(columns, rows, note=_more(left)))


def _plan(profile: Profile) -> str:
    """The actions of each player, with the probability of each that is not certain."""
    plans = []
    for info, odds in zip(profile.information_sets, profile.probabilities, strict=True):
        played = [a if p == 1 else f"{a} {p}" for a, p in zip(info.actions, odds, strict=True) if p]
        plans.append(f"{', '.join(filter(None, (info.player, info.name)))}: {', '.join(played)}")
    return "; ".join(plans)


def _bounded_plan(bounds: ProfileBounds) -> str:
    """The actions of each player in an equilibrium known by a box alone, with digits of the probabilities."""
    plans = []
    for info, own in zip(bounds.information_sets, bounds.bounds, strict=True):
        pairs = zip(info.actions, own, strict=True)
        played = [
            a if low == 1 else f"{a} ≈{as_decimal((low + high) / 2, digits=4)}"
            for a, (low, high) in pairs
            if high
        ]
        plans.append(f"{', '.join(filter(None, (info.player, info.name)))}: {', '.join(played)}")
    return "; ".join(plans)


def _channels_steps(data: Data) -> Shown:
    """The players that could react, the games in which some of these are frozen, and the parts."""
    split, proof = proved_channels(Certificate(data)), data["proof"]
    habits = [(who, at or None, does) for who, own in data["habits"].items() for at, does in own.items()]
    games = [(split.sides[0], *_proof_row(proof["without"]), *data["without"])]
    for one, part in zip(data["frozen"], proof["frozen"], strict=True):
        called = f"with {listed(one['players'])} frozen" if one["players"] else split.sides[1]
        games.append((called, *_proof_row(part), *one["payoff"]))

    reasons = _reasons([proof["without"], *proof["frozen"]])
    planned = [f"{who} at {', '.join(names)}" for who, names in split.plans.items()]
    planning = f"; {listed(planned)} what is planned there {split.sides[1]}" if planned else ""
    steps = [
        ProofStep(
            f"These could react. Where they are frozen, they do what they do {split.sides[0]}{planning}.",
            Table(("player", "information set", "action"), habits),
        ),
        ProofStep(
            f"{capitalized(quantity_of(split.question))} over all equilibria of these games is known.",
            Table(("game", "proof by", "which holds", "least", "greatest"), games, note=reasons),
        ),
        ProofStep("The change is the direct effect and what the reactions add.", split.table()),
    ]

    return steps, []


def _region_steps(data: Data) -> Shown:
    """The ranges, the polynomials on whose signs the statement hangs, and the cells."""
    region = region_of(data)
    claim, exception, *_ = STATEMENTS[data["kind"]](data, region)
    leaves = [*cells_with_boxes(claim, exception, region.box, region.cutting, region.never)]
    hinges, exclusions = atoms(claim, exception), data["proof"].get("exclusions", [])

    ranges = [(name, *ends) for name, ends in region.box.items()]
    ranges += [(name, value, value) for name, value in region.values.items()]
    formulas = [(comparison(polynomial, ">", notation=TEXT),) for polynomial in hinges[:MOST_SHOWN]]
    products = f"{len(data['proof']['factors'])} products are split into factors, and multiplied out again."
    steps = [
        ProofStep(
            "For all these values every formula in it is defined, and chance has probabilities.",
            Table(("parameter", "from", "to"), ranges),
        ),
        ProofStep(
            f"With its equilibria as formulas, the statement hangs on {len(hinges)} signs. {products}",
            Table(("is it so that",), formulas, note=_more(len(hinges) - MOST_SHOWN)),
        ),
        *([_exclusions_step(exclusions)] if exclusions else []),
        ProofStep(
            "The box is cut into cells, in which Bernstein coefficients tell signs.", _marks_table(leaves)
        ),
        ProofStep("These cells are the largest.", _largest_cells(leaves)),
    ]
    return steps, _left_out(data, leaves, len(hinges))


def _exclusions_step(exclusions: Sequence[Any]) -> ProofStep:
    """The signs that polynomials never have together in the box."""
    rows = [
        (
            " and ".join(
                comparison(polynomial_from_data(p), ">" if up else "<", notation=TEXT) for p, up, _ in own
            ),
        )
        for own in exclusions[:MOST_SHOWN]
    ]
    return ProofStep(
        f"{len(exclusions)} combinations of signs occur nowhere in the box: the polynomials, multiplied by "
        "what is positive in it, sum to one that is nowhere positive, or nowhere where others of them are.",
        Table(("nowhere",), rows, note=_more(len(exclusions) - MOST_SHOWN)),
    )


def _marks_table(leaves: Leaves) -> Table:
    """For each mark the cells that have it, their share of the box, and what of it is proved."""
    rows = []
    for mark, says in MARKS.items():
        cells = [cell for own, _, cell in leaves if own == mark]
        parts = [(_share_of(cell), *cell.shares(mark, MOST_FACES)[:2]) for cell in cells]
        holds, fails = (sum((part[0] * part[k] for part in parts), Fraction(0)) for k in (1, 2))
        rows += [(mark, says, len(cells), sum(part[0] for part in parts), holds, fails)] if cells else []
    columns = ("mark", "the statement", "cells", "share", "proved to hold", "proved to fail")
    many = sum(mark in "/=" for mark, *_ in leaves) > EXACT_SLABS
    return Table(columns, rows, note=ROUNDED if many else "")


def _largest_cells(leaves: Leaves) -> Table:
    largest = sorted(leaves, key=lambda leaf: leaf[2].depth)[:MOST_SHOWN]
    rows = [(_ranges(box), mark, _share_of(cell)) for mark, box, cell in largest]
    return Table(("cell", "mark", "share"), rows)


def _share_of(cell: Cell) -> Fraction:
    """The share of the box that a cell is."""
    return Fraction(1, 1 << cell.depth)


def _left_out(data: Data, leaves: Leaves, signs: int) -> list[tuple[str, str]]:
    """The cases that a map or a proposition leaves out."""
    left = [("no ties", f"the zero sets of {signs} polynomials, which fill no volume, are left out")]
    undecided = Fraction(data.get("undecided", 0))
    if undecided:
        marks = Counter(mark for mark, *_ in leaves)
        where = f"{marks['?']} of {len(leaves)} cells, and parts of {marks['/'] + marks['=']} more"
        left.append(("nothing of what is undecided", f"{undecided} of the box: {where}"))
    if data.get("assuming"):
        region = [f"{formula(formula_from_data(one), notation=TEXT)} > 0" for one in data["assuming"]]
        left.append(("the assumptions", f"{listed(region)}; that they hold somewhere is not shown"))
    values = [f"{name} = {value}" for name, value in data["values"].items()]
    return [*left, ("parameters in their ranges", "; ".join([_ranges(data["box"]), *values]))]


def _ranges(box: Mapping[str, Sequence[object]]) -> str:
    return "; ".join(f"{name} from {low} to {high}" for name, (low, high) in box.items())


def _equilibria_steps(data: Data) -> Shown:
    """The equilibria, and why there are no others."""
    kind, steps = data["proof"]["kind"], len(data["proof"]["cutting"])
    complete = f"They are complete by {kind}, in {steps} steps: {COMPLETE[kind]}."
    step = ProofStep("The proof lists these equilibria.", equilibria_table(data, MOST_SHOWN))
    return [step, ProofStep(complete)], []


def _payoffs_steps(data: Data) -> Shown:
    """The outer polygon, which follows from others, and the inner one, which generates itself."""
    chain = (
        "A first polygon covers what the stage pays where everybody gets at least its minmax, and each of "
        f"{len(data['proof']['outers']) - 1} more covers what the one before generates; so each holds every "
        "payoff. The last is:"
    )
    within = "This polygon generates itself, so that equilibria pay all that is in it."
    steps = [ProofStep(chain, corners_table(data, "outer")), ProofStep(within, corners_table(data, "inner"))]
    return steps, [("a draw that all see before each period", "public randomization over continuations")]


SHOWN: Mapping[str, Callable[[Data], Shown]] = {
    "verdict": _verdict_steps,
    "channels": _channels_steps,
    "map": _region_steps,
    "proposition": _region_steps,
    "graph": _graph_option_steps,
    "equilibria": _equilibria_steps,
    "payoffs": _payoffs_steps,
}


def _size(game: Game) -> str:
    if isinstance(game, NormalForm):
        return f"table, {' × '.join(str(len(own)) for own in game.actions)}"
    if isinstance(game, StochasticGame):
        return f"stochastic game, {len(game.states)} states"
    return f"tree, {len(game.nodes)} nodes"


def _count(found: EquilibriumSet) -> str:
    if not found.infinite:
        return str(len(patterns(found)))
    return "infinitely many" if found.counted else "perhaps infinitely many"


def _proof_row(proof: Data) -> tuple[str, str]:
    """The kind of a proof, and its parts, counted."""
    if proof["kind"] == "vertices":
        return "vertices", f"{' and '.join(str(len(own)) for own in proof['vertices'])} vertices"
    counted = [f"{len(part)} {name}" for name, part in proof.items() if isinstance(part, list)]
    plans = [f"{name} plan" for name, part in proof.items() if isinstance(part, dict)]
    return proof["kind"], ", ".join([*counted, *plans]) or "nothing"


def _reasons(proofs: Iterable[Data]) -> str:
    """Why each kind of proof shows that there are no other equilibria."""
    kinds = dict.fromkeys(proof["kind"] for proof in proofs)
    return "\n".join(f"{kind}: {COMPLETE[kind]}." for kind in kinds)


def _more(left: int) -> str:
    return f"{left} more are not shown." if left > 0 else ""


def _table_data(table: Table) -> dict[str, object]:
    rows = [[str(cell) if isinstance(cell, Fraction) else cell for cell in row] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows, "note": table.note}
