"""Ways to have work done by compiled code, or without it."""

from gametheory_paradox.kernels import compiled
from gametheory_paradox.kernels.compiled import Kernel

KERNELS = [kernel for kernel in vars(compiled).values() if isinstance(kernel, Kernel)]


def always_compiled(monkeypatch):
    """From now on compiled code is loaded, however little there is to do."""
    monkeypatch.setattr(Kernel, "pays", lambda kernel, ahead=0.0: True)


def never_compiled(monkeypatch):
    """From now on there is no compiler."""
    always_compiled(monkeypatch)
    monkeypatch.setattr(Kernel, "load", lambda kernel: None)


def patient(monkeypatch, kernel, **state):
    """A kernel that is not loaded, and whose state is this."""
    for name, value in {"code": None, "spent": 0.0, **state}.items():
        monkeypatch.setattr(kernel, name, value)
