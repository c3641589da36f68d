"""Certificates: claims as data, and ``verify``, which checks one by exact arithmetic and nothing else.

A certificate is JSON.  It holds the game, the claim and a proof, and no prose: sentences are computed from
its fields. ``verify`` rebuilds the claim from the game and refuses whatever the proof does not carry.  This
module and everything it imports use Python's standard library alone; docs/certificate.md describes every
field, enough to write another checker.
"""

from gametheory_paradox.certificates.certificate import FORMAT, MAX_BYTES, Certificate, read_certificate
from gametheory_paradox.certificates.kinds import KINDS
from gametheory_paradox.certificates.verification import Verification
from gametheory_paradox.certificates.verifier import verify
from gametheory_paradox.paradoxes.question import EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT, VERDICT_CONCEPTS

__all__ = [
    "EQUILIBRIUM_CONCEPTS",
    "FORMAT",
    "KINDS",
    "MARKOV_PERFECT",
    "MAX_BYTES",
    "VERDICT_CONCEPTS",
    "Certificate",
    "Verification",
    "read_certificate",
    "verify",
]
