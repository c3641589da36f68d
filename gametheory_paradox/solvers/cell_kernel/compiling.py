"""How functions are compiled."""

from gametheory_paradox.solvers.vertex_kernel.compiling import Decorator, kept, numba

__all__ = ["inside", "kept"]

inside: Decorator = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)  # for functions that compiled ones call
