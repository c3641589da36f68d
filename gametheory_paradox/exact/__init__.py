"""Exact algebra on the package's polynomials: what needs more speed than plain Python, and sympy's door.

Everything here takes and returns :class:`~gametheory_paradox.polynomials.Polynomial` and
:class:`~gametheory_paradox.polynomials.RationalFunction`; python-flint does the work inside, and sympy's
expressions come in and go out by one door.  Nothing is rounded.
"""
