"""The other checker accepts what the package writes, and the two agree on what has been changed in it."""

import ast
import json
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import seconded, verified
from laws.tampering import changed, changes
from laws.test_tampered_certificates import TRUTH, drawn, groups, pool, proofs_of
from laws.test_tree_certificates import CONCEPTS, TREES
from oracles import other_checker
from oracles.plain_truth import CannotTell
from witnesses.catalog_games import single_games
from witnesses.certificates import BOX, data_of, maps, paradox_maps, paradoxes, propositions, splits, verdicts
from witnesses.games import (
    QUANTIFIERS,
    asked,
    commitment_tables,
    constant_sum_tables,
    constant_sum_trees,
    lone_trees,
    restraint_trees,
    seen_by_nobody,
    table,
    tables,
    tied_chains,
    traps,
    trees,
    wide,
)
from witnesses.imperfect_trees import imperfect_trees
from witnesses.paradoxes import ANY
from witnesses.sampling import always, cases, slowly, steps
from witnesses.stated import CASES, family_of, leaning

import gametheory_paradox as gp
from gametheory_paradox.certificates import KINDS, verify
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.formulas.defined import formulas
from gametheory_paradox.maps.propositions import Proof

CHECKER = Path(other_checker.__file__).parent


def test_it_shares_nothing_with_the_package():
    imported = set()
    for path in CHECKER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 1
    assert {"json", "fractions", "hashlib"} <= imported <= sys.stdlib_module_names


def both_accept(certificate):
    data = data_of(certificate)
    verified(data)
    seconded(data)
    return data


@steps(6)
def test_it_accepts_verdicts_by_every_kind_of_proof(step):
    for name in sorted(verdicts())[::step]:
        both_accept(verdicts()[name])


@pytest.mark.parametrize(
    ("name", "said"),
    [("trade-restriction", "absent"), ("deportation", "absent"), slowly("power-vacuum", "present")],
)
def test_it_reads_what_a_ranking_says_of_security_and_of_no_other_measure(name, said):
    family = gp.load(f"seed/{name}")
    found = detect(family.by_rank(), family.question.but(measure="security"))
    assert found.name == said
    data = both_accept(found.certificate)
    with pytest.raises(other_checker.Rejected):
        as_text({**data, "claim": {**data["claim"], "never": not data["claim"]["never"]}})
    question = {**data["claim"]["question"], "measure": "payoff"}
    with pytest.raises(other_checker.Rejected):
        as_text({**data, "claim": {**data["claim"], "question": question}})


@pytest.mark.slow
def test_it_reads_exactly_where_a_ranking_lets_a_paradox_be():
    family = gp.load("seed/trade-restriction/audience")
    found = detect(family.by_rank(), family.question)
    assert found.name == "depends"
    data = both_accept(found.certificate)
    assert data["claim"]["where"]
    with pytest.raises(other_checker.Rejected):
        as_text({**data, "claim": {**data["claim"], "where": data["claim"]["where"][1:]}})


@steps(6)
def test_it_accepts_maps(step):
    for name in sorted(maps())[::step]:
        both_accept(maps()[name])


@steps(6)
def test_it_accepts_maps_of_other_paradoxes(step):
    for name in sorted(paradox_maps())[::step]:
        both_accept(paradox_maps()[name])


@pytest.mark.parametrize("name", sorted(propositions()))
def test_it_accepts_propositions(name):
    both_accept(propositions()[name])


@st.composite
def small_tables_of_three(draw):
    """Three players with two actions each, most of which are strictly better or worse than the other."""
    base = st.integers(0, 3)
    lean = [draw(st.integers(-4, 4)) for _ in range(3)]
    cells = [
        [draw(base) + lean[i] * bit for i, bit in enumerate((a, b, c))]
        for a in (0, 1)
        for b in (0, 1)
        for c in (0, 1)
    ]
    return table((2, 2, 2), cells)


@pytest.mark.parametrize("name", sorted(paradoxes()))
def test_it_accepts_paradoxes(name):
    both_accept(paradoxes()[name])


@pytest.mark.parametrize("name", sorted(splits()))
def test_it_accepts_splits(name):
    both_accept(splits()[name])


@cases(3, 1330)
@pytest.mark.parametrize("name", sorted(ANY))
def test_it_accepts_every_certificate_of_a_paradox_that_is_found(name, count):
    seen = Counter()

    @always(count, ANY[name], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, name, quantifier=quantifier, **request)
        if found.certificate is not None:
            both_accept(found.certificate)
            seen[found.name] += 1

    assert seen.total() > count / 2
    assert count < 100 or min(seen["present"], seen["absent"]) > 0


