"""The trade restriction: the program must find what a person derives by hand, also in changed files.

By hand.  IS-K expands exactly when the border is closed, so after compliance restricting pays Pakistan r_C -
c - h more than not, and after hosting r_N - c - h.  Where both are positive the Taliban host (suppressing
costs them k on top), and Pakistan gets r_N - c - h.  Where Pakistan cannot restrict after compliance, the
Taliban suppress if k < d + l, and Pakistan gets V.
"""

import re
from collections import Counter
from fractions import Fraction
from importlib.resources import files
from itertools import combinations
from random import Random

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import option_in_tree
from witnesses.games import QUANTIFIERS, requests
from witnesses.sampling import always, cases, ordinarily, seen, slowly
from witnesses.volumes import share

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Decision
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas, chart, thresholds
from gametheory_paradox.models import parse_formula
from gametheory_paradox.models.files import read_model

NAME = "seed/trade-restriction"
FAMILY = catalog.load(NAME)
TEXT = (files(catalog) / f"{NAME}.yaml").read_text(encoding="utf-8")
PARAMETERS = ("V", "c", "r_C", "r_N", "h", "k", "d", "l", "w", "w_0")
RESTRICT = {"mover": "Pakistan", "action": "restrict"}
AFTER = {**RESTRICT, "at": ["after suppress"]}
STRONG = ("r_C - c - h", "r_N - c - h", "d + l - k", "V - r_N + c + h")


# --- points in the region, around it and on its boundaries
# -----------------------------------------------------------


def one_point(seed, margin=0, inside=False):
    """Values of all parameters: each condition holds, or (unless ``inside``) just holds or just fails."""
    random = Random(seed)

    def step():
        return Fraction(random.randint(1, 96), 12)

    def signed():
        return step() * (1 if inside else random.choice([1, 1, 1, 1, 0, -1]))

    c, h, d, l = (Fraction(random.randint(0, 60), 6) for _ in range(4))  # noqa: E741
    r_C, r_N = (max(Fraction(0), c + h + margin + signed()) for _ in range(2))  # noqa: N806
    if inside:
        d += Fraction(1, 50)
    k = max(Fraction(1, 100), (d + l) * Fraction(random.randint(1, 5), 6) if inside else d + l - signed())
    V = max(Fraction(0), r_N - c - h + signed())  # noqa: N806
    return dict(zip(PARAMETERS, (V, c, r_C, r_N, h, k, d, l, step(), step()), strict=True))


def points(margin=0, inside=False):
    """Points in the region, around it and on its boundaries."""
    return st.integers(0, 10**9).map(lambda seed: one_point(seed, margin, inside))


def margins(point):
    """By how much each of the four conditions holds."""
    complied = point["r_C"] - point["c"] - point["h"]
    hosted = point["r_N"] - point["c"] - point["h"]
    return complied, hosted, point["d"] + point["l"] - point["k"], point["V"] - hosted


def choices(margin):
    return {"restrict"} if margin > 0 else {"open"} if margin < 0 else {"restrict", "open"}


def plans(found):
    """What Pakistan does after each move, in every pure equilibrium."""
    return {
        tuple(
            next(a for a in ("restrict", "open") if profile.plays("Pakistan", a, at) == 1)
            for at in ("after suppress", "after host")
        )
        for profile in found
        if profile.is_pure
    }


def deletion(game, **request):
    """Pakistan's payoffs with and without, as detect compares them."""
    found = detect(game, **request)
    return found.comparison.with_action.values, found.comparison.without_action.values


@cases(33, 3000)
def test_restricting_after_both_moves_is_the_unique_plan_exactly_where_both_rewards_exceed_both_costs(count):
    @always(count, points())
    def law(point):
        complied, hosted, _, _ = margins(point)
        found = solve(FAMILY.at(point))
        assert plans(found) == {(a, b) for a in choices(complied) for b in choices(hosted)}
        if complied and hosted:
            assert (plans(found) == {("restrict", "restrict")}) == (complied > 0 and hosted > 0)
        else:
            assert (("restrict", "restrict") in plans(found)) == (complied >= 0 and hosted >= 0)
            assert len(plans(found)) > 1
            assert found.is_infinite


