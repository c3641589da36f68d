"""Counterexamples are found, shrunk to simple fractions, proved, and printed as code."""

from fractions import Fraction
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import assume, find, settings
from hypothesis import strategies as st
from witnesses.sampling import always as law
from witnesses.sampling import slowly

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import game_hash
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.studies import Conjecture, Function, always, never
from gametheory_paradox.studies.falsification.python_code import code_of
from gametheory_paradox.studies.refusals import naming_point

TRADE = gp.load("seed/trade-restriction")
RESTRICTING = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
NEVER_PAYS_TO_LACK = never("option", **RESTRICTING)


def run(code):
    """What the code defines."""
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(code, "found", "exec"), names)
    return names


def line(**ranges):
    """A lone decision maker who gains the sum of all parameters by going."""
    given = ranges or {"x": (-10, 10, 0)}
    return gp.family_from_table(["A"], [["go", "stay"]], [["+".join(given)], [0]], given)


def gain(game):
    return game.payoff("A", {"A": "go"})


# --- the simplest counterexample
# -------------------------------------------------------------------------------------


SOME = ["V", "r_C", "k", "l", "w"]


@pytest.mark.parametrize(
    ("seed", "over", "draws"),
    [slowly(0, SOME, 200), *(slowly(seed, [], 300) for seed in range(4))],
)
def test_the_known_simplest_paradox_is_found_from_every_seed(seed, over, draws):
    # Present exactly where r_C > c + h, r_N > c + h, d + l > k, V + c + h > r_N: from the baseline no one
    # change does, and of two, r_C must exceed 45, and the least number for the other is k = 1.
    found = gp.falsify(TRADE, NEVER_PAYS_TO_LACK, over=over, seed=seed, draws=draws)
    assert found.name == "broken"
    assert found.changed == {"r_C": 46, "k": 1}
    assert found.point == TRADE.point(r_C=46, k=1)
    assert found.size == found.verdict.comparison.gap == 95
    assert found.verdict.name == "present"
    assert gp.verify(found.certificate).game == game_hash(found.game)
    again = run(found.code)
    assert again["verdict"] == found.verdict
    assert again["verdict"].game == found.game


@pytest.mark.slow
def test_toward_simple_the_smallest_whole_numbers_are_found():
    found = gp.falsify(TRADE, NEVER_PAYS_TO_LACK, toward="simple")
    point = found.point
    assert sum(point.values()) == 9
    assert all(value.denominator == 1 for value in point.values())
    assert point["r_C"] > point["c"] + point["h"] < point["r_N"]
    assert point["d"] + point["l"] > point["k"]


@pytest.mark.slow
def test_a_fraction_is_found_where_no_whole_number_serves():
    def between(game):
        """Going never gains more than 2/5 and less than a half."""
        return not Fraction(2, 5) < gain(game) < Fraction(1, 2)

    found = gp.falsify(line(x=(0, 2, 0)), between)
    assert found.changed == {"x": Fraction(3, 7)}
    assert found.claim == "Going never gains more than 2/5 and less than a half."
    assert gain(
        run(found.code.replace("print", "_ = ").replace("_ = (between(game))", ""))["game"]
    ) == Fraction(3, 7)


@pytest.mark.slow
def test_the_size_of_a_violation_leads_to_rare_ones():
    # One point in twenty thousand breaks it; a number says which way to go, a truth value does not.
    wide = line(x=(0, 1000, 1), y=(0, 1000, 1))
    led = [gp.falsify(wide, lambda game: 1990 - gain(game), seed=seed, draws=400) for seed in range(6)]
    lost = [gp.falsify(wide, lambda game: gain(game) <= 1990, seed=seed, draws=400) for seed in range(6)]
    found = [answer for answer in led if answer.name == "broken"]
    assert len(found) >= 3
    assert len(found) > sum(answer.name == "broken" for answer in lost)
    assert all(answer.size == sum(answer.point.values()) - 1990 > 0 for answer in found)


