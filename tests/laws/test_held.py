"""Security-insecurity on tables and trees, against its definition by plain means, whoever answers."""

from collections import Counter
from contextlib import suppress
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import seconded, verified
from laws.tampering import changed, changes
from laws.test_measures import measured
from oracles import plain_paradoxes
from oracles.plain_truth import CannotTell, numbered
from witnesses.all_paradoxes import unseen
from witnesses.certificates import data_of
from witnesses.games import QUANTIFIERS, asked, narrow, tables, trees
from witnesses.paradoxes import diverted, guarded
from witnesses.sampling import always, cases, ordinarily, seen, slowly

from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, game_to_data
from gametheory_paradox.paradoxes.security_insecurity import HELD
from gametheory_paradox.paradoxes.security_insecurity import answering as who_answers

few = st.integers(-2, 2)
NAME = "security-insecurity"


@st.composite
def holding(draw, games):
    """A game with a measure, and what is asked, with any target and anybody who answers."""
    game, request = draw(games)
    others = [player for player in game.players if player != request["mover"]]
    target = draw(st.sampled_from(others)) if others else None
    held = draw(st.sampled_from(list(HELD))) if others else "nobody"
    return game, {**request, "target": target, "held": held, "measure": "security"}


@st.composite
def apart(draw):
    """For each profile of Bob, Cat and Ann, who have two actions each, what they get, and Ann's security.

    No two payoffs of Bob or Cat are the same, so that what Ann does changes what they do.
    """
    bob, cat, ann, secure = (draw(st.permutations(range(-4, 4))) for _ in range(4))
    rows = zip(ann, bob, cat, secure, strict=True)
    return {
        profile: tuple(map(Fraction, (*row, 0, 0)))
        for profile, row in zip(product("lr", "lr", "ab"), rows, strict=True)
    }


@st.composite
def alike(draw):
    """The same where all of them are often indifferent, and no two outcomes are equally secure."""
    random = Random(draw(st.integers(0, 10**6)))  # Hypothesis itself would have nearly all of them tied
    secure = random.sample(range(-4, 4), 8)
    return {
        profile: tuple(map(Fraction, (*random.choices(range(3), k=3), row, 0, 0)))
        for profile, row in zip(product("lr", "lr", "ab"), secure, strict=True)
    }


APART = apart()


@st.composite
def foreseen(draw, outcomes=APART):
    """Bob and Cat choose one after the other and foresee what Ann does who sees both: "a", or not."""
    cells = draw(outcomes)

    def ann(bob, cat):
        return Move("Ann", bob + cat, {action: cells[bob, cat, action] for action in "ab"})

    tree = Move("Bob", "first", {x: Move("Cat", x, {y: ann(x, y) for y in "lr"}) for x in "lr"})
    game = ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], tree, measure="security")
    return game, {"mover": "Ann", "action": "a"}


@st.composite
def at_once(draw):
    """The same where all three choose at once."""
    cells = draw(apart())
    rows = tuple(cells[bob, cat, ann] for ann, bob, cat in product("ab", "lr", "lr"))
    actions = (tuple("ab"), tuple("lr"), tuple("lr"))
    return NormalForm(("Ann", "Bob", "Cat"), actions, rows, measure="security"), {
        "mover": "Ann",
        "action": "a",
    }


ONE_MOVER = asked(trees(few)).filter(lambda case: "coalition" not in case[1])
FORMS = {
    "table": holding(st.one_of(guarded(tables(narrow)), diverted(), at_once(), at_once())),
    "tree": holding(st.one_of(measured(ONE_MOVER), foreseen(), foreseen())),
}


def is_open(game, question):
    """Whether somebody is indifferent, or plans differ where only they are told, by plain means."""
    answering = {who: set(players) for who, players in who_answers(game, question).items()}
    plain = numbered(game_to_data(game), Fraction)
    try:
        compared, held = plain_paradoxes.secured_tree(question.to_data(), plain, answering)
    except CannotTell:  # which are too many plans only where somebody is indifferent
        return True
    tied = any(infinite for _, infinite, _ in compared.values())
    return tied or held[question.details["held"]][0] is None


