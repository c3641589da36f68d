"""Third-party backfire: who chooses after the action, what a player does without it, and the definition."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Profile, scope_of
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import thresholds
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.paradoxes.third_party import STATED, ThirdPartyBackfire, habit, sets_after


def after(coerce):
    """T and K answer, T first; K sees what P did, but not what T did."""

    def end(suppress, expand):
        return (
            3 + 2 * suppress + coerce - 4 * expand,
            suppress * (2 * coerce - 1),
            expand * (2 * coerce - 1),
        )

    name = "coerced" if coerce else "engaged"
    third = [Move("K", name, {"stay": end(s, 0), "expand": end(s, 1)}) for s in (0, 1)]
    return Move("T", "unseen", {"host": third[0], "suppress": third[1]})


# K sees what P does, T does not.
TREE = ExtensiveForm.from_tree(["P", "T", "K"], Move("P", "start", {"engage": after(0), "coerce": after(1)}))
SCOPE = scope_of(TREE, "P", "coerce")


def test_who_may_choose_after_the_action_is_frozen():
    assert sets_after(TREE, "K", SCOPE.left) == ("coerced",)
    assert sets_after(TREE, "T", SCOPE.left) == ("unseen",)
    assert sets_after(TREE, "P", SCOPE.left) == ()
    table = NormalForm(("P", "T"), (("a", "b"), ("c", "d")), tuple((Fraction(0),) * 2 for _ in range(4)))
    assert sets_after(table, "T", scope_of(table, "P", "a").left) == ("",)


def set_of(*profiles, infinite=False, spanning=True):
    return EquilibriumSet(TREE, profiles, infinite=infinite, spanning=spanning)


def pure(**choices):
    numbers = [s.actions.index(choices.get(s.name, s.actions[0])) for s in TREE.information_sets]
    return Profile.pure(TREE.information_sets, numbers)


def test_a_habit_is_what_is_done_on_the_path_of_every_equilibrium():
    assert habit(set_of(pure()), "K") == "stay"
    assert habit(set_of(pure(coerced="expand")), "K") == "stay"  # not reached
    assert habit(set_of(pure(start="coerce", coerced="expand")), "K") == "expand"
    assert habit(set_of(pure(), pure(start="coerce", coerced="expand")), "K") is None
    assert habit(set_of(pure(), pure(coerced="expand"), infinite=True), "K") == "stay"
    assert habit(set_of(pure(), pure(coerced="expand"), infinite=True, spanning=False), "K") is None
    mixed = Profile(TREE.information_sets, tuple((Fraction(1, 2),) * 2 for _ in TREE.information_sets))
    assert habit(set_of(mixed), "K") is None


def tied(elsewhere):
    """K has one best answer on the path; where A does not go, or before it goes, somebody is indifferent."""
    answer = Move("K", "after l", {"stay": (2, 0, 1), "go": (0, 0, 0)})
    other = Move("K", "after m", {"stay": (2, 0, 1), "go": (0, 0, 2)})
    left = {"l": answer, "r": Move("D", "never", {"x": (1, 0, 0), "y": (1, 0, 0)})}
    tree = Move("A", "start", left if elsewhere else {"l": answer, "m": other, "n": (2, 0, 0)})
    game = ExtensiveForm.from_tree(["A", "D", "K"], tree)
    return established(game, solve(game), "A", in_pieces=True).equilibria


def test_under_ties_a_habit_is_what_may_be_done_on_a_path_that_may_be_played():
    found = tied(elsewhere=True)
    assert (found.infinite, found.spanning) == (True, False)
    assert habit(found, "K") == "stay"
    assert habit(found, "D") is None  # it never comes to D
    assert habit(tied(elsewhere=False), "K") == "stay"  # A never takes m, after which K would go
    assert habit(replace(found, ties=None), "K") is None


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_three_conditions(quantifier):
    def pair(has, lacks):
        return tuple(PayoffSet((Fraction(n),), infinite=False) for n in (has, lacks))

    def holds(*pairs):
        return ThirdPartyBackfire(quantifier, *pairs).holds()

    assert holds(pair(2, 3), pair(6, 3), pair(0, 3))
    assert holds(pair(2, 3), pair(3, 3), pair(0, 3))  # no loss is enough
    assert not holds(pair(3, 3), pair(6, 3), pair(0, 3))
    assert not holds(pair(2, 3), pair(2, 3), pair(0, 3))
    assert not holds(pair(2, 3), pair(6, 3), pair(3, 3))
    assert not holds(pair(3, 3), None, None)


REQUEST = {"mover": "P", "action": "coerce", "third": "K", "target": "T"}


def chain(*, sees):
    """T is asked first, then P may coerce without seeing what T did, then K answers to what P did."""

    def answer(suppress, coerce):
        sign, name = 2 * coerce - 1, "coerced" if coerce else "engaged"
        gets = [(3 + 2 * suppress * coerce + coerce - 4 * e, suppress * sign, e * sign) for e in (0, 1)]
        return Move("K", name if sees else "unseen", {"stay": gets[0], "expand": gets[1]})

    def own(suppress):
        return Move("P", "P", {"engage": answer(suppress, 0), "coerce": answer(suppress, 1)})

    return ExtensiveForm.from_tree(["P", "T", "K"], Move("T", "first", {"host": own(0), "suppress": own(1)}))


def test_in_a_tree_where_nobody_sees_anything_it_is_as_in_a_table():
    game = chain(sees=False)
    found = detect(game, "third-party", concept="nash", **REQUEST)
    assert found.name == "present", found.why
    assert set(found.comparison.payoffs) >= {"with, third party frozen", "with, target frozen"}
    assert verify(found.certificate).verdict == "present"
    # T has moved before the action.
    assert set(found.certificate.data["proof"]) == {
        "with",
        "without",
        "with, third party frozen",
        "without, third party frozen",
    }
    assert found.comparison.target_frozen == found.comparison.as_it_is


def test_who_sees_what_is_done_is_frozen_where_it_sees_the_action():
    game = chain(sees=True)
    for quantifier in QUANTIFIERS:
        found = detect(game, "third-party", quantifier=quantifier, **REQUEST)
        assert found.name in ("present", "absent")
        assert verify(found.certificate).verdict == found.name


def test_a_habit_that_mixes_leaves_a_loss_untraced():
    # Without "c" the other two play matching pennies.
    cells = []
    for c in (0, 1):
        for t in (0, 1):
            for k in (0, 1):
                pennies = 1 if t == k else -1
                cells.append((c - 3 * c * k, t if c else pennies, k if c else -pennies))
    game = NormalForm(
        ("P", "T", "K"),
        (("e", "c"), ("h", "s"), ("y", "x")),
        tuple(tuple(map(Fraction, cell)) for cell in cells),
    )
    found = detect(game, "third-party", mover="P", action="c", third="K", target="T", quantifier="possible")
    if found.comparison is None:
        assert found.name == "undecided"
        assert "does no one thing in every equilibrium" in found.why
    else:
        assert found.comparison.gap <= 0


def test_what_a_frozen_player_does_is_checked():
    found = detect(chain(sees=False), "third-party", concept="nash", **REQUEST)
    data = found.certificate.to_data()
    for name, value in (("third_does", "expand"), ("third", "P"), ("target", "K"), ("at", ["T"])):
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], name: value}})
    frozen = "with, third party frozen"
    fewer = {name: proof for name, proof in data["proof"].items() if "frozen" not in name}
    for proofs in (fewer, {**data["proof"], frozen: data["proof"]["with"]}):
        with pytest.raises(CertificateRejected):
            verify({**data, "proof": proofs})


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"third": "P"}, "the mover, the target and the third party must be three players"),
        ({"third": "T"}, "the mover, the target and the third party must be three players"),
        ({"target": "X"}, "'X' is not a player; the players are P, T, K"),
        ({"action": "bribe"}, "P has no action 'bribe'"),
        ({"at": "elsewhere"}, "P has no information set 'elsewhere'"),
        ({"third": 3}, "third: expected a name, got 3"),
    ],
)
def test_requests_that_make_no_sense(change, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        detect(TREE, "third-party", **{**REQUEST, **change})


def family(*, k_engaged=("stay", "expand"), k_coerced=("stay", "expand"), hosted=(0, 0, 0)):
    """T fears coercion, which K's expansion makes worth while; K expands where it gains x by that."""
    gains = {"stay": (1, -1, 0), "expand": (4, -1, "x")}
    answers = {"coerce": {act: gains[act] for act in k_coerced}}
    answers["engage"] = {act: (3, 2, 1 - n) for n, act in enumerate(k_engaged)}
    own = Move("P", "asked", {act: Move("K", act, ends) for act, ends in answers.items()})
    tree = Move("T", "start", {"host": hosted, "suppress": own})
    return family_from_tree(["P", "T", "K"], tree, {"x": (-1, 1, 1)})


