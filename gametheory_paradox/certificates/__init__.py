"""Certificates: claims as data, and ``verify``, which checks one by exact arithmetic and nothing else.

A certificate is JSON.  It holds the game, the claim and a proof, and no prose: sentences are computed from
its fields. ``verify`` rebuilds the claim from the game and refuses whatever the proof does not carry.  This
module and everything it imports use Python's standard library alone; docs/certificate.md describes every
field, enough to write another checker.
"""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
