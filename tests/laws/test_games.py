"""Games, deletions, payoffs and best responses, against the same things done on plain nested tuples."""

import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.games import tables, wide
from witnesses.nested_trees import (
    actions_at,
    best_value,
    cut,
    expectation,
    game_of,
    nested_trees,
    plays,
    proper_subgames,
    read_back,
    sets_in,
    subtrees,
)
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    NormalForm,
    Profile,
    delete,
    expected_payoffs,
    game_from_data,
    game_hash,
    game_to_data,
    node_payoffs,
    number_from_data,
    profile_from_data,
    scope_of,
)
from gametheory_paradox.forms.proofs.nash import (
    best_response_value,
    is_nash,
    is_subgame_perfect,
    regrets,
    subgame_roots,
)

TREES = nested_trees()
FREE_TREES = nested_trees(recall=False)
PLAYS = plays(nested_trees())


def profile_of(game, odds):
    """The profile that plays each action with the probability written down for it."""
    sets = game.information_sets
    return Profile(sets, tuple(tuple(odds[s.player, s.name][a] for a in s.actions) for s in sets))


@cases(28, 3000)
def test_a_tree_is_stored_as_it_is_written(count):
    @always(count, FREE_TREES)
    def law(drawn):
        players, tree = drawn
        game = game_of(players, tree)
        assert read_back(game) == tree
        assert {(s.player, s.name): s.actions for s in game.information_sets} == actions_at(tree)
        assert [len(nodes) for nodes in game.members] == list(sets_in(tree).values())
        assert game.has_perfect_information == all(n == 1 for n in sets_in(tree).values())


@cases(33, 3000)
def test_a_game_is_the_same_after_it_went_through_json(count):
    @always(count, st.one_of(FREE_TREES.map(lambda drawn: game_of(*drawn)), tables(wide)))
    def law(game):
        data = json.loads(json.dumps(game_to_data(game)))
        again = game_from_data(data, number_from_data)
        assert again == game
        assert game_to_data(again) == data
        assert game_hash(again) == game_hash(game)


@cases(9, 2000)
def test_different_games_have_different_hashes(count):
    @always(count, st.lists(TREES.map(lambda drawn: game_of(*drawn)), min_size=2, max_size=6))
    def law(games):
        assert len({game_hash(game) for game in games}) == len(set(games))


KINDS = ("information_set", "player", "coalition")


@st.composite
def deletions(draw, trees):
    """A tree, a mover, an action, and where it is taken away."""
    players, tree = draw(trees)
    owners = sorted({(who, a) for (who, _), actions in actions_at(tree).items() for a in actions})
    mover, action = draw(st.sampled_from(owners or [(players[0], "a")]))
    sets = [name for (who, name), actions in actions_at(tree).items() if who == mover and action in actions]
    kind = draw(st.sampled_from(KINDS))
    at = (
        draw(st.lists(st.sampled_from(sets), min_size=1, unique=True))
        if kind == "information_set" and sets
        else []
    )
    others = [p for p in players if p != mover]
    members = (
        [mover, *draw(st.lists(st.sampled_from(others), unique=True))]
        if others and kind == "coalition"
        else [mover]
    )
    return players, tree, mover, action, at, members if kind == "coalition" else []


def taken_away(tree, mover, action, at, coalition):
    """The sets that lose the action, or None where the request makes no sense."""
    members = coalition or [mover]
    where = {
        s
        for s, actions in actions_at(tree).items()
        if s[0] in members and action in actions and (not at or s[1] in at)
    }
    every_member_has_it = all(any(s[0] == who for s in where) for who in members)
    leaves_something = all(len(actions_at(tree)[s]) > 1 for s in where)
    return where if every_member_has_it and leaves_something else None