def told(family, **change):
    found = thresholds(family, "third-party", **{**REQUEST, **change})
    return str(found.present), str(found.open)


def test_over_parameters_each_thing_a_player_may_go_on_doing_is_a_game_of_its_own():
    question = Question("third-party", **REQUEST)
    games = STATED.variants(family().form, question)
    third = [f"with, third party frozen to {act!r}" for act in ("stay", "expand")]
    assert list(games) == ["with", "without", *third]  # T has moved before the action
    for name, act in zip(third, ("stay", "expand"), strict=True):
        left = {info.name: info.actions for info in games[name].information_sets if info.player == "K"}
        assert left == {"engage": ("stay", "expand"), "coerce": (act,)}
    # What K cannot go on doing, or never does without the action, is no game.
    assert list(STATED.variants(family(k_engaged=("rest",)).form, question)) == ["with", "without"]


def test_over_parameters_it_is_present_exactly_where_the_third_party_reacts():
    assert told(family()) == ("x > 0", "never")
    for x, name in ((Fraction(1, 2), "present"), (Fraction(-1, 2), "absent")):
        assert detect(family(), "third-party", values={"x": x}, **REQUEST).name == name
    assert told(family(), third="T", target="K") == ("never", "never")


@pytest.mark.parametrize("k_engaged", [("rest",), ("rest", "stay")])
def test_over_parameters_a_loss_that_is_traced_to_nobody_is_open(k_engaged):
    game = family(k_engaged=k_engaged)
    assert told(game) == ("never", "x > 0")
    assert detect(game, "third-party", values={"x": 1}, **REQUEST).name == "undecided"


