"""Arguments of ``detect``, refusals, and answers."""

import pytest

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import family_from_table

SECURITY = NormalForm.from_tables(
    ["leader", "follower"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]]
)
RESTRAINT = ExtensiveForm.from_tree(
    ["Target", "Coercer"],
    Move(
        "Target",
        "start",
        {
            "comply": Move("Coercer", "after compliance", {"punish": (-8, 11), "refrain": (-3, 10)}),
            "not": Move("Coercer", "after non-compliance", {"punish": (-5, 2), "refrain": (0, 0)}),
        },
    ),
)
PUNISH = {"mover": "Coercer", "action": "punish"}


def test_a_table_and_a_tree_are_asked_for_their_own_concept():
    assert detect(SECURITY, mover="leader", action="a").question.concept == "nash"
    assert detect(RESTRAINT, **PUNISH).question.concept == "subgame-perfect"


def test_a_family_is_taken_at_its_baseline():
    family = family_from_table(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[("x", 1), (4, 0)], [(1, 0), (3, 2)]], {"x": (0, 5, 2)}
    )
    verdict = detect(family, mover="L", action="a")
    assert verdict.name == "present"
    assert verdict.game == family.at()
    assert detect(family.at(x=5), mover="L", action="a").name == "absent"


@pytest.mark.parametrize("at", ["after compliance", ["after compliance"], ("after compliance",)])
def test_one_information_set_may_be_named_with_or_without_a_list(at):
    verdict = detect(RESTRAINT, at=at, **PUNISH)
    assert verdict.name == "present"
    assert verdict.to_data()["scope"] == {
        "kind": "information_set",
        "players": ["Coercer"],
        "information_sets": ["after compliance"],
    }


def test_without_a_place_every_set_of_the_mover_that_has_the_action_loses_it():
    verdict = detect(RESTRAINT, **PUNISH)
    assert verdict.to_data()["scope"] == {
        "kind": "player",
        "players": ["Coercer"],
        "information_sets": ["after compliance", "after non-compliance"],
    }
    assert (verdict.name, verdict.comparison.without_action.values) == ("absent", (0,))


def test_a_coalition_is_measured_by_the_mover_who_stands_first():
    dilemma = NormalForm.from_tables(
        ["A", "B"], [["keep", "break"]] * 2, [[2, -2], [4, 0]], [[3, 5], [-3, 0]]
    )
    for mover, gain in (("A", 2), ("B", 3)):
        verdict = detect(dilemma, mover=mover, action="break", coalition=["A", "B"])
        assert verdict.to_data()["scope"]["players"][0] == mover
        assert (verdict.name, verdict.comparison.gap) == ("present", gain)


REFUSED = [
    (
        {"mover": "nobody", "action": "a"},
        InvalidGame,
        r"'nobody' is not a player; the players are leader, follower",
    ),
    ({"mover": "leader", "action": "z"}, InvalidGame, r"leader has no action 'z'; its actions are a, b"),
    ({"mover": "leader", "action": "a", "at": "here"}, InvalidGame, r"leader has no information set 'here'"),
    (
        {"mover": "leader", "action": "a", "coalition": ["follower"]},
        InvalidGame,
        r"must contain the mover, leader",
    ),
    (
        {"mover": "leader", "action": "a", "coalition": ["leader", "follower"]},
        InvalidGame,
        r"follower has no action 'a'; its actions are c, d",
    ),
    (
        {"mover": "leader", "action": "a", "quantifier": "usual"},
        InvalidGame,
        r"strong, best, worst, possible",
    ),
    (
        {"mover": "leader", "action": "a", "paradox": "free lunch"},
        InvalidGame,
        r"no paradox 'free lunch'; there are option",
    ),
    ({"mover": "leader", "action": "a", "concept": "subgame-perfect"}, Unsupported, r"offered: nash"),
    ({"mover": "leader", "action": "a", "concept": "strong-stackelberg"}, Unsupported, r"offered: nash"),
]


@pytest.mark.parametrize(("request_", "error", "told"), REFUSED, ids=[told for _, _, told in REFUSED])
def test_what_does_not_fit_is_refused_in_the_games_own_names(request_, error, told):
    with pytest.raises(error, match=told):
        detect(SECURITY, **request_)


def test_a_set_and_a_coalition_together_are_refused():
    with pytest.raises(InvalidGame, match="at information sets or from a coalition, not both"):
        detect(RESTRAINT, at="after compliance", coalition=["Coercer"], **PUNISH)


def test_an_action_that_a_set_does_not_have_is_refused_there():
    with pytest.raises(InvalidGame, match="Target has no action 'punish' at 'start'; it has comply, not"):
        detect(RESTRAINT, mover="Target", action="punish", at="start")


def test_the_last_action_cannot_be_taken_away():
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "s", {"l": Move("B", "t", {"only": (1, 0)}), "r": (0, 0)})
    )
    with pytest.raises(InvalidGame, match="without 'only' nothing is left for B to choose at 't'"):
        detect(game, mover="B", action="only")


def test_nash_equilibria_of_a_tree_allow_threats_that_sequential_ones_do_not():
    entry = Move(
        "E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}
    )
    game = ExtensiveForm.from_tree(["E", "I"], entry)
    nash, sequential = (
        detect(game, mover="I", action="fight", concept=concept) for concept in ("nash", "sequential")
    )
    assert (nash.comparison.with_action.values, sequential.comparison.with_action.values) == ((1, 2), (1,))
    assert nash.comparison.without_action.values == sequential.comparison.without_action.values == (1,)
    for verdict in (nash, sequential):
        assert verdict.name == "absent"
        assert verify(verdict.certificate).verdict == "absent"