@pytest.mark.slow
def test_violations_up_to_a_size_do_not_count():
    found = gp.falsify(line(), lambda game: 3 - gain(game), least=2)
    assert (found.changed, found.size) == ({"x": 6}, 3)
    assert gp.falsify(line(), lambda game: 3 - gain(game), least=7, draws=60).name == "unbroken"


def test_no_parameter_moves_without_need():
    found = gp.falsify(line(x=(0, 9, 5), y=(0, 9, 5), z=(0, 9, 5)), lambda game: gain(game) < 17)
    assert found.changed == {"x": 7}


# --- answers
# ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_is_true_everywhere_is_unbroken_and_not_proved():
    found = gp.falsify(TRADE, never("option", mover="Taliban", action="host"), draws=40)
    assert found.name == "unbroken"
    assert found.stop == "draws"
    assert 20 <= found.draws <= 40
    assert "there may be others" in found.why
    assert found.closest is None  # a guard-rail says impossible, not by how much


def test_how_near_the_search_came_is_told():
    found = gp.falsify(line(), lambda game: 11 - gain(game), draws=60)
    assert found.name == "unbroken"
    assert found.closest == -1


def test_a_search_that_can_draw_no_more_says_so():
    fixed = gp.family_from_table(["A"], [["go", "stay"]], [["x"], [0]], {"x": (2, 2, 2)})
    found = gp.falsify(fixed, lambda game: gain(game) == 2)
    assert (found.name, found.stop, found.draws) == ("unbroken", "exhausted", 1)
    assert "cannot be drawn was not" in found.why


def test_a_budget_of_seconds_ends_the_search():
    began = monotonic()
    found = gp.falsify(line(), lambda game: monotonic() > 0, draws=10**7, budget=0.3)
    assert (found.name, found.stop) == ("unbroken", "seconds")
    assert monotonic() - began < 20


def test_what_was_found_before_the_time_was_spent_is_told():
    hand = [0.0]

    def slowly(game):
        hand[0] += 0 if gain(game) < 5 else 0.75  # a second counterexample takes longer than there is time
        return gain(game) < 5

    with Clock(now=lambda: hand[0]):
        found = gp.falsify(line(), slowly, budget=1)
    assert hand[0] > 1
    assert found.name == "broken"
    assert gain(found.game) >= 5


@pytest.mark.slow
def test_a_strategy_that_rejects_nearly_everything_is_not_called_exhausted():
    @st.composite
    def picky(draw):
        number = draw(st.integers(0, 10**9))
        assume(number == 0)
        return number

    found = gp.falsify(picky(), lambda n: True, draws=20)
    assert found.stop == "filtered"
    with pytest.raises(InvalidGame, match="draws nothing"):
        gp.falsify(st.nothing(), lambda n: True)


def test_undecided_points_are_counted_and_break_nothing():
    found = gp.falsify(line(), lambda game: None if gain(game) else True, draws=30)
    assert found.name == "unbroken"
    assert 0 < found.undecided < found.draws
    either = gp.falsify(line(), lambda game: None if gain(game) < 3 else gain(game) < 8)
    assert either.name == "broken"
    assert either.undecided > 0


def test_the_same_seed_gives_the_same_answer_and_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = settings.default
    answers = [gp.falsify(line(), lambda game: gain(game) < 7, seed=5) for _ in range(2)]
    assert answers[0].to_data() == answers[1].to_data()
    assert list(Path().iterdir()) == []
    assert settings.default is before


def test_a_problem_in_the_claim_is_told_as_it_is():
    with pytest.raises(ZeroDivisionError):
        gp.falsify(line(), lambda game: 1 / gain(game) < 5)


# --- conjectures
# ------------------------------------------------------------------------------------------------------