@cases(60, 5000)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_found_is_what_the_definition_says(form, count):
    told = Counter()

    @always(count, FORMS[form], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, NAME, quantifier=quantifier, **request)
        if found.name == "undecided":
            assert form == "tree"
            assert is_open(game, found.question)
            told["undecided"] += 1
            return
        data = data_of(found.certificate)
        assert verified(data).verdict == found.name
        with suppress(CannotTell):
            assert plain_paradoxes.is_true(data)
            told[found.name] += 1
            told["several"] += any(data["infinite"].values())

    assert told["present"] + told["absent"] > count / 2
    assert told["present"] > count / 50
    assert told["several"] >= count / 60
    assert told["undecided"] > 0 or form == "table" or count < 100


TIES = holding(foreseen(alike()))


@cases(3, 500)
def test_under_ties_what_is_found_is_what_the_definition_says(count):
    told = Counter()

    @always(count, TIES, st.sampled_from(["best", "worst", "possible"]))
    def law(case, quantifier):
        game, request = case
        found = detect(game, NAME, quantifier=quantifier, **request)
        if found.name == "undecided":
            assert is_open(game, found.question)
            told["undecided"] += 1
            return
        data = data_of(found.certificate)
        assert verified(data).verdict == found.name
        seconded(data)
        if not data["infinite"]["without"]:
            return
        told[found.name, found.gap > 0] += 1
        with suppress(CannotTell):  # ends that mixtures attain which are not looked at
            assert plain_paradoxes.is_true(data)
            told["seen"] += 1

    assert told["absent", True] >= count // 8
    assert told["present", True] >= count // 60
    assert told["seen"] >= count // 4
    assert told["undecided"] <= count / 5


@pytest.mark.slow
@pytest.mark.parametrize(("games", "count"), [(at_once(), 300), (foreseen(), 400)], ids=["table", "tree"])
def test_whoever_answers_there_are_cases_of_either_verdict(games, count):
    @seen(count, holding(games))
    def tally(case):
        game, request = case
        found = detect(game, NAME, quantifier="best", **request)
        return found.name, request["held"]

    for who in HELD:
        assert tally["present", who] >= 3
        assert tally["absent", who] > 30
    assert tally.total() == sum(tally[verdict, who] for verdict in ("present", "absent") for who in HELD)


