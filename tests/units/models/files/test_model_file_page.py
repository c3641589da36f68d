"""The page that explains the file format: its examples are read, and its table of keys is complete."""

import re
from pathlib import Path

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.models import measured_values
from gametheory_paradox.models.files import read_graph, read_model
from gametheory_paradox.models.files.schema import (
    KINDS,
    AccountEntry,
    AutomatonEntry,
    BayesianEntry,
    ComposeEntry,
    GraphEntry,
    LineEntry,
    ModelFile,
    NoticeEntry,
    PartEntry,
    PlayEntry,
    RepeatedEntry,
    SignalingEntry,
    StateEntry,
    StochasticEntry,
    TermEntry,
)

PAGE = (Path(__file__).parents[4] / "docs" / "model-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_there_is_every_way_to_spell_a_game_and_terms():
    spelled = [[kind for kind in KINDS if f"\n{kind}:" in text] for text in EXAMPLES]
    assert spelled == [
        ["table"],
        ["tree"],
        ["tree"],
        ["signaling"],
        ["bayesian"],
        ["compose"],
        ["stochastic"],
        ["repeated"],
        ["repeated"],
        ["graph"],
    ]
    assert ["terms:" in text for text in EXAMPLES] == [
        *(False, False, True, False, True, True, True, False, False, False)
    ]


@pytest.mark.parametrize("text", EXAMPLES, ids=[re.search("title: (.*)", text)[1] for text in EXAMPLES])
def test_every_example_is_read_and_gives_a_game(text):
    if "\ngraph:" in text:
        assert read_graph(text, "docs/model-file.md").title
        return
    family = read_model(text, "docs/model-file.md", catalog.load)
    assert family.title
    assert family.at().players == family.players


def test_in_fog_the_government_has_two_sets_of_which_one_is_shared():
    form = read_model(EXAMPLES[1]).form
    sizes = {s.name: len(nodes) for s, nodes in zip(form.information_sets, form.members, strict=True)}
    assert sizes == {"start": 1, "fog": 2, "sees rebels": 1}


def test_the_prior_that_stands_apart_fits_the_example_before_it():
    prior = re.search(r"^```\n(  types:\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1]
    text = re.sub(r"  types:\n.*?(?=  actions:)", prior, EXAMPLES[4], flags=re.DOTALL)
    form = read_model(text).form
    assert form.nodes[0].outcomes == (
        "unable, patient",
        "unable, hurried",
        "unwilling, patient",
        "unwilling, hurried",
    )
    assert [p.text() for p in form.nodes[0].probabilities] == ["1/8", "3/8", "3/8", "1/8"]


def test_the_sets_of_the_examples_with_types_are_called_as_the_page_says():
    names = [[(s.player, s.name) for s in read_model(text).form.information_sets] for text in EXAMPLES[3:5]]
    assert names[0] == [("Group", "strong"), ("Government", "after attack"), ("Group", "weak")]
    kabul, neighbour = (
        [("Kabul", "unable"), ("Kabul", "unwilling")],
        [("Neighbour", "patient"), ("Neighbour", "hurried")],
    )
    assert sorted(names[1]) == sorted(kabul + neighbour)


@pytest.mark.parametrize(
    "entry",
    [
        ModelFile,
        AccountEntry,
        TermEntry,
        SignalingEntry,
        BayesianEntry,
        ComposeEntry,
        PartEntry,
        StochasticEntry,
        StateEntry,
        LineEntry,
        RepeatedEntry,
        AutomatonEntry,
        PlayEntry,
        NoticeEntry,
        GraphEntry,
    ],
)
def test_every_key_is_explained(entry):
    for key in entry.model_fields:
        assert re.search(rf"^\|.*`{key}`", PAGE, re.MULTILINE), f"the page does not explain {key}"


def test_the_accounts_of_the_page_belong_to_its_examples():
    by_terms, by_values = re.findall(r"^```\n(accounts:\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    declared, terms = by_terms.split("terms:\n")
    for line in terms.splitlines():
        assert line.replace(re.search(r"account: \w+, ", line)[0], "") in EXAMPLES[2]

    threat = EXAMPLES[2].replace("parameters:", f"{declared}parameters:")
    family = read_model(re.sub(r"terms:\n(  - \{player: Coercer.*\n)+", f"terms:\n{terms}", threat))
    assert [term.account for term in family.terms] == ["security", "home", "", ""]
    assert family.form == read_model(EXAMPLES[2]).form

    patrols = read_model(EXAMPLES[0].replace("table:", f"{by_values}table:"))
    costs = [[str(value) for value in row] for row in measured_values(patrols, "cost")]
    assert costs == [["-c", "-c"], ["-c", "0"], ["0", "-c"], ["0", "0"]]


def test_the_distributions_of_the_page_are_read():
    parameters = re.search(r"^```\n(parameters:\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[1]
    family = read_model(
        f"format: 1\nplayers: [A]\n{parameters}"
        "table: {actions: {A: [x]}, payoffs: {x: [a + b + c + d + e]}}\n"
    )
    assert [str(p.distribution) for p in family.parameters] == [
        "triangular 0, 1, 4",
        "triangular 0, 2, 3",
        "normal 2, 1/2",
        "values 1 (1/2), 2 (1/4), 3 (1/4)",
        "uniform 1, 2",
    ]