@cases(17, 6000)
def test_an_action_is_taken_out_of_a_tree_wherever_the_scope_says(count):
    @always(count, deletions(FREE_TREES))
    def law(drawn):
        players, tree, mover, action, at, coalition = drawn
        game, where = game_of(players, tree), taken_away(tree, mover, action, at, coalition)
        if where is None:
            with pytest.raises(InvalidGame):
                scope_of(game, mover, action, at, coalition)
            return
        expected = cut(tree, lambda player, name, a: a == action and (player, name) in where)
        left = delete(game, scope_of(game, mover, action, at, coalition))
        assert read_back(left) == expected
        assert {(s.player, s.name): s.actions for s in left.information_sets} == actions_at(expected)
        order = [(s.player, s.name) for s in game.information_sets]
        assert [(s.player, s.name) for s in left.information_sets] == [
            s for s in order if s in actions_at(expected)
        ]


@pytest.mark.slow
@cases(400, 2000)
def test_deletions_of_every_kind_occur_and_some_make_no_sense(count):
    def described(drawn):
        _, tree, mover, action, at, coalition = drawn
        where = taken_away(tree, mover, action, at, coalition)
        if where is None:
            return "senseless"
        smaller = cut(tree, lambda player, name, a: a == action and (player, name) in where)
        lost = len(actions_at(smaller)) < len(actions_at(tree))
        return ("information_set" if at else "coalition" if coalition else "player"), lost

    found = seen(count, deletions(FREE_TREES))(described)
    assert {"senseless", *product(KINDS, (True, False))} <= set(found)


@st.composite
def three_player_tables(draw):
    """Tables with three players, as a dictionary from profiles to payoffs."""
    actions = [draw(st.sampled_from([("a",), ("a", "b"), ("b", "c", "a")])) for _ in range(3)]
    return actions, {profile: tuple(draw(wide) for _ in range(3)) for profile in product(*actions)}


@cases(42, 2000)
def test_an_action_is_taken_out_of_a_table_wherever_the_scope_says(count):
    players = ("Ann", "Bob", "Cat")

    @always(
        count,
        three_player_tables(),
        st.sampled_from(players),
        st.sampled_from("ab"),
        st.sets(st.sampled_from(players)),
    )
    def law(drawn, mover, action, others):
        actions, cells = drawn
        coalition = sorted({mover, *others}) if others else []
        game = NormalForm(
            players, tuple(actions), tuple(tuple(map(Fraction, cell)) for cell in cells.values())
        )
        members = [players.index(p) for p in coalition or [mover]]
        if any(action not in actions[who] or len(actions[who]) == 1 for who in members):
            with pytest.raises(InvalidGame):
                scope_of(game, mover, action, coalition=coalition)
            return
        left = delete(game, scope_of(game, mover, action, coalition=coalition))
        kept = {
            profile: cell for profile, cell in cells.items() if all(profile[who] != action for who in members)
        }
        assert dict(zip(left.profiles(), left.payoffs, strict=True)) == kept
        assert left.actions == tuple(
            tuple(a for a in names if who not in members or a != action) for who, names in enumerate(actions)
        )


@cases(12, 4000)
def test_expected_payoffs_are_sums_over_plays(count):
    @always(count, plays(FREE_TREES))
    def law(drawn):
        players, tree, odds = drawn
        game = game_of(players, tree)
        profile = profile_of(game, odds)
        below = [expectation(subtree, odds) for subtree in subtrees(tree)]
        assert node_payoffs(game, profile) == below
        assert expected_payoffs(game, profile) == below[0]
        assert profile_from_data(game.information_sets, profile.to_data()) == profile


@cases(17, 4000)
def test_regrets_in_a_tree_are_what_the_best_pure_strategy_would_gain(count):
    @always(count, PLAYS)
    def law(drawn):
        players, tree, odds = drawn
        game = game_of(players, tree)
        profile, now = profile_of(game, odds), expectation(tree, odds)
        best = [best_value(players, tree, odds, player) for player in players]
        assert [best_response_value(game, profile, player) for player in players] == best
        assert regrets(game, profile) == tuple(b - n for b, n in zip(best, now, strict=True))
        assert is_nash(game, profile) == (tuple(best) == now)