@cases(12, 3000)
def test_the_option_hurts_exactly_where_all_four_conditions_hold_strictly(count):
    @always(count, points())
    def law(point):
        held = margins(point)
        found = detect(FAMILY.at(point), **AFTER)
        if all(margin > 0 for margin in held):
            assert found.name == "present"
            assert found.comparison.gap == held[3]
            assert verify(found.certificate).verdict == "present"
        elif all(held):
            assert found.name == "absent"
        else:
            assert found.name in ("absent", "undecided")


def test_each_boundary_alone_is_never_present():
    base = {"V": 9, "c": 1, "r_C": 4, "r_N": 5, "h": 2, "k": 3, "d": 4, "l": 2, "w": 1, "w_0": 1}
    assert detect(FAMILY.at(base), **AFTER).name == "present"
    for change in ({"r_C": 3}, {"r_N": 3}, {"k": 6}, {"V": 2}):
        point = {name: Fraction(value) for name, value in {**base, **change}.items()}
        assert sorted(margins(point))[0] == 0 < sorted(margins(point))[1]
        assert detect(FAMILY.at(point), **AFTER).name in ("absent", "undecided")


@cases(11, 1500)
def test_in_the_region_the_threat_is_needed_and_its_use_after_compliance_hurts(count):
    @always(count, points(inside=True))
    def law(point):
        assert all(margin > 0 for margin in margins(point))
        game, (_, hosted, _, _) = FAMILY.at(point), margins(point)
        assert deletion(game, **AFTER) == ((hosted,), (point["V"],))
        assert deletion(game, **RESTRICT, at="after host") == ((hosted,), (0,))
        assert deletion(game, **RESTRICT) == ((hosted,), (0,))
        assert detect(game, **RESTRICT, at="after host").name == detect(game, **RESTRICT).name == "absent"
        assert plans(solve(game)) == {("restrict", "restrict")}


@cases(17, 1500)
def test_every_verdict_about_every_move_agrees_with_brute_force(count):
    @always(count, points(), st.sampled_from(requests(FAMILY.at())), st.sampled_from(QUANTIFIERS))
    def law(point, request, quantifier):
        game = FAMILY.at(point)
        found, sampled = detect(game, quantifier=quantifier, **request), option_in_tree(game, **request)
        if found.name == "undecided":
            assert sampled.ties
        else:
            assert (found.name == "present") == sampled.option.hurts(quantifier)


@pytest.mark.slow
def test_inside_outside_and_every_boundary_are_met_often():
    @seen(300, points())
    def kinds(point):
        return tuple((margin > 0) - (margin < 0) for margin in margins(point))

    assert kinds[1, 1, 1, 1] >= 30
    assert sum(count for kind, count in kinds.items() if -1 in kind and 0 not in kind) >= 40
    for position in range(4):
        wall = tuple(0 if n == position else 1 for n in range(4))
        assert kinds[wall] >= 3

    @seen(100, points())
    def verdicts(point):
        return detect(FAMILY.at(point), **AFTER).name

    assert verdicts["present"] >= 10
    assert verdicts["absent"] >= 10


def test_the_control_without_a_reward_after_compliance_never_holds_it():
    control = catalog.load(f"{NAME}/control")
    assert str(thresholds(control, **AFTER).present) == "never"

    @always(ordinarily(21, 60), points())
    def law(point):
        assert detect(control.at({**point, "r_C": 0}), **AFTER).name in ("absent", "undecided")


# --- as formulas
# -----------------------------------------------------------------------------------------------------


def formula(text, names=PARAMETERS):
    """The polynomial up to a positive factor, so that inequalities can be compared."""
    polynomial = parse_formula(text, names).numerator
    scale = abs(next(iter(sorted(polynomial.terms.items())))[1])
    return frozenset((monomial, value / scale) for monomial, value in polynomial.terms.items())


