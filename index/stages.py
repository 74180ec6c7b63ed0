"""What the stage of an international standard means: whether it is published, and still stands."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Stage", "all_stages", "stage_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage, or those whose code begins with ``starts``."""

    starts: str
    vi: str
    en: str
    is_published: bool
    is_withdrawn: bool
    examples: tuple[str, ...]


@cache
def all_stages() -> tuple[Stage, ...]:
    """The stages of ``data/stages.toml``."""
    raw = resources.files("index").joinpath("data/stages.toml").read_text("utf-8")
    return tuple(
        Stage(
            starts=row["starts"],
            vi=row["vi"],
            en=row["en"],
            is_published=row["is_published"],
            is_withdrawn=row["is_withdrawn"],
            examples=tuple(row["examples"]),
        )
        for row in tomllib.loads(raw)["stage"]
    )


@cache
def stage_of(code: str) -> Stage:
    """The stage with that code: the longest that it begins with.

    >>> stage_of("95.99").is_withdrawn, stage_of("90.93").is_withdrawn
    (True, False)
    """
    fitting = [stage for stage in all_stages() if code.strip().upper().startswith(stage.starts)]
    return max(fitting, key=lambda stage: len(stage.starts))
