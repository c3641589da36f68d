"""Rankings in model files: read, written, and refused with their place."""

import pytest

from gametheory_paradox.errors import ModelSyntaxError, Unsupported
from gametheory_paradox.models.files.reading import read_model
from gametheory_paradox.models.files.writing import write_model

DILEMMA = """format: 1
players: [A, B]
table:
  actions: {A: [c, d], B: [c, d]}
preferences:
  A: ['d, c', 'c, c', 'd, d', 'c, d']
  B: ['c, d', 'c, c = d, d', 'd, c']
"""
THREAT = """format: 1
players: [Target, Coercer]
tree:
  player: Target
  actions:
    comply: {player: Coercer, information_set: after compliance, actions: {punish: end, refrain: end}}
    refuse: {player: Coercer, information_set: after refusal, actions: {punish: end, refrain: end}}
preferences:
  Target: ['refuse, refrain', 'comply, refrain', 'refuse, punish', 'comply, punish']
  Coercer: {known: ['comply > refuse', 'refuse, punish > refuse, refrain']}
strength: ["Target: (comply, refrain) - (refuse, punish) > 2*((refuse, refrain) - (comply, refrain))"]
"""


NAMED = THREAT.replace(
    "after refusal, actions: {punish: end,", "after refusal, actions: {punish: {name: war},"
).replace("'refuse, punish", "'war")
CALLED = DILEMMA.replace("B: [c, d]}", "B: [c, d]}\n  names: {'c, c': quiet}").replace("'c, c',", "quiet,")


STRENGTHS = (
    "strength:\n  - 'A: (d, c) - (c, c) > (c, c) - (d, d)'\n",
    "  - 'A: (c, c) - (d, d) > (d, c) - (c, c)'\n",
)
CIRCLE = """strength:
  - 'A: (d, c) - (c, c) > (c, c) - (d, d)'
  - 'A: (c, c) - (d, d) > (d, d) - (c, d)'
  - 'A: (d, d) - (c, d) > (d, c) - (c, c)'
"""
LEDGER = THREAT.replace(
    "preferences:",
    """accounts:
  security:
    meaning: harm suffered and quiet gained
    preferences: {Coercer: {known: ['comply > refuse, all else equal', 'punish = refrain, all else equal']}}
preferences:""",
    1,
)


@pytest.mark.parametrize("text", [DILEMMA, THREAT, NAMED, CALLED, LEDGER])
def test_a_ranked_model_is_written_as_it_was_read(text):
    family = read_model(text)
    assert read_model(write_model(family)) == family


def test_a_ranking_gives_gaps_and_what_is_known_levels():
    family = read_model(THREAT)
    assert [p.name for p in family.parameters] == [
        *("Target_1", "Target_2", "Target_3"),
        *("Coercer_1", "Coercer_2", "Coercer_3", "Coercer_4"),
    ]
    assert [str(own) for own in family.ranking.strengths] == ["Target_2 - 2*Target_1"]
    assert len(family.ranking.assumed) == 6  # five comparisons, two of which follow from the others
    (coercer,) = [own for own in family.ranking.orders if own.player == "Coercer"]
    assert len(coercer.covers) == 3


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (DILEMMA.replace("'d, d', 'c, d']", "'d, d', 'd, d']"), 6, "'d, d' stands twice: in line 6"),
        (DILEMMA.replace("'d, d', 'c, d']", "'d, d']"), 6, "'c, d' is not ranked; list every outcome"),
        (DILEMMA.replace("'d, d', 'c, d']", "'d, d', 'c, e']"), 6, "'c, e' is no outcome; did you mean"),
        (DILEMMA.replace("  B:", "  C:"), 7, "'C' is not a player"),
        (DILEMMA.replace("  A: ['d, c', 'c, c', 'd, d', 'c, d']\n", ""), 6, "the ranking of A is missing"),
        (DILEMMA.replace("A: ['d, c', 'c, c', 'd, d', 'c, d']", "A: best"), 6, "expected a list of outcomes"),
        (
            DILEMMA.replace(
                "B: [c, d]}\n",
                "B: [c, d]}\n  payoffs: {c: {c: [1, 1], d: [0, 0]}, d: {c: [0, 0], d: [2, 2]}}\n",
            ),
            5,
            "leave out one",
        ),
        (DILEMMA + "terms:\n  - {player: A, value: 1}\n", 8, "stand in the place of payoffs"),
        (
            THREAT.replace("'refuse, punish > refuse, refrain'", "'refuse, punish > comply, refrain'"),
            10,
            "contradict each other",
        ),
        (THREAT.replace("> 2*", "> 2 + 2*"), 11, "compares no gaps"),
        (THREAT.replace('"Target: (', '"Nobody: ('), 11, "begin with the player"),
        (DILEMMA + "strength: ['A: (c, c) > (d, c)']", 8, "contradicts the ranking: .*; turn it round"),
        (
            THREAT.replace("strength: [", "strength: ['Coercer: (comply, punish) < (refuse, refrain)', "),
            11,
            "contradicts the ranking",
        ),
        (DILEMMA + STRENGTHS[0] + STRENGTHS[1], 10, r"contradicts 'A: \(d, c\) - .*' in line 9; leave one"),
        (DILEMMA + "payoffs: {c: [1, 1]}\n", 8, "or preferences: in the place of them all; leave out one"),
        (DILEMMA + CIRCLE, 11, "contradicts those above it, taken together"),
        (THREAT.replace("known:", "unknown:"), 10, "expected a list of outcomes, best first, or known:"),
        (DILEMMA.partition("preferences")[0], 4, "no preferences: in their place"),
        (
            THREAT.replace("'comply > refuse'", "'comply > punish, all else equal'"),
            10,
            "no two outcomes differ",
        ),
        (THREAT.replace("'comply > refuse'", "'comply > refuse, war, all else equal'"), 10, "no outcome"),
        (LEDGER.replace("{Coercer: {known: ['comply", "{Nobody: {known: ['comply"), 11, "is not a player"),
        (LEDGER.replace("known: ['comply", "known: ['comfort"), 11, "account security: preferences: Coercer"),
        (
            LEDGER.replace("    preferences", "    values: {Coercer: [0, 0, 0, 0]}\n    preferences"),
            12,
            "leave one",
        ),
        (LEDGER.partition("preferences:\n")[0] + "terms: [{player: Target, value: 1}]\n", 11, "leave it out"),
    ],
)
def test_a_ranking_that_makes_no_sense_is_refused_with_its_place(text, line, problem):
    with pytest.raises(ModelSyntaxError, match=problem) as told:
        read_model(text)
    assert told.value.line == line


