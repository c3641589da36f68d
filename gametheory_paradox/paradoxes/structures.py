"""Structures of games on which guard-rails rest."""

from fractions import Fraction

from gametheory_paradox.games import Decision, Game, NormalForm, StochasticGame, Terminal, played_once
from gametheory_paradox.games.stochastic_game import restrict_states
from gametheory_paradox.paradoxes.action_taken_away import left_in
from gametheory_paradox.paradoxes.question import Question, text_of


def decides_alone(game: Game, player: str) -> bool:
    """True if nobody else has a choice, and players recall what they did."""
    return all(len(s.actions) == 1 for s in game.information_sets if s.player != player) and _recalls(game)


def has_constant_sum(game: Game) -> bool:
    """True if all payoffs sum to the same, wherever the game ends; over time to zero in every period."""
    if isinstance(game, StochasticGame):
        sums = {sum(cell, Fraction(0)) for state in game.states for cell in state.payoffs}
        return sums == {0} and len(set(game.discounts)) == 1
    game = played_once(game)
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    first = sum(cells[0], Fraction(0))
    return all(sum(cell, Fraction(0)) == first for cell in cells)


def is_constant_sum_of_two(game: Game) -> bool:
    """True if one of two players, who recall what they did, gets what the other does not."""
    return len(game.players) == 2 and _recalls(game) and has_constant_sum(game)


def is_root_move(game: Game, question: Question) -> bool:
    """True if everything is seen, and exactly the root's set loses the action, which is one player's."""
    game = played_once(game)
    if isinstance(game, NormalForm) or question.coalition or not game.has_perfect_information:
        return False
    root, losing = game.nodes[0], left_in(game, question)
    return isinstance(root, Decision) and losing.keys() == {root.information_set}


def leads_on_alike(game: Game, question: Question) -> bool:
    """True if an action and the one in its place move no state otherwise, and neither does what is answered.

    Where nobody answers, the odds of the next state are the same for both at the sets asked about, whatever
    the others do there; else they are so in every state for all that can be done.
    """
    assert isinstance(game, StochasticGame)
    if all(len(set(state.transitions)) == 1 for state in game.states):
        return True
    if question.details["held"] != "nobody":
        return False
    taken, instead = (
        restrict_states(game, dict.fromkeys(left_in(game, question), (action,)))
        for action in (question.action[0], text_of(question, "instead"))
    )
    return all(
        one.transitions == other.transitions for one, other in zip(taken.states, instead.states, strict=True)
    )


def _recalls(game: Game) -> bool:
    """Information sets of one node, or one move per player on every path: enough for perfect recall.

    Over time all see the state, and nothing else counts.
    """
    if isinstance(game, StochasticGame):
        return True

    game = played_once(game)
    if isinstance(game, NormalForm) or game.has_perfect_information:
        return True

    on_path: set[str] = set()
    pending = [0]
    while pending:
        place = pending.pop()
        node = game.nodes[place if place >= 0 else ~place]
        if isinstance(node, Decision):
            player = game.information_sets[node.information_set].player
            if place < 0:  # everything below has been seen
                on_path.discard(player)
                continue
            if player in on_path:
                return False
            on_path.add(player)
            pending.append(~place)

        if not isinstance(node, Terminal):
            pending.extend(node.children)

    return True
