"""Preferences that the essay states, as models; and the page that says which verdicts follow from them."""

import re
from pathlib import Path

import pytest
from witnesses.catalog_games import is_ranked

import gametheory_paradox as gp
from gametheory_paradox import catalog
from gametheory_paradox.detectors import inquiry_about
from gametheory_paradox.essay.all_systems import questions_of
from gametheory_paradox.studies.looking_back import SETTLED, numbers_needed

PAGE = (Path(__file__).parents[3] / "docs" / "rankings.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (S\d+)(?: `([a-z-]+)`)? \| (.*) \| (.*) \| (.*) \| (.*) \| (.*) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
RANKED = [name for name in catalog.names() if is_ranked(name)]
NONE = "no model"


def test_every_system_has_a_row_and_every_ranked_model_one_that_says_what_comes_out():
    assert [system for system, *_ in ROWS] == [f"S{n}" for n in range(1, 16)]
    told = [f"seed/{game}/ranked" for _, game, _, payoff, *_ in ROWS if payoff != NONE]
    assert sorted(told) == RANKED
    assert all((payoff == NONE) == (security == NONE) for _, _, _, payoff, security, *_ in ROWS)


def test_a_ranked_model_has_the_moves_of_the_one_with_numbers_and_quotes_what_it_rests_on():
    for name in RANKED:
        family, numbers = catalog.load(name), catalog.load(name.rpartition("/")[0])
        assert family.players == numbers.players
        ends = {own.play for own in family.ranking.outcomes}
        assert ends <= {own.play for own in numbers.by_rank().ranking.outcomes}
        assert family.claim.count('"') >= 2
        assert not family.terms
        assert [account.name for account in family.accounts] == ["security"]


def test_known_comparisons_hold_where_the_models_put_numbers():
    """So that the essay's words and the numbers do not contradict each other."""
    for name in RANKED:
        family, numbers = catalog.load(name), catalog.load(name.rpartition("/")[0]).by_rank()
        place = {own.play: n for n, own in enumerate(numbers.ranking.outcomes)}
        for order, given in zip(family.ranking.orders, numbers.ranking.orders, strict=False):
            rank = {outcome: n for n, outcomes in enumerate(given.ranks) for outcome in outcomes}
            plays = [[family.ranking.outcomes[own].play for own in own_rank] for own_rank in order.ranks]
            for better, worse in order.better:
                for a in plays[better]:
                    for b in plays[worse]:
                        assert rank[place[a]] <= rank[place[b]], (name, order.player, a, b)


@pytest.mark.slow
@pytest.mark.parametrize("name", RANKED)
def test_the_page_says_what_follows_from_the_words(name):
    (row,) = [own for own in ROWS if f"seed/{own[1]}/ranked" == name]
    family = catalog.load(name)
    words = {"present": "always", "absent": "never", "depends": "depends"}
    for measure, told in zip(("payoff", "security"), row[3:5], strict=True):
        verdict = gp.detect(family, measure=measure)
        assert words[verdict.name] == told
        assert gp.verify(verdict.certificate).kind == "proposition"


@pytest.mark.slow
def test_the_page_says_what_follows_from_the_order_of_the_numbers():
    said = {"depends": "depends"} | {name: own.removeprefix("no: ") for name, own in SETTLED.items()}
    for _, game, _, _, _, payoff, security in ROWS:
        if not game:
            continue
        family = catalog.load(f"seed/{game}")
        found = numbers_needed(inquiry_about(family, questions_of(family)[0], {}), family.baseline, None)
        assert said[found.verdict.name] == payoff, game
        assert said.get(found.security.verdict.name, "not decided") == security, game


@pytest.mark.slow
def test_two_preferences_of_the_vacuum_are_open():
    family = catalog.load("seed/power-vacuum/ranked")
    wanted = {
        ("press, hold, host", "engage, hold, host"),
        ("engage, hold, host", "press, expand, host"),
    }
    known = [f"{better} > {worse}" for better, worse in wanted]
    order = type(family.ranking.orders[0])

    def with_known(texts):
        orders = [
            order.of_comparisons(own.player, [*written(family, own), *texts], family.ranking.outcomes)
            if own.player == "Pakistan"
            else own
            for own in family.ranking.orders
        ]
        return family.ranked(family.ranking.reordered(orders))

    assert gp.detect(with_known(known)).name == "present"
    for number, text in enumerate(known):
        turned = " > ".join(reversed(text.split(" > ")))
        rest = known[:number] + known[number + 1 :]
        assert gp.detect(with_known([turned])).name == "absent", turned
        assert gp.detect(with_known(rest)).name == "depends"


def written(family, order):
    """The known comparisons of an order as texts."""
    outcomes = family.ranking.outcomes
    names = [str(outcomes[rank[0]]) for rank in order.ranks]
    return [f"{names[a]} > {names[b]}" for a, b in order.covers]
