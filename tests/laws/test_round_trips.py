"""Files that are written read back as the same thing."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Chance,
    Decision,
    ExtensiveForm,
    InformationSet,
    Lottery,
    Move,
    NormalForm,
    game_hash,
)
from gametheory_paradox.models import (
    Forecast,
    GameFamily,
    Parameter,
    Term,
    family_from_table,
    family_from_tree,
    parse_formula,
)
from gametheory_paradox.models.files import read_model, write_model
from gametheory_paradox.models.forecasts import OUTCOMES, SIGNS
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.polynomials import RationalFunction

PARAMETERS = ("x", "r_C", "no")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
    st.sampled_from(
        [
            "no",
            "~",
            "010",
            "1:30",
            "a: b",
            "- a",
            "#",
            "end",
            "",
            "'",
            '"',
            "0",
            "{",
            "a\nb",
            " a ",
            "!!x",
            "&a",
        ]
    ),
).filter(bool)
rationals = st.fractions(-50, 50, max_denominator=12)
polynomials = st.sampled_from(["x", "-r_C", "x*no", "x^2 - 1/3", "2*(x + no)^3", "0", "r_C - no"])
quotients = st.sampled_from(["1/(x^2 + 1)", "r_C/(no + 7)", "x^3/(x + 20)", "(x - 1)/(x^2 + 1)"])


def formulas(with_quotients):
    kinds = [rationals.map(str), polynomials] + ([quotients] if with_quotients else [])
    return st.one_of(*kinds).map(lambda text: parse_formula(text, PARAMETERS))


@st.composite
def parameters(draw):
    found = []
    for name in PARAMETERS:
        low, baseline, high = sorted(draw(st.tuples(*[st.fractions(0, 9, max_denominator=7)] * 3)))
        standing = draw(st.sampled_from(["measured", "estimated", "assumed"]))
        told = Parameter(name, low, high, baseline, draw(texts), draw(texts), standing, draw(texts))
        quantity = draw(st.sampled_from(["", "harm"]))
        found.append(replace(told, quantity=quantity, because=draw(texts) if quantity else ""))
    return tuple(found)


@st.composite
def tables(draw, payoff):
    players = tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True)))
    actions = tuple(tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True))) for _ in players)
    count = 1
    for own in actions:
        count *= len(own)
    return NormalForm(players, actions, tuple(tuple(draw(payoff) for _ in players) for _ in range(count)))


@st.composite
def trees(draw, payoff):
    players = tuple(draw(st.lists(names, min_size=1, max_size=3, unique=True)))
    offered = {}

    def grow(depth):
        kind = draw(st.sampled_from(["move", "move", "chance", "end"])) if depth else "end"
        if kind == "move":
            player, at = draw(st.sampled_from(players)), draw(names)
            actions = offered.setdefault(
                (player, at), draw(st.lists(names, min_size=1, max_size=3, unique=True))
            )
            return Move(player, at, {action: grow(depth - 1) for action in actions})
        if kind == "chance":
            p, q = draw(names), draw(names)
            if p == q:
                return Chance({p: (1, grow(depth - 1))})
            odds = draw(st.sampled_from(["1/3", "1/(x + 2)", "no/10"]))
            return Chance({p: (odds, grow(depth - 1)), q: (f"1 - ({odds})", grow(depth - 1))})
        return tuple(draw(payoff) for _ in players)

    def number(value, where):
        return value if isinstance(value, RationalFunction) else parse_formula(str(value), PARAMETERS, where)

    try:
        return ExtensiveForm.from_tree(players, grow(3), number=number)
    except InvalidGame:  # the names that were drawn make somebody absent-minded
        reject()


@st.composite
def families(draw, *, with_quotients):
    payoff = formulas(with_quotients)
    form = draw(st.one_of(tables(payoff), trees(payoff)))
    moves = [(s.player, action) for s in form.information_sets for action in s.actions]
    when = st.lists(st.sampled_from(moves), max_size=3, unique=True).map(tuple) if moves else st.just(())
    said = texts.filter(bool)
    forecasts = st.builds(
        Forecast, said, said, st.sampled_from(SIGNS), texts, st.sampled_from(["", *OUTCOMES])
    )
    terms = st.builds(Term, st.sampled_from(form.players), payoff, when, texts)
    losing = [(s, action) for s in form.information_sets if len(s.actions) > 1 for action in s.actions]
    questions = st.builds(
        lambda move, quantifier: Question(
            mover=move[0].player,
            action=[move[1]],
            at=[move[0].name] * bool(move[0].name),
            quantifier=quantifier,
        ),
        st.sampled_from(losing) if losing else st.nothing(),
        st.sampled_from(QUANTIFIERS),
    )
    return GameFamily(
        form,
        draw(parameters()),
        title=draw(texts),
        about=draw(texts),
        claim=draw(texts),
        prediction=draw(texts),
        forecasts=tuple(draw(st.lists(forecasts, max_size=2))),
        sources=tuple(draw(st.lists(texts, max_size=2))),
        terms=tuple(draw(st.lists(terms, max_size=3))),
        questions=tuple(draw(st.lists(questions, max_size=3, unique=True))) if losing else (),
    )


LAW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@LAW
@given(families(with_quotients=False))
def test_a_family_of_polynomials_comes_back_the_same_to_the_letter(family):
    text = write_model(family)
    again = read_model(text)
    assert again == family
    assert game_hash(again.form) == game_hash(family.form)
    assert again.form.title == again.title == family.title
    assert write_model(again) == text


@LAW
@given(families(with_quotients=True))
def test_a_family_with_quotients_comes_back_equal(family):
    again = read_model(write_model(family))
    assert again == family
    assert game_hash(again.at()) == game_hash(family.at())


def as_nested(cells, sizes):
    """The cells of a table as the nested sequences that its builder takes."""
    if not sizes:
        return cells[0]
    step = len(cells) // sizes[0]
    return [as_nested(cells[n * step : (n + 1) * step], sizes[1:]) for n in range(sizes[0])]


def as_moves(form, place=0):
    """A tree as the moves that its builder takes."""
    node = form.nodes[place]
    if isinstance(node, Decision):
        info = form.information_sets[node.information_set]
        below = (as_moves(form, child) for child in node.children)
        return Move(info.player, info.name, dict(zip(info.actions, below, strict=True)))
    if isinstance(node, Lottery):
        odds = zip(node.probabilities, (as_moves(form, child) for child in node.children), strict=True)
        return Chance(dict(zip(node.outcomes, odds, strict=True)))
    return node.payoffs


@pytest.mark.slow
@LAW
@given(families(with_quotients=True))
def test_a_family_comes_back_equal_from_sympys_expressions(family):
    form, ranges = family.to_sympy(), {p.name: p for p in family.parameters}
    if isinstance(form, NormalForm):
        payoffs = as_nested(form.payoffs, form.shape)
        again = family_from_table(form.players, form.actions, payoffs, ranges)
    else:
        again = family_from_tree(form.players, as_moves(form), ranges)
    assert again == GameFamily(family.form, family.parameters)


@LAW
@given(families(with_quotients=False), st.randoms(use_true_random=False))
def test_the_order_of_information_sets_survives(family, random):
    if not isinstance(family.form, ExtensiveForm):
        return
    order = list(range(len(family.form.information_sets)))
    random.shuffle(order)
    sets: list[InformationSet] = [family.form.information_sets[n] for n in order]
    nodes = tuple(
        type(node)(order.index(node.information_set), node.children)
        if hasattr(node, "information_set")
        else node
        for node in family.form.nodes
    )
    shuffled = GameFamily(ExtensiveForm(family.players, tuple(sets), nodes), family.parameters)
    assert read_model(write_model(shuffled)).form == shuffled.form


@pytest.mark.slow
@LAW
@given(families(with_quotients=False))
def test_windows_line_ends_and_a_byte_order_mark_change_nothing_in_the_game(family):
    text = write_model(family)
    assert read_model("\ufeff" + text.replace("\n", "\r\n")).form == family.form


@pytest.mark.slow
def test_the_law_meets_terms_quotients_and_shared_sets():
    """The strategies are not vacuous: what the law is about occurs."""
    seen = set()

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(families(with_quotients=True))
    def collect(family):
        seen.add(type(family.form).__name__)
        if any(term.when for term in family.terms):
            seen.add("conditional term")
        if isinstance(family.form, ExtensiveForm) and not family.form.has_perfect_information:
            seen.add("shared set")
        if any(p.low < p.baseline < p.high for p in family.parameters):
            seen.add("inner baseline")
        if any(Fraction(p.baseline).denominator > 1 for p in family.parameters):
            seen.add("fraction")
        seen.add(("no question", "one question", "several questions")[min(len(family.questions), 2)])

    collect()
    assert seen == {
        "NormalForm",
        "ExtensiveForm",
        "conditional term",
        "shared set",
        "inner baseline",
        "fraction",
        "no question",
        "one question",
        "several questions",
    }
