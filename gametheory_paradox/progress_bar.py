"""A bar at a terminal or in a notebook that says how far work is; a key ends it with what is known."""

import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from types import FrameType
from typing import Any, TextIO

from gametheory_paradox.clock import Clock, Progress
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.table import Display

FIRST, BETWEEN = 0.7, 0.2  # seconds before the bar is drawn, and between two drawings
CELLS = 20  # characters of the bar
STOPPING = "stopping; what is known by now is kept (once more to stop at once)"


class ProgressBar(Display):
    """A block whose long work says how far it is, and answers with what it knows once Ctrl-C is pressed.

    The bar is drawn on a terminal or below the cell of a notebook, only for what takes longer than a moment,
    and wiped away when the work is done; the time that is left is guessed from the time that the units so far
    have taken, and is never more than the budget gives.  At a second Ctrl-C everything ends at once, as it
    does at the first where the work has no answer before its end.

    Parameters
    ----------
    title
        What is done, in a word or two.
    stream
        Where the bar is drawn, if that is a terminal; by default standard error.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> with gp.ProgressBar("charting"):
    ...     regions = gp.chart(gp.load("seed/trade-restriction"), over=["r_C", "k"])
    """

    def __init__(self, title: str = "working", *, stream: TextIO | None = None):
        self.title, self.is_interrupted = title, False
        self._stream = sys.stderr if stream is None else stream
        self._clock = Clock(progress=self._hear, cancelled=lambda: self.is_interrupted)
        self._started, self._progress, self._width = time.monotonic(), Progress(0, None, ""), 0
        self._done = threading.Event()
        self._painter: threading.Thread | None = None
        self._handler: object = None
        self._shown: Any = None  # the place below a cell

    def __str__(self) -> str:
        return f"progress bar: {self.line(time.monotonic() - self._started)}"

    def __enter__(self) -> "ProgressBar":
        self._clock.__enter__()
        if threading.current_thread() is threading.main_thread():  # no other hears signals
            self._handler = signal.signal(signal.SIGINT, self._interrupt)
        draw = self._redraw if _in_notebook() else self._write if self._stream.isatty() else None
        if draw is not None:  # the thread takes the context along: a notebook's says which cell runs
            self._painter = threading.Thread(target=copy_context().run, args=(self._paint, draw), daemon=True)
            self._painter.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, *_: object) -> None:
        self._clock.__exit__()
        self._done.set()
        if self._painter is not None:
            self._painter.join()
        if self._handler is not None:
            signal.signal(signal.SIGINT, self._handler)  # type: ignore[arg-type]  # what it was before
        if self.is_interrupted and isinstance(problem, OutOfTime):
            raise KeyboardInterrupt from problem

    def _hear(self, progress: Progress) -> None:
        self._progress = progress

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.is_interrupted:
            raise KeyboardInterrupt
        self.is_interrupted = True

    def _paint(self, draw: Callable[[str], None]) -> None:
        pause = FIRST
        while not self._done.wait(pause):
            pause = BETWEEN
            draw(self.line(time.monotonic() - self._started))
        draw("")

    def _write(self, line: str) -> None:
        """Draw a line of the terminal over the last one; an empty one leaves the cursor where it began."""
        line = line[: shutil.get_terminal_size().columns - 1]
        if line or self._width:
            end = "" if line else "\r"
            self._stream.write(f"\r{line:{self._width}}{end}")
            self._stream.flush()
        self._width = len(line) or self._width

    def _redraw(self, line: str) -> None:
        """Draw a line below the cell of a notebook, in the place of the last one."""
        display = sys.modules["IPython"].display
        if self._shown is not None:
            self._shown.update(display.Pretty(line))
        elif line:
            self._shown = display.display(display.Pretty(line), display_id=True)

    def line(self, elapsed: float) -> str:
        """The bar in a line, so many seconds after the start.

        Examples
        --------
        >>> print(ProgressBar("sweeping").line(75.0))
        sweeping: 1 min 15 s
        """
        own = self._progress
        parts = [own.note] if own.note else []
        if own.done:
            parts.append(f"{own.done:,}{f' of {own.total:,}' if own.total else ''} {own.unit}")
        parts.append(_seconds(elapsed))
        if self.is_interrupted:
            parts.append(STOPPING)
        elif left := _left(own, elapsed):
            parts.append(left)
        filled = CELLS * own.done // own.total if own.total else 0
        bar = (
            f" [{'#' * filled}{'-' * (CELLS - filled)}] {100 * own.done // own.total} %," if own.total else ""
        )
        return f"{self.title}:{bar} {', '.join(parts)}"


def _in_notebook() -> bool:
    """Tests whether a kernel runs this, which shows what is displayed below a cell."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def _left(progress: Progress, elapsed: float) -> str:
    """The time that the rest may take, as far as anything is known of it."""
    if progress.total and progress.done:
        rest = elapsed * (progress.total - progress.done) / progress.done
        return f"about {_seconds(rest if progress.left is None else min(rest, progress.left))} left"
    return "" if progress.left is None else f"at most {_seconds(progress.left)} left"


def _seconds(seconds: float) -> str:
    """A time in words.

    Examples
    --------
    >>> _seconds(8.7), _seconds(75), _seconds(7322)
    ('8 s', '1 min 15 s', '2 h 2 min')
    """
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    return (
        f"{whole // 60} min {whole % 60} s" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"
    )
