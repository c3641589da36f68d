"""Disks on which nothing can be written: full ones, and ones that may only be read."""

import errno
import os
from contextlib import contextmanager

import pytest


def full(*_, **__):
    """Stands in for what writes, where a disk is full."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def read_only(path):
    """A disk on which what is at a path, and below it, can be read alone."""
    real = os.open

    def opened(name, flags, *rest, **more):
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT) and str(name).startswith(str(path)):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(name, flags, *rest, **more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "open", opened)
        yield
