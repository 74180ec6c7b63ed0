"""How a command of the command line is added, so that all have help and examples of one form."""

from __future__ import annotations

import argparse
from typing import Protocol

__all__ = ["AddCommand"]

_Commands = argparse._SubParsersAction  # the type has no public name


class AddCommand(Protocol):
    """Adds a command with its help and examples."""

    def __call__(
        self,
        commands: _Commands[argparse.ArgumentParser],
        name: str,
        does: str,
        examples: str,
        *,
        library: bool = True,
        json: bool = False,
    ) -> argparse.ArgumentParser: ...
