"""What the list of equilibria of a table with three and more players obeys, and what its proof does not survive."""

import copy
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.changes import reordered, rescaled, with_bad_option
from witnesses.games import tables
from witnesses.many_players import narrow, tables_of_many, wide
from witnesses.sampling import always, cases, seen

from gametheory_paradox.claims.nash import is_nash
from gametheory_paradox.claims.proofs import check_proof
from gametheory_paradox.claims.every_nash_of_many import every_equilibrium
from gametheory_paradox.claims.isolation import IsolatingBox
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.games import NormalForm, Profile, expected_payoffs
from gametheory_paradox.solvers import solve
