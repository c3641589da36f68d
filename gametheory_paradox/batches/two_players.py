"""Two-player games of a batch: which compiled code takes them, else numpy, and one game exactly."""

from types import ModuleType

from gametheory_paradox.batches.exact_games import outcome, verdict
from gametheory_paradox.kernels.batch.games import Games
from gametheory_paradox.kernels.batch.plain import compare_all, find_all
from gametheory_paradox.kernels.batch.subsets import LARGEST
from gametheory_paradox.kernels.compiled import COMPARING, COMPARING_2X2, SOLVING, SOLVING_2X2, Kernel

__all__ = ["compare_all", "find_all", "loaded", "outcome", "verdict"]

_SOLVED_EACH, _COMPARED_EACH = 4e-5, 1e-4  # seconds for one game by numpy


def loaded(games: Games, *, comparing: bool) -> tuple[Kernel, ModuleType | None]:
    """The kernel, and its functions if they take games of this size and pay for so many."""
    pair = (SOLVING_2X2, COMPARING_2X2) if games.shape == (2, 2) else (SOLVING, COMPARING)
    kernel, each = (pair[1], _COMPARED_EACH) if comparing else (pair[0], _SOLVED_EACH)
    fits = max(games.shape) <= LARGEST
    return kernel, kernel.load() if fits and kernel.pays(each * len(games)) else None