def test_names_take_the_place_of_plays():
    family = read_model(CALLED)
    assert family.ranking.meaning("A_1") == "A's gap between “d, c” and “quiet”"
    assert family.ranking.orders == read_model(DILEMMA).ranking.orders
    assert "“war”" in read_model(NAMED).ranking.meaning("Target_2")
    assert read_model(NAMED).ranking.strengths == read_model(THREAT).ranking.strengths
    with pytest.raises(ModelSyntaxError, match="'c, e' is no cell; did you mean"):
        read_model(CALLED.replace("names: {'c, c'", "names: {'c, e'"))
    with pytest.raises(ModelSyntaxError, match="another end is called 'war' too"):
        read_model(NAMED.replace("refrain: end}}\n    refuse", "refrain: {name: war}}}\n    refuse"))


def test_strengths_belong_to_rankings():
    text = DILEMMA.partition("preferences")[0].replace(
        "B: [c, d]}\n", "B: [c, d]}\n  payoffs: {c: {c: [1, 1], d: [0, 0]}, d: {c: [0, 0], d: [2, 2]}}\n"
    )
    with pytest.raises(ModelSyntaxError, match="strength: this model has payoffs; leave it out"):
        read_model(text + "strength: ['A: (c, c) > (d, d)']\n")


@pytest.mark.parametrize(("top", "refused"), [(20, True), (6, False)])
def test_beside_a_ranking_an_account_holds_numbers(top, refused):
    family = read_model(
        DILEMMA.replace(
            "table:",
            f"parameters: {{v: {{range: [6, {top}], baseline: 6}}}}\n"
            "accounts: {safety: {meaning: quiet, values: {A: [v, 1, 2, 3]}}}\ntable:",
        )
    )
    if refused:
        with pytest.raises(Unsupported, match="its values must be numbers: they hang on v"):
            family.measured("safety")
    else:
        order = family.measured("safety").ranking.orders[2]
        assert (order.measure, order.ranks) == ("safety", ((0,), (3,), (2,), (1,)))


def test_all_else_equal_compares_what_differs_in_that_alone():
    whole, pairs = (
        read_model(THREAT.replace("'comply > refuse'", text)).ranking.orders[1]
        for text in ("'comply > refuse'", "'comply > refuse, all else equal'")
    )
    assert (len(whole.better), len(pairs.better)) == (5, 4)
    chain = read_model(
        DILEMMA.partition("  A: ")[0]
        + "  A: {known: ['d, c > c, c > c, d, all else equal']}\n"
        + "  B: {known: ['c, d = d, c, all else equal']}\n"
    ).ranking
    assert [len(own.better) for own in chain.orders] == [3, 0]
    assert sorted(map(len, chain.orders[1].ranks)) == [1, 1, 2]


def test_an_account_is_ranked_for_those_who_are_listed():
    family = read_model(LEDGER).measured("security")
    assert [(own.player, own.measure, len(own.better)) for own in family.ranking.orders] == [
        ("Target", "", 6),
        ("Coercer", "", 5),
        ("Target", "security", 0),
        ("Coercer", "security", 1),
    ]
    two = LEDGER.replace(
        "accounts:", "accounts:\n  home: {meaning: applause, values: {Target: [1, 2, 3, 4]}}"
    )
    assert read_model(two).measured("home").ranking.orders[2].is_complete
    with pytest.raises(Unsupported, match="ask about one account"):
        read_model(two).measured("security + home")