def inequalities(case):
    return frozenset(formula(str(part.polynomial), part.polynomial.names) for part in case)


def as_formulas(condition):
    """The cases of a condition as sets of inequalities."""
    return {inequalities(case) for case in condition.cases}


def conjunction(*texts, names=PARAMETERS):
    return frozenset(formula(text, names) for text in texts)


def holds(condition, point):
    """Whether a condition holds, by its printed inequalities; None where one of them is an equality."""
    values = [[part.polynomial.value(point) for part in case] for case in condition.cases]
    if any(value == 0 for case in values for value in case):
        return None
    return any(all(value > 0 for value in case) for case in values)


def test_the_thresholds_are_the_four_inequalities():
    found = thresholds(FAMILY, **AFTER)
    assert as_formulas(found.present) == {conjunction(*STRONG)}
    assert str(found.open) == "never"


def test_the_atlas_says_who_does_what_where():
    found = {(c.player, c.information_set, c.action): as_formulas(c.condition) for c in atlas(FAMILY).choices}
    assert found["Pakistan", "after suppress", "restrict"] == {conjunction("r_C - c - h")}
    assert found["Pakistan", "after host", "restrict"] == {conjunction("r_N - c - h")}
    assert found["Pakistan", "after host", "open"] == {conjunction("c + h - r_N")}
    for after in ("suppress", "host"):
        assert found["IS-K", f"border closed after {after}", "expand"] == {frozenset()}
        assert found["IS-K", f"border open after {after}", "hold"] == {frozenset()}
        assert found["IS-K", f"border closed after {after}", "hold"] == set()
    assert found["Taliban", "start", "suppress"] == {conjunction("c + h - r_C", "r_N - c - h", "d + l - k")}


@cases(20, 600)
def test_every_condition_in_the_atlas_is_what_solving_finds_at_a_point(count):
    book = atlas(FAMILY)

    @always(count, points().filter(lambda point: all(margins(point))))
    def law(point):
        found = solve(FAMILY.at(point))
        assert len(found) == 1
        for choice in book.choices:
            played = found[0].plays(choice.player, choice.action, choice.information_set)
            assert holds(choice.condition, point) == (played == 1)
        (there,) = [leaf for leaf in book.leaves if holds(leaf.condition, point)]
        assert tuple(payoff.value(point) for payoff in there.payoffs) == found.payoffs[0]


# --- a changed model file
# --------------------------------------------------------------------------------------------


