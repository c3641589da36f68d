"""Ways to have work done by compiled code, or without it."""

from functools import wraps

import pytest

from gametheory_paradox.kernels import compiled
from gametheory_paradox.kernels.compiled import Kernel

KERNELS = [kernel for kernel in vars(compiled).values() if isinstance(kernel, Kernel)]


def always_compiled(monkeypatch, *kernels):
    """From now on these are loaded, however little there is to do."""
    for kernel in kernels:
        monkeypatch.setattr(kernel, "pays", lambda *ahead, left=None: True)


def never_compiled(monkeypatch, *kernels):
    """From now on there is no compiler for these."""
    always_compiled(monkeypatch, *kernels)
    for kernel in kernels:
        monkeypatch.setattr(kernel, "load", lambda: None)


def patient(monkeypatch, kernel, **state):
    """A kernel that is not loaded, and whose state is this."""
    for name, value in {"code": None, "spent": 0.0, **state}.items():
        monkeypatch.setattr(kernel, name, value)


def plainly(build):
    """The same function, which is never helped by compiled code: that comes once plain work has taken long
    enough, and searches in another order, so that proofs would hang on what ran before and how fast.
    """

    @wraps(build)
    def built(*args, **more):
        with pytest.MonkeyPatch.context() as patch:
            never_compiled(patch, compiled.CELLS)
            return build(*args, **more)

    return built
