"""Families built to hold null coercion: it is there by the definition, at every pair of levels."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from oracles.plain_penalties import equilibria, is_null
from witnesses.games import QUANTIFIERS
from witnesses.sampling import always, cases

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Decision, NormalForm, Terminal
from gametheory_paradox.testing import check_verdict, instances

SHARES = st.lists(st.integers(1, 29).map(lambda n: Fraction(n, 30)), min_size=2, max_size=2, unique=True)


def best_plan(game, place=0):
    """The path of the only plan that is best everywhere, and where it ends; nothing ties in these trees."""
    node = game.nodes[place]
    if isinstance(node, Terminal):
        return (), node.payoffs
    assert isinstance(node, Decision)
    info = game.information_sets[node.information_set]
    who = game.players.index(info.player)
    below = [
        (action, *best_plan(game, child)) for action, child in zip(info.actions, node.children, strict=True)
    ]
    gains = [payoffs[who] for _, _, payoffs in below]
    assert gains.count(max(gains)) == 1
    action, way, payoffs = below[gains.index(max(gains))]
    return ((info.player, info.name, action), *way), payoffs


def null_in_tree(here, there, further, mover, target):
    """Word for word, where one plan is best: the fine is paid, no end gets better, nothing else changes."""
    who, coercer = here.players.index(target), here.players.index(mover)
    ends = [
        (a.payoffs[who], b.payoffs[who])
        for a, b in zip(here.nodes, further.nodes, strict=True)
        if isinstance(a, Terminal)
    ]
    (plan, paid), (same, paid_there), (_, paid_further) = (best_plan(game) for game in (here, there, further))
    lowers = all(after <= before for before, after in ends) and any(after < before for before, after in ends)
    return lowers and plan == same and paid[coercer] == paid_there[coercer] and paid_further[who] < paid[who]


@pytest.mark.slow
@cases(40, 1500)
def test_what_is_built_is_null_under_every_quantifier_and_at_all_pairs_of_levels(count):
    told = Counter()

    @always(count, instances("null-coercion"), st.sampled_from(QUANTIFIERS), SHARES)
    def law(case, quantifier, shares):
        family, question = case
        found = check_verdict(detect(family, question, quantifier=quantifier))
        assert found.name == "present", found.why
        name, low, high = (
            question.details["parameter"],
            *(Fraction(question.details[k]) for k in ("low", "high")),
        )
        p, other = (low + share * (high - low) for share in shares)
        games = [family.at({name: level}) for level in (p, other, p + Fraction(1, 10**6))]
        mover, target = question.mover, question.details["target"]
        if isinstance(games[0], NormalForm):
            assert is_null(*games, mover, target, question.action[0] if question.action else None, quantifier)
            ((_, does, _),) = equilibria(
                games[0], *(games[0].players.index(player) for player in (target, mover))
            )
            told["table", len(does)] += 1
        else:
            assert null_in_tree(*games, mover, target)
            told["tree"] += 1
        told[bool(question.action)] += 1

    assert min(told[kind] for kind in (("table", 1), ("table", 2), "tree", True, False)) > count / 10
