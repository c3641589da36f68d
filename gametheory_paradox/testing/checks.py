"""Checks of equilibria and of verdicts, each in one line, and changes that must not matter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TypeVar

from gametheory_paradox.detectors import Undecided, Verdict
from gametheory_paradox.detectors.proved import proved_verdict
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    Profile,
    Terminal,
    expected_payoffs,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.trees.proofs.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.models.accounts import OutcomesOfMoves, as_moves

# Checks of what the package answers, for use in tests: each says in one line what does not hold
#
# They use the claims that ``verify`` uses, and no solver.
# ----------------------------------------------------------------------------


def check_equilibria(found: Equilibria) -> Equilibria:
    """Checks that what a solver found holds.

    Every exact equilibrium is one under the concept that is named, with its beliefs and trembles where there
    are any, and is listed once; the components part them; in a two-player table the middle of each subset is
    an equilibrium, too; and the proof of completeness, where there is one, is accepted and gives everybody
    the same range of payoffs.

    Parameters
    ----------
    found
        What ``solve`` returned.

    Returns
    -------
    The same, so that a check can stand in the middle of an expression.

    Raises
    ------
    AssertionError
        If something does not hold; the message says what.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> len(check_equilibria(gp.solve(gp.load("seed/trade-restriction"))))
    1
    """
    for number, profile in enumerate(found.profiles):
        _check_profile(found, number, profile)

    # Each is listed once, and in one component.
    exact = [
        (p.probabilities, a) for p, a in zip(found.profiles, found.assessments or found.profiles, strict=True)
    ]
    assert all(one not in exact[:n] for n, one in enumerate(exact)), "an equilibrium is listed twice"
    listed = sorted(number for component in found.components for number in component)
    assert listed == list(range(len(found))), (
        f"the components {found.components} do not part {len(found)} equilibria"
    )

    # Subsets consist of equilibria, and the proof leaves room for no other payoffs.
    if isinstance(found.game, NormalForm) and len(found.game.players) == 2:
        for subset in found.subsets:
            middle = _middle([found.profiles[number] for number in subset])
            assert is_nash(found.game, middle), f"the middle of the subset {subset} is not an equilibrium"
    _check_proof(found)
    return found


def check_verdict(verdict: Verdict) -> Verdict:
    """Checks that a verdict is backed by its certificate.

    The certificate is accepted by ``verify``; it is about this game, and says of it what the verdict says,
    with the same question and the same gap.  A verdict that is undecided has no certificate.

    Parameters
    ----------
    verdict
        What ``detect`` returned.

    Returns
    -------
    The same, so that a check can stand in the middle of an expression.

    Raises
    ------
    AssertionError
        If the certificate is missing or about something else; the message says what.
    CertificateRejected
        If it does not prove what it claims.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> game = gp.load("seed/trade-restriction").at(r_C=60, k=10)
    >>> check_verdict(gp.detect(game, mover="Pakistan", action="restrict", at="after suppress")).name
    'present'
    """
    if isinstance(verdict, Undecided):
        assert verdict.certificate is None, "an undecided verdict has a certificate"
        return verdict

    assert verdict.certificate is not None, f"the verdict {verdict.name!r} has no certificate"
    shown = proved_verdict(verdict.certificate)
    assert shown.game == replace(verdict.game, title=""), "the certificate is about another game"
    assert shown.name == verdict.name, (
        f"the certificate shows {shown.name!r}, the verdict says {verdict.name!r}"
    )
    answered = shown.question.to_data()
    for name, asked in verdict.question.to_data().items():
        assert answered[name] == asked, (
            f"the certificate answers another question: {name} is {answered[name]!r:.60}"
        )
    assert shown.gap == verdict.gap, f"the certificate shows the gap {shown.gap}, the verdict {verdict.gap}"
    return verdict


def _check_profile(found: Equilibria, number: int, profile: Profile) -> None:
    game, what = found.game, f"equilibrium {number + 1} of {len(found.profiles)}"
    assert profile.information_sets == game.information_sets, f"{what} is a profile of another game"
    assert is_nash(game, profile), f"{what} is not a Nash equilibrium"
    if not isinstance(game, ExtensiveForm) or found.concept == "nash":
        return
    if found.concept == "subgame-perfect":
        assert is_subgame_perfect(game, profile), f"{what} is not subgame perfect"
        return

    assert len(found.assessments) == len(found.profiles), "there are equilibria without beliefs"
    assessment = found.assessments[number]
    assert assessment.profile == profile, f"{what} has the beliefs of another one"
    if found.concept == "sequential":
        assert found.trembles, "nothing shows that the beliefs are consistent"
        assert is_sequential(game, assessment, found.trembles[number]), f"{what} is not sequential"
    else:
        assert is_weak_sequential(game, assessment), f"{what} is not perfect Bayesian"


def _middle(profiles: list[Profile]) -> Profile:
    """Every strategy averaged over some profiles."""
    odds = tuple(
        tuple(sum(ps, Fraction(0)) / len(profiles) for ps in zip(*own, strict=True))
        for own in zip(*(profile.probabilities for profile in profiles), strict=True)
    )
    return Profile(profiles[0].information_sets, odds)


def _check_proof(found: Equilibria) -> None:
    if found.proof is None or found.completeness.status != "proved" or found.boxes or found.curved:
        return
    for who, player in enumerate(found.game.players):
        known = check_proof(found.game, found.concept, player, found.proof).payoffs(player)
        own = [expected_payoffs(found.game, profile)[who] for profile in found.profiles]
        assert (known.low, known.high) == (min(own), max(own)), (
            f"{player} gets more or less than the proof allows"
        )


# Changes to a game that keep what is true of it: names, orders, units, a bystander, a bad option
# ----------------------------------------------------------------------------

Cell = tuple[Fraction, ...]
G = TypeVar("G", NormalForm[Fraction], ExtensiveForm[Fraction])
BAD = "bad"
BYSTANDER = "Zoe"


def with_payoffs(game: G, change: Callable[[Cell], Cell]) -> G:
    """The same game with every cell or end rewritten."""
    if isinstance(game, NormalForm):
        return NormalForm(game.players, game.actions, tuple(change(cell) for cell in game.payoffs))
    nodes = (Terminal(change(n.payoffs)) if isinstance(n, Terminal) else n for n in game.nodes)
    return replace(game, nodes=tuple(nodes))


def rescaled(game: G, scales: Sequence[Fraction | int], shifts: Sequence[Fraction | int]) -> G:
    """Every player's payoffs in another unit, from another zero; numbers beyond the players' are not used."""
    return with_payoffs(
        game, lambda cell: tuple(s * p + t for s, p, t in zip(scales, cell, shifts, strict=False))
    )


def reordered(game: G, order: Sequence[int], renamed: Callable[[str], str], turned: bool) -> G:
    """The players in another order under other names, the actions of each set turned round and renamed.

    Parameters
    ----------
    game
        The game.
    order
        The old players' numbers.
    renamed
        Gives every old name (of a player, an information set, an outcome or an action) the new one.
    turned
        Whether the actions are reversed.
    """
    players = tuple(renamed(game.players[who]) for who in order)

    def reorder(cell: Cell) -> Cell:
        return tuple(cell[who] for who in order)

    step = -1 if turned else 1
    if isinstance(game, ExtensiveForm):

        def move(player: str, at: str, actions: dict[str, object]) -> Move:
            pairs = [(renamed(action), below) for action, below in actions.items()]
            return Move(renamed(player), renamed(at), dict(pairs[::step]))

        def chance(outcomes: OutcomesOfMoves) -> Chance:
            return Chance({renamed(outcome): pair for outcome, pair in outcomes.items()})

        return ExtensiveForm.from_tree(players, as_moves(game, end=reorder, move=move, chance=chance))
    old = [game.actions[who][::step] for who in order]
    ordered = [game.players[who] for who in order]
    profiles = (dict(zip(ordered, chosen, strict=True)) for chosen in product(*old))
    cells = tuple(reorder(tuple(game.payoff(who, played) for who in game.players)) for played in profiles)
    return NormalForm(players, tuple(tuple(map(renamed, actions)) for actions in old), cells)


def with_bystander(game: G, payoff: Callable[[Cell], Fraction]) -> G:
    """One more player, "Zoe", with nothing to choose; ``payoff`` makes her payoff of the others' cell."""

    def widened(cell: Cell) -> Cell:
        return (*cell, payoff(cell))

    if isinstance(game, NormalForm):
        return NormalForm(
            (*game.players, BYSTANDER), (*game.actions, ("wait",)), tuple(map(widened, game.payoffs))
        )
    return ExtensiveForm.from_tree((*game.players, BYSTANDER), as_moves(game, end=widened))


