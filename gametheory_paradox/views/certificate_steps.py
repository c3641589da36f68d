"""Certificates step by step: what one says, how that is proved, and what it assumes and does not prove."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.fields import game_in
from gametheory_paradox.certificates.maps import paradox_statement
from gametheory_paradox.certificates.propositions import proposition_statement
from gametheory_paradox.certificates.regions import Region
from gametheory_paradox.certificates.verdicts import equilibria_proved
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.parameters.cells import EXACT_SLABS, MOST_FACES, Cell, walk
from gametheory_paradox.claims.parameters.logic import atoms
from gametheory_paradox.claims.parameters.volumes import Volumes
from gametheory_paradox.detectors.channels import proved_channels
from gametheory_paradox.games import Game, NormalForm, Profile, expected_payoffs, formula_from_data
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import QUESTION_FIELDS, Question
from gametheory_paradox.table import Table
from gametheory_paradox.views.explanation import explain
from gametheory_paradox.views.notation import TEXT, comparison, formula, listed
from gametheory_paradox.views.sentences import comparison_said

Data = Mapping[str, Any]
MOST_SHOWN = 12  # equilibria, polynomials, cells

COMPLETE: Mapping[str, str] = {  # why a proof shows that there are no other equilibria
    "vertices": "with each vertex of a polytope the other end of every edge is listed, so that none is "
    "missing; the pairs of vertices that together have every label are the extreme equilibria",
    "supports": "the game is seen to be nondegenerate, and every pair of supports of one size is solved",
    "dominance": "strictly dominated actions go one by one, until one profile is left",
    "cells": "the set of all profiles is cut into cells, each of them equilibria or shown to hold none",
    "backward-induction": "what everybody can get is computed from the last nodes to the root, and two plans "
    "attain the ends for the mover",
    "reduced-normal-form": "all equilibria of the table of plans are known",
    "subgames": "all equilibria of the tables of all subgames are known, from the last to the first",
    "patterns": "of every pattern of actions used and nodes believed in it is shown that it is impossible, or "
    "which assessments it has",
    "consistent-patterns": "of every pattern of actions used and nodes believed in it is shown that it is "
    "impossible, or which consistent assessments it has",
}
MARKS: Mapping[str, str] = {
    "+": "holds everywhere in the cell",
    "-": "holds nowhere in the cell",
    "/": "hangs on one polynomial: holds or fails beyond two planes round where that is zero",
    "=": "hangs on several polynomials: holds or fails beyond two planes round where each is zero",
    "?": "nothing is claimed",
}
GAME = ("the game is the one meant", "its players, moves and payoffs, as they stand in the certificate")


@dataclass(frozen=True)
class Step:
    """A step of a proof: a sentence, and often a table with what it says."""

    sentence: str
    table: Table | None = None


@dataclass(frozen=True)
class CertificateSteps:
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
    steps: tuple[Step, ...]
    assumed: tuple[tuple[str, str], ...]

    def parts(self) -> list[str | Table]:
        """Everything in order, as paragraphs and tables."""
        shown: list[str | Table] = [self.claim]
        for number, step in enumerate(self.steps, start=1):
            shown += [f"{number}. {step.sentence}", *([step.table] if step.table else [])]
        title = f"Assumed and not proved: {len(self.assumed)}"
        return [*shown, Table(("assumed", "here"), self.assumed, title=title)]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.parts()))

    def _repr_html_(self) -> str:
        parts = (
            part.html() if isinstance(part, Table) else f"<p>{escape(part)}</p>" for part in self.parts()
        )
        return "\n".join(parts)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        steps = [
            {"sentence": step.sentence} | ({"table": _table_data(step.table)} if step.table else {})
            for step in self.steps
        ]
        assumed = [{"assumed": what, "here": here} for what, here in self.assumed]
        return {"claim": self.claim, "steps": steps, "assumed": assumed}


Shown = tuple[list[Step], list[tuple[str, str]]]


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
    >>> from gametheory_paradox.games import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> shown = show_certificate(detect(game, mover="L", action="a").certificate)
    >>> print(shown.steps[2].table)
    payoffs  least  greatest
    -------  -----  --------
    with         2         2
    without      3         3
    """
    claim, data = explain(certificate), certificate.data
    steps, assumed = SHOWN[str(data["kind"])](data)
    return CertificateSteps(claim, (_game_step(data), *steps), (*assumed, GAME))


def _game_step(data: Data) -> Step:
    game = data["game"]
    rows = [
        (one["player"], one["name"] or None, ", ".join(one["actions"])) for one in game["information_sets"]
    ]
    size = (
        f"table of {len(game['payoffs'])} cells"
        if "payoffs" in game
        else f"tree of {len(game['nodes'])} nodes"
    )
    sentence = (
        f"The game is a {size}. It stands in the certificate, and its hash is computed anew: {game['hash']}."
    )
    return Step(sentence, Table(("player", "information set", "actions"), rows))


