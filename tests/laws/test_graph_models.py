"""Graph models: stabilities are those of the definitions, and stand to each other as they must."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations, product
from random import Random

import pytest
from laws.both_checkers import judged
from laws.tampering import changed, changes
from oracles import plain_graphs
from witnesses.certificates import graph_options
from witnesses.graph_models import answered_move, graph_model
from witnesses.orders import keeping
from witnesses.sampling import cases

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.concepts import evolution, stability
from gametheory_paradox.detectors import graph_option
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.graphs.option import GUARD_RAIL
from gametheory_paradox.forms.graphs.stable_states import STABILITIES, is_stable, reach
from gametheory_paradox.maps import stable_rankings
from gametheory_paradox.models import graph_from_moves
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.views import explain, show_certificate


def drawn(seed, **kind):
    random = Random(seed)
    return graph_model(random, players=random.choice((2, 3)), states=random.choice((3, 4)), **kind)


def improving(better):
    return lambda who, here, there: better(who, there, here)


def anything(who, here, there):
    return True


def compared(model):
    return plain_graphs.prefers_by(plain_graphs.ranks_of(model))


@cases(9, 400)
def test_stabilities_are_those_of_the_definitions_for_players_and_coalitions(count):
    seen = Counter()
    for seed in range(count):
        model = drawn(seed)
        better, groups = compared(model), plain_graphs.coalitions(len(model.players))
        for concept, group, state, single in product(
            STABILITIES, groups, range(len(model.states)), (False, True)
        ):
            ours = is_stable(concept, model.moves, group, state, better, single=single)
            plain = plain_graphs.stable(concept, model.moves, group, state, better, single)
            assert ours == plain, (seed, concept, group, state, single)
            seen[concept, ours] += 1
    assert all(seen[concept, answer] > 20 for concept in STABILITIES for answer in (True, False))


def table_of(model, *, single=False):
    """For each stability, coalition and state whether it is stable."""
    better, groups = compared(model), plain_graphs.coalitions(len(model.players))
    return {
        (concept, group, state): is_stable(concept, model.moves, group, state, better, single=single)
        for concept, group, state in product(STABILITIES, groups, range(len(model.states)))
    }


IMPLIED = [
    *(("nash", other) for other in STABILITIES[1:]),
    ("symmetric-metarational", "general-metarational"),
    ("sequentially-stable", "general-metarational"),
]


@cases(60, 1500)
def test_stronger_stabilities_imply_weaker_ones_and_no_other_implication_holds(count):
    broken = set()
    for seed in range(count):
        answers = table_of(drawn(seed))
        for one, other in permutations(STABILITIES, 2):
            wrong = [
                key for key, own in answers.items() if key[0] == one and own and not answers[other, *key[1:]]
            ]
            assert not wrong or (one, other) not in IMPLIED, (seed, one, other, wrong)
            broken |= {(one, other)} if wrong else set()
    assert broken == set(permutations(STABILITIES, 2)) - set(IMPLIED)


@cases(60, 1500)
def test_whoever_may_respond_at_more_length_deters_more(count):
    gained = Counter()
    for seed in range(count):
        model = drawn(seed)
        at_length, at_once = table_of(model), table_of(model, single=True)
        for key, own in at_once.items():
            assert at_length[key] or not own, (seed, key)
            gained[key[0]] += at_length[key] and not own
    assert gained["nash"] == 0
    assert gained["general-metarational"] > 0
    assert gained["sequentially-stable"] > 0 or count < 100


@cases(40, 800)
def test_reach_grows_with_the_movers_and_with_moves_that_need_be_no_improvements(count):
    grown = 0
    for seed in range(count):
        model = drawn(seed)
        better, players = compared(model), range(len(model.players))
        for group in plain_graphs.coalitions(len(model.players)):
            for state in range(len(model.states)):
                own = set(reach(model.moves, group, state))
                assert (
                    set(reach(model.moves, group, state, better))
                    <= own
                    <= set(reach(model.moves, players, state))
                )
                if len(group) == 1:
                    assert own == set(model.moves[group[0]].get(state, ()))
                grown += own < set(reach(model.moves, players, state))
    assert grown > 50


@cases(20, 300)
def test_what_holds_for_every_coalition_holds_for_every_player_and_names_do_not_matter(count):
    fewer = 0
    for seed in range(count):
        model = drawn(seed)
        alone, together = stability(model), stability(model, coalitions=True)
        for concept in STABILITIES:
            assert set(together.equilibria[concept]) <= set(alone.equilibria[concept])
            fewer += together.equilibria[concept] != alone.equilibria[concept]
        renamed = replace(model, states=tuple(f"x{name}" for name in model.states))
        assert {c: tuple(f"x{s}" for s in own) for c, own in alone.equilibria.items()} == stability(
            renamed
        ).equilibria
    assert fewer > 5


@cases(20, 300)
def test_an_evolution_reaches_what_sequences_reach_in_as_few_steps(count):
    lengths = Counter()
    for seed in range(count):
        model = drawn(seed)
        better, players = compared(model), range(len(model.players))
        for own in (True, False):
            allowed = improving(better) if own else anything
            found = dict(evolution(model, improvements=own).first)
            for longest in range(5):
                ends = plain_graphs.sequences(model.moves, players, 0, longest, allowed) | {0}
                assert {s for s, at in found.items() if at <= longest} == set(model.named(ends)), (
                    seed,
                    longest,
                )
            lengths.update(found.values())
    assert lengths[2] > 5
    assert lengths[3] > 0


def equilibria(model, concept, better):
    return [
        s
        for s in range(len(model.states))
        if all(is_stable(concept, model.moves, (who,), s, better) for who in range(len(model.players)))
    ]


def falls(quantifier, ranks, with_it, without_it):
    """Whether the mover is better off without, by ranks, of which lower ones are better."""
    ours, theirs = [ranks[s] for s in without_it], [ranks[s] for s in with_it]
    pairs = {"strong": (max(ours), min(theirs)), "best": (min(ours), min(theirs))}
    pairs |= {"worst": (max(ours), max(theirs)), "possible": (min(ours), max(theirs))}
    one, other = pairs[quantifier]
    return one < other


def option_cases(count, **kind):
    """Models with a move of the first player taken away."""
    for seed in range(count):
        model = drawn(seed, **kind)
        arcs = [(a, b) for a, ends in model.moves[0].items() for b in ends]
        for lost in arcs[:2]:
            yield seed, model, lost


def built_cases(count):
    """Models in which a first move that is an improvement is answered by one."""
    for seed in range(count):
        yield seed, answered_move(Random(seed)), (0, 1)


@cases(100, 3000)
def test_under_nash_a_lost_move_leaves_every_equilibrium_so_that_strong_and_worst_are_impossible(count):
    more, found = 0, Counter()
    for seed, model, lost in option_cases(count):
        better, ranks = compared(model), plain_graphs.ranks_of(model)[0]
        less = model.without("A", [lost])
        before, after = (equilibria(own, "nash", better) for own in (model, less))
        assert set(before) <= set(after), seed
        more += set(before) < set(after)
        if before:
            found.update(q for q in QUANTIFIERS if falls(q, ranks, before, after))
    assert more > 20
    assert found["strong"] == found["worst"] == 0
    assert found["best"] > 0
    assert found["possible"] > found["best"]


@pytest.mark.parametrize("over", ["equilibria", "reached"])
@cases(40, 600)
def test_verdicts_are_those_of_the_definition(over, count):
    seen = Counter()
    for seed, model, lost in (*option_cases(count // 2), *built_cases(count // 2)):
        better, ranks = compared(model), plain_graphs.ranks_of(model)[0]
        sides = []
        for own in (model, model.without("A", [lost])):
            stays = equilibria(own, "nash", better)
            within = plain_graphs.sequences(own.moves, range(len(own.players)), 0, 12, improving(better)) | {
                0
            }
            sides.append([s for s in stays if over == "equilibria" or s in within])
        for quantifier in QUANTIFIERS:
            verdict = graph_option(
                model,
                mover="A",
                moves=[model.named([lost[0]]) + model.named([lost[1]])],
                quantifier=quantifier,
                over=over,
            )
            if over == "equilibria" and quantifier in ("strong", "worst"):
                assert verdict.name == "impossible"
            elif not all(sides):
                assert verdict.name == "undecided"
            else:
                assert (verdict.name == "present") == falls(quantifier, ranks, *sides), (seed, quantifier)
            seen[quantifier, verdict.name] += 1
    assert seen["possible", "present"] > 0
    assert seen["possible", "absent"] > 0
    assert (seen["strong", "present"] > 0) is (over == "reached")


@pytest.mark.slow
def test_the_smallest_conflict_in_which_a_status_quo_is_better_without_a_move():
    """Of two states there is none; of three, two moves will do, and fewer will not."""
    counts = {size: smallest(size) for size in (2, 3)}
    assert counts[2] is None
    count, model, verdict = counts[3]
    assert count == 2
    assert (verdict.with_option, verdict.without_option) == (("s2",), ("s0",))
    assert [own.ranks for own in model.ranking.orders] == [((1,), (0,), (2,)), ((0,), (2,), (1,))]


def smallest(size):
    """The fewest moves, at most two, among so many states: their number, the model and the verdict."""
    names = [f"s{n}" for n in range(size)]
    arcs = [(who, a, b) for who in "AB" for a, b in permutations(names, 2)]
    for count in (1, 2):
        for chosen in combinations(arcs, count):
            moves = {w: {a: [b for v, c, b in chosen if (v, c) == (w, a)] for a in names} for w in "AB"}
            for one, other in product(permutations(names), repeat=2):
                model = graph_from_moves("AB", names, moves, {"A": one, "B": other}, start="s0")
                lost = [(a, b) for who, a, b in chosen if who == "A"][:1]
                if (
                    lost
                    and (verdict := graph_option(model, mover="A", moves=lost, over="reached")).name
                    == "present"
                ):
                    return count, model, verdict
    return None


def partly_known(seed):
    random = Random(seed)
    return graph_model(random, players=2, states=4, density=0.5, known=random.choice((0.2, 0.5, 0.8)))


@cases(12, 250)
def test_over_partly_known_rankings_the_answer_the_share_and_the_cases_are_exact(count):
    seen = Counter()
    for seed in range(count):
        model = partly_known(seed)
        concept, state = STABILITIES[seed % 4], seed % 3
        found = stable_rankings(model, model.states[state], concept)
        holds = []
        for ranks in plain_graphs.rankings(model):
            better = plain_graphs.prefers_by(ranks)
            own = all(plain_graphs.stable(concept, model.moves, (who,), state, better) for who in (0, 1))
            holds.append(own)
            if found.name == "depends":  # a case holds exactly where it is stable
                assert any(all(says(model, part, better) for part in case) for case in found.cases) == own, (
                    seed
                )
        name = {(True,): "always", (False,): "never"}.get(tuple(set(holds)), "depends")
        assert found.name == name, seed
        if name == "depends":
            assert found.share == Fraction(sum(holds), len(holds)), seed
        seen[name] += 1
    assert len(seen) == 3


def says(model, text, better):
    """Whether a comparison in words holds."""
    who, _, rest = text.partition(" prefers ")
    one, _, other = rest.partition(" to ")
    a, b = (model.states.index(own.strip("“”")) for own in (one, other))
    return better(model.players.index(who), a, b)


@cases(8, 120)
def test_the_fewest_comparisons_settle_the_answer_and_no_fewer_do(count):
    sizes = Counter()
    for seed in range(count):
        model = graph_model(Random(seed), players=2, states=3, density=0.6, ties=False)
        concept = STABILITIES[seed % 4]
        found = stable_rankings(model, model.states[seed % 3], concept)
        known = [(n, *pair) for n, own in enumerate(model.ranking.orders) for pair in sorted(own.better)]

        def settled(chosen):
            orders = [
                keeping(own, [(a, b) for m, a, b in chosen if m == n])
                for n, own in enumerate(model.ranking.orders)  # noqa: B023
            ]
            loose = replace(model, ranking=replace(model.ranking, orders=tuple(orders)))  # noqa: B023
            answers = {
                all(
                    plain_graphs.stable(concept, model.moves, (w,), seed % 3, plain_graphs.prefers_by(ranks))  # noqa: B023
                    for w in (0, 1)
                )
                for ranks in plain_graphs.rankings(loose)
            }
            return len(answers) == 1

        least = next(n for n in range(len(known) + 1) if any(map(settled, combinations(known, n))))
        assert len(found.settled_by) == least, seed
        sizes[least] += 1
    assert len(sizes) > 1


@cases(3, 150)
def test_an_option_over_partly_known_rankings_is_what_it_is_in_each(count):
    seen = Counter()
    for seed in range(count):
        model = partly_known(seed)
        lost = next(((a, b) for a, ends in model.moves[0].items() for b in ends), None)
        if lost is None:
            continue
        asked = {"mover": "A", "moves": [(model.states[lost[0]], model.states[lost[1]])], "over": "reached"}
        found = graph_option(model, **asked)
        names = set()
        for ranks in plain_graphs.rankings(model):
            orders = tuple(
                replace(
                    own,
                    ranks=tuple((s,) for s in sorted(range(4), key=line.__getitem__)),
                    better=frozenset(combinations(range(4), 2)),
                )
                for own, line in zip(model.ranking.orders, ranks, strict=True)
            )
            names.add(
                graph_option(replace(model, ranking=replace(model.ranking, orders=orders)), **asked).name
            )
        assert found.name == (names.pop() if len(names) == 1 else "depends"), seed
        seen[found.name] += 1
    assert seen["depends"] > 0


@cases(12, 1500)
def test_every_verdict_about_a_graph_is_proved_and_no_changed_claim_is_accepted_that_is_false(count):
    """Whatever the certificate is made to say: it is refused, or true by the definitions word for word."""
    seen, accepted = Counter(), Counter()
    for name, data in graph_options().items():
        assert (verify(data).verdict, plain_graphs.claim_is_true(data)) == (data["verdict"], True), name
        assert judged(data) == "not mine"
        shown = str(show_certificate(Certificate(data)))
        assert data["game"]["hash"] in shown
        assert explain(Certificate(data)).endswith("from the definitions of the stabilities.")
        seen[data["verdict"], data["concept"]] += 1
    assert {verdict for verdict, _ in seen} == {"present", "absent", "depends", "impossible"}
    assert {concept for _, concept in seen} == set(STABILITIES)

    random, named = Random(count), sorted(graph_options())
    for _ in range(count):
        data = graph_options()[random.choice(named)]
        other = changed(data, random.choice(list(changes(data))))
        if other == data:
            continue
        try:
            verify(other)
        except CertificateRejected:
            accepted["refused"] += 1
        else:
            assert plain_graphs.claim_is_true(other), other
            accepted["true"] += 1
    assert accepted["refused"] > 3 * accepted["true"]


def test_a_certificate_about_a_graph_holds_nothing_that_does_not_follow():
    data = next(own for name, own in graph_options().items() if name.startswith("depends"))
    player, one, *_ = data["proof"]["comparisons"]
    for what, why in (
        ({"verdict": "present"}, "'verdict' should be depends"),
        ({"verdict": "undecided"}, "'verdict' should be depends"),
        ({"verdict": "impossible"}, "no guard-rail None covers this claim"),
        ({"cases": []}, "it is present where no case holds"),
        ({"cases": [[]]}, "a case holds where it is not present"),
        ({"proof": {"comparisons": None}}, "is left open"),
        ({"proof": {"comparisons": [player, one, one, None, None]}}, "has compared"),
        ({"proof": {"guard_rail": GUARD_RAIL}}, "the field 'comparisons' is missing"),
        ({"mover": "nobody"}, "'nobody' is not a player"),
        ({"details": {**data["details"], "lost": []}}, "moves that are lost stand once"),
        ({"details": {**data["details"], "start": "nowhere"}}, "'nowhere' is not a state"),
        ({"game": {**data["game"], "hash": "0" * 64}}, "its hash does not belong to it"),
    ):
        with pytest.raises(CertificateRejected, match=why):
            verify({**data, **what})
