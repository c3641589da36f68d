"""Security-insecurity as a statement about parameters."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, some
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm, formula_from_data
from gametheory_paradox.games.written_formulas import formula_to_data
from gametheory_paradox.paradoxes.over_parameters.compared_branches import compared, exceeds
from gametheory_paradox.paradoxes.over_parameters.statement import ParametricDefinition
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.security_insecurity import indexed, taking_measure, without_measure
from gametheory_paradox.polynomials import RationalFunction


def indexed_form(form: Form, question: Question) -> NormalForm[RationalFunction]:
    """The table with parameters, with the mover's index in the place of its payoff."""
    return indexed(form, question, formula_from_data)


def _variants(form: Form, question: Question) -> dict[str, Form]:
    indexed(form, question, formula_from_data)
    return {"without": without_measure(form, question), "with": taking_measure(form, question)}


def _statement(
    form: Form, question: Question, found: Mapping[str, Branches], factor: Factor, least: Fraction
) -> tuple[Statement, Statement]:
    who, without, with_ = form.players.index(question.mover), found["without"].ends, found["with"].ends
    table, measure = indexed_form(form, question), question.action
    alone = {branch: index_where(table, branch, who, measure) for branch in without.branches}
    index = {branch: index_where(table, branch, who) for branch in (*without.branches, *with_.branches)}

    def safer(before: Branch, after: Branch) -> Statement:
        return exceeds(index[before], index[after], least, factor)

    none = Fraction(0)
    protects = every(
        some([negation(b.exists), exceeds(alone[b], index[b], none, factor)]) for b in without.branches
    )
    less_secure = compared(without, with_, question.quantifier, safer)
    return every([protects, less_secure]), some([without.degenerate, with_.degenerate])


def index_where(
    table: NormalForm[RationalFunction], branch: Branch, who: int, instead: tuple[str, ...] = ()
) -> RationalFunction:
    """The index expected in a branch, or where the mover takes an action instead."""
    assert branch.supports is not None  # it is a table's
    sure = (RationalFunction.constant(1),)
    sides = [
        list(
            zip(
                instead if n == who and instead else names,
                sure if n == who and instead else odds,
                strict=True,
            )
        )
        for n, (names, odds) in enumerate(zip(branch.supports, branch.mixtures, strict=True))
    ]
    total = RationalFunction.constant(0)
    for (row, p), (column, q) in product(*sides):
        payoff = table.cell(
            [names.index(name) for names, name in zip(table.actions, (row, column), strict=True)]
        )[who]
        total = total + p * q * payoff
    return total


def index_to_data(formula: RationalFunction) -> object:
    """An entry of an index as a question holds it: a number as text, or a formula."""
    return formula_to_data(formula) if formula.names else str(formula.value({}))


def _fixed(question: Question, values: Mapping[str, Fraction]) -> Question:
    """The question with the index where some parameters are numbers."""
    listed = question.details.get("index")
    if not isinstance(listed, list):  # of which the definition complains
        return question
    formulas = [formula_from_data(entry) for entry in listed]
    if [index_to_data(formula) for formula in formulas] != listed:
        raise InvalidGame("index: a formula is not written as it should be")
    return question.but(index=[index_to_data(formula.at(values)) for formula in formulas])


STATED = ParametricDefinition(_variants, _statement, fixed=_fixed)
