"""Every Nash equilibrium of a two-player game, degenerate or not, with a proof that there are no others.

Walks over all vertices of both best-response polytopes, whose right-hand sides are perturbed so that every vertex is simple;
the closed list of vertices is itself the proof (see :mod:`gametheory_paradox.claims.every_nash`).  Pairs of vertices that
together carry every label are the extreme equilibria.

Sources: mangasarian1964, avis1992 (perturbed pivots), avis2010 (all equilibria of bimatrix games).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from gametheory_paradox.claims.every_nash import IntegerMatrix, best_response_constraints, match
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected
from gametheory_paradox.solvers.nash_subsets import maximal_nash_subsets
from gametheory_paradox.solvers.vertex_kernel import MOST_LABELS, CompiledList, CompiledWalk, cost_of_loading, kernel
from gametheory_paradox.solvers.vertex_walk import PlainWalk, VertexList, Walk, run