def test_always_is_broken_at_the_baseline_where_the_paradox_is_absent():
    found = gp.falsify(TRADE, always("option", **RESTRICTING))
    assert found.changed == {}
    assert found.verdict.name == "absent"
    assert found.size == -found.verdict.comparison.gap >= 0
    assert "the baseline" in str(found)
    assert run(found.code)["verdict"].name == "absent"


def test_a_guard_rail_breaks_always_and_not_never():
    lone = line()
    found = gp.falsify(lone, always("option", mover="A", action="go"))
    assert (found.verdict.name, found.size) == ("impossible", None)
    assert gp.falsify(lone, never("option", mover="A", action="go"), draws=20).name == "unbroken"


def test_what_is_undecided_breaks_neither():
    claim = never("option", **RESTRICTING)
    assert isinstance(claim, Conjecture)
    pennies = gp.NormalForm.from_tables(
        ["A", "B", "C"], [["x", "y"]] * 3, *[[[[1, 0], [0, 1]], [[0, 1], [1, 0]]]] * 3
    )
    verdict = gp.Undecided(pennies, None, "the budget was spent")
    assert claim.read(verdict).broken is None
    assert always("option", **RESTRICTING).read(verdict).broken is None


@pytest.mark.parametrize("name", ["seed/guarded-posts", "seed/third-party-expansion"])
def test_families_of_the_catalog_serve_other_paradoxes(name):
    request = {
        "seed/guarded-posts": (
            "security-insecurity",
            {
                "mover": "Pakistan",
                "action": "guard",
            },
        ),
        "seed/third-party-expansion": (
            "third-party",
            {"mover": "Pakistan", "action": "coerce", "third": "IS-K", "target": "Taliban"},
        ),
    }[name]
    found = gp.falsify(gp.load(name), never(request[0], **request[1]), draws=30)
    assert found.name == "broken"
    assert found.changed == {}
    assert run(found.code)["verdict"].comparison == found.verdict.comparison


def test_comparative_statics_keep_the_parameter_that_changes():
    family, request = _strength()
    found = gp.falsify(family, never("comparative-statics", **request))
    assert found.name == "broken"
    assert set(found.changed) <= {"g"}
    assert run(found.code)["verdict"].comparison == found.verdict.comparison
    with pytest.raises(InvalidGame, match="'x' is the parameter whose change"):
        gp.falsify(family, never("comparative-statics", **request), over=["x"])


def _strength():
    cells = [
        [(f"{a} + x*({b})", second) for a, b, second in row]
        for row in (((-4, 5, 1), (-1, 4, 0)), ((0, 0, 0), (2, 0, "g")))
    ]
    family = gp.family_from_table(["A", "B"], [["a", "b"]] * 2, cells, {"x": (0, 1, 0), "g": (-1, 3, -1)})
    return family, {"mover": "A", "parameter": "x", "low": 0, "high": 1}


def test_a_conjecture_says_itself_and_is_refused_where_there_is_no_such_paradox():
    text = str(never("option", mover="A", action="go", at=["x", "y"]))
    assert (
        text == "never: having an action leaves its owner worse off than not having it; "
        "strong option paradox of A (action taken away: go at x, y)"
    )
    assert str(always("realized", mover="A", action="go", benchmark=1)).startswith("always: ")
    with pytest.raises(InvalidGame, match="there are option"):
        never("luck", mover="A")
    with pytest.raises(InvalidGame, match="missing: action"):
        never("option", mover="A")


@pytest.mark.slow
def test_by_default_the_question_of_the_family_never_holds():
    found = gp.falsify(TRADE, over=["V", "r_C", "k"], draws=200)
    assert found.changed == {"r_C": 46, "k": 1}
    assert found.claim == str(never(TRADE.question))
    with pytest.raises(InvalidGame, match="paradox"):
        gp.falsify(line())


