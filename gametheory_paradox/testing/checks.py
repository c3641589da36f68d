"""Checks of what the package answers, for use in tests: each says in one line what does not hold.

They use the claims that ``verify`` uses, and no solver.
"""

from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.claims.equilibria.nash import is_nash, is_subgame_perfect
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.detectors import Undecided, Verdict
from gametheory_paradox.detectors.proved import proved_verdict
from gametheory_paradox.games import (
    ExtensiveForm,
    NormalForm,
    Profile,
    expected_payoffs,
)
from gametheory_paradox.solvers import Equilibria


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
