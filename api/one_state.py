"""Answers that rest on one state of the library, whatever is written to it meanwhile."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from inspect import isfunction
from operator import attrgetter
from typing import ParamSpec, TypeVar

from index.contracts import DocumentStore

__all__ = ["of_one_state"]

_P = ParamSpec("_P")
_Made = TypeVar("_Made")
_Class = TypeVar("_Class")


def of_one_state(
    store: str, *, but: Collection[str] = ()
) -> Callable[[type[_Class]], type[_Class]]:
    """Makes each public method of a class read one state of its store from its beginning to its
    end, so that no answer mixes two.

    ``store`` names the attribute, as ``_library.store``; ``but`` the methods that write, or look
    for what is new.
    """

    def decorate(made: type[_Class]) -> type[_Class]:
        for name, member in list(vars(made).items()):
            if isfunction(member) and not name.startswith("_") and name not in but:
                setattr(made, name, _whole(member, attrgetter(store)))
        return made

    return decorate


def _whole(
    method: Callable[_P, _Made], store_of: Callable[[object], DocumentStore]
) -> Callable[_P, _Made]:
    @functools.wraps(method)
    def whole(*args: _P.args, **wanted: _P.kwargs) -> _Made:
        with store_of(args[0]).reading():
            return method(*args, **wanted)

    return whole