def test_a_question_or_its_fields_say_which_paradox_never_occurs():
    asked = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    for given, fields in ((TRADE.question, {}), ("option", asked), (None, asked)):
        found = gp.falsify(TRADE, given, over=["r_C"], draws=5, **fields)
        assert found.claim == str(never(TRADE.question if given is TRADE.question else "option", **fields))
    with pytest.raises(InvalidGame, match="mover: a field of a question"):
        gp.falsify(TRADE, lambda game: True, mover="Pakistan")


# --- strategies of games
# ---------------------------------------------------------------------------------------------


def equilibria(game):
    found = gp.solve(game)
    return found.is_infinite or len(found) == 1


@pytest.mark.slow
def test_the_smallest_game_with_two_equilibria_is_small():
    found = gp.falsify(testing.normal_forms(players=2), equilibria)
    assert found.name == "broken"
    assert found.point is None
    assert found.game.shape == (2, 2)
    assert sum(abs(p) for cell in found.game.payoffs for p in cell) <= 4
    printed = run(found.code.replace("print(equilibria(game))", ""))
    assert printed["game"] == found.game


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["option", *map(slowly, ("misperception", "comparative-statics", "information"))]
)
def test_instances_break_never_and_their_code_makes_them_again(name):
    first = find(testing.instances(name), lambda case: True, settings=settings(database=None, max_examples=1))
    found = gp.falsify(testing.instances(name), never(first[1]), draws=20)
    assert found.name == "broken"
    again = run(found.code)
    assert again["verdict"].comparison == found.verdict.comparison
    assert again.get("game", again.get("family")) == found.game


@pytest.mark.parametrize(
    "strategy",
    [
        testing.extensive_forms(),
        testing.bayesian_games(),
        testing.normal_forms(players=3),
        testing.families(),
        testing.signaling_games(),
    ],
    ids=["trees", "bayesian", "tables", "families", "signaling"],
)
def test_games_of_every_form_are_printed_as_code_that_makes_them_again(strategy):
    @law(10, strategy)
    def printed(game):
        assert run(f"import gametheory_paradox as gp\ngame = {code_of(game)}\n")["game"] == game


def leader():
    """L moves against F; its first action always pays, and costs security where x is below 2."""
    rows = [[("5 + x", 1), (4, 0)], [(1, 0), (3, 2)]]
    bare = gp.family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], rows, {"x": (0, 5, 3)})
    ledgers = {"security": {"meaning": "harm", "values": {"L": ["x - 2", 9, 9, 0]}}}
    return gp.models.with_accounts(bare, ledgers)


def test_a_measured_family_is_printed_with_its_accounts_and_the_measure():
    found = gp.falsify(leader(), never(mover="L", action="a", measure="security"), draws=100)
    assert found.name == "broken"
    names = run(found.code)
    assert names["verdict"].question.measure == "security"
    assert names["verdict"].gap == found.verdict.gap
    assert names["family"].measured("security").form == leader().measured("security").form


@pytest.mark.parametrize("family", [leader(), TRADE], ids=["table", "tree"])
def test_a_measured_game_is_printed_with_its_measure(family):
    game = family.measured("security").at()
    assert run(f"import gametheory_paradox as gp\ngame = {code_of(game)}\n")["game"] == game


def test_a_refusal_names_the_point():
    lone, two = line(), gp.family_from_table(["A", "B"], [["go", "stay"], ["u"]], [[(1, 0)], [(0, 0)]], {})
    with pytest.raises(InvalidGame, match=r"^at the baseline: the model must have the game's form"):
        gp.falsify(lone, never("misperception", mover="A", model=two.at()), draws=20)
    with (
        pytest.raises(Unsupported, match=r"^at x = 1/2 \(baseline 0\): not so$"),
        naming_point(lone, {"x": Fraction(1, 2)}),
    ):
        raise Unsupported("not so")


