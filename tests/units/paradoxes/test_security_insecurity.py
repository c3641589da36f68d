"""Security-insecurity: with and without, who answers while the others hold, and what is not settled."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Profile, State, StochasticGame
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.maps import chart, escape, prove, thresholds
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.paradoxes import held_plans
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.paradoxes.security_insecurity import HeldSecurity, SecurityInsecurity, claim, variants
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.studies.sweeps.sweeping import sweep
from gametheory_paradox.testing.paradoxes.security_insecurity import securing

# Without "arm" the two play matching pennies; Bob's answer to "arm" is "l".
BARE = NormalForm.from_tables(
    ["Ann", "Bob"], [["arm", "u", "d"], ["l", "r"]], [[5, 5], [1, -1], [-1, 1]], [[1, 0], [-1, 1], [1, -1]]
)
PENNIES = securing(BARE, "Ann", [-2, 6, 1, 0, 0, 1])
REQUEST = {"mover": "Ann", "action": "arm"}
ALONE = "with, if nobody answers"


def told(found):
    return {name: own.values for name, own in found.comparison.payoffs.items()}


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_others_go_on_as_they_do_even_if_they_mix(quantifier):
    found = detect(PENNIES, "security-insecurity", quantifier=quantifier, **REQUEST)
    half = Fraction(1, 2)
    assert told(found) == {"without": (half,), "with": (-2,), ALONE: (2,)}
    rise = found.comparison.held["nobody"].rise
    assert (found.name, rise, found.comparison.gap) == ("present", 3 * half, 5 * half)
    assert verify(found.certificate).verdict == "present"
    assert detect(BARE, quantifier=quantifier, **REQUEST).gap == -5  # arming pays, and makes her less secure


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_measure_that_does_not_protect_by_itself_is_only_a_bad_one(quantifier):
    weak = securing(BARE, "Ann", [-2, 3, 1, 0, 0, 1])
    found = detect(weak, "security-insecurity", quantifier=quantifier, **REQUEST)
    assert (found.name, found.comparison.held["nobody"].rise) == ("absent", 0)
    assert found.comparison.gap > 0
    assert found.why.endswith("it does not protect by itself")


def test_the_definition():
    one, two = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2))
    for quantifier in QUANTIFIERS:

        def holds(without, with_, rise, deciding="nobody", quantifier=quantifier):
            held = {"nobody": HeldSecurity(two, Fraction(rise)), "target": HeldSecurity(two, Fraction(-rise))}
            return SecurityInsecurity(quantifier, without, with_, held, deciding).holds()

        assert holds(two, one, 1)
        assert not holds(two, one, 1, "target")
        assert holds(two, one, -1, "target")
        assert not holds(two, one, 0)
        assert not holds(two, one, -1)
        assert not holds(one, two, 1)
        assert not holds(one, one, 1)
        assert not holds(one, two, 1, "third-parties")


def test_it_must_protect_in_every_equilibrium_without():
    # Without "arm" Bob may play either; armed, Ann is safer against "l" alone.
    game = NormalForm.from_tables(
        ["Ann", "Bob"], [["arm", "not"], ["l", "r"]], [[0, 0], [1, 1]], [[0, 1], [2, 2]]
    )
    secured = securing(game, "Ann", [3, -1, 1, 1])
    found = detect(secured, "security-insecurity", mover="Ann", action="arm", quantifier="possible")
    assert (found.name, found.comparison.held["nobody"].rise) == ("absent", -2)
    assert found.comparison.payoffs["without"].infinite
    assert found.comparison.payoffs[ALONE].values == (-1, 3)
    assert verify(found.certificate).verdict == "absent"


def test_of_infinitely_many_equilibria_of_three_players_the_ends_are_at_corners():
    # B does not care, and C wants what B happens to do; A's security is 4a + 2b + c + 1/2.
    cells = [(a, 0, b * c) for a in range(2) for b in range(2) for c in range(2)]
    bare = NormalForm(("A", "B", "C"), (("x", "y"),) * 3, tuple(tuple(map(Fraction, cell)) for cell in cells))
    game = securing(bare, "A", [n + Fraction(1, 2) for n in range(8)])
    asked = {"mover": "A", "action": "x", "held": "nobody"}
    found = detect(game, "security-insecurity", quantifier="worst", **asked)
    half = Fraction(1, 2)
    assert told(found) == {
        "without": (9 * half, 15 * half),
        "with": (half, 7 * half),
        ALONE: (half, 7 * half),
    }
    assert (found.name, found.comparison.held["nobody"].rise) == ("absent", -4)
    assert verify(found.certificate).verdict == "absent"


def test_security_is_the_account_of_that_name_or_another():
    posts = catalog.load("seed/guarded-posts")
    asked = {"mover": "Pakistan", "action": "guard"}
    found = detect(posts, "security-insecurity", **asked)
    assert found.question.measure == "security"
    carrying = posts.measured("security").at()
    assert detect(carrying, "security-insecurity", **asked).certificate == found.certificate
    paid = detect(posts, "security-insecurity", measure="security + cost", **asked)
    assert (paid.name, paid.gap) == ("present", Fraction(7, 2))
    assert paid.comparison.held["nobody"].rise == Fraction(1, 2)
    with pytest.raises(InvalidGame, match="not about the payoff; what an action does to that is the option"):
        detect(posts, "security-insecurity", measure="payoff", **asked)
    bare = replace(posts, accounts=(), terms=())
    with pytest.raises(
        InvalidGame, match="'security' is no account; there are none; a model declares its own"
    ):
        detect(bare, "security-insecurity", **asked)
    with pytest.raises(InvalidGame, match="the game carries 'payoff'; a family declares accounts"):
        detect(posts.at(), "security-insecurity", **asked)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"action": "pray"}, "Ann has no action 'pray'"),
        ({"held": "everybody"}, "held: expected nobody, target, third-parties, got 'everybody'"),
        ({"held": 3}, "held: expected a name, got 3"),
        ({"target": "Zoe"}, "'Zoe' is not a player"),
        ({"target": "Ann"}, "the target is another player than the mover, Ann"),
    ],
)
def test_requests_that_make_no_sense(change, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        detect(PENNIES, "security-insecurity", **{**REQUEST, **change})


def test_of_two_players_nobody_answers_by_default_and_the_only_other_one_is_the_target():
    assert dict(detect(PENNIES, "security-insecurity", **REQUEST).question.details) == {"held": "nobody"}
    found = detect(PENNIES, "security-insecurity", held="target", **REQUEST)
    assert dict(found.question.details) == {"held": "target", "target": "Bob"}
    assert told(found)["with, if only the target answers"] == told(found)["with"] == (-2,)
    assert (found.name, told(found)["with, if only third parties answer"]) == ("absent", told(found)[ALONE])
    assert verify(found.certificate).verdict == "absent"


def test_another_measure_or_holding_needs_another_certificate():
    data = detect(PENNIES, "security-insecurity", **REQUEST).certificate.to_data()
    for changed in ({"held": "target"}, {"held": None}, {"target": "Bob"}, {"target": 1}, {"at": ["x"]}):
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], **changed}})
    for measure in ("payoff", "trade"):
        with pytest.raises(CertificateRejected):
            verify({**data, "measure": measure})


# --- Trees
# ------------------------------------------------------------------------------------------------------------


def moves(names, player, place, ends):
    return Move(player, place, dict(zip(names, ends, strict=True)))


def posted(seen):
    """Bob decides on a post or a city before Ann, unseen, guards the post; Cat sees all at last.

    Guards make an attack on the post harmless.  Bob gains 2 at an unguarded post, 0 at a guarded one, 1 in
    the city.  Cat, if she may, robs where there are guards to pay (harm 1), and loses by it elsewhere.
    """

    def last(post, guarded):
        harm = (0 if guarded else 2) if post else 3
        gain = (0 if guarded else 2) if post else 1
        rob = (-int(guarded), gain, 1 if guarded else -1, -harm - 1, 0, 0)
        rest = (-int(guarded), gain, 0, -harm, 0, 0)
        place = f"{'post' if post else 'city'}, {'guarded' if guarded else 'open'}"
        return moves(seen, "Cat", place, (rob, rest) if len(seen) == 2 else (rest,))

    def guards(post):
        return moves(("guard", "open"), "Ann", "blind", (last(post, True), last(post, False)))

    tree = moves(("post", "city"), "Bob", "first", (guards(True), guards(False)))
    return ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], tree, measure="security")


def test_in_a_tree_those_who_do_not_see_the_measure_hold():
    # Without guards Bob attacks the post: -2.  With guards the city, since 1 > 0, where Cat robs too: -4.
    # If Bob goes on, a guarded post: harm 0, and Cat, who is met only after the guards, robs: -1.
    game = posted(("rob", "rest"))
    for quantifier in QUANTIFIERS:
        found = detect(
            game, "security-insecurity", mover="Ann", action="guard", target="Bob", quantifier=quantifier
        )
        assert told(found) == {
            "without": (-2,),
            "with": (-4,),
            ALONE: (-1,),
            "with, if only the target answers": (-4,),
            "with, if only third parties answer": (-1,),
        }
        assert (found.name, found.comparison.gap) == ("absent", 2)
        assert verify(found.certificate).verdict == "absent"
    asked = {"mover": "Ann", "action": "guard", "target": "Cat"}
    found = detect(game, "security-insecurity", **asked)
    assert (found.name, found.comparison.held["target"].rise) == ("present", 1)
    assert "it protects by itself" in found.why
    other = detect(game, "security-insecurity", held="third-parties", **asked)
    assert (other.name, other.comparison.payoffs) == ("absent", found.comparison.payoffs)
    with pytest.raises(
        InvalidGame, match="Bob, Cat may answer 'guard': name the target, whose answer is looked"
    ):
        detect(game, "security-insecurity", mover="Ann", action="guard")


def test_nash_equilibria_and_hidden_moves_say_what_their_players_come_to():
    asked = {"mover": "Ann", "action": "guard", "held": "target"}
    for concept in ("nash", "perfect-bayesian", "sequential"):
        found = detect(posted(("rest",)), "security-insecurity", concept=concept, **asked)
        assert (told(found)["without"], told(found)["with"], told(found)[ALONE]) == ((-2,), (-3,), (0,))
        assert found.question.details["target"] == "Bob"  # who alone can answer
        assert verify(found.certificate).verdict == found.name == "absent"
        alone = detect(posted(("rest",)), "security-insecurity", concept=concept, mover="Ann", action="guard")
        assert (alone.name, alone.question.details["held"]) == ("present", "nobody")
        assert verify(alone.certificate).verdict == "present"


def answered(own, tied=0):
    """Ann, where Bob let her in, guards or not; Bob sees guards and goes left or right.

    By itself no guard is answered: Bob's choice is met only after it.
    """
    after = moves(("l", "r"), "Bob", "guarded", ((0, 1, own[0], 0), (0, 1 - tied, own[1], 0)))
    tree = moves(("guard", "open"), "Ann", "start", (after, (1, 0, 0, 0)))
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")


def test_who_is_met_only_after_the_measure_follows_its_one_plan():
    found = detect(answered((3, -5), tied=1), "security-insecurity", mover="Ann", action="guard")
    assert told(found) == {"without": (0,), "with": (3,), ALONE: (3,)}
    assert (found.name, found.comparison.gap) == ("absent", -3)


def test_without_one_plan_the_answer_is_open_unless_security_does_not_fall():
    # Bob minds nothing: with guards security is anything from -5 to 3.
    asked = {"mover": "Ann", "action": "guard"}
    strong = detect(answered((3, -5)), "security-insecurity", **asked)
    assert (strong.name, told(strong)) == ("absent", {"without": (0,), "with": (-5, 3)})
    assert verify(strong.certificate).verdict == "absent"
    worst = detect(answered((3, -5)), "security-insecurity", quantifier="worst", **asked)
    assert (worst.name, worst.certificate) == ("undecided", None)
    why = "Bob has no one plan at 'guarded' once the action is taken, and it protects under some alone"
    assert worst.why == why
    forged = {**strong.certificate.data, "quantifier": "worst", "gap": "5"}
    with pytest.raises(CertificateRejected, match="does not settle it: of infinitely many"):
        verify(forged)


def raided(*raid):
    """Bob strikes a city or a post, which is one to him, or raids; Ann, who sees it, guards or not."""
    places = {"city": (1, 1, -2, -1), "post": (1, 1, -1, 0), "raid": raid}
    after = [
        moves(("guard", "open"), "Ann", name, ((0, guarded, held, 0), (0, left, open_, 0)))
        for name, (left, guarded, open_, held) in places.items()
    ]
    tree = moves(places, "Bob", "first", after)
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_who_is_indifferent_without_the_step_goes_on_in_every_way_it_may(quantifier):
    asked = {"mover": "Ann", "action": "guard", "quantifier": quantifier}
    found = detect(raided(0, 2, -9, -5), "security-insecurity", **asked)
    assert told(found) == {"without": (-2, -1), "with": (-5,), ALONE: (-1, 0)}
    assert (found.name, found.comparison.held["nobody"].rise) == ("present", 1)
    data = found.certificate.data
    assert verify(data).verdict == "present"
    for ends in (["-1", "1"], ["-2", "0"]):
        with pytest.raises(CertificateRejected):
            verify({**data, "payoffs": {**data["payoffs"], ALONE: ends}})


def test_it_must_protect_whatever_somebody_does_who_is_indifferent():
    # Without guards Bob may raid as well, and guards do nothing against that.
    found = detect(
        raided(1, 2, -5, -5), "security-insecurity", quantifier="best", mover="Ann", action="guard"
    )
    assert told(found) == {"without": (-5, -1), "with": (-5,), ALONE: (-5, 0)}
    assert (found.name, found.comparison.held["nobody"].rise) == ("absent", 0)
    assert verify(found.certificate).verdict == "absent"


def test_ends_that_no_equilibrium_is_seen_to_attain_are_left_open():
    """Bob goes where Ann guards or not, or to Cat, who does not care and may please him or keep Ann safe."""
    cat = moves("xy", "Cat", "then", ((0, 0, 0, 9, 0, 0), (0, 2, 0, 0, 0, 0)))
    ann = moves(("guard", "open"), "Ann", "now", ((0, 1, 0, 3, 0, 0), (0, 1, 0, 1, 0, 0)))
    tree = moves("lr", "Bob", "first", (ann, cat))
    game = ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], tree, measure="security")
    asked = {"mover": "Ann", "action": "guard", "held": "nobody"}
    found = detect(game, "security-insecurity", quantifier="possible", **asked)
    assert (found.name, found.certificate) == ("undecided", None)
    assert found.why == "ties leave open between what ends Ann's security is while others hold still"
    strong = detect(game, "security-insecurity", **asked)
    assert (strong.name, told(strong)["without"]) == ("absent", (0, Fraction(9, 2)))


def test_ties_that_leave_very_many_plans_are_not_gone_through(monkeypatch):
    monkeypatch.setattr(held_plans, "MOST_LOOKS", 10)
    found = detect(raided(0, 2, -9, -5), "security-insecurity", mover="Ann", action="guard")
    assert (found.name, found.why) == ("undecided", "there are more than 10 plans to look at")


def test_a_set_that_the_own_plan_excludes_has_no_plan_by_nash_equilibria():
    """Bob goes home or stays; if he stays Ann, who sees nothing of it, guards or not; then Bob acts on it.

    Under guards he goes home, so that no Nash equilibrium says what he would do had he stayed.
    """
    later = moves(("l", "r"), "Bob", "later", ((0, 1, 4, 0), (0, 0, 4, 0)))
    stay = moves(("guard", "open"), "Ann", "blind", (later, (0, 5, 1, 0)))
    home = moves(("guard", "open"), "Ann", "blind", ((0, 2, 0, 0), (0, 2, 0, 0)))
    tree = moves(("stay", "home"), "Bob", "first", (stay, home))
    game = ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")
    asked = {"mover": "Ann", "action": "guard"}
    nash = detect(game, "security-insecurity", concept="nash", **asked)
    assert nash.name == "undecided"
    assert nash.why == "the equilibria do not say what Bob would do at 'later'"
    found = detect(game, "security-insecurity", concept="perfect-bayesian", **asked)
    assert (found.name, told(found)) == ("present", {"without": (1,), "with": (0,), ALONE: (4,)})


@pytest.mark.parametrize(("left", "verdict"), [(1, "undecided"), (-1, "absent")])
def test_several_plans_after_the_measure_leave_it_open_unless_they_agree(left, verdict):
    """Ann and Bob play a game of two strict equilibria and a mixed one once she has guarded."""

    def entered(row):
        ends = [(int(row == own), int(row == own), harm, 0) for own, harm in (("l", left), ("r", -2))]
        return moves("lr", "Bob", "inside", ends)

    inner = moves("lr", "Ann", "guarded", (entered("l"), entered("r")))
    game = ExtensiveForm.from_tree(
        ["Ann", "Bob"], moves(("guard", "open"), "Ann", "start", (inner, (0, 0, 0, 0))), measure="security"
    )
    found = detect(game, "security-insecurity", mover="Ann", action="guard", quantifier="worst")
    assert found.name == verdict
    if verdict == "undecided":
        why = "Ann has no one plan at 'guarded' once the action is taken, and it protects under some alone"
        assert found.why == why
    else:
        half = Fraction(1, 2)
        assert told(found)[ALONE] == (-2, -3 * half, -1)
        assert verify(found.certificate).verdict == "absent"


def test_who_forgets_the_measure_is_refused():
    """Without guards Ann goes home: what she would do where she has forgotten them nobody says."""
    ends = ((0, 0, 1, 0), (0, 0, 2, 0)), ((1, 0, 0, 0), (0, 0, 0, 0))
    forgotten = [moves("lr", "Ann", "forgotten", own) for own in ends]
    tree = moves(("guard", "open", "home"), "Ann", "start", (*forgotten, (5, 0, 9, 0)))
    game = ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")
    asked = {"mover": "Ann", "action": "guard", "quantifier": "worst"}
    for concept in ("nash", "subgame-perfect"):
        with pytest.raises(Unsupported, match="Ann does not remember its own moves at 'forgotten'"):
            detect(game, "security-insecurity", concept=concept, **asked)


def coordinated(first, *, outside, left=-1):
    """After "guard" Bob ends it, or goes in where he and Cat coordinate, in one of three equilibria."""

    def inside(row):
        harm = left if row == "l" else -2
        return moves(
            "lr", "Cat", "in", [(0, int(row == own), int(row == own), 0, harm, 0, 0, 0) for own in "lr"]
        )

    within = moves("lr", "Bob", "in", (inside("l"), inside("r")))
    bob = moves(("end", "go in"), "Bob", "guarded", ((0, outside, 0, 0, first, 0, 0, 0), within))
    tree = moves(("guard", "open"), "Ann", "start", (bob, (0,) * 8))
    return ExtensiveForm.from_tree(["Ann", "Bob", "Cat", "Dan"], tree, measure="security")


def test_several_plans_of_those_who_answer_are_all_compared():
    asked = {"mover": "Ann", "action": "guard", "target": "Dan"}
    found = detect(coordinated(-3, outside=-1), "security-insecurity", held="third-parties", **asked)
    others = found.comparison.payoffs["with, if only third parties answer"]
    assert (others.values, others.infinite) == ((-2, -3 * Fraction(1, 2), -1), False)
    assert (found.name, found.comparison.held["third-parties"].rise) == ("absent", -2)
    assert verify(found.certificate).verdict == "absent"
    nobody = detect(coordinated(-3, outside=-1), "security-insecurity", held="nobody", **asked)
    assert nobody.name == "absent"  # less secure whatever Bob and Cat are taken to do
    asked |= {"held": "nobody", "quantifier": "worst"}
    either = detect(coordinated(-3, outside=-1, left=1), "security-insecurity", **asked)
    assert (either.name, either.why[:27]) == ("undecided", "Bob has no one plan at 'in'")


def test_what_is_done_where_play_does_not_come_is_of_no_account():
    asked = {"mover": "Ann", "action": "guard", "held": "nobody"}
    found = detect(coordinated(-3, outside=2), "security-insecurity", **asked)  # he never goes in
    assert (found.name, told(found)[ALONE], found.comparison.gap) == ("absent", (-3,), 3)


def test_the_mover_holds_elsewhere_so_that_its_own_carelessness_counts():
    """Ann goes on patrol or rests, then guards or not: with guards resting pays, and is less secure."""
    late = [
        moves(("guard", "open"), "Ann", f"{early}, at night", ((own, 0, harm, 0), (1 - own, 0, 0, 0)))
        for early, own, harm in (("patrol", 0, 5), ("rest", 1, -3))
    ]
    tree = moves(("patrol", "rest"), "Ann", "early", late)
    game = ExtensiveForm.from_tree(["Ann", "Bob"], tree, measure="security")
    found = detect(game, "security-insecurity", mover="Ann", action="guard", target="Bob")
    assert told(found) == {
        "without": (0,),
        "with": (-3,),
        ALONE: (5,),
        "with, if only the target answers": (5,),
        "with, if only third parties answer": (5,),
    }
    assert (found.name, found.question.details["held"]) == ("present", "nobody")
    assert verify(found.certificate).verdict == "present"


def test_many_answers_are_of_no_account_while_nobody_gives_them():
    bare = NormalForm.from_tables(
        ["Ann", "Bob"], [["arm", "not"], ["l", "r"]], [[0, 0], [0, 0]], [[0, 0], [1, 0]]
    )
    found = detect(securing(bare, "Ann", [3, -1, 1, 1]), "security-insecurity", quantifier="worst", **REQUEST)
    assert found.comparison.payoffs["with"].infinite
    assert not found.comparison.payoffs[ALONE].infinite
    assert (found.name, told(found)) == ("present", {"without": (1,), "with": (-1, 3), ALONE: (3,)})
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("bounded", ["without", "with"])
def test_plans_that_are_not_all_listed_say_nothing_on_either_side(bounded):
    game = answered((3, -5), tied=1)
    question = Question("security-insecurity", mover="Ann", action="guard", held="nobody", quantifier="worst")
    sets = {}
    for name, variant in variants(game, question).items():
        infos = variant.information_sets
        numbers = [tuple(min(k, len(info.actions) - 1) for info in infos) for k in range(2)]
        profiles = tuple(Profile.pure(infos, chosen) for chosen in numbers)
        sets[name] = EquilibriumSet(variant, profiles, infinite=name == bounded, spanning=name != bounded)
    assert "not every plan is listed" in claim(game, question, sets)


# --- Over parameters
# ------------------------------------------------------------------------------------------------------------


def test_formulas_are_offered_in_trees_and_in_tables_in_which_two_choose():
    campaign = catalog.load("seed/militarisation/measure")  # of three players, who have dominated actions
    found = thresholds(campaign, "security-insecurity", mover="Pakistan", action="campaign", target="TTP")
    assert (str(found.present), str(found.open)) == ("rho > 1", "never")
    posts = catalog.load("seed/guarded-posts")
    found = chart(posts, "security-insecurity", mover="Pakistan", action="guard", over=["g_c"])
    # Cities draw the attack where g_c > g_g = 1: (5/2 - 1) of (5/2 + 1).
    assert found.share[0] <= Fraction(3, 7) <= found.share[1]


# Guards do not deter where t < 1 - a + j.  Pakistan protects without them and not beside them where
# e(1 - a)(H_P + W_P) < f < e(H_P + W_P), lives and works; China is then harmed by 1 - e without, 1 - a with,
# (1 - a)(1 - e) held.
SENT = {"mover": "China", "action": "send guards", "target": "TTP"}
LESS_SAFE = "j + 1 > a + t and H_P*a*e + W_P*a*e + f > H_P*e + W_P*e and H_P*e + W_P*e > f and e > a"


@pytest.mark.parametrize(
    ("held", "present"), [("nobody", LESS_SAFE), ("target", LESS_SAFE), ("third-parties", "never")]
)
def test_guards_protect_by_themselves_and_not_once_the_host_economizes(held, present):
    guards = catalog.load("seed/private-security/unasked")
    found = thresholds(guards, "security-insecurity", held=held, **SENT)
    assert (str(found.present), str(found.open)) == (present, "never")


def test_a_map_of_a_tree_has_a_certificate():
    guards = catalog.load("seed/private-security/unasked")
    found = chart(guards, "security-insecurity", over=["a", "e"], **SENT)
    assert (found.verdict_at(a="2/5", e="1/2"), found.verdict_at(a="1/2", e="2/5")) == ("present", "absent")
    assert verify(found.certificate).kind == "map"


@pytest.mark.slow
def test_a_proof_of_a_tree_has_a_certificate():
    guards = catalog.load("seed/private-security/unasked")
    assumed = [
        "1 - a + j > t",
        "f > e*H_P + e*W_P - a*e*H_P - a*e*W_P",
        "e*H_P + e*W_P > f",
        "e > a",
        "H_C > 1",
    ]
    proved = prove(guards, "security-insecurity", assuming=assumed, budget=None, **SENT)
    assert proved.name == "proved"
    assert verify(proved.certificate).kind == "proposition"


@pytest.mark.slow
def test_ways_out_and_grids_of_a_tree_follow_its_inequalities():
    guards = catalog.load("seed/private-security/unasked")  # a = 2/5, e = 1/2, f = 40, H_P + W_P = 107.2
    by_a, by_e = escape(guards, "security-insecurity", levers=["a", "e"], **SENT).ways[:2]
    assert (by_a.surface, by_a.binding) == ({"a": Fraction(1, 2)}, ("a = e",))
    assert (by_e.surface, by_e.binding) == ({"e": Fraction(2, 5)}, ("a = e",))  # above f/(H_P + W_P)
    grid = {"a": ["1/10", "2/5", "3/5"], "e": ["1/5", "1/2", "3/5", "4/5"]}
    found = sweep(guards, grid, "security-insecurity", **SENT)
    # Guards do not deter: 1/4 < 1 - a + 1/10.
    assert [[int(told) for told in row] for row in found.verdict.values] == [
        [int(e > a and e * (1 - a) < 40 / Fraction("107.2") < e) for e in map(Fraction, grid["e"])]
        for a in map(Fraction, grid["a"])
    ]


# --- Several actions
# ------------------------------------------------------------------------------------------------------------

# Without its two measures Ann plays "u" or "d" against Bob, who answers a fence by "r" and a guard by "l".
FENCED = securing(
    NormalForm.from_tables(
        ["Ann", "Bob"],
        [["fence", "guard", "u", "d"], ["l", "r"]],
        [[3, 4], [2, 1], [1, -1], [-1, 1]],
        [[0, 1], [1, 0], [-1, 1], [1, -1]],
    ),
    "Ann",
    [6, -2, 4, -3, 1, 0, 0, 1],
)
BOTH = {"mover": "Ann", "action": ["fence", "guard"]}


def test_of_several_actions_the_mover_lacks_all_or_takes_the_one_that_suits_it():
    found = detect(FENCED, "security-insecurity", **BOTH)
    half = Fraction(1, 2)
    # She fences, which pays more whatever Bob does, and is 1/2 safe without; held, 6 and -2 are as likely.
    assert told(found) == {"without": (half,), "with": (-2,), ALONE: (2,)}
    assert (found.name, found.comparison.held["nobody"].rise) == ("present", 3 * half)
    assert verify(found.certificate).verdict == "present"
    assert "without 'fence' and 'guard'" in found.why


def test_several_actions_without_one_plan_among_them_are_left_open_unless_security_does_not_fall():
    # She fences against "l" and guards against "r", as Bob likes.
    payoffs = [[2, 1], [1, 2], [1, -1], [-1, 1]]
    torn = NormalForm.from_tables(
        ["Ann", "Bob"],
        [["fence", "guard", "u", "d"], ["l", "r"]],
        payoffs,
        [[1, 0], [0, 1], [-1, 1], [1, -1]],
    )
    torn_by, unsafe, safe = (
        securing(torn, "Ann", [*row, 1, 0, 0, 1]) for row in ((-2, 5, -2, -2), (-2,) * 4, (2,) * 4)
    )
    found = detect(torn_by, "security-insecurity", **BOTH)  # held, fencing adds 1, and guarding takes 5/2
    why = "Ann has no one plan once the action is taken, and it protects under some alone"
    assert (found.name, found.why) == ("undecided", why)
    assert [detect(game, "security-insecurity", **BOTH).name for game in (unsafe, safe)] == ["absent"] * 2
    kept = securing(torn, "Ann", [-2, 5, 5, -2, 1, 0, 0, 1])
    found = detect(kept, "security-insecurity", **{**BOTH, "quantifier": "worst"})
    assert (found.name, told(found)["with, if nobody answers"]) == ("present", (Fraction(3, 2),))
    assert verify(found.certificate).verdict == "present"


def test_several_actions_may_stand_at_several_sets():
    family = catalog.load("seed/deportation")
    asked = {"mover": "Pakistan", "action": ["deport at once", "deport"], "target": "Taliban"}
    found = detect(family, "security-insecurity", **asked)
    assert (found.name, told(found)["without"], told(found)["with"]) == ("absent", (0,), (-9,))
    assert verify(found.certificate).verdict == "absent"


RESTRAINED = {"V": 300, "k": 6, "t": 60}
COERCE = {"mover": "Pakistan", "action": "coerce", "at": "poor", "measure": "security"}


def test_over_time_others_go_on_as_they_would_without_the_action():
    """Restraint for the sake of growth is worth 300 a year; under coercion nothing grows."""
    found = detect(catalog.load("seed/development"), "security-insecurity", values=RESTRAINED, **COERCE)
    assert found.name == "present"
    assert told(found) == {"without": (Fraction(15_000, 13),), "with": (0,), ALONE: (1_500,)}
    assert verify(found.certificate).verdict == "present"


def test_over_time_formulas_say_what_points_say():
    family = catalog.load("seed/development")
    rest = {name: value for name, value in family.baseline.items() if name != "k"} | {"V": 300, "t": 60}
    where = thresholds(family, "security-insecurity", values=rest, **COERCE)
    assert str(where.present) == "96 > 13*k"
    names = [
        detect(family, "security-insecurity", values={**rest, "k": k}, **COERCE).name
        for k in (1, 5, 7, 36, 99)
    ]
    assert names == ["present"] * 3 + ["absent"] * 2

    region = chart(family, "security-insecurity", over=["k"], values={"V": 300, "t": 60}, **COERCE)
    assert verify(region.certificate).kind == "map"
    low, high = region.share
    assert low <= (Fraction(96, 13) - Fraction(1, 100)) / (155 - Fraction(1, 100)) <= high


def test_over_time_what_is_known_by_a_box_alone_settles_nothing():
    asked = {"values": {"V": 110, "k": 8, "t": 60}, **COERCE}
    found = detect(catalog.load("seed/development"), "security-insecurity", **asked)
    assert found.name == "undecided"
    assert found.why == "an equilibrium is known by a box alone, and so are its plans"


def test_over_time_plans_that_are_put_together_where_there_is_no_mixture_are_no_play():
    """One equilibrium with the action mixes with odds that are above 1 for every q."""
    q, third, fair = (
        RationalFunction.variable("q"),
        *(RationalFunction.constant(Fraction(own)) for own in ("1/3", "1/2")),
    )
    one, none = RationalFunction.constant(1), RationalFunction.constant(0)
    rows = (q, one - q), (one - third, third), (one / (one + one - q), (one - q) / (one + one - q))
    cells = [
        "1 1 0 0",
        "2 1/2 0 0",
        "3 1 3/2 0",
        "3 1/2 1 1",
        "-1 1 1 2",
        "0 1 1 1/2",
        "3 -1/2 0 1",
        "-3 1 0 0",
    ]
    last = ["3 0 1 1", "-2 1 1 1"]

    def paid(text):
        first, second, third_one, safe = (RationalFunction.constant(Fraction(own)) for own in text.split())
        return first, second, third_one, none, none, safe

    two = ("a0", "a1")
    led = tuple(rows[n] for n in (0, 1, 2, 1, 0, 1, 2, 1))
    states = (
        State("s0", (two,) * 3, tuple(map(paid, cells)), led),
        State("s1", (two, (), ()), tuple(map(paid, last)), ((fair, fair), (third, one - third))),
    )
    form = StochasticGame(("P0", "P1", "P2"), states, (one, none), (fair,) * 3, measure="security")
    family = GameFamily(form, (Parameter("q", Fraction(1, 10), Fraction(9, 10), Fraction(1, 3)),))
    asked = {"mover": "P2", "action": "a0", "target": "P1", "held": "third-parties", "quantifier": "possible"}
    found = thresholds(family, "security-insecurity", **asked)
    assert (found.present.is_never, str(found.open)) == (True, "always")
