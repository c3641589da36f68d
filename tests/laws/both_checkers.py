"""``verify``, with the one-file checkers beside it: wherever a certificate is theirs, they agree."""

import json
from contextlib import suppress

from oracles import algebraic_edges, other_checker

from gametheory_paradox import checker, checker_over_time
from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import CertificateRejected

assert [algebraic_edges] == other_checker.algebra.PUT_IN


def verified(data):
    """What ``verify`` says of a certificate, once the one-file checkers are seen to judge it alike."""
    try:
        checked, reason = verify(data), None
    except CertificateRejected as problem:
        checked, reason = None, problem
    for one_file in (checker, checker_over_time):
        assert judged(data, one_file) in ("accepted" if reason is None else "rejected", "not mine"), reason
    if reason is not None:
        raise reason
    return checked


def seconded(data):
    """The second checker accepts a certificate too, unless it says nothing of it (boxes; games over time)."""
    with suppress(other_checker.Unjudged):
        other_checker.check(json.dumps(data))


def judged(data, one_file=checker):
    """What a one-file checker says of a certificate's data."""
    try:
        one_file.check(json.dumps(data).encode())
    except one_file.Rejected:
        return "rejected"
    except one_file.NotMine:
        return "not mine"
    return "accepted"