def test_over_parameters_a_player_that_is_indifferent_off_the_path_keeps_its_habit():
    """What K does if T hosts matters to P alone; without the action T does not host."""
    spiteful = Move("K", "hosted", {"stay": (0, 0, 0), "expand": (-1, 0, 0)})
    assert told(family(hosted=spiteful)) == ("x > 0", "never")
    minded = Move("K", "hosted", {"stay": (0, 0, 0), "expand": (0, 3, 0)})  # T may host for that
    assert told(family(hosted=minded), quantifier="possible") == ("never", "always")
    for x in (Fraction(1, 2), Fraction(-1, 2)):
        asked = {**REQUEST, "quantifier": "possible", "values": {"x": x}}
        assert detect(family(hosted=minded), "third-party", **asked).name == "undecided"


def test_over_parameters_a_third_party_without_a_choice_carries_nothing():
    game = family(k_engaged=("rest",), k_coerced=("expand",))
    assert told(game) == ("never", "never")
    assert detect(game, "third-party", values={"x": 1}, **REQUEST).name == "impossible"
    assert told(game, third="T", target="K") == ("never", "never")  # T has chosen before
    loss = told(family(k_engaged=("rest",)))
    assert loss == ("never", "x > 0")  # K does nothing that it could go on doing


def test_who_is_asked_only_after_the_action_leaves_a_loss_untraced_and_the_reason_says_so():
    # Without "ban" at P 1 S gives in, and R is never asked; with it S defies, since P would ban either way.
    refusing = {
        name: Move("R", f"R {name}", {"help": (p - 2, s + 38, -1), "not": (p, s, 0)})
        for name, p, s in (("1", 34, -55), ("2", 4, -40))
    }
    tree = {
        "give in": Move("P", "P 1", {"ban": refusing["1"], "buy": (30, -15, 0)}),
        "defy": Move("P", "P 2", {"ban": refusing["2"], "buy": (0, 0, 0)}),
    }
    game = ExtensiveForm.from_tree(["P", "S", "R"], Move("S", "S", tree))
    asked = {"mover": "P", "action": "ban", "at": "P 1"}
    found = detect(game, "third-party", third="R", target="S", **asked)
    assert (found.name, "play never comes to a choice of R's" in found.why) == ("undecided", True)
    assert detect(game, "third-party", third="S", target="R", **asked).name == "impossible"  # S moved before
    assert channels(game, **asked).reactions["S"] == (-30, -30)


def test_over_parameters_only_trees_in_which_all_is_seen_are_offered():
    cells = [[[(0, 0, "x")] * 2] * 2] * 2
    table = family_from_table(
        ["P", "T", "K"], [["engage", "coerce"], ["a", "b"], ["c", "d"]], cells, {"x": (0, 1, 0)}
    )
    blind = Move(
        "P",
        "P",
        {
            act: Move("K", "unseen", {"stay": ("x", 0, 0), "expand": (0, 0, 1)})
            for act in ("engage", "coerce")
        },
    )
    hidden = family_from_tree(
        ["P", "T", "K"], Move("T", "start", {"host": (0, 0, 0), "go": blind}), {"x": (0, 1, 0)}
    )
    for game in (table, hidden):
        with pytest.raises(
            Unsupported, match="for trees in which everybody sees everything; ask detect at a"
        ):
            told(game)
        with pytest.raises(InvalidGame, match="must be three players"):
            told(game, third="T")
