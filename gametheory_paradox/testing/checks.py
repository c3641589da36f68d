"""Checks of what the package answers, for use in tests: each says in one line what does not hold.

They use the claims that ``verify`` uses, and no solver.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar, cast

from gametheory_paradox.certificates import Checked, verify
from gametheory_paradox.claims.equilibria.nash import is_nash, is_subgame_perfect
from gametheory_paradox.claims.equilibria.proofs import check_proof
from gametheory_paradox.claims.equilibria.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.detectors import Verdict
from gametheory_paradox.detectors.verdict import Compared, Inquiry
from gametheory_paradox.games import (
    ExtensiveForm,
    NormalForm,
    Profile,
    expected_payoffs,
    formula_from_data,
    game_from_data,
    game_hash,
)
from gametheory_paradox.solvers import Equilibria

Q = TypeVar("Q", bound=Inquiry)
C = TypeVar("C", bound=Compared)


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
    exact = [
        (p.probabilities, a) for p, a in zip(found.profiles, found.assessments or found.profiles, strict=True)
    ]
    assert all(one not in exact[:n] for n, one in enumerate(exact)), "an equilibrium is listed twice"
    listed = sorted(number for component in found.components for number in component)
    assert listed == list(range(len(found))), (
        f"the components {found.components} do not part {len(found)} equilibria"
    )
    if isinstance(found.game, NormalForm) and len(found.game.players) == 2:
        for subset in found.subsets:
            middle = _middle([found.profiles[number] for number in subset])
            assert is_nash(found.game, middle), f"the middle of the subset {subset} is not an equilibrium"
    _check_proof(found)
    return found


def check_verdict(verdict: Verdict[Q, C]) -> Verdict[Q, C]:
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
    if verdict.name == "undecided":
        assert verdict.certificate is None, "an undecided verdict has a certificate"
        return verdict
    assert verdict.certificate is not None, f"the verdict {verdict.name!r} has no certificate"
    checked = verify(verdict.certificate)
    if checked.kind == "paradox-map":  # of null coercion, which is asked of a range
        _check_range(verdict, checked)
    else:
        assert checked.game == game_hash(verdict.game), "the certificate is about another game"
        assert checked.verdict == verdict.name, (
            f"the certificate shows {checked.verdict!r}, the verdict says {verdict.name!r}"
        )
    data, gap = verdict.certificate.data, None if verdict.comparison is None else str(verdict.comparison.gap)
    for name, asked in verdict.question.to_data().items():
        assert data.get(name) == asked, (
            f"the certificate answers another question: {name} is {data.get(name)!r:.60}"
        )
    assert data.get("gap") == gap, f"the certificate shows the gap {data.get('gap')}, the verdict {gap}"
    return verdict


def _check_range(verdict: Verdict[Q, C], checked: Checked) -> None:
    """A verdict about a range holds the game where the range begins; it is present everywhere, or absent somewhere."""
    assert verdict.certificate is not None
    data = cast("Mapping[str, Any]", verdict.certificate.data)
    form, begins = (
        game_from_data(data["game"], formula_from_data),
        {name: ends[0] for name, ends in data["box"].items()},
    )
    values = {**checked.at, **{name: Fraction(low) for name, low in begins.items()}}
    assert form.map(lambda formula: formula.value(values)) == replace(verdict.game, title=""), (
        "the certificate is about another game"
    )
    shown = "present" if data["present"][0] == "1" else "absent" if data["absent"][0] != "0" else "undecided"
    assert shown == verdict.name, f"the certificate shows {shown!r}, the verdict says {verdict.name!r}"


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
    if found.proof is None or found.completeness.status != "proved":
        return
    for who, player in enumerate(found.game.players):
        known = check_proof(found.game, found.concept, player, found.proof).payoffs(player)
        own = [expected_payoffs(found.game, profile)[who] for profile in found.profiles]
        if not found.boxes:
            assert (known.low, known.high) == (min(own), max(own)), (
                f"{player} gets more or less than the proof allows"
            )