def edited(*changes):
    """The model file with pieces of text replaced, each of which stands in it exactly once."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read_model(text, "changed.yaml", quantities=catalog.quantities)


def value_of(player, when, old, new):
    return (
        f"{{player: {player}, value: {old}, when: {when}",
        f"{{player: {player}, value: {new}, when: {when}",
    )


def check_everywhere(family, request, by_hand, count, places=None):
    """Thresholds, detect, brute force and the formula by hand agree at points inside and outside."""
    found = thresholds(family, **request)
    assert str(found.open) == "never"
    met, count = Counter(), ordinarily(count * 2 // 3, count)

    @always(count, points() if places is None else places)
    def law(point):
        game = family.at(point)
        verdict, sampled = detect(game, **request), option_in_tree(game, **request)
        expected = by_hand(**{name: point[name] for name in family.baseline})
        met[expected] += 1
        assert sampled.option.hurts("strong") == expected
        if verdict.name != "undecided":
            assert (verdict.name == "present") == expected
        at_point = holds(found.present, point)
        if at_point is not None:
            assert at_point == expected
        if not sampled.ties:
            assert verdict.name != "undecided"

    assert min(met[True], met[False]) >= count // 10
    return found


def strictly(*conditions):
    return all(value > 0 for value in conditions)


TERMS = {
    "twice the value of quiet": (
        [value_of("Pakistan", "{Taliban: suppress}", "V", "2*V")],
        ("r_C - c - h", "r_N - c - h", "d + l - k", "2*V - r_N + c + h"),
    ),
    "a fixed cost of suppressing": (
        [value_of("Taliban", "{Taliban: suppress}", "-k", "-k - 3")],
        ("r_C - c - h", "r_N - c - h", "d + l - k - 3", "V - r_N + c + h"),
    ),
    "a smaller reward after compliance": (
        [value_of("Pakistan", "{Taliban: suppress, Pakistan: restrict}", "r_C", "r_C/2 - 1")],
        ("r_C - 2*c - 2*h - 2", "r_N - c - h", "d + l - k", "V - r_N + c + h"),
    ),
    "a harm that grows with lost revenue": (
        [value_of("Pakistan", "{IS-K: expand}", "-h", "-h*d/4")],
        ("4*r_C - 4*c - h*d", "4*r_N - 4*c - h*d", "d + l - k", "4*V - 4*r_N + 4*c + h*d"),
    ),
    "nothing lost to IS-K by the Taliban": (
        [value_of("Taliban", "{IS-K: expand}", "-l", "0*l")],
        ("r_C - c - h", "r_N - c - h", "d - k", "V - r_N + c + h"),
    ),
}


@pytest.mark.parametrize("changed", TERMS)
def test_a_changed_payoff_term_changes_the_thresholds(changed):
    changes, texts = TERMS[changed]
    formulas = [parse_formula(text, PARAMETERS).numerator for text in texts]
    near = points(margin=6 if changed == "a smaller reward after compliance" else 0)
    if changed == "nothing lost to IS-K by the Taliban":
        near = near.map(lambda point: shifted(point, k=-point["l"]))
    found = check_everywhere(
        edited(*changes), AFTER, lambda **point: strictly(*(f.value(point) for f in formulas)), 40, near
    )
    assert as_formulas(found.present) == {conjunction(*texts)}


def shifted(point, **by):
    """The point moved, within the declared ranges."""
    return {**point, **{name: max(FAMILY.box[name][0], point[name] + amount) for name, amount in by.items()}}


@pytest.mark.slow
def test_an_is_k_that_may_not_want_to_expand_changes_the_thresholds():
    # With w - 5 in place of w, IS-K expands behind a closed border only where w > 5; elsewhere neither h nor
    # l is felt.
    family = edited(value_of("IS-K", "{Pakistan: restrict, IS-K: expand}", "w", "w - 5"))

    def by_hand(V, c, r_C, r_N, h, k, d, l, w, w_0):  # noqa: E741, N803
        if w < 5:
            h = l = 0  # noqa: E741
        return w != 5 and strictly(r_C - c - h, r_N - c - h, d + l - k, V - r_N + c + h)

    def near(point, w):
        return {
            **(point if w > 5 else shifted(point, r_C=-point["h"], r_N=-point["h"], k=-point["l"])),
            "w": Fraction(w),
        }

    found = check_everywhere(
        family, AFTER, by_hand, 60, st.builds(near, points(), st.sampled_from([1, 4, 6, 9]))
    )
    low = conjunction("5 - w", "r_C - c", "r_N - c", "d - k", "V - r_N + c")
    high = conjunction("w - 5", *STRONG)
    assert as_formulas(found.present) == {low, high}


PLAYERS = {"Taliban": "Host", "Pakistan": "Neighbor", "IS-K": "Rival"}
ACTIONS = {
    "suppress": "comply",
    "host": "defy",
    "restrict": "punish",
    "open": "refrain",
    "expand": "grow",
    "hold": "stay",
}
FRESH = {**PLAYERS, **ACTIONS, **{name: f"p_{number}" for number, name in enumerate(PARAMETERS)}}


def turned(names):
    return dict(zip(names, [*names[1:], names[0]], strict=True))


# Every name becomes another one that was in use: whoever looks a name up instead of solving is led astray.
PERMUTED = {
    **turned(["Taliban", "Pakistan", "IS-K"]),
    **turned(["suppress", "host"]),
    **turned(["restrict", "open", "expand", "hold"]),
    **turned(list(PARAMETERS)),
}


@pytest.mark.parametrize("names", [FRESH, slowly(PERMUTED)], ids=["fresh names", "the same names, exchanged"])
def test_other_names_for_everything_change_nothing_else(names):
    pattern = r"(?<!\w)(" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"

    def rename(text):
        return re.sub(pattern, lambda match: names[match[0]], text)

    family = read_model(rename(TEXT), "renamed.yaml", quantities=catalog.quantities)
    assert family.players == tuple(names[player] for player in FAMILY.players)
    assert set(family.box) == {names[name] for name in PARAMETERS}
    assert {name: family.box[names[name]] for name in PARAMETERS} == FAMILY.box
    request = {"mover": names["Pakistan"], "action": names["restrict"], "at": [rename("after suppress")]}
    found = thresholds(family, **request)
    again = tuple(names[name] for name in PARAMETERS)
    assert as_formulas(found.present) == {conjunction(*map(rename, STRONG), names=again)}

    @always(ordinarily(14, 40), points())
    def law(point):
        before = detect(FAMILY.at(point), **AFTER)
        after = detect(family.at({names[name]: value for name, value in point.items()}), **request)
        assert (after.name, after.comparison) == (before.name, before.comparison)
        held = margins(point)
        assert (after.name == "present") == strictly(*held)


def with_action(player, action, *terms):
    """The model file with one more action that ends the game at once, at every set of a player."""
    first = {"Taliban": "suppress", "Pakistan": "restrict", "IS-K": "expand"}[player]
    if player == "IS-K":
        text = TEXT.replace("{expand: end, hold: end}", f"{{{action}: end, expand: end, hold: end}}")
    else:
        text = re.sub(rf"^( +){first}:$", rf"\1{action}: end\n\1{first}:", TEXT, flags=re.MULTILINE)
    assert text.count(f"{action}: end") == {"Taliban": 1, "Pakistan": 2, "IS-K": 4}[player]
    lines = "".join(
        f"  - {{player: {who}, value: {value}, when: {{{player}: {action}}}}}\n" for who, value in terms
    )
    family = read_model(text.rstrip("\n") + "\n" + lines, "extended.yaml", quantities=catalog.quantities)
    assert all(action in s.actions for s in family.form.information_sets if s.player == player)
    return family


DOMINATED = {
    "Taliban": [("Taliban", "-k - d - l - 1"), ("Pakistan", "1000")],
    "Pakistan": [("Pakistan", "-h - 1"), ("Taliban", "7"), ("IS-K", "3")],
    "IS-K": [("IS-K", "-w - w_0 - 1"), ("Pakistan", "1000"), ("Taliban", "-50")],
}


@pytest.mark.slow
@pytest.mark.parametrize("player", DOMINATED)
def test_one_more_action_that_nobody_would_take_changes_no_threshold(player):
    family = with_action(player, "protest", *DOMINATED[player])
    found = check_everywhere(family, AFTER, lambda **point: strictly(*margins(point)), 25)
    assert as_formulas(found.present) == {conjunction(*STRONG)}


@pytest.mark.slow
def test_one_more_action_that_tempts_pakistan_moves_the_thresholds():
    # Striking gives Pakistan 3 and costs the Taliban 4, whatever they did; IS-K is not asked.
    family = with_action("Pakistan", "strike", ("Pakistan", "3"), ("Taliban", "-4"))
    texts = ("r_C - c - h - 3", "r_N - c - h - 3", "d + l - k - 4", "V - r_N + c + h + 3")

    def by_hand(V, c, r_C, r_N, h, k, d, l, **rest):  # noqa: E741, N803
        return strictly(r_C - c - h - 3, r_N - c - h - 3, d + l - k - 4, V + 3 - (r_N - c - h))

    further = points(margin=3).map(lambda point: shifted(point, d=4))
    found = check_everywhere(family, AFTER, by_hand, 60, further)
    assert as_formulas(found.present) == {conjunction(*texts)}


@pytest.mark.slow
def test_one_more_action_that_tempts_the_taliban_adds_a_case():
    # Bargaining costs the Taliban 2 and gives Pakistan 4.  Where Pakistan always restricts, they bargain if 2
    # < d + l.
    family = with_action("Taliban", "bargain", ("Taliban", "-2"), ("Pakistan", "4"))

    def by_hand(V, c, r_C, r_N, h, k, d, l, **rest):  # noqa: E741, N803
        if not strictly(r_C - c - h, r_N - c - h):
            return False
        kept = strictly(2 - d - l, d + l - k, V - (r_N - c - h))
        won = strictly(d + l - 2, 2 - k, V - 4)
        return kept or won

    small = st.fractions(0, 3, max_denominator=4)
    near = st.tuples(points(), small, small, small.map(lambda k: max(k, Fraction(1, 100)))).map(
        lambda drawn: {**drawn[0], "d": drawn[1], "l": drawn[2], "k": drawn[3]}
    )
    near = near.filter(lambda point: point["d"] + point["l"] != 2)  # there both cases may hold at once
    found = check_everywhere(family, AFTER, by_hand, 150, near)
    assert as_formulas(found.present) == {
        conjunction("r_C - c - h", "r_N - c - h", "2 - d - l", "d + l - k", "V - r_N + c + h"),
        conjunction("r_C - c - h", "r_N - c - h", "d + l - 2", "2 - k", "V - 4"),
    }


@pytest.mark.slow
def test_one_more_action_that_tempts_is_k_moves_the_thresholds():
    # Raiding gives IS-K 100 and hurts Pakistan by 1 and the Taliban by 2, whether the border is closed or
    # open.
    family = with_action("IS-K", "raid", ("IS-K", "100"), ("Pakistan", "-1"), ("Taliban", "-2"))
    texts = ("r_C - c", "r_N - c", "d - k", "V - r_N + c")

    def by_hand(V, c, r_C, r_N, k, d, **rest):  # noqa: N803
        return strictly(r_C - c, r_N - c, d - k, V - (r_N - c))

    near = points().map(lambda point: shifted(point, r_C=-point["h"], r_N=-point["h"], k=-point["l"]))
    found = check_everywhere(family, AFTER, by_hand, 60, near)
    assert as_formulas(found.present) == {conjunction(*texts)}


@pytest.mark.slow
def test_an_action_with_a_continuation_moves_the_thresholds_too():
    # Pakistan may also tax trade: it gains t = 1 after compliance, loses nothing, costs the Taliban half of
    # d, and IS-K looks on.
    taxes = (
        "        tax: {player: IS-K, information_set: trade taxed after %s,"
        " actions: {expand: end, hold: end}}\n"
    )
    text = TEXT
    for after in ("suppress", "host"):
        anchor = (
            "        restrict:\n          player: IS-K\n"
            f"          information_set: border closed after {after}\n"
        )
        assert text.count(anchor) == 1
        text = text.replace(anchor, taxes % after + anchor)
    text += "  - {player: Pakistan, value: 1, when: {Taliban: suppress, Pakistan: tax}}\n"
    text += "  - {player: Taliban, value: -d/2, when: {Pakistan: tax}}\n"
    text += "  - {player: IS-K, value: -1, when: {Pakistan: tax, IS-K: expand}}\n"
    family = read_model(text, "taxed.yaml", quantities=catalog.quantities)
    # After hosting, taxing ties with keeping open: only where restricting beats both is nothing open.
    assert isinstance(family.form.nodes[0], Decision)
    texts = ("r_C - c - h - 1", "r_N - c - h", "d + 2*l - 2*k", "V + 1 - r_N + c + h")
    formulas = [parse_formula(text, PARAMETERS).numerator for text in texts]

    @always(ordinarily(21, 60), points(margin=1))
    def law(point):
        game = family.at(point)
        found, sampled = detect(game, **AFTER), option_in_tree(game, **AFTER)
        if found.name != "undecided":
            assert (found.name == "present") == sampled.option.hurts("strong")
        if margins(point)[1] > 0:
            assert sampled.option.hurts("strong") == strictly(*(f.value(point) for f in formulas))
            assert found.name == ("present" if sampled.option.hurts("strong") else found.name)


# --- the charted share against the exact volume
# ----------------------------------------------------------------------

AFFINE = [parse_formula(text, PARAMETERS).numerator for text in STRONG]
ELSEWHERE = {
    "inside": {"V": 50, "c": 10, "r_C": 40, "r_N": 45, "h": 10, "k": 10, "d": 20, "l": 5},
    "baseline": {},
    "inside, near a corner": {"V": 3, "c": 1, "r_C": 4, "r_N": 5, "h": 2, "k": 5, "d": 4, "l": 2},
    "dear to the Taliban": {"V": 100, "c": 5, "r_C": 60, "r_N": 70, "h": 5, "k": 80, "d": 30, "l": 30},
    "on three boundaries": {"V": 20, "c": 20, "r_C": 40, "r_N": 40, "h": 20, "k": 20, "d": 10, "l": 10},
}


def every_choice(most):
    return [over for size in range(1, most + 1) for over in combinations(PARAMETERS, size)]


def check_share(over, values, undecided):
    exact = {
        name: Fraction(value) for name, value in {**FAMILY.baseline, **values}.items() if name not in over
    }
    conditions = [part.at(exact) for part in AFFINE]
    # Where one of them is 0 wherever we look, somebody does not care and may do the same with the option as
    # without it (Pakistan may leave the border open, the Taliban may host), or both payoffs are equal.
    somewhere_strict = all(conditions)
    true = share(conditions, {name: FAMILY.box[name] for name in over}) if somewhere_strict else 0
    found = chart(
        FAMILY,
        over=over,
        values=values,
        undecided=undecided,
        budget=None,
        cells=20_000 if somewhere_strict else 50,
        **AFTER,
    )
    low, high = found.share
    assert low <= true <= high
    if somewhere_strict:
        assert found.finished
        assert high - low <= Fraction(undecided)
    return true


def test_every_choice_of_three_parameters_is_one_of_175():
    assert len(every_choice(3)) == 10 + 45 + 120


@pytest.mark.parametrize("where", [slowly("inside"), *map(slowly, list(ELSEWHERE)[1:])])
def test_the_charted_share_brackets_the_exact_volume_for_every_choice_of_one_two_and_three(where):
    shares = [check_share(over, ELSEWHERE[where], "0.01") for over in every_choice(3)]
    if where.startswith("inside"):
        assert sum(0 < share < 1 for share in shares) > len(shares) // 2


@pytest.mark.slow
@pytest.mark.parametrize("where", list(ELSEWHERE)[1:])
def test_the_charted_share_brackets_the_exact_volume_for_some_choices_elsewhere(where):
    for over in every_choice(3)[::7]:
        check_share(over, ELSEWHERE[where], "0.03")


@pytest.mark.parametrize("where", ["V", "c", "r_C", "r_N", "h", "k", "d", "l"])
def test_the_chart_of_one_parameter_knows_the_threshold_exactly(where):
    base = {name: Fraction(value) for name, value in {**FAMILY.baseline, **ELSEWHERE["inside"]}.items()}
    found = chart(FAMILY, over=[where], values=ELSEWHERE["inside"], undecided="0.0001", **AFTER)
    for cell in found:
        (low, high) = cell.box[where]
        middle = detect(FAMILY.at({**base, where: (low + high) / 2}), **AFTER).name
        if cell.verdict in ("present", "absent"):
            assert middle in (cell.verdict, "undecided") if cell.verdict == "absent" else middle == "present"
