"""A bar on standard error that tells how far a long job is, how fast, and how long it will take.

Standard output stays what was asked for; nothing is drawn where no person watches.
"""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

__all__ = ["RateColumn", "progress_bar"]


class RateColumn(ProgressColumn):
    """Passages a second: the field ``passages`` of the task, else its steps, over the time since
    the task began.
    """

    def render(self, task: Task) -> Text:
        """``12.3 passages/s``; nothing in the first second."""
        elapsed = task.elapsed or 0.0
        done = float(task.fields.get("passages", task.completed))
        if elapsed < 1.0 or not done:
            return Text("")
        return Text(f"{done / elapsed:.1f} passages/s")


def progress_bar(*, quiet: bool = False) -> Progress:
    """The bar: steps of all, time gone, time left, passages a second, and what is being done."""
    told = Console(stderr=True)
    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        RateColumn(),
        TextColumn("{task.description}", markup=False),
        console=told,
        transient=True,
        speed_estimate_period=timedelta(minutes=5).total_seconds(),
        disable=quiet or not told.is_terminal,
    )
