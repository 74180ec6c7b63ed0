"""``trachuan keys``: who may change the library over HTTP."""

from __future__ import annotations

import argparse
import getpass

from api.cli_output import Exit, complain, console, write_json
from api.desk.database import DeskDatabase
from api.desk.opening import desk_path
from api.keys import Key, KeyRole, add_key, key_named, keys, revoke_key
from api.models_keys import KeysBody, MadeKeyBody, key_body
from api.settings import Settings

__all__ = ["run"]


def run(args: argparse.Namespace, settings: Settings) -> Exit:
    """Do what was asked. Raises BadInput, NotFound, DeskError."""
    desk = DeskDatabase(desk_path(settings))
    by = f"cli:{getpass.getuser()}"
    try:
        if args.does == "list":
            return _list(keys(desk), desk, json=args.json)
        if args.does == "revoke":
            gone = revoke_key(desk, args.name, by=by)
            console().print(f"{gone.name}: revoked; it opens nothing any more")
            return Exit.DONE
        secret = add_key(desk, args.name, KeyRole(args.role), until=args.until, by=by)
        made = key_named(desk, args.name.strip().casefold())
        if args.json:
            write_json(MadeKeyBody(key=key_body(made, desk.now().date()), secret=secret))
            return Exit.DONE
        console().print(f"{made.name}: {made.role}. Keep it now, it is shown this once:")
        console().print(secret, soft_wrap=True)
        return Exit.DONE
    finally:
        desk.close()


def _list(held: list[Key], desk: DeskDatabase, *, json: bool) -> Exit:
    bodies = [key_body(one, desk.now().date()) for one in held]
    if json:
        write_json(KeysBody(keys=bodies))
        return Exit.DONE
    if not held:
        complain("there are no keys yet; trachuan keys add NAME --role keeper")
    for one in bodies:
        until = f" until {one.until}" if one.until else ""
        used = f"used {one.used_on}" if one.used_on else "never used"
        console().print(f"{one.name}  {one.role}  {one.state}{until}  {used}")
    return Exit.DONE