@cases(2, 150)
@pytest.mark.parametrize("concept", CONCEPTS)
def test_it_accepts_every_certificate_about_trees_that_is_found(concept, count):
    seen = Counter()

    @always(count, TREES, st.integers(0, 9), st.integers(0, 2), st.sampled_from(QUANTIFIERS))
    def law(game, where, which, quantifier):
        info = game.information_sets[where % len(game.information_sets)]
        request = {
            "mover": info.player,
            "action": info.actions[which % len(info.actions)],
            "at": [info.name],
            "concept": concept,
        }
        for found in (detect(game, quantifier=quantifier, **request), channels(game, **request)):
            if found.certificate is not None:
                data = both_accept(found.certificate)
                seen.update((data["kind"], kind) for kind in proofs_of(data))

    kinds = {"nash": "tree-table", "subgame-perfect": "subgames", "perfect-bayesian": "patterns"}
    assert (
        min(seen[claim, kinds.get(concept, "consistent-patterns")] for claim in ("verdict", "channels"))
        > count / 12
    )


@cases(9, 3000)
def test_it_accepts_every_certificate_of_a_verdict_that_is_found(count):
    games = [
        tables(),
        tables(wide),
        commitment_tables(),
        traps(),
        constant_sum_tables(),
        small_tables_of_three(),
    ]
    games += [
        trees(),
        trees(wide),
        restraint_trees(),
        tied_chains(),
        lone_trees(),
        constant_sum_trees(),
        seen_by_nobody(),
    ]
    seen = Counter()

    @always(count, asked(st.one_of(games)), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        try:
            found = detect(game, quantifier=quantifier, **request)
        except Unsupported:  # two who lose an action together where one does not see the other
            return
        if found.certificate is not None:
            proof = both_accept(found.certificate)["proof"]
            seen[found.name, proof.get("guard_rail") or proof["with"]["kind"]] += 1

    assert {name for name, _ in seen} == {"present", "absent", "impossible"}
    kinds = {"vertices", "cells", "backward-induction", "T1", "T2", "T4"}
    assert len(kinds & {kind for _, kind in seen}) >= (len(kinds) if count > 100 else 3)


@cases(7, 2000)
def test_it_accepts_what_supports_prove(count):
    seen = Counter()

    @always(count, asked(st.one_of(tables(), tables(wide), commitment_tables())))
    def law(case):
        game, request = case
        data = data_of(detect(game, quantifier="worst", **request).certificate)
        data["proof"] = {"with": {"kind": "supports"}, "without": {"kind": "supports"}}
        try:
            verified(data)
        except CertificateRejected:
            seen["refused"] += 1
            return
        other_checker.check(json.dumps(data))
        seen["accepted"] += 1

    assert min(seen["refused"], seen["accepted"]) > count / 20


@steps(65, 3)
def test_it_accepts_maps_of_the_catalog(step):
    random, charted, large = Random(3), 0, 0
    for name in single_games()[::step]:
        family = gp.load(name)
        free = [p.name for p in family.parameters if p.low < p.high]
        written = not isinstance(family.form, gp.NormalForm) or len(family.players) == 2  # as formulas
        for quantifier in QUANTIFIERS if free and written else ():
            infos = [s for s in family.form.information_sets if len(s.actions) > 1]
            info, over = random.choice(infos), random.sample(free, random.randint(1, min(3, len(free))))
            at = {"at": info.name} if info.name else {}
            request = {
                "mover": info.player,
                "action": random.choice(info.actions),
                "quantifier": quantifier,
                **at,
            }
            try:
                found = gp.chart(family, over=over, cells=60, budget=None, **request)
            except Unsupported:  # more than two choose in a subgame, or "possible" where not all is seen
                continue
            try:
                both_accept(found.certificate)
            except other_checker.Rejected as problem:  # the second reader is slow, and says so
                if str(problem) != "there are too many branches":
                    raise
                large += 1
            charted += 1
    assert charted - large >= max(12 / step, 10 * large)


@cases(2, 40)
@pytest.mark.parametrize("name", sorted(CASES.keys() - {"dynamic-backfire"}))  # which is over time
def test_it_accepts_maps_of_every_paradox(name, count):
    seen, families = Counter(), CASES[name]
    bounds = st.just({}) if name == "null-coercion" else st.sampled_from([{}, {"least": "1/3"}, {"least": 1}])
    if name == "information":  # whose formulas grow with every quotient
        families = families.filter(lambda case: not has_quotients(case[0].form))

    # Charted beside its two levels.
    charted = st.just(["a"]) if name == "null-coercion" else st.sampled_from([["a"], ["a", "b"]])

    @always(count, families, st.sampled_from(QUANTIFIERS), bounds, charted)
    def law(case, quantifier, bound, over):
        family, request = case
        found = gp.chart(
            family, over=over, paradox=name, quantifier=quantifier, cells=15, budget=None, **request, **bound
        )
        data = both_accept(found.certificate)
        seen["proved"] += data["undecided"] != "1"

    assert seen["proved"] > count / 3


def has_quotients(form):
    return any(not formula.denominator.is_constant for formula, _ in formulas(form))


@cases(1, 200)
def test_it_accepts_maps_of_trees_with_hidden_moves(count):
    seen, bounds = Counter(), st.sampled_from([{}, {"least": "1/2"}])
    hidden = imperfect_trees(inner=st.integers(4, 6)).filter(lambda form: not form.has_perfect_information)

    @always(count, hidden.flatmap(leaning), st.sampled_from(QUANTIFIERS[:3]), bounds, st.integers(0, 9))
    def law(form, quantifier, bound, which):
        choosing = [s for s in form.information_sets if len(s.actions) > 1]
        info = choosing[which % len(choosing)] if choosing else form.information_sets[0]
        request = {"mover": info.player, "action": info.actions[which % len(info.actions)], "at": info.name}
        try:
            found = gp.chart(
                family_of(form),
                over=["a", "b"],
                quantifier=quantifier,
                cells=12,
                budget=None,
                **request,
                **bound,
            )
        except (Unsupported, InvalidGame):
            # More than two choose in a subgame, or nothing would be left to choose.
            return
        data = both_accept(found.certificate)
        seen.update({"all": 1, "proved": data["undecided"] != "1"})

    assert seen["all"] > count / 3
    assert seen["proved"] > count / 6


@cases(10, 500)
def test_it_accepts_propositions_about_families_of_every_form(count):
    seen, random = Counter(), Random(count)
    for _ in range(count):
        family, (v, *rest), player = any_family(random), random.sample("xyz", 3), random.choice("AB")
        order = f"payoff({player}) {random.choice(('rises', 'falls', 'never rises', 'never falls'))} with {v}"
        sign = random.choice((">=", "<=", ">", "<"))
        bound = f"payoff({player}) {sign} {random.randint(-4, 4)}*{v} + {random.randint(-6, 6)}"
        claim = random.choice((bound, order))
        some, assuming = claim is bound and random.random() < 0.3, random.choice(([], [f"{v} > 2/3"]))
        try:
            found = gp.prove(
                family, claim, assuming=assuming, values=dict.fromkeys(rest, 1), some=some, budget=0.5
            )
        except Unsupported:  # the formulas are too large
            continue
        if isinstance(found, Proof):
            data = both_accept(found.certificate)
            seen[data["claim"]["kind"]] += 1
    assert min(seen["bound"], seen["order"]) > count / 50


@pytest.mark.slow
@cases(3, 180)
def test_it_accepts_maps_of_families_with_formulas_of_every_form(count):
    seen, random = Counter(), Random(count)
    while sum(seen.values()) < count:
        family = any_family(random)
        info = random.choice([s for s in family.form.information_sets if len(s.actions) > 1])
        request = {
            "mover": info.player,
            "action": random.choice(info.actions),
            "quantifier": random.choice(QUANTIFIERS),
        }
        if info.name and random.random() < 0.5:
            request["at"] = info.name
        try:
            found = gp.chart(
                family,
                over=random.sample("xyz", random.choice((1, 2, 2, 3))),
                cells=25,
                budget=None,
                **request,
            )
        except InvalidGame:  # nothing would be left to choose at another set
            continue
        data = both_accept(found.certificate)
        seen[data["game"]["form"], data["undecided"] == "1"] += 1
    assert min(seen["normal", False], seen["extensive", False]) > (2 if count > 3 else 0)


def any_family(random):
    """A small table or tree whose payoffs, and odds, are polynomials and quotients."""
    box = {**BOX, "z": ("1/2", "3/2", 1)}

    def formula():
        v, w, c, d = random.choice("xyz"), random.choice("xyz"), random.randint(-3, 3), random.randint(1, 4)
        forms = (f"{c}", f"{c}*{v} + {d}", f"{v}*{w} - {d}/3", f"{v}^2 - {c}*{w}", f"({v} - {w})*({v} + {c})")
        return random.choice((*forms, f"({c}*{v} + {d})/(1 + {w}*{w})", f"{v}/({w} + 2)", f"1/({d} + {v})"))

    def tree(depth, name):
        if depth == 0 or random.random() < 0.15:
            return formula(), formula()
        if random.random() < 0.25:
            v = random.choice("xyz")
            odds = random.choice((f"{v}/4 + 1/4", f"{v}/2", "1/3", f"1/(1 + {v})", f"{v}*{v}/4"))
            return Chance(
                {
                    "o": (odds, tree(depth - 1, f"{name}o")),
                    "p": (f"1 - ({odds})", tree(depth - 1, f"{name}p")),
                }
            )
        return Move(
            random.choice("AB"),
            name,
            {a: tree(depth - 1, name + a) for a in "abc"[: random.choice((2, 2, 3))]},
        )

    if random.random() < 0.5:
        root = Move(random.choice("AB"), "root", {a: tree(2, a) for a in "ab"})
        return gp.family_from_tree(["A", "B"], root, box)
    m, n = random.choice(((2, 2), (2, 3), (3, 2), (1, 3), (2, 1)))
    cells = [[[formula(), formula()] for _ in range(n)] for _ in range(m)]
    return gp.family_from_table(["A", "B"], ["abc"[:m], "abc"[:n]], cells, box)


@cases(26, 8000)
def test_both_checkers_judge_changed_certificates_alike(count):
    """All kinds of claims and proofs have their share."""
    pool_, random, found = pool(), Random(count), Counter()
    known = cache(lambda name: list(changes(pool_[name])))
    assert {kind for kind, *_ in groups()} == set(KINDS) == {*other_checker.KINDS, "graph"}
    judged_here = [group for group in drawn() if group[0] != "graph"]  # solutions have a law of their own
    for number in range(count):
        name = random.choice(groups()[judged_here[number % len(judged_here)]])
        change = random.choice(known(name))
        data, tampered = pool_[name], changed(pool_[name], change)
        if "states" in data["game"]:  # games that go on, which the second reader leaves alone
            continue
        package, other = (
            judged(verify, CertificateRejected, tampered),
            judged(as_text, other_checker.Rejected, tampered),
        )
        if other == "accepted" != package and "cutting" in data["proof"]:
            # It sees more: it tries all signs that are open, and splits polynomials by every factor that is
            # listed anywhere.
            with suppress(CannotTell):
                assert TRUTH[data["kind"]](tampered)
            found["more"] += 1
        else:
            assert (package == "accepted") == (other == "accepted"), change
            found[other == "accepted"] += 1
            found[data["kind"], other == "accepted"] += 1
    assert found[False] > count / 2
    assert found[True] > count / 50
    assert found["more"] < count / 100
    assert min(found[kind, False] for kind, *_ in judged_here) > count / 100


def judged(check, refusal, data):
    """Accepted, or why not."""
    try:
        check(data)
    except refusal as reason:
        return str(reason)
    return "accepted"


def as_text(data):
    other_checker.check(json.dumps(data))


@pytest.mark.slow
def test_both_read_a_cutting_along_an_axis_beyond_nine():
    names, more = [f"x{n}" for n in range(11)], [f"y{n}" for n in range(30)]  # more than there are letters
    curved = f"{'+'.join(f'{name}/100' for name in names[:-1])} + x10^2 - x10 + 1/3"
    family = gp.family_from_table(
        ["A", "B"],
        [["go", "stop"], ["wait"]],
        [[(curved, "+".join(more))], [(0, 0)]],
        dict.fromkeys((*names, *more), (0, 1, "1/2")),
    )
    data = gp.prove(family, "probability(A, go) >= 1", budget=None).certificate.to_data()
    assert data["proof"]["cutting"] == "a++"
    assert verify(data).verdict == "holds"
    as_text(data)
    data["proof"]["cutting"] = "b++"  # an axis on which nothing hangs
    for check, refusal in ((verify, CertificateRejected), (as_text, other_checker.Rejected)):
        with pytest.raises(refusal):
            check(data)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", "hello", "{" * 100_000, "[" * 100_000, '{"a": NaN}', '{"a": 1, "a": 1}']
)
def test_it_refuses_what_is_no_certificate(text):
    with pytest.raises(other_checker.Rejected):
        other_checker.check(text)


def test_it_runs_alone(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    data = verdicts()["commitment, strong"]
    good.write_text(json.dumps(data), encoding="utf-8")
    bad.write_text(json.dumps({**data, "gap": "2"}), encoding="utf-8")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import other_checker; other_checker.main(sys.argv[2:])"
    )
    command = [sys.executable, "-I", "-S", "-c", script, str(CHECKER.parent), str(good), str(bad)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines == [f"{good}: accepted", f"{bad}: the gap is another one"]
