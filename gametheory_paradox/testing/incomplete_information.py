"""Strategies that draw games of incomplete information: signaling games and Bayesian games, as trees."""

from fractions import Fraction
from math import prod

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.families.bayesian import STATE, BayesianShape
from gametheory_paradox.families.signaling import SignalingShape
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.testing.numbers import Size, lotteries, sizes
from gametheory_paradox.testing.tables import ACTIONS, Amounts, names, small
from gametheory_paradox.testing.trees import Tree

two = st.just(2)
one_or_two = st.integers(1, 2)


@st.composite
def signaling_games(
    draw: DrawFn,
    *,
    types: Size = two,
    messages: Size = two,
    responses: Size = two,
    payoffs: Amounts = small,
    endings: bool = True,
) -> Tree:
    """Draws signaling games: Ann knows her type and sends a message, Bob sees the message alone and responds.

    Her information sets are called like her types, ``t1``, ``t2``, …; his "after" and the message.

    Parameters
    ----------
    types, messages, responses
        How many, or strategies that draw that; the responses to each message.
    payoffs
        Draws each payoff.
    endings
        Whether one message may end the game.
    """
    kinds = tuple(f"t{n + 1}" for n in range(draw(sizes(types))))
    sent = tuple(f"m{n + 1}" for n in range(draw(sizes(messages))))
    answers = {message: tuple(ACTIONS[: draw(sizes(responses))]) for message in sent}
    if endings and len(sent) > 1 and draw(st.integers(0, 3)) == 3:
        answers[sent[-1]] = ()
    sender, receiver = players = names(2)
    shape = SignalingShape(sender, receiver, dict.fromkeys(kinds, sent), answers)
    odds: dict[str, object] = dict(zip(kinds, draw(lotteries(len(kinds))), strict=True))
    paid: dict[tuple[str, ...], object] = {cell: (draw(payoffs), draw(payoffs)) for cell in shape.cells()}
    return ExtensiveForm.from_tree(players, shape.tree(odds, paid))


@st.composite
def bayesian_games(
    draw: DrawFn,
    *,
    players: Size = two,
    types: Size = one_or_two,
    actions: Size = two,
    states: Size = one_or_two,
    correlated: bool = True,
    payoffs: Amounts = small,
) -> Tree:
    """Draws Bayesian games: chance draws types and a state, all see their own type alone and choose at once.

    Parameters
    ----------
    players, types, actions, states
        How many players, types of each, actions of each, and states that nobody sees; or strategies that draw
        that.  Where it is one, there is nothing to draw.
    correlated
        Whether types may hang on each other.
    payoffs
        Draws each payoff.
    """
    who = names(draw(sizes(players)))
    own = {player: draw(sizes(types)) for player in who}
    hidden = draw(sizes(states))
    if hidden == 1 and all(count == 1 for count in own.values()):
        own[who[0]] = 2  # without types it would be a table
    draws = [(STATE, tuple(f"s{n + 1}" for n in range(hidden)))] if hidden > 1 else []
    draws += [
        (p, tuple(f"{p[0].lower()}{n + 1}" for n in range(count))) for p, count in own.items() if count > 1
    ]
    typed = dict(draws)
    can = {player: tuple(ACTIONS[: draw(sizes(actions))]) for player in who}
    shape = BayesianShape(who, tuple(draws), {p: dict.fromkeys(typed.get(p, ("",)), can[p]) for p in who})

    if correlated and draw(st.booleans()):
        drawn = draw(lotteries(prod(len(kinds) for _, kinds in draws)))
        odds = dict(zip(shape.profiles(), drawn, strict=True))
    else:
        each = [dict(zip(kinds, draw(lotteries(len(kinds))), strict=True)) for _, kinds in draws]
        odds = {
            profile: prod((one[name] for one, name in zip(each, profile, strict=True)), start=Fraction(1))
            for profile in shape.profiles()
        }

    possible: dict[tuple[str, ...], object] = dict(odds)
    read = {profile: RationalFunction.constant(p) for profile, p in odds.items()}
    paid: dict[tuple[str, ...], object] = {
        cell: tuple(draw(payoffs) for _ in who) for cell in shape.cells(shape.possible(read))
    }
    return ExtensiveForm.from_tree(who, shape.tree(possible, paid))
