"""The check that a game with parameters is one all over a box: no zero denominator, true probabilities."""

from collections.abc import Iterator

from gametheory_paradox.conditions.proofs.signs import Box, sign_on_box
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, NormalForm, StochasticGame, Terminal
from gametheory_paradox.forms.formulas.branches import Place, check_odds
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.states.formulas.state_branches import check_states, formulas_of_states
from gametheory_paradox.polynomials import RationalFunction

Form = GameForm[RationalFunction]


def formulas(form: Form) -> Iterator[tuple[RationalFunction, object]]:
    """Every payoff, value of a measure and probability that varies, and where it stands, in words."""
    kinds = ("payoff", form.measure) if form.measure else ("payoff",)
    columns = [f"{who}'s {kind}" for kind in kinds for who in form.players]
    if isinstance(form, StochasticGame):
        yield from formulas_of_states(form, columns)
        return
    for position, place in enumerate(form.payoffs if isinstance(form, NormalForm) else form.nodes):
        if isinstance(place, Decision):
            continue
        if isinstance(place, Lottery):
            named = zip(
                (f"the probability of {one!r}" for one in place.outcomes), place.probabilities, strict=True
            )
        else:
            named = zip(columns, place.payoffs if isinstance(place, Terminal) else place, strict=True)
        yield from ((entry, Place(form, what, position)) for what, entry in named if not entry.is_constant)


def check_defined(form: Form, box: Box) -> None:
    """Check that on the closed box every formula is a number, and probabilities are ≥ 0 and sum to 1.

    Raises
    ------
    InvalidGame
        If that is not so, or is not shown by the signs of Bernstein coefficients.
    """
    checked = set[int]()  # by identity, which large trees share
    for formula, where in formulas(form):
        if id(formula) not in checked:
            check_formula(formula, where, box)
            checked.add(id(formula))
    if isinstance(form, ExtensiveForm):
        for position, node in enumerate(form.nodes):
            if isinstance(node, Lottery):
                check_odds(node.outcomes, node.probabilities, Place(form, "chance", position), box)
    elif isinstance(form, StochasticGame):
        check_states(form, box)


def check_formula(formula: RationalFunction, where: object, box: Box) -> None:
    """Check that each variable of a formula has a range, and that its denominator is zero nowhere there."""
    for name in formula.names:
        if name not in box:
            known = ", ".join(box) or "none"
            raise InvalidGame(f"{where}: {name!r} is not a parameter; the parameters are {known}")
    divisor = formula.denominator
    if not divisor.is_constant and sign_on_box(divisor, box, closed=True) not in (1, -1):
        raise InvalidGame(f"{where}: the denominator {divisor} may be zero on the declared ranges")