def _verdict_steps(data: Data) -> Shown:
    """The games that are compared with all their equilibria, and the comparison; or a theorem."""
    definition, game = DEFINITIONS[data["paradox"]], game_in(data)
    question = Question.from_data({name: data[name] for name in QUESTION_FIELDS})
    if data["verdict"] == "impossible":
        return _theorem_steps(data)

    sets = equilibria_proved(definition, game, question, data["proof"])
    games = [
        (name, _size(found.game), *_proof_row(data["proof"][name]), _count(found))
        for name, found in sets.items()
    ]
    columns = ("game", "size", "proof by", "which holds", "equilibria")
    follow = f"These games follow from it and from the question, and all {question.concept} equilibria of each are known."
    steps = [Step(follow, Table(columns, games, note=_reasons(data["proof"].values())))]

    claim = definition.claim(game, question, sets) if definition.claim else ""
    assert not isinstance(claim, str)
    rows = [(name, own.low, own.high) for name, own in claim.payoffs.items()]
    compared = f"{comparison_said(question)} The gap is {claim.gap}, and the paradox is {data['verdict']}."
    steps.append(Step(compared, Table(("payoffs", "least", "greatest"), rows)))
    return [steps[0], _equilibria_step(sets, question.mover), steps[1]], [_play(data)]


def _theorem_steps(data: Data) -> Shown:
    named = data["proof"]["guard_rail"]
    rail = next(row for row in GUARD_RAILS if (row.name, row.paradox) == (named, data["paradox"]))
    sentence = f"A theorem rules the paradox out, {rail.name}: {rail.says}. The game and the question are seen to be such."
    return [Step(sentence)], [
        ("the theorem holds", f"{rail.name}; its proof is no part of the certificate"),
        _play(data),
    ]


def _equilibria_step(sets: Mapping[str, EquilibriumSet], mover: str) -> Step:
    """The equilibria that the proofs list, and what the mover gets."""
    rows = [
        (name, _plan(profile), expected_payoffs(found.game, profile)[found.game.players.index(mover)])
        for name, found in sets.items()
        for profile in found.profiles[:MOST_SHOWN]
    ]
    left = sum(max(0, len(found.profiles) - MOST_SHOWN) for found in sets.values())
    note = f"{left} more are listed." if left else ""
    return Step(
        "The proofs list these equilibria.", Table(("game", "equilibrium", f"{mover} gets"), rows, note=note)
    )


def _plan(profile: Profile) -> str:
    """Who does what, with its probability where that is not one."""
    said = []
    for info, odds in zip(profile.information_sets, profile.probabilities, strict=True):
        played = [a if p == 1 else f"{a} {p}" for a, p in zip(info.actions, odds, strict=True) if p]
        said.append(f"{info.player}{', ' if info.name else ''}{info.name}: {', '.join(played)}")
    return "; ".join(said)


def _channels_steps(data: Data) -> Shown:
    """The game without the action, who could react, the games with some of these frozen, and the parts."""
    split, proof = proved_channels(Certificate(data)), data["proof"]
    habits = [
        (who, where or None, action) for who, own in data["habits"].items() for where, action in own.items()
    ]
    rows = [(split.sides[0], *_proof_row(proof["without"]), *data["without"])]
    for one, part in zip(data["frozen"], proof["frozen"], strict=True):
        frozen = f"{listed(one['players'])} frozen" if one["players"] else split.sides[1]
        rows.append((frozen, *_proof_row(part), *one["payoff"]))
    columns = ("game", "proof by", "which holds", "least", "greatest")
    reasons = _reasons([proof["without"], *proof["frozen"]])
    steps = [
        Step(
            "These players could react; frozen, they do what they do in the game without the change.",
            Table(("player", "information set", "action"), habits),
        ),
        Step(
            f"What {data['mover']} gets over all equilibria of each of these games is known.",
            Table(columns, rows, note=reasons),
        ),
        Step("The change is the sum of the direct effect and of the reactions.", split.table()),
    ]
    return steps, [_play(data)]


def _region_steps(data: Data) -> Shown:
    """The ranges, the polynomials on whose signs the statement hangs, and the cells."""
    region = Region.read(data)
    stated = paradox_statement if data["kind"] == "map" else proposition_statement
    claim, exception, *_ = stated(data, region)
    leaves = list(walk(claim, exception, region.box, region.cutting))
    hinges = atoms(claim, exception)

    ranges = [(name, *ends) for name, ends in region.box.items()] + [
        (name, v, v) for name, v in region.values.items()
    ]
    formulas = [(comparison(p, ">", notation=TEXT),) for p in list(hinges)[:MOST_SHOWN]]
    found = f"The equilibria are formulas, and off ties the statement hangs on the signs of {len(hinges)} polynomials"
    split = f"{len(data['proof']['factors'])} products are split into factors, and multiplied out again."
    more = f"{len(hinges) - MOST_SHOWN} more are not shown." if len(hinges) > MOST_SHOWN else ""
    steps = [
        Step("Its formulas are defined for all of these values.", Table(("parameter", "from", "to"), ranges)),
        Step(f"{found}. {split}", Table(("is it so that",), formulas, note=more)),
        Step(
            "The box is cut into cells, on which the polynomials’ Bernstein coefficients tell signs.",
            _cells_table(leaves),
        ),
        Step("These cells are the largest.", _largest_cells(leaves)),
    ]
    return steps, _left_open(data, leaves, len(hinges))


