"""Late starts of many tasks, counted in cells: what is kept where samples are too many to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELLS = 512
"""Cells a task; all but the outermost two lie on its values in the first block."""
_ROWS = 2048  # tasks counted at once: as much as stays in the cache
_INSIDE = CELLS - 2


@define
class Histograms:
    """
    One histogram a task, cells of equal width, which can be added to one another.

    Attributes
    ----------
    low
        Where the second cell of each begins.
    shift
        Its width is 2 to this power.
    counts
        Samples by task and cell; the outermost cells take what lies beyond.
    never
        Samples in which no start is early enough.
    least, most
        The extreme values that were counted.
    """

    low: NDArray[Any]
    shift: NDArray[Any]
    counts: NDArray[Any]
    never: NDArray[Any]
    least: NDArray[Any]
    most: NDArray[Any]

    @classmethod
    def around(cls, values: NDArray[Any]) -> Histograms:
        """
        Lay cells around the values of a first block, with as much room again on either side.

        Parameters
        ----------
        values
            One row a task; the least number of its kind stands for "never".
        """
        import numpy as np

        nothing = np.iinfo(values.dtype).min
        real = np.where(values == nothing, values.max(axis=1, keepdims=True), values)
        least, most = real.min(axis=1).astype(np.int64), real.max(axis=1).astype(np.int64)
        room = (most - least + 1) // 2 + 1
        width = most - least + 1 + 2 * room
        shift = np.maximum(0, np.ceil(np.log2(width / _INSIDE))).astype(np.int64)
        tasks = len(values)
        return cls(
            low=least - room, shift=shift,
            counts=np.zeros((tasks, CELLS), dtype=np.uint32), never=np.zeros(tasks, dtype=np.int64),
            least=np.full(tasks, np.iinfo(np.int64).max), most=np.full(tasks, np.iinfo(np.int64).min),
        )  # fmt: skip

    def empty(self) -> Histograms:
        """Give the same cells with nothing in them."""
        import numpy as np

        return Histograms(
            self.low, self.shift, np.zeros_like(self.counts), np.zeros_like(self.never),
            np.full_like(self.least, np.iinfo(np.int64).max), np.full_like(self.most, np.iinfo(np.int64).min),
        )  # fmt: skip

    def count(self, values: NDArray[Any]) -> None:
        """Count one more block."""
        import numpy as np

        nothing = np.iinfo(values.dtype).min
        for first in range(0, len(values), _ROWS):
            part = slice(first, first + _ROWS)
            rows = values[part].astype(np.int64)
            real = rows != nothing
            cells = ((rows - self.low[part, None]) >> self.shift[part, None]) + 1
            np.clip(cells, 0, CELLS - 1, out=cells)
            cells += np.arange(len(rows))[:, None] * CELLS
            flat = np.bincount(cells[real], minlength=len(rows) * CELLS)
            self.counts[part] += flat.reshape(len(rows), CELLS).astype(np.uint32)
            self.never[part] += np.count_nonzero(~real, axis=1)
            large, small = np.iinfo(np.int64).max, np.iinfo(np.int64).min
            self.least[part] = np.minimum(self.least[part], np.where(real, rows, large).min(axis=1))
            self.most[part] = np.maximum(self.most[part], np.where(real, rows, small).max(axis=1))

    def add(self, other: Histograms) -> None:
        """Add what others have counted in the same cells."""
        import numpy as np

        self.counts += other.counts
        self.never += other.never
        np.minimum(self.least, other.least, out=self.least)
        np.maximum(self.most, other.most, out=self.most)

    def error(self, task: int) -> int:
        """Give the most by which a quantile of a task inside its cells can err: the width of a cell."""
        return int(1 << int(self.shift[task]))

    def ranked(self, task: int, rank: int) -> int | None:
        """
        Give a value that at most `rank` samples lie below; None if that many are "never".

        It is not above the exact one, and less than `error` below it, unless it lies in an outermost
        cell: there it is the least value at all, or the beginning of the cell.
        """
        rank -= int(self.never[task])
        if rank < 0:
            return None
        cell = int((self.counts[task].cumsum(dtype="int64") > rank).argmax())
        if cell == 0:
            return int(self.least[task])
        begin = int(self.low[task]) + ((cell - 1) << int(self.shift[task]))
        return max(begin, int(self.least[task]))
