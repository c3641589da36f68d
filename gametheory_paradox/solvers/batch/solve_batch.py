"""The equilibria of many small games at once, and in which of them an action hurts its owner.

Two players with at most four actions each: support pairs by floats whose rounding errors are bounded; a sign that stays open is
computed in integers, ties are gone through vertex by vertex, and every payoff is the exact one, rounded once.  What does not fit
is solved game by game by ``vertex_enumeration``.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from os import cpu_count, sched_getaffinity
