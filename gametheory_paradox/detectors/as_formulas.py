"""A question about a family with parameters, whose answer is a statement about signs of polynomials."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_paradox.certificates import FORMAT
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form, check_defined
from gametheory_paradox.claims.parameters.family_branches import branches_of
from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.detectors.asked import Asked
from gametheory_paradox.detectors.comparison import ComparisonQuestion
from gametheory_paradox.detectors.detect import detector_named
from gametheory_paradox.detectors.dominance_trap import coalition_asked
from gametheory_paradox.detectors.information import parts_asked
from gametheory_paradox.detectors.null_coercion import penalty_asked, penalty_range
from gametheory_paradox.detectors.question import Question, offered_concept
from gametheory_paradox.detectors.security_insecurity import index_asked
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, NormalForm, delete, formula_from_data
from gametheory_paradox.games.canonical import formula_to_data
from gametheory_paradox.paradoxes.definition import Details, Request, request_for
from gametheory_paradox.paradoxes.option import statement
from gametheory_paradox.paradoxes.statements import STATEMENTS
from gametheory_paradox.rationals import exact

REFUSED = {
    "third-party": "what a frozen player does must be one action in every equilibrium, which signs of formulas do not say",
    "realized": "what is expected where an action is used is an average over ends, for which no formula is kept",
    "misperception": "the model is another game with numbers, not one with the same parameters",
}


@dataclass(frozen=True)
class AsFormulas:
    """A question, and the bound that a gap must exceed.

    Parameters
    ----------
    question
        What is asked.
    least
        By more than how much.
    axes
        Ranges that the question itself charts, before any other parameter's.
    sets
        The parameters to which the question itself gives values.
    """

    question: Question | ComparisonQuestion
    least: Fraction = Fraction(0)
    axes: Box = field(default_factory=dict)
    sets: tuple[str, ...] = ()

    def statement(
        self, form: Form, at: Mapping[str, Fraction], factor: Factor
    ) -> tuple[Statement, Statement]:
        """Where the paradox is present, and where nothing is claimed, once some parameters have values."""
        asked, form = self.question, form.map(lambda formula: formula.at(at))
        if isinstance(asked, Question):
            return option_as_formulas(asked, form, factor, self.least)[0]
        request, found = comparison_as_formulas(asked, form, at, factor)
        return STATEMENTS[asked.paradox].statement(form, request, found, factor, self.least)

    def check_defined(self, form: Form, at: Mapping[str, Fraction], box: Box) -> None:
        """InvalidGame where one of the games that are compared is not defined everywhere in a box."""
        if isinstance(self.question, ComparisonQuestion):
            form = form.map(lambda formula: formula.at(at))
            stated = STATEMENTS[self.question.paradox]
            for game in stated.variants(form, stated.fixed(self.question.request, at)).values():
                check_defined(game, box)

    def to_data(self) -> dict[str, object]:
        """The fields of a map's certificate that say what is asked."""
        if isinstance(self.question, Question):
            bound = {"least": str(self.least)} if self.least else {}
            return {"format": FORMAT, "kind": "map", **self.question.to_data(), **bound}
        return {"format": FORMAT, "kind": "paradox-map", **self.question.to_data(), "least": str(self.least)}


def option_as_formulas(
    question: Question, form: Form, factor: Factor, least: Fraction = Fraction(0)
) -> tuple[tuple[Statement, Statement], Branches, Branches]:
    """The option paradox as a statement, and the equilibria that it is made of: with the action, and without it.

    Where somebody is indifferent for all values of the parameters these are the extreme ones, where they can
    be listed.
    """
    _check_concept(question.concept, form)
    has, lacks = (
        branches_of(one, factor).ends for one in (form, delete(form, question.action, question.scope))
    )
    members = [form.players.index(player) for player in question.scope.players]
    mover = form.players.index(question.mover)
    return (
        statement(has, lacks, mover, members, question.action, question.quantifier, factor, least),
        has,
        lacks,
    )


def comparison_as_formulas(
    asked: ComparisonQuestion, form: Form, at: Mapping[str, Fraction], factor: Factor
) -> tuple[Request, Mapping[str, Branches]]:
    """The request where some parameters have values, and the equilibria of each variant of a form in which they have them too."""
    _check_concept(asked.concept, form)
    stated = STATEMENTS[asked.paradox]
    request = stated.fixed(asked.request, at)
    return request, {name: branches_of(game, factor) for name, game in stated.variants(form, request).items()}


def _check_concept(concept: str, form: Form) -> None:
    expected = "subgame-perfect" if isinstance(form, ExtensiveForm) else "nash"
    if concept != expected:
        raise Unsupported(f"maps of this form are offered for {expected} equilibria, not for {concept}")


