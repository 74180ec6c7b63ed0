"""The command line: ``trachuan COMMAND``.

:func:`main` reads the words, gives them to the module of the command, and turns errors into one
line and an exit status. A command's module is imported when it is called, so that ``--help`` is
quick.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from api.cli_output import Exit, complain
from api.cli_parser import build_parser
from api.settings import Settings
from standards.errors import NotFound, TrachuanError

__all__ = ["command_names", "main"]

_Command = Callable[[argparse.Namespace, Settings], Exit]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status.

    Wrong usage raises SystemExit(2), as argparse does.
    """
    args = build_parser().parse_args(argv)
    try:
        settings = Settings.from_environment().with_library(getattr(args, "library", None))
        status = _COMMANDS[args.command](args, settings)
        sys.stdout.flush()
    except NotFound as error:
        complain(str(error))
        return Exit.SOME_REJECTED
    except TrachuanError as error:
        complain(str(error))
        return Exit.WRONG_USAGE
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except KeyboardInterrupt:
        complain("stopped")
        return 130
    return status


def command_names() -> tuple[str, ...]:
    """The commands there are, as typed."""
    return tuple(_COMMANDS)


def _ask(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_ask import run

    return run(args, settings)


def _applicable(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_applicable import run

    return run(args, settings)


def _show(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_show import run

    return run(args, settings)


def _text(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_text import run

    return run(args, settings)


def _ingest(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_ingest import run

    return run(args, settings)


def _check(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_check import run

    return run(args, settings)


def _catalogue(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_catalogue import run

    return run(args, settings)


def _export(_: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_library import export

    return export(settings)


def _bulk(_: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_bulk import run

    return run(settings)


def _backup(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_backup import backup, show

    return show(args.folder) if args.list else backup(args.folder, settings, keep=args.keep)


def _restore(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_backup import restore

    return restore(args.folder, settings, name=args.snapshot, replace=args.replace, desk=args.desk)


def _delete(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_library import delete

    return delete(args.names, settings, missing_ok=args.missing_ok)


def _rebuild(_: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_library import rebuild

    return rebuild(settings)


def _move(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_library import move

    return move(args.keywords, args.vectors, settings)


def _serve(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_serve import run

    return run(args, settings)


def _mcp(_: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_mcp import run

    return run(settings)


def _desk(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_desk import run

    return run(args, settings)


def _keys(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_keys import run

    return run(args, settings)


def _eval(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_eval import run

    return run(args, settings)


def _doctor(args: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_doctor import run

    return run(args, settings)


def _model(_: argparse.Namespace, settings: Settings) -> Exit:
    from api.cli_library import model

    return model(settings)


_COMMANDS: Mapping[str, _Command] = {
    "ask": _ask,
    "applicable": _applicable,
    "show": _show,
    "text": _text,
    "check": _check,
    "ingest": _ingest,
    "catalogue": _catalogue,
    "export": _export,
    "bulk": _bulk,
    "backup": _backup,
    "restore": _restore,
    "delete": _delete,
    "rebuild": _rebuild,
    "move": _move,
    "serve": _serve,
    "mcp": _mcp,
    "desk": _desk,
    "keys": _keys,
    "eval": _eval,
    "doctor": _doctor,
    "model": _model,
}


if __name__ == "__main__":
    sys.exit(main())
