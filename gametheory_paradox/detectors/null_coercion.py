"""Decides whether a penalty that is incurred and hurts changes nothing, over a whole range of it.

The definition becomes a statement about two levels of the penalty, each anywhere in the range; the square of
pairs is cut into cells.  Present: the statement holds on the whole square.  Absent: it fails on a part of it
that has an area.
"""

from collections.abc import Mapping
from fractions import Fraction
from time import monotonic

from gametheory_paradox.certificates import FORMAT, Certificate
from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.claims.parameters.defined import check_defined
from gametheory_paradox.claims.parameters.family_branches import branches_of
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.comparison import Answer, ComparisonQuestion
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.verdict import Absent, Present, Undecided
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game
from gametheory_paradox.paradoxes.definition import Details, request_for
from gametheory_paradox.paradoxes.null_coercion import NULL_COERCION, other_level
from gametheory_paradox.rationals import exact

MOST_CELLS = 2_000
SECONDS = 60.0  # unless a budget is given


def detect_null_coercion(game: Game | GameFamily, asked: Asked) -> Answer:
    """Decides whether nothing that the target does and nothing that the mover gets hangs on a penalty, though it is incurred.

    Parameters
    ----------
    game
        A family.
    asked
        ``parameter``, the penalty, and its range from ``low`` to ``high``; ``target``, whose penalty it is;
        perhaps ``action``, what the target is penalized for; and in ``at`` the values of other parameters by
        name, by default their baseline.
    """
    if not isinstance(game, GameFamily):
        raise InvalidGame(
            "null coercion is asked about a family, with a penalty that may change; this is one game"
        )
    details, box = penalty_asked(game, asked), penalty_range(game, asked)
    name = asked.text("parameter")
    values = asked.details.get("at", {})
    if not isinstance(values, Mapping):
        raise InvalidGame(f"at: expected the values of other parameters by name, got {values!r:.60}")
    if name in values:
        raise InvalidGame(f"at: {name!r} is the penalty, and has no value of its own")
    at = {other: value for other, value in game.point(values).items() if other != name}
    concept = offered_concept(game.form, asked.concept)
    request = request_for(
        game.form,
        NULL_COERCION,
        concept=concept,
        quantifier=asked.quantifier,
        mover=asked.mover,
        details=details,
    )
    told = [("penalty", name), ("from, to", ", ".join(map(str, box[name]))), ("target", asked.text("target"))]
    told += [(what, str(which)) for what, which in (("action", details["action"]),) if which is not None]
    told += [("at", ", ".join(f"{other} = {at[other]}" for other in values))] if values else []
    return _decided(game, at, box, ComparisonQuestion(request, tuple(told)), asked.budget)


def _decided(
    family: GameFamily,
    at: Mapping[str, Fraction],
    box: Box,
    question: ComparisonQuestion,
    budget: float | None,
) -> Answer:
    started, form, factors = monotonic(), family.fix(at), Factoring()
    point = family.at({**at, question.told[0][1]: next(iter(box.values()))[0]})
    if question.concept != ("nash" if not hasattr(form, "nodes") else "subgame-perfect"):
        raise Unsupported(
            f"null coercion is not offered for {question.concept} equilibria: they are not found as formulas"
        )
    games = NULL_COERCION.variants(form, question.request)
    for variant in games.values():
        check_defined(variant, box)
    found = {name: branches_of(variant, factors) for name, variant in games.items()}
    claim, exception = NULL_COERCION.statement(form, question.request, found, factors, Fraction(0))
    tree = CuttingTree(Cell.whole(claim, exception, box), len(box))
    tree.grow(Fraction(0), started + (SECONDS if budget is None else budget), MOST_CELLS)
    shares = tree.shares()
    certificate = Certificate(
        {
            "format": FORMAT,
            "kind": "paradox-map",
            **question.to_data(),
            "least": "0",
            **tree.charted(family.form, box, at, factors),
        }
    )
    moves = f"what {question.request.details['target']} does and what {question.mover} gets"
    if shares.present == 1:
        why = f"the penalty is incurred and hurts, and {moves} are the same at every level"
        return Present(point, question, why, None, certificate)
    if shares.absent > 0:
        return Absent(point, question, _why_not(claim is False, moves), None, certificate)
    return Undecided(
        point, question, f"the cells that were looked at do not tell whether {moves} hang on the penalty"
    )


def _why_not(nowhere: bool, moves: str) -> str:
    if nowhere:
        return f"the penalty touches nothing that it should, or where it is incurred {moves} are never the same at two levels"
    return f"at some levels the penalty does not hurt, or is not incurred, or {moves} are not the same as at others"


def penalty_asked(family: GameFamily, asked: Asked) -> Details:
    """The penalty, who pays it, and for what."""
    name = asked.text("parameter")
    if name not in family.box:
        raise InvalidGame(
            f"{name!r} is not a parameter of this family; it has {', '.join(family.box) or 'none'}"
        )
    return {"parameter": name, "target": asked.text("target"), "action": asked.details.get("action")}


def penalty_range(family: GameFamily, asked: Asked) -> Box:
    """Both levels of the penalty with their range."""
    name = asked.text("parameter")
    low, high = (exact(asked.details[end], end) for end in ("low", "high"))
    declared = family.box[name]
    if not declared[0] <= low < high <= declared[1]:
        raise InvalidGame(
            f"expected low < high within the declared range {declared[0]} to {declared[1]} of {name!r}"
        )
    return {name: (low, high), other_level(name): (low, high)}
