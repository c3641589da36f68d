"""``verify``, with the one-file checker beside it: wherever a certificate is its own, the two agree."""

import json
from contextlib import suppress

from oracles import other_checker

from gametheory_paradox import checker
from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import CertificateRejected


def verified(data):
    """What ``verify`` says of a certificate, once the one-file checker is seen to judge it alike."""
    try:
        checked, reason = verify(data), None
    except CertificateRejected as problem:
        checked, reason = None, problem
    assert judged(data) in ("accepted" if reason is None else "rejected", "not mine"), reason
    if reason is not None:
        raise reason
    return checked


def seconded(data):
    """The second checker accepts a certificate too, unless it says nothing of it (boxes; games over time)."""
    with suppress(other_checker.Unjudged):
        other_checker.check(json.dumps(data))


def judged(data):
    """What the one-file checker says of a certificate's data."""
    try:
        checker.check(json.dumps(data).encode())
    except checker.Rejected:
        return "rejected"
    except checker.NotMine:
        return "not mine"
    return "accepted"
