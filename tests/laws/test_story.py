"""Every story is true of its games: checked by writing out every way through them."""

import re
from collections import Counter

from hypothesis import strategies as st
from oracles.plain_story import check_scene, ways
from witnesses.catalog_games import single_games
from witnesses.games import asked, commitment_tables, paradoxes_in_trees, tables, trees
from witnesses.imperfect_trees import imperfect_trees
from witnesses.sampling import always, cases, steps

import gametheory_paradox as gp
from gametheory_paradox.detectors import Undecided, detect, story_of
from gametheory_paradox.detectors.story import DECIDING, SCENES
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.views.words.sentences import number
from gametheory_paradox.views.words.story_text import story_said
from gametheory_paradox.views.words.verbs import phrase_of

NUMBER = r"(?:≈ )?−?[\d/.]+(?: \(≈ −?[\d.e+]+\))?"
GIVES = re.compile(
    rf"(?:^|[:;.] )([^:;.]+?) gives (?:it|them|each) ({NUMBER}), ([^:;]+?)(?:, the next best,)? ({NUMBER})\."
)
TURN = re.compile(
    rf"Were (?:it|they) to ([^:;]+?)(?:, the next best)?, (?:[^.]*, and )?[^,]*? would get ({NUMBER})\."
)


def check(verdict):
    """Asserts that a story and its sentences are true of the games; returns it."""
    story = story_of(verdict)
    if story.scenes:
        before, after = SCENES[verdict.question.paradox]
        assert {scene.name for scene in story.scenes} == {before, after}
    for scene in story.scenes:
        check_scene(scene)
        check_deciding(scene, verdict)
    told = story_said(story)
    assert len(told) == 3 * bool(story.scenes)
    for paragraph, scene in zip(told[1:], story.scenes, strict=True):
        check_sentences(paragraph, scene)
    return story


def check_deciding(scene, verdict):
    """The equilibrium pays the mover the end that the quantifier compares."""
    question, claim = verdict.question, verdict.comparison
    if claim is None or scene.name not in claim.payoffs:
        return
    payoffs = claim.payoffs[scene.name]
    own = scene.game.column(question.mover)
    paid = sum(way.probability * way.payoffs[own] for way in ways(scene.game, scene.profile))
    ends = dict(zip(SCENES[question.paradox], DECIDING[question.quantifier], strict=True))
    assert paid == getattr(payoffs, ends[scene.name])
    assert (scene.end == "only") == (payoffs.low == payoffs.high)
    if scene.count is not None:
        assert not payoffs.infinite
        assert scene.count >= len(payoffs.values)


def check_sentences(paragraph, scene):
    """Every number in the comparisons is the one that the story has for those actions."""
    names, facts, turns = scene.game.players, set(), set()
    choices = {(info.player, info.name): info.actions for info in scene.game.information_sets}
    for own in scene.reasons:
        if own.would_get is not None:
            among = choices[own.player, own.place]
            does, other = (phrase_of(action, names, among) for action in (own.actions[0], own.instead))
            facts.add((does.gerund, number(own.gets), other.gerund, number(own.would_get)))
            turns.add((other.base, number(own.would_get)))
    given = [tuple(found) for found in GIVES.findall(paragraph)]
    assert set(given) <= facts, (given, facts)
    turned = [tuple(found) for found in TURN.findall(paragraph)]
    assert set(turned) <= turns, (turned, turns)
    assert paragraph.count(" gives ") == len(given) + paragraph.count("either gives") + paragraph.count(
        "that gives"
    )
    assert paragraph.count("Were ") == len(turned)
    assert "“”" not in paragraph


def law(count, strategy, **fields):
    """The law on random games, and a count of what stories there are."""
    told = Counter()

    @always(count, strategy)
    def true(case):
        game, request = case
        quantifier = fields.get("quantifier") or "strong"
        verdict = detect(game, quantifier=quantifier, **request)
        story = check(verdict)
        told["told" if story.scenes else "untold"] += 1
        told["several"] += any(scene.count != 1 for scene in story.scenes)
        for scene in story.scenes:
            told["mixed"] += any(len(own.actions) > 1 for own in scene.reasons)
            told["tied"] += any(own.margin == 0 for own in scene.reasons)
            told["unseen"] += any(own.given for own in scene.reasons)
            told["chance"] += any(own.believes for own in scene.reasons)
            told["replies"] += any(own.then != own.otherwise for own in scene.reasons)
            told["dominant"] += any(own.always for own in scene.reasons)

    return told


@cases(12, 2000)
def test_stories_of_tables_are_true(count):
    told = law(count, asked(tables()))
    assert told["told"] > count / 2
    assert min(told["mixed"], told["tied"], told["several"], told["dominant"]) > 0


@cases(7, 2000)
def test_stories_of_trees_are_true(count):
    told = law(count, asked(trees()))
    assert told["told"] > count / 2
    assert min(told["tied"], told["replies"]) > 0


@cases(8, 1000)
def test_stories_of_trees_with_hidden_moves_are_true(count):
    told = law(count, asked(imperfect_trees(payoffs=st.integers(-9, 9))))
    assert told["told"] > count / 3
    assert min(told["unseen"], told["replies"]) > 0


@cases(3, 500)
def test_stories_of_paradoxes_are_true_under_every_quantifier(count):
    for quantifier in QUANTIFIERS:
        strategy = st.one_of(paradoxes_in_trees(), commitment_tables().map(lambda game: (game, MOVE)))
        told = law(count, strategy, quantifier=quantifier)
        assert told["told"] == count


MOVE = {"mover": "Ann", "action": "a"}


@steps(14)
def test_the_stories_of_the_catalog_are_true(step):
    """Every question that a model asks itself; the whole, of many thousand ways, is looked at elsewhere."""
    names = single_games()[::step]
    told = Counter()
    for name in names:
        family = gp.load(name)
        for question in family.questions:
            verdict = detect(family, question)
            story = check(verdict)
            told[bool(story.scenes)] += 1
            untold = isinstance(verdict, Undecided) or verdict.question.paradox not in SCENES
            assert bool(story.scenes) != untold, (name, story.why)
    assert told[True] > len(names) / 2