@cases(11, 1500)
def test_a_table_and_the_tree_in_which_nobody_sees_anything_agree(count):
    told = Counter()

    @always(count, FORMS["table"], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        table = detect(game, NAME, quantifier=quantifier, **request)
        tree = detect(unseen(game), NAME, quantifier=quantifier, concept="nash", **request)
        if tree.name == "undecided":
            assert any(own.infinite for own in table.comparison.payoffs.values())
            return
        assert (table.name, table.gap) == (tree.name, tree.gap)
        for name, own in tree.comparison.payoffs.items():
            assert own == table.comparison.payoffs[name]
        told[table.name] += 1

    assert min(told["present"], told["absent"]) > count / 30


@pytest.mark.parametrize("form", [*FORMS, slowly("ties")])
def test_whatever_is_changed_in_a_certificate_is_refused_or_true(form):
    random, refused, kinds, most = Random(form), 0, Counter(), ordinarily(6, 40)

    @always(ordinarily(8, 12), {**FORMS, "ties": TIES}[form], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        nonlocal refused
        game, request = case
        found = detect(game, NAME, quantifier=quantifier, **request)
        if found.certificate is None:
            return
        kinds[found.name] += 1
        data = data_of(found.certificate)
        every = list(changes(data))
        for change in random.sample(every, min(len(every), most)):
            forged = changed(data, change)
            try:
                verified(forged)
            except CertificateRejected:
                refused += 1
                continue
            with suppress(CannotTell):
                assert plain_paradoxes.is_true(forged)

    assert refused > 5 * most
    assert kinds["absent"] > 0


def with_a_worse_way(game):
    """The game in which Ann may also do "z": as "a", where she gets less, and is as safe as can be."""
    column = len(game.players)

    def worse(row):
        return (row[0] - 1, *row[1:column], Fraction(9), *row[column + 1 :])

    if isinstance(game, NormalForm):
        rows = dict(zip(game.profiles(), game.payoffs, strict=True))
        taken = [worse(row) for profile, row in rows.items() if profile[0] == "a"]
        actions = ((*game.actions[0], "z"), *game.actions[1:])
        return NormalForm(game.players, actions, (*game.payoffs, *taken), measure="security")

    def written(place):
        node = game.nodes[place]
        if not node.children:
            return node.payoffs
        info = game.information_sets[node.information_set]
        after = {a: written(c) for a, c in zip(info.actions, node.children, strict=True)}
        return Move(
            info.player, info.name, after | ({"z": worse(after["a"])} if info.player == "Ann" else {})
        )

    return ExtensiveForm.from_tree(game.players, written(0), measure="security")


TWO_WAYS = {
    "table": holding(st.one_of(guarded(tables(narrow)), diverted(), at_once(), at_once())),
    "tree": holding(foreseen()),
}


def ends(found):
    """The least and the greatest of all that is compared."""
    return {name: (own.values[0], own.values[-1]) for name, own in found.comparison.payoffs.items()}


# Nobody does what is dominated, so that two measures, one of them dominated by the other, are as that one.
@cases(24, 1500)
@pytest.mark.parametrize("form", TWO_WAYS)
def test_of_two_measures_one_that_is_dominated_is_of_no_account(form, count):
    told = Counter()

    @always(count, TWO_WAYS[form], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        one = detect(game, NAME, quantifier=quantifier, **request)
        both = detect(
            with_a_worse_way(game), NAME, quantifier=quantifier, **{**request, "action": ["a", "z"]}
        )
        assert both.name == one.name
        told[one.name] += 1
        if one.certificate is not None:
            assert (both.gap, ends(both)) == (one.gap, ends(one))
            assert verified(data_of(both.certificate)).verdict == both.name

    assert told["absent"] > count / 3
    assert told["present"] >= count / 60


def after_a_guard(random):
    """Ann guards or not; guarded, Bob and Cat coordinate on one of two pairs, or mix."""
    secure = {cell: random.randrange(-5, 6) for cell in product("lr", repeat=2)}
    pays = {own: (random.randrange(1, 4), random.randrange(1, 4)) for own in "lr"}

    def cell(bob, cat):
        own = pays[bob] if bob == cat else (0, 0)
        return (0, *own, secure[bob, cat], 0, 0)

    inside = {bob: Move("Cat", "in", {cat: cell(bob, cat) for cat in "lr"}) for bob in "lr"}
    tree = Move("Ann", "start", {"guard": Move("Bob", "guarded", inside), "open": (0,) * 6})
    game = ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], tree, measure="security")
    return game, secure


def test_several_plans_after_the_step_are_told_where_all_of_them_and_their_mixtures_agree():
    random, told = Random(3), Counter()
    shares = [Fraction(k, 4) for k in range(5)]
    for _ in range(ordinarily(14, 400)):
        game, secure = after_a_guard(random)
        asked = {"mover": "Ann", "action": "guard", "held": "nobody", "quantifier": "worst"}
        found = detect(game, NAME, **asked)
        mixed = [
            sum(
                (p if bob == "l" else 1 - p) * (q if cat == "l" else 1 - q) * secure[bob, cat]
                for bob, cat in secure
            )
            for p, q in product(shares, repeat=2)
        ]
        protects = {rise > 0 for rise in mixed}
        if found.name == "undecided":
            assert protects == {True, False}
        elif found.comparison.gap > 0:
            assert protects == {found.name == "present"}
            assert verified(data_of(found.certificate)).verdict == found.name
        told[found.name, len(protects)] += 1
    assert told["undecided", 2] > 3
    assert told["absent", 1] > 1