@cases(7, 4000)
def test_subgame_perfection_is_equilibrium_in_every_subgame(count):
    @always(count, PLAYS)
    def law(drawn):
        players, tree, odds = drawn
        game = game_of(players, tree)
        profile, subgames = profile_of(game, odds), proper_subgames(tree)
        roots = subgame_roots(game)
        assert [read_back(game, root) for root in roots] == subgames
        everywhere = True
        for root, subgame in zip(roots, subgames, strict=True):
            for who, player in enumerate(players):
                best = best_value(players, subgame, odds, player)
                assert best_response_value(game, profile, player, root) == best
                everywhere = everywhere and best == expectation(subgame, odds)[who]
        assert is_subgame_perfect(game, profile) == everywhere


@pytest.mark.slow
@cases(300, 2000)
def test_equilibria_perfect_or_not_and_others_occur_with_and_without_perfect_information(count):
    def described(drawn):
        players, tree, odds = drawn
        game = game_of(players, tree)
        profile = profile_of(game, odds)
        return game.has_perfect_information, is_nash(game, profile), is_subgame_perfect(game, profile)

    found = seen(count, PLAYS)(described)
    kinds = [(True, True), (True, False), (False, False)]
    assert {(information, *kind) for information in (True, False) for kind in kinds} <= set(found)
    assert not {kind for kind in found if kind[1:] == (False, True)}


def forgets(tree, player):
    """Whether a player's own choices differ among the nodes of one of its sets."""
    histories = {}
    pending = [(tree, ())]
    while pending:
        here, own = pending.pop()
        if here[0] == "chance":
            pending.extend((below, own) for _, _, below in here[1])
        elif here[0] == "move":
            if here[1] == player:
                histories.setdefault(here[2], set()).add(own)
            pending.extend(
                (below, (*own, (here[2], a)) if here[1] == player else own) for a, below in here[3]
            )
    return any(len(different) > 1 for different in histories.values())


@cases(17, 3000)
def test_best_responses_need_perfect_recall(count):
    @always(count, plays(FREE_TREES))
    def law(drawn):
        players, tree, odds = drawn
        game = game_of(players, tree)
        profile = profile_of(game, odds)
        for player in players:
            if forgets(tree, player):
                with pytest.raises(Unsupported, match=f"{player} does not remember its own moves at 'set "):
                    best_response_value(game, profile, player)
            else:
                assert best_response_value(game, profile, player) == best_value(players, tree, odds, player)


@cases(8, 3000)
def test_regrets_in_a_table_are_what_the_best_action_would_gain(count):
    weights = st.lists(st.integers(0, 2), min_size=3, max_size=3)

    @always(count, three_player_tables(), st.lists(weights, min_size=3, max_size=3))
    def law(drawn, weights):
        actions, cells = drawn
        game = NormalForm(
            ("Ann", "Bob", "Cat"),
            tuple(actions),
            tuple(tuple(map(Fraction, cell)) for cell in cells.values()),
        )
        odds = []
        for names, raw in zip(actions, weights, strict=True):
            line = raw[: len(names)] if any(raw[: len(names)]) else [1] * len(names)
            odds.append([Fraction(w, sum(line)) for w in line])

        def expected(distributions):
            total = [Fraction(0)] * 3
            for choice in product(*(range(len(names)) for names in actions)):
                weight = Fraction(1)
                for who, a in enumerate(choice):
                    weight *= distributions[who][a]
                cell = cells[tuple(actions[who][a] for who, a in enumerate(choice))]
                total = [t + weight * p for t, p in zip(total, cell, strict=True)]
            return total

        profile = Profile(game.information_sets, tuple(map(tuple, odds)))
        now = expected(odds)
        assert expected_payoffs(game, profile) == tuple(now)
        gains = []
        for who, names in enumerate(actions):
            pure = [[Fraction(a == b) for b in range(len(names))] for a in range(len(names))]
            gains.append(max(expected([*odds[:who], one, *odds[who + 1 :]])[who] for one in pure) - now[who])
        assert regrets(game, profile) == tuple(gains)
        assert is_nash(game, profile) == (not any(gains))