def _cells_table(leaves: Sequence[tuple[str, Any, Cell]]) -> Table:
    """For each mark the cells that have it, their share of the box, and what of it is proved."""
    totals: dict[str, list[Fraction | int]] = {}
    for mark, _, cell in leaves:
        own = totals.setdefault(mark, [0, Fraction(0), Fraction(0), Fraction(0)])
        shares = cell.shares(mark, Volumes(MOST_FACES))
        for place, part in enumerate((1, cell.volume, *(share * cell.volume for share in shares))):
            own[place] += part
    rows = [(mark, MARKS[mark], *totals[mark]) for mark in MARKS if mark in totals]
    many = sum(mark in "/=" for mark, *_ in leaves) > EXACT_SLABS
    note = (
        "The shares of so many cells marked / or = are rounded down before they are added up." if many else ""
    )
    return Table(
        ("mark", "the statement", "cells", "share", "proved to hold", "proved to fail"), rows, note=note
    )


def _largest_cells(leaves: Sequence[tuple[str, Any, Cell]]) -> Table:
    largest = sorted(leaves, key=lambda leaf: leaf[2].depth)[:MOST_SHOWN]
    rows = [
        ("; ".join(f"{name} {low} to {high}" for name, (low, high) in box.items()), mark, cell.volume)
        for mark, box, cell in largest
    ]
    return Table(("cell", "mark", "share"), rows)


def _left_open(data: Data, leaves: Sequence[tuple[str, Any, Cell]], hinges: int) -> list[tuple[str, str]]:
    """What a map or a proposition leaves out."""
    assumed = [
        ("no polynomial is zero", f"what is said leaves out the zero sets of {hinges}, which fill no volume")
    ]
    undecided = Fraction(data.get("undecided", 0))
    if undecided:
        marks = Counter(mark for mark, *_ in leaves)
        open_ = f"{undecided} of the box: {marks['?']} of {len(leaves)} cells, and what lies between planes in {marks['/'] + marks['=']}"
        assumed.append(("nothing of what is undecided", open_))
    if data.get("assuming"):
        told = [f"{formula(formula_from_data(one), notation=TEXT)} > 0" for one in data["assuming"]]
        assumed.append(("the region", f"{listed(told)}; that some point is such is not shown"))
    ranges = [f"{name} from {low} to {high}" for name, (low, high) in data["box"].items()]
    values = [f"{name} = {value}" for name, value in data["values"].items()]
    return [*assumed, ("the parameters are in their ranges", "; ".join([*ranges, *values])), _play(data)]


SHOWN: Mapping[str, Callable[[Data], Shown]] = {
    "verdict": _verdict_steps,
    "channels": _channels_steps,
    "map": _region_steps,
    "proposition": _region_steps,
}


def _play(data: Data) -> tuple[str, str]:
    return f"play is a {data['concept']} equilibrium", "which of them is played is not said"


def _size(game: Game) -> str:
    if isinstance(game, NormalForm):
        return f"table, {' × '.join(str(len(own)) for own in game.actions)}"
    return f"tree, {len(game.nodes)} nodes"


def _count(found: EquilibriumSet) -> str:
    if not found.infinite:
        return str(len(found.profiles))
    return "infinitely many" if found.counted else "perhaps infinitely many"


def _proof_row(proof: Data) -> tuple[str, str]:
    """The kind of a proof, and its parts, counted."""
    if proof["kind"] == "vertices":
        return "vertices", f"{' and '.join(str(len(own)) for own in proof['vertices'])} vertices"
    counted = [f"{len(part)} {name}" for name, part in proof.items() if isinstance(part, list)]
    plans = [f"{name} plan" for name, part in proof.items() if isinstance(part, dict)]
    return proof["kind"], ", ".join([*counted, *plans]) or "nothing"


def _reasons(proofs: Any) -> str:
    """Why each kind of proof shows that there are no other equilibria."""
    kinds = dict.fromkeys(proof["kind"] for proof in proofs)
    return "\n".join(f"{kind}: {COMPLETE[kind]}." for kind in kinds)


def _table_data(table: Table) -> dict[str, object]:
    rows = [[str(cell) if isinstance(cell, Fraction) else cell for cell in row] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows, "note": table.note}