def as_formulas(family: GameFamily, paradox: str, asked: Asked, least: object = 0) -> AsFormulas:
    """The question, its names checked against the family.

    Raises
    ------
    InvalidGame
        If there is no such paradox, or what is asked does not fit.
    Unsupported
        If the paradox is not offered as a statement about parameters.
    """
    row = detector_named(paradox)
    if paradox in REFUSED:
        raise Unsupported(
            f"formulas and maps are not offered for the {paradox} paradox ({REFUSED[paradox]}); "
            "ask detect at a point, or uncertainty about many"
        )
    row.check(list(asked.details))
    bound = exact(least, "least")
    if bound < 0:
        raise InvalidGame(f"least is the gap that must be exceeded, at least zero; got {bound}")
    if paradox == "option":
        question = Question.about(
            family.form,
            paradox,
            mover=asked.mover,
            action=asked.text("action"),
            at=asked.names("at"),
            coalition=asked.names("coalition"),
            quantifier=asked.quantifier,
            concept=asked.concept,
        )
        return AsFormulas(question, bound)
    if bound and not STATEMENTS[paradox].has_gap:
        raise InvalidGame(f"the {paradox} paradox measures no gap, so that least does not apply")
    details = DETAILS[paradox](family, asked)
    axes = (
        penalty_range(family, asked) if paradox == "null-coercion" else {}
    )  # once its name is known to be one
    return rebuilt(family.form, paradox, asked, details, bound, axes)


def rebuilt(
    form: Form, paradox: str, asked: Asked, details: Details, least: Fraction, axes: Box
) -> AsFormulas:
    """The question with its details as a certificate holds them."""
    stated = STATEMENTS[paradox]
    concept = offered_concept(form, asked.concept)
    request = request_for(
        form, stated, concept=concept, quantifier=asked.quantifier, mover=asked.mover, details=details
    )
    stated.variants(form, request)  # whatever is wrong is told before anything is solved
    parameter = details.get("parameter")
    sets = (parameter,) if isinstance(parameter, str) else ()
    return AsFormulas(ComparisonQuestion(request, _told(paradox, details)), least, axes, sets)


def _told(paradox: str, details: Details) -> tuple[tuple[str, str], ...]:
    """The details in words."""
    said: dict[str, str] = {}
    for name, value in details.items():
        if name == "index" and isinstance(value, list):
            said[name] = ", ".join(str(formula_from_data(number)) for number in value)
        elif name == "parts" and isinstance(value, list):
            said["told apart"] = " | ".join(" or ".join(map(str, part)) for part in value)
        elif value is not None:
            said[name] = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return tuple(said.items())


def _trap(family: GameFamily, asked: Asked) -> Details:
    return {"action": asked.text("action"), "coalition": coalition_asked(family.players, asked)}


def _change(family: GameFamily, asked: Asked) -> Details:
    if "at" in asked.details:
        raise InvalidGame("at: of a family's other parameters, values= sets those that are not charted")
    name = asked.text("parameter")
    ends = {end: str(family.point({name: asked.details[end]})[name]) for end in ("low", "high")}
    return {"parameter": name, **ends}


def _split(family: GameFamily, asked: Asked) -> Details:
    place, parts = parts_asked(asked)
    return {"at": place, "parts": parts}


def _index(family: GameFamily, asked: Asked) -> Details:
    index = index_asked(family, asked)
    if isinstance(family.form, NormalForm) and len(index) == len(
        family.form.payoffs
    ):  # else the definition complains
        names = family.form.players[:1]
        check_defined(
            NormalForm(names, (tuple(map(str, range(len(index)))),), tuple((entry,) for entry in index)),
            family.box,
        )
    return {"action": asked.text("action"), "index": [formula_to_data(entry) for entry in index]}


DETAILS: Mapping[str, Callable[[GameFamily, Asked], Details]] = {
    "dominance-trap": _trap,
    "comparative-statics": _change,
    "information": _split,
    "security-insecurity": _index,
    "null-coercion": penalty_asked,
}


def asked_with(
    *,
    mover: str,
    action: str | None,
    at: str | Sequence[str] | Mapping[str, object],
    coalition: Sequence[str],
    quantifier: str,
    concept: str | None,
    details: Mapping[str, object],
) -> Asked:
    """What was said, without what was not."""
    said: dict[str, object] = {"action": action, "at": at, "coalition": coalition, **details}
    given = {name: value for name, value in said.items() if value is not None and (name in details or value)}
    return Asked(mover, quantifier, concept, None, given)