def test_a_claim_that_changes_its_mind_is_refused():
    counted = []

    def tired(game):
        counted.append(game)
        return len(counted) != 7

    with pytest.raises(InvalidGame, match="answers differently"):
        gp.falsify(testing.normal_forms(players=2), tired)


# --- bad input
# -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((TRADE, "restricting never pays"), "there is no paradox"),
        ((TRADE, 3), "expected a question, never"),
        ((TRADE.at(), NEVER_PAYS_TO_LACK), "expected a family or a strategy"),
        ((TRADE, lambda game: "yes"), "should answer a truth value, a number or None"),
        ((TRADE, lambda game: float("nan")), "what the claim"),
        ((st.integers(), NEVER_PAYS_TO_LACK), "should draw games"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, said):
    with pytest.raises(InvalidGame, match=said):
        gp.falsify(*arguments)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"seed": -1}, "seed"),
        ({"seed": "1"}, "seed"),
        ({"draws": 0}, "draws"),
        ({"least": "much"}, "least"),
        ({"over": ["q"]}, "'q' is not a parameter"),
        ({"values": {"c": 1000}}, "outside the declared range"),
    ],
)
def test_choices_that_make_no_sense_are_refused(choices, said):
    with pytest.raises(InvalidGame, match=said):
        gp.falsify(TRADE, NEVER_PAYS_TO_LACK, **choices)


def test_names_that_do_not_exist_are_refused_as_detect_refuses_them():
    with pytest.raises(InvalidGame, match="Pakistan"):
        gp.falsify(TRADE, never("option", mover="Paradise", action="restrict"))
    with pytest.raises(InvalidGame, match="parameters of a family, and this is none"):
        gp.falsify(testing.normal_forms(), equilibria, over=["x"])


def test_an_action_without_a_place_is_taken_away_at_each_place_too():
    family = read_model(template("tree", mover="Ann", other="Bob"))
    press = {"mover": "Ann", "action": "press"}
    assert gp.detect(family, "option", **press).name == "absent", "everywhere at once nothing is lost"
    found = gp.falsify(family, never("option", **press), draws=5)
    assert (found.name, found.verdict.question.at) == ("broken", ("after yield",))
    names: dict[str, object] = {}
    exec(found.code, names)
    assert names["verdict"].question.at == ("after yield",)
    assert [own.question.at for own in never("option", **press).scopes(family)] == [
        (),
        ("after yield",),
        ("after resist",),
    ]
    assert len(always("option", **press).scopes(family)) == 1
    assert len(never("option", **press, at="after yield").scopes(family)) == 1


def test_a_claim_is_shown_by_its_name():
    never = gp.studies.never("option", mover="Ann", action="a", name="No hold-up")
    assert str(never).startswith("No hold-up: never: having an action")
    assert str(gp.studies.always("option", mover="Ann", action="a", name="Trap")).startswith("Trap: always: ")

    def told(game):
        """Ann gets something."""

    for claim, words in (
        (Function(lambda game: True, "Ann gets something"), "Ann gets something"),
        (Function(told, "Greed"), "Greed: Ann gets something."),
        (Function(told), "Ann gets something."),
    ):
        assert str(claim) == words


def test_a_name_stands_in_either_answer_and_changes_nothing_else():
    games = testing.normal_forms(players=2, actions=2)
    claims = [
        lambda game: len(gp.solve(game)) == 1,
        Function(lambda game: len(gp.solve(game)) == 1, "Unique"),
    ]
    plain, named = (gp.falsify(games, claim, draws=60) for claim in claims)
    assert named.claim == named.to_data()["claim"] == "Unique"
    assert named.game == plain.game
    assert "Unique" in str(named)
    whole = gp.studies.never("option", mover="Ann", action="a", name="No hold-up")
    kept = gp.falsify(testing.normal_forms(players=2, actions=2, payoffs=st.just(0)), whole, draws=5)
    assert (kept.name, kept.claim[:18]) == ("unbroken", "No hold-up: never:")
