"""``trachuan eval``: retrieval measured on a benchmark folder, printed as JSON."""

from __future__ import annotations

import argparse

from api.assembly import make_embedder
from api.cli_output import Exit, write_text
from api.settings import Settings
from search.evaluation import Mode, evaluate
from standards.errors import BadInput

__all__ = ["parse_modes", "run"]


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Measure, and print one JSON object. Raises BadInput if the folder is no benchmark."""
    modes = parse_modes(args.modes)
    found = evaluate(args.folder, modes, make_embedder(settings), query_field=args.query_field)
    write_text(found.to_json() + "\n")
    return Exit.DONE


def parse_modes(text: str) -> list[Mode]:
    """Modes with a comma between, each once. Raises BadInput.

    >>> [mode.value for mode in parse_modes("hybrid, keyword")]
    ['hybrid', 'keyword']
    """
    try:
        return list(dict.fromkeys(Mode(part.strip()) for part in text.split(",")))
    except ValueError:
        known = ",".join(mode.value for mode in Mode)
        raise BadInput(f"--modes {text!r}: choose of {known}, comma between") from None
