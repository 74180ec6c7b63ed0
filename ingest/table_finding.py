"""All tables of a file's pages: those with ruling lines, and lists drawn without.

Reads pages (:class:`ingest.source_page.SourcePage`); writes :class:`ingest.seen_rows.FoundTables`.
Lists without lines are looked for on pages that hold no ruled table. Tables that repeat from page
to page are running headers and left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.layout import FoundTable
from ingest.open_rows import cut_open_rows
from ingest.seen_rows import FoundTables, SeenRow, rows_of_table
from ingest.source_page import SourcePage
from ingest.tables import drop_running_tables, read_page_tables, running_tables
from ingest.unruled import find_unruled_tables
from standards.account import LeftOut

__all__ = ["find_tables"]


def find_tables(pages: Iterable[tuple[SourcePage, bool]]) -> FoundTables:
    """The tables of pages; each page comes with whether its words were recognised."""
    tables: list[FoundTable] = []
    seen: list[SeenRow] = []
    left_out: list[LeftOut] = []
    for page, recognised in pages:
        ruled = read_page_tables(page, recognised=recognised)
        seen += ruled.seen
        left_out += ruled.left_out
        tables += (cut_open_rows(page, table) for table in ruled.tables)
        if not ruled.tables:
            last = tables[-1] if tables and tables[-1].page == page.number - 1 else None
            before = last if last is not None and last.is_doubtful else None
            loose = find_unruled_tables(page, recognised=recognised, before=before)
            seen += (row for table in loose for row in rows_of_table(table))
            tables += loose
    return FoundTables(
        tables=drop_running_tables(tables),
        seen=tuple(seen),
        left_out=(*left_out, *running_tables(tables)),
    )