def test_a_guard_rail_answers_for_nash_equilibria_of_a_tree_too():
    alone = ExtensiveForm.from_tree(["A"], Move("A", "s", {"l": (1,), "r": (0,)}))
    assert detect(alone, mover="A", action="l", concept="nash").name == "impossible"


def test_a_spent_budget_leaves_the_question_undecided():
    verdict = detect(SECURITY, mover="leader", action="a", budget=0)
    assert verdict.name == "undecided"
    assert verdict.why.startswith("with 'a': the budget ended while ")
    assert (verdict.comparison, verdict.certificate) == (None, None)


def pure_only(monkeypatch):
    """Lets detect find nothing but pure equilibria."""

    def search(game, *, concept, budget):
        return solve(game, concept=concept, method="pure_equilibria", budget=budget)

    monkeypatch.setattr("gametheory_paradox.detectors.memory.solve", search)


def test_an_incomplete_list_is_never_present(monkeypatch):
    # Two pure equilibria, worth 2 and 1 to both; the mixed one is not looked at.
    game = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[2, 0], [0, 1]])
    assert detect(game, mover="A", action="y", quantifier="worst").name == "present"
    pure_only(monkeypatch)
    verdict = detect(game, mover="A", action="y", quantifier="worst")
    assert verdict.name == "undecided"
    assert "mixed strategies were not" in verdict.why


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_an_empty_list_is_never_present(monkeypatch, quantifier):
    # "out" is dominant; without it there is one equilibrium, and it is mixed.
    rows = [[1, -1], [-1, 1], [2, 2]]
    game = NormalForm.from_tables(
        ["A", "B"], [["h", "t", "out"], ["h", "t"]], rows, [[-1, 1], [1, -1], [0, 1]]
    )
    pure_only(monkeypatch)
    found = detect(game, mover="A", action="out", quantifier=quantifier)
    assert found.name == "undecided"
    assert found.why.startswith("without 'out'")
    # Dominance proves both sides.
    assert detect(game, mover="A", action="h", quantifier=quantifier).name == "absent"


def test_the_certificate_carries_the_verdicts_own_fields():
    for verdict in (
        detect(SECURITY, mover="leader", action="a"),
        detect(SECURITY, mover="leader", action="b"),
        detect(RESTRAINT, at="after compliance", **PUNISH),
        detect(RESTRAINT, mover="Target", action="comply"),
    ):
        beside = {"why", "assessment", "action", "scope"}
        beside |= {"with", "without", "with_infinite", "without_infinite"}
        told = {name: value for name, value in verdict.to_data().items() if name not in beside}
        assert told.items() <= verdict.certificate.to_data().items()
        assert verify(verdict.certificate).verdict == verdict.name


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_the_reason_says_what_is_compared(quantifier):
    said = {"strong": "at least", "best": "at best", "worst": "at worst", "possible": "at best"}[quantifier]
    verdict = detect(RESTRAINT, at="after compliance", quantifier=quantifier, **PUNISH)
    assert verdict.why.startswith(f"without 'punish' at after compliance Coercer gets {said} 10, with it ")
    assert verdict.why.endswith(" 2")


def test_an_action_that_is_never_used_and_changes_nothing_does_not_matter():
    # Two equilibria, worth 2 and 1; row c is never used, so taking it away changes nothing though 2 > 1.
    game = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["a", "b"]], [[2, 0], [0, 1], [-1, -1]], [[2, 0], [0, 1], [1, 1]]
    )
    verdict = detect(game, mover="A", action="c", quantifier="possible")
    assert verdict.name == "absent"
    assert verdict.comparison.gap > 0
    assert not verdict.comparison.matters
    assert verdict.why.endswith("but no equilibrium uses the action and the equilibria are the same")


def test_several_actions_are_taken_away_together():
    # B answers "a" and "b" by l, and "c" by r; with "a" or "b" left A gets 3 or 2, with "c" alone 4.
    game = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["l", "r"]], [[3, 6], [2, 5], [1, 4]], [[1, 0], [1, 0], [0, 1]]
    )
    one, other, both, turned = (
        detect(game, mover="A", action=action) for action in ("a", "b", ["a", "b"], ["b", "a"])
    )
    assert [v.comparison.without_action.values for v in (one, other, both)] == [(2,), (3,), (4,)]
    assert (one.name, other.name, both.name, both.gap) == ("absent", "absent", "present", 1)
    assert turned.gap == both.gap
    assert (one.to_data()["action"], both.to_data()["action"]) == ("a", ["a", "b"])
    assert "without 'a' and 'b' A gets at least 4" in both.why
    assert verify(both.certificate).verdict == "present"
    with pytest.raises(InvalidGame, match="without 'a' and 'b' and 'c' nothing is left for A to choose"):
        detect(game, mover="A", action=["a", "b", "c"])
    with pytest.raises(InvalidGame, match="A has no action 'z'"):
        detect(game, mover="A", action=["a", "z"])


def test_several_actions_at_several_sets_of_a_tree():
    def coerced(name, cost):
        after = {"hit": (-cost, 1), "fine": (-2 * cost, 2), "leave": (0, 0)}
        return Move("Coercer", f"after {name}", after)

    tree = Move("Target", "start", {"yes": coerced("yes", 1), "no": coerced("no", 2)})
    game = ExtensiveForm.from_tree(["Target", "Coercer"], tree)
    verdict = detect(game, mover="Coercer", action=["hit", "fine"])
    assert verdict.to_data()["scope"]["information_sets"] == ["after yes", "after no"]
    compared = verdict.comparison
    assert (compared.with_action.high, compared.without_action.high) == (2, 0)
    with pytest.raises(InvalidGame, match="Coercer has no action 'pray'"):
        detect(game, mover="Coercer", action=["hit", "pray"], at="after yes")
