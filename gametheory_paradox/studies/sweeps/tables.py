"""Tables of a block all at once, by ``solve_batch``.

A positive multiple of a player's payoffs has the same equilibria, and the payoffs in them are that multiple.
Whether payoffs have a constant sum is another matter, and looked at before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.solvers.batch import BatchEquilibria, BatchVerdicts, VerdictCode, solve_batch
from gametheory_paradox.studies.sweeps.block_answers import (
    MOST_BITS,
    BlockAnswers,
    PointStatus,
    quotients,
)
from gametheory_paradox.studies.sweeps.constant_sum import ConstantSum
from gametheory_paradox.studies.sweeps.grid import Array, Block, Grid
from gametheory_paradox.studies.sweeps.integer_formulas import IntegerQuotients
from gametheory_paradox.table import Record

EXACT_IN_FLOATS = 1 << 53
LARGEST = {2: 4, 3: 2}  # by the number of players: the most actions of games that are solved many at a time


@dataclass(frozen=True, repr=False)
class Tables(Record):
    """A family of small tables, ready to be solved block by block.

    Parameters
    ----------
    shape
        How many actions each player has.
    payoffs
        For each player the payoffs, cell by cell.
    mover, action, quantifier
        The question, by number; no mover: none.
    sums
        Where the game is one of constant sum, which rules the paradox out.
    """

    shape: tuple[int, ...]
    payoffs: tuple[IntegerQuotients, ...]
    mover: int | None
    action: int | None
    quantifier: str
    sums: ConstantSum

    @classmethod
    def of(cls, form: NormalForm[RationalFunction], grid: Grid, question: Question | None) -> "Tables | None":
        """The family; None if it or the question is beyond what is answered for many games at a time."""
        if max(form.shape) > LARGEST.get(len(form.players), 0):
            return None

        mover = action = None
        if question:
            if question.coalition or len(question.action) > 1:
                return None
            mover = form.players.index(question.mover)
            action = form.actions[mover].index(question.action[0])

        payoffs = tuple(
            IntegerQuotients.of([cell[who] for cell in form.payoffs], grid)
            for who in range(len(form.players))
        )
        if max(own.bound.bit_length() for own in payoffs) > MOST_BITS:
            return None
        quantifier = question.quantifier if question else "strong"
        return cls(form.shape, payoffs, mover, action, quantifier, ConstantSum.of(form.payoffs, grid))

    def __call__(self, grid: Grid, block: Block) -> BlockAnswers:
        """The answers about a block; games whose payoffs are too large for floats stay open."""
        shape = tuple(part.stop - part.start for part in block)
        games, scales, open_ = [], [], np.zeros(shape, np.bool_)

        for payoffs in self.payoffs:
            cells, denominator = payoffs.at(grid, block)
            game = np.empty((*shape, len(cells)), cells[0].dtype)
            for number, cell in enumerate(cells):
                game[..., number] = cell
            scale = np.broadcast_to(denominator, shape)
            if payoffs.bound > EXACT_IN_FLOATS:
                game, scale, large = _reduced(game, scale)
                open_ |= large
            games.append(game.astype(np.int64, copy=False).reshape(-1, *self.shape))
            scales.append(scale)

        if self.mover is None or self.action is None:
            answers = self._answers(solve_batch(*games, threads=1), scales, shape)
        else:
            batch = solve_batch(
                *games, mover=self.mover, action=self.action, quantifier=self.quantifier, threads=1
            )
            answers = self._answers(batch, scales, shape)
            self._compare(answers, batch, scales[self.mover], self.sums.at(grid, block))

        answers.forget(open_)
        return answers

    def _answers(
        self, batch: BatchEquilibria, scales: Sequence[Array], shape: tuple[int, ...]
    ) -> BlockAnswers:
        answers = BlockAnswers.nothing(shape, len(self.shape))
        answers.number[...] = batch.number.reshape(shape)
        answers.infinite[...] = batch.infinite.reshape(shape)
        for who, scale in enumerate(scales):
            answers.low[..., who] = batch.low[:, who].reshape(shape) / scale
            answers.high[..., who] = batch.high[:, who].reshape(shape) / scale
        answers.settled[...] = PointStatus.TOGETHER
        return answers

    def _compare(self, answers: BlockAnswers, batch: BatchVerdicts, scale: Array, constant: Array) -> None:
        """Fill in verdicts and gaps; multiples of the payoffs may have a constant sum where these have none.

        In such a game the paradox is absent: both have the same equilibria, and it is absent from the other.
        """
        alone = all(size == 1 for other, size in enumerate(self.shape) if other != self.mover)
        ruled_out = np.broadcast_to(constant | alone, answers.verdict.shape)
        hurts = batch.present.reshape(answers.verdict.shape)
        answers.verdict[...] = np.where(hurts, VerdictCode.PRESENT, VerdictCode.ABSENT)
        answers.gap[...] = batch.gap.reshape(answers.verdict.shape) / scale
        answers.verdict[ruled_out], answers.gap[ruled_out] = VerdictCode.IMPOSSIBLE, np.nan


def _reduced(game: Array, scale: Array) -> tuple[Array, Array, Array]:
    """The payoffs without their common divisor, which goes into the scale; and where they are too large."""
    divisor = np.maximum(np.gcd.reduce(game, axis=-1), 1)
    game = game // divisor[..., None]
    large = np.asarray((np.abs(game) > EXACT_IN_FLOATS).any(axis=-1), np.bool_)
    game[large] = 0
    return game, quotients(scale, divisor), large
