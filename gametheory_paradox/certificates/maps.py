"""Certificates about a box of parameters: the claim becomes a statement about signs of polynomials, the proof cuts the box."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.certificates.fields import (
    MAP_FIELDS,
    PARADOX_MAP_FIELDS,
    Checked,
    OptionRequest,
    check_written,
    concept_in,
    exactly,
    factors_in,
    interval_in,
    mapping_in,
    text_in,
)
from gametheory_paradox.claims.parameters.cells import check_cutting
from gametheory_paradox.claims.parameters.defined import Form, check_defined, formulas
from gametheory_paradox.claims.parameters.family_branches import branches_of
from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import (
    ExtensiveForm,
    delete,
    formula_from_data,
    game_from_data,
    game_hash,
    number_from_data,
)
from gametheory_paradox.paradoxes.definition import request_for, text_of
from gametheory_paradox.paradoxes.null_coercion import NULL_COERCION, other_level
from gametheory_paradox.paradoxes.option import statement
from gametheory_paradox.paradoxes.statements import STATEMENTS


@dataclass(frozen=True)
class Charted:
    """A game with parameters and the box over which a certificate makes a claim about it.

    Parameters
    ----------
    form
        The game, with all its parameters.
    box
        The ranges of the charted parameters, in the order of the axes.
    at
        The values of others.
    factors
        The factorizations of the proof.
    cutting
        How the box is cut.
    """

    form: Form
    box: Box
    at: Mapping[str, Fraction]
    factors: Factor
    cutting: str

    @classmethod
    def read(cls, data: Mapping[str, object]) -> "Charted":
        """What the fields say, each parameter named once."""
        form = game_from_data(data.get("game"), formula_from_data)
        check_written(data, form)
        at = {name: number_from_data(value) for name, value in mapping_in(data, "at").items()}
        over = data.get("over")
        box = {name: interval_in(ends) for name, ends in mapping_in(data, "box").items()}
        if (
            not isinstance(over, list)
            or set(over) != set(box)
            or len(over) != len(box)
            or set(at) & set(over)
            or len(over) > 10
        ):
            raise CertificateRejected("'over', 'box' and 'at' do not name each parameter once")
        proof = mapping_in(data, "proof")
        exactly(proof, ("factors", "cutting"), "its proof")
        axes = {name: box[name] for name in over}
        return cls(form, axes, at, factors_in(proof.get("factors")), text_in(proof, "cutting"))

    @property
    def fixed(self) -> Form:
        """The game with the values put in."""
        return self.form.map(lambda formula: formula.at(self.at))

    def check_concept(self, concept: str) -> None:
        """Refuse a concept whose equilibria are not found as formulas."""
        if concept != ("subgame-perfect" if isinstance(self.form, ExtensiveForm) else "nash"):
            raise CertificateRejected(f"maps of this form are not about {concept} equilibria")

    def check_levels(self, name: str, other: str) -> None:
        """Refuse two levels of one parameter that take values of different ranges: what is said would be about neither."""
        if self.box.get(name) != self.box.get(other):
            raise CertificateRejected(
                f"{name!r} and {other!r} are two values of one parameter, from the same range"
            )

    def check_games(self, games: Iterable[Form]) -> None:
        """Refuse games that are not defined everywhere in the box, or that hang on something else."""
        for game in games:
            named = {name for formula, _ in formulas(game) for name in formula.names}
            if not self.box or not named <= set(self.box):
                raise CertificateRejected("a variable of the formulas is neither in 'over' nor in 'at'")
            check_defined(game, self.box)


def check_map(data: Mapping[str, object]) -> Checked:
    """Checks a map of the option paradox; ``least`` stands there only where a gap of more than that is claimed."""
    exactly(data, (*MAP_FIELDS, *(("least",) if "least" in data else ())), "a map")
    charted = Charted.read(data)
    return _checked(data, charted, *option_statement(data, charted))


def check_paradox_map(data: Mapping[str, object]) -> Checked:
    """Checks a map of another paradox."""
    exactly(data, PARADOX_MAP_FIELDS, "a map of a paradox")
    charted = Charted.read(data)
    return _checked(data, charted, *paradox_statement(data, charted), kind="paradox-map")


def option_statement(data: Mapping[str, object], charted: Charted) -> tuple[Statement, Statement]:
    """Where the option paradox that the fields ask about is present, and where nothing is claimed."""
    request = OptionRequest.read(data, charted.form)
    least = number_from_data(data["least"]) if "least" in data else Fraction(0)
    if "least" in data and least <= 0:
        raise CertificateRejected("'least' stands there only where it is positive")
    charted.check_concept(request.concept)
    fixed = charted.fixed
    charted.check_games([fixed])
    has = branches_of(fixed, charted.factors)
    lacks = branches_of(delete(fixed, request.action, request.scope), charted.factors)
    who = fixed.players.index(request.mover)
    members = [fixed.players.index(p) for p in request.scope.players]
    return statement(has, lacks, who, members, request.action, request.quantifier, charted.factors, least)


def paradox_statement(data: Mapping[str, object], charted: Charted) -> tuple[Statement, Statement]:
    """Where another paradox is present, and where nothing is claimed."""
    name = text_in(data, "paradox")
    if name not in STATEMENTS:
        raise CertificateRejected(
            f"the paradox {name!r:.60} has no maps; those that have are {', '.join(STATEMENTS)}"
        )
    stated, details = STATEMENTS[name], mapping_in(data, "details")
    request = request_for(
        charted.form,
        stated,
        concept=concept_in(data, charted.form),
        quantifier=text_in(data, "quantifier"),
        mover=text_in(data, "mover"),
        details=details,
    )
    charted.check_concept(request.concept)
    least = number_from_data(data.get("least"))
    if least < 0 or (least and not stated.has_gap):
        raise CertificateRejected("'least' is a number of at least zero, and zero where nothing is measured")
    if details.get("parameter") in charted.at:
        raise CertificateRejected("a value is given for the parameter that changes")
    if stated is NULL_COERCION:
        charted.check_levels(parameter := text_of(details, "parameter"), other_level(parameter))
    fixed, request = charted.fixed, stated.fixed(request, charted.at)
    games = stated.variants(fixed, request)
    charted.check_games(games.values())
    found = {name: branches_of(game, charted.factors) for name, game in games.items()}
    return stated.statement(fixed, request, found, charted.factors, least)


def _checked(
    data: Mapping[str, object], charted: Charted, claim: Statement, exception: Statement, kind: str = "map"
) -> Checked:
    """Walks the cutting, and compares what it proves with what is stated."""
    shares = check_cutting(claim, exception, charted.box, charted.cutting)
    undecided = 1 - shares.present - shares.absent
    for name, ends in (
        ("present", [shares.present, 1 - shares.absent]),
        ("absent", [shares.absent, 1 - shares.present]),
        ("undecided", undecided),
    ):
        stated = data.get(name)
        given = (
            [number_from_data(p) for p in stated] if isinstance(stated, list) else number_from_data(stated)
        )
        if given != ends:
            raise CertificateRejected(
                f"{name!r} should be {ends if isinstance(ends, Fraction) else ' to '.join(map(str, ends))}"
            )
    if type(data.get("cells")) is not int or data["cells"] != shares.cells:
        raise CertificateRejected(f"'cells' should be {shares.cells}")
    verdict = f"present on {shares.present} to {1 - shares.absent} of the box"
    return Checked(kind, verdict, game_hash(charted.form), charted.at)
