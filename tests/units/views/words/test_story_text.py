"""Stories read as a person would tell them, sentence by sentence."""

import pytest
from witnesses.certificates import resale
from witnesses.stochastic_games import VACUUM, random_game

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect, story_of
from gametheory_paradox.forms import NormalForm, state_values
from gametheory_paradox.models import family_from_table
from gametheory_paradox.models.files import read_model
from gametheory_paradox.views.words.story_text import story_said


def told(game, question=None, **fields):
    return story_said(story_of(detect(game, question, **fields)))


def test_a_tree_with_a_ban_that_makes_a_supplier_withdraw():
    assert told(resale(), mover="EU", action="ban", at="after escalate") == [
        "With the option the Supplier withdraws; without it the Supplier escalates and the EU buys.",
        "With it, the Supplier withdraws: that gives it 0. Were it to escalate, the EU would ban and Transit "
        "would resell, and the Supplier would get −4.",
        "Without it, the Supplier escalates: the EU then buys, and the Supplier gets 3. Were it to withdraw, "
        "it would get 0.",
    ]


STORIES = {  # sentences of each story, one after the other
    "seed/trade-restriction": """
        With the option the Taliban host, Pakistan restricts and IS-K expands; without it the Taliban
        suppress, Pakistan opens and IS-K holds.
        With it, the Taliban host because Pakistan would restrict and IS-K would expand either way: hosting
        gives them −18, suppressing −28.
        Without it, the Taliban suppress: Pakistan then opens and IS-K holds, and the Taliban get −10.
        Were they to host, Pakistan would restrict and IS-K would expand, and the Taliban would get −18.
    """,
    "literature/myerson-2007/restraint": """
        With it, the Target plays “not” because the Coercer would punish either way: “not” gives it −5,
        “comply” −8.
        Without it, the Target plays “comply”: the Coercer then refrains, and the Target gets −3.
        Were it to play “not”, the Coercer would punish, and the Target would get −5.
    """,
    "literature/cho-1987/beer-quiche": """
        Without it the Sender plays “beer” at “surly” and “quiche” at “wimpy”, and the Receiver retreats at
        “after beer” and duels at “after quiche”.
        The Receiver, which puts “surly” at 9/10 and “wimpy” at 1/10, retreats: retreating gives it 0.9,
        dueling 0.1.
        At “after quiche” the Receiver, sure of “wimpy”, duels: dueling gives it 1, retreating 0.
    """,
    "seed/guarded-posts": """
        With the option Pakistan opens with probability 1/2 and guards with 1/2, and the TTP play “post” with
        probability 1/2 and “city” with 1/2; without it Pakistan opens and the TTP play “post”.
        The TTP mix because, as Pakistan mixes, they get 2 either way; “rest” would give them 0.
    """,
    "literature/luce-1957/prisoners-dilemma": """
        With the option A and B defect; without it A cooperates and B defects.
        With it, A and B defect whatever the other does: defecting gives each 1, cooperating 0.
        Without it, B defects because A cooperates: defecting gives it 5, cooperating 3.
    """,
    "literature/jervis-1978/stag-hunt": """
        With the option, in one of three equilibria, none of which is better for A, A and B play “stag”.
        Without it A and B play “stag”.
    """,
    "literature/selten-1975/horse": """
        With the option, in one of infinitely many equilibria, none of which is better for One, One plays “D”
        and Three plays “L”.
        Three plays “L” because One plays “D”: “L” gives it 2, “R” 0.
    """,
    "literature/braess-1968/four-drivers": """
        With it, A, B, C and D play “shortcut” whatever the others do: “shortcut” gives each −80, “north”,
        the next best, −85.
        Without it, A plays “north”, and could as well play “south”: either gives it −85.
    """,
    "literature/kuhn-1953/tie-after-the-first-move": """
        With the option and without it alike A goes and B helps.
        A goes: B then helps, and A gets 2.
        Were it to stay, it would get 1.
    """,
}


@pytest.mark.parametrize("name", STORIES)
def test_games_of_the_catalog_are_told_as_a_person_would(name):
    values = {"r_C": 60, "k": 10} if name == "seed/trade-restriction" else {}
    said = " ".join(told(gp.load(name), values=values))
    for sentence in " ".join(STORIES[name].split()).split(". "):
        assert sentence in said


def test_a_change_is_told_before_and_after():
    family = family_from_table(
        ["Ann", "Bob"],
        [["arm", "wait"]] * 2,
        [[("1 + x", 1), (3, 0)], [(0, 3), (2, 2)]],
        {"x": (0, 2, 0)},
    )
    play, *why = told(family, mover="Ann", parameter="x", low=0, high=1, paradox="comparative-statics")
    assert play.startswith("Before the change and after it alike ")
    assert any(paragraph.startswith("Ann ") for paragraph in why)


def test_units_are_named_with_the_first_number_of_a_comparison():
    family = gp.load("seed/trade-restriction")
    said = gp.explain(family, values={"r_C": 60, "k": 10})
    assert "hosting gives them −18 million USD a month, suppressing −28." in said
    assert "expanding gives it 1 (IS-K's own scale), holding 0." in said
    bare = gp.explain(detect(family, values={"r_C": 60, "k": 10}))
    assert "hosting gives them −18, suppressing −28." in bare


def test_an_undecided_verdict_has_no_story():
    rows = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
    game = NormalForm.from_tables(
        ["A", "B", "C"], [["a", "b"]] * 3, rows, rows, [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]
    )
    verdict = detect(game, mover="A", action="b", budget=0)
    story = story_of(verdict)
    assert (verdict.name, story.scenes, story.why, story_said(story)) == ("undecided", (), verdict.why, [])
    assert gp.explain(verdict).count("\n\n") == 1


def test_over_time_play_is_told_state_by_state():
    first, second, third = told(read_model(VACUUM), mover="One", action="coerce", at="stable")
    assert first == (
        "With the option, in “stable” One coerces and Two coerces; without it, in “stable” One restrains and "
        "Two coerces."
    )
    assert second.startswith("With it, in “stable” One coerces because Two coerces: coercing gives it 5/26")
    assert second.endswith(
        "What an action gives is the discounted sum from there on, if all then go on as they do."
    )
    assert third.startswith(
        "Without it, in “stable” Two coerces because One restrains: coercing gives it 940/163"
    )


def test_over_time_states_are_told_in_the_order_of_play():
    family = gp.load("seed/development")
    first, *_ = told(family, "option", mover="Pakistan", action="coerce", at="poor")
    assert first == (
        "With the option, in “poor” Pakistan coerces and the Taliban host; without it, in “poor” Pakistan "
        "invests and the Taliban host, in “growing” Pakistan invests and the Taliban host, and in “stable” "
        "Pakistan invests and the Taliban host."
    )


@pytest.mark.parametrize("seed", range(6))
def test_over_time_nothing_gives_more_than_what_is_done(seed):
    game = random_game(seed, 2)
    story = story_of(detect(game, mover="P0", action="a0", at="s0"))
    for scene in story.scenes:
        values = state_values(scene.game, scene.profile)
        for reason in scene.reasons:
            place = [state.name for state in scene.game.states].index(reason.place)
            assert reason.gets == values[place][scene.game.players.index(reason.player)]
            assert reason.margin is None or reason.margin >= 0
    assert story.scenes or story.why