def with_bad_option(game: G, player: str, where: int = 0) -> G:
    """One more action, "bad", that pays its player less than any other; in a tree at set number ``where``."""
    who: int = game.players.index(player)
    cells = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
    worst = min(cell[who] for cell in cells) - 1

    def worse(cell: Cell) -> Cell:
        return (*cell[:who], worst, *cell[who + 1 :])

    if isinstance(game, ExtensiveForm):
        own = [info for info in game.information_sets if info.player == player]
        target, paid = own[where % len(own)], worse(next(iter(game.terminals()))[1].payoffs)

        def move(owner: str, at: str, actions: dict[str, object]) -> Move:
            return Move(owner, at, actions | ({BAD: paid} if (owner, at) == (player, target.name) else {}))

        return ExtensiveForm.from_tree(game.players, as_moves(game, move=move))
    return _wider(game, who, worse)


def _wider(game: NormalForm[Fraction], who: int, worse: Callable[[Cell], Cell]) -> NormalForm[Fraction]:
    """The table with one more action of a player; the others are paid as where it takes its first."""
    actions = tuple((*names, BAD) if number == who else names for number, names in enumerate(game.actions))
    known = dict(zip(game.profiles(), game.payoffs, strict=True))
    cells = []
    for profile in product(*actions):
        first = (*profile[:who], game.actions[who][0], *profile[who + 1 :])
        cells.append(worse(known[first]) if profile[who] == BAD else known[profile])
    return NormalForm(game.players, actions, tuple(cells))
