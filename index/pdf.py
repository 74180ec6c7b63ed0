"""The pages of a PDF: words with fonts and boxes, table grids, pictures of pages.

Reads the bytes of a PDF, writes nothing. It stands in this room because both sides need it: ingest
reads text here, the interface draws pages here. It is the only module that reads with MuPDF. All
boxes are in points of the page as it is shown (rotation applied), origin top left, pages counted
from 1.

MuPDF keeps global state, so one lock serialises all calls; a :class:`Pdf` may be used by several
threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.drawings import rulings, uprights
from index.mupdf import LOCK, pymupdf
from index.pdf_drawn import Drawn, drawn_of
from index.pdf_kinds import is_pdf, what_it_is
from index.pdf_objects import Carried, PageTree, carried, page_loss, stray_pages, walk_pages
from index.pdf_packed import largest_part, unpacked_size
from index.pdf_salvage import in_file_order, with_new_end
from index.pdf_values import GridCell, PageLoss, PictureSize, Span, TableGrid, grid_of
from index.rulings import missing_lines
from standards.errors import UnreadableDocument
from standards.place import Box

__all__ = [
    "GridCell",
    "PageLoss",
    "Pdf",
    "PdfPage",
    "PictureSize",
    "Span",
    "TableGrid",
    "grids_of_lines",
    "open_pdf",
]

_TEXT_FLAGS: Final = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)
_BOLD_FLAG: Final = 16
_MIN_TABLE_STROKES: Final = 4
"""A table has at least two ruling lines each way; a page with fewer drawings has none."""
_MARK_LINE: Final = (0.85, 0.33, 0.0)
_MARK_FILL: Final = (1.0, 0.84, 0.0)

_NO_MEMORY: Final = re.compile(r"\b[cm]?(re)?alloc \(.*failed")
_PRINT_ANEW: Final = "open it in a viewer and print it to PDF anew"


@contextmanager
def _mupdf(file: str, page: int | None = None) -> Iterator[None]:
    """The lock held; whatever MuPDF or its tables raise on a damaged file becomes one error."""
    what = "the PDF is broken beyond repair" if page is None else "the page is broken"
    try:
        with LOCK:
            yield
    except UnreadableDocument:
        raise
    except Exception as error:  # MuPDF has a dozen classes of its own besides Python's
        lacks_memory = isinstance(error, MemoryError) or _NO_MEMORY.search(str(error))
        why = "it needs more memory than reading may take" if lacks_memory else f"{what}: {error}"
        raise UnreadableDocument(file, why, page=page, cure=_PRINT_ANEW) from error


class PdfPage:
    """One page of an open :class:`Pdf`; of no use after the file is closed.

    Whatever is asked of a damaged page raises UnreadableDocument, with its file and number, if
    MuPDF cannot answer.
    """

    def __init__(
        self, page: pymupdf.Page, number: int, file: str, sizes: dict[int, int] | None = None
    ) -> None:
        self._page = page
        self._sizes = {} if sizes is None else sizes
        self._images: list[dict[str, Any]] | None = None
        self.file: Final = file
        self.number: Final = number
        self.width: Final = float(page.rect.width)
        self.height: Final = float(page.rect.height)

    def spans(self, clip: Box | None = None) -> tuple[Span, ...]:
        """All text of the page in drawing order, blanks between words included; only what lies
        inside ``clip`` if one is given.
        """
        inside = None if clip is None else pymupdf.Rect(clip.x0, clip.y0, clip.x1, clip.y1)
        with self._asked():
            blocks: list[dict[str, Any]] = self._page.get_text(
                "dict", clip=inside, flags=_TEXT_FLAGS
            )["blocks"]
        found: list[Span] = []
        row = 0
        for block in blocks:
            for line in block.get("lines", ()):
                row += 1
                upright = line["dir"][0] > 0.99
                found += (self._span(span, row, upright) for span in line["spans"])
        return tuple(found)

    def _span(self, span: dict[str, Any], row: int, upright: bool) -> Span:
        font = str(span["font"])
        flags = int(span["flags"])
        style = font.lower()
        return Span(
            text=span["text"],
            font=font,
            size=float(span["size"]),
            bold=bool(flags & _BOLD_FLAG) or "bold" in style,
            italic=bool(flags & 2) or "italic" in style or "oblique" in style,
            upright=upright,
            baseline=float(span["origin"][1]),
            row=row,
            box=Box(self.number, *map(float, span["bbox"])),
        )

    def image_cover(self) -> float:
        """Share of the page covered by its largest pictures together, 0 to 1.

        Strips of one scan add up; pictures that lie on each other count twice, up to 1.
        """
        with self._asked():
            boxes = [pymupdf.Rect(info["bbox"]) for info in self._image_info()]
        area = self.width * self.height
        if not area:
            return 0.0
        shown = (box & self._page.rect for box in boxes)
        covered = sum(float(box.width * box.height) for box in shown if box.is_valid)
        return min(1.0, covered / area)

    def grey(self, dpi: int) -> NDArray[np.uint8]:
        """The page as printed, in grey: shape ``(height, width)``, 0 black to 255 white.

        Raises UnreadableDocument if it cannot be drawn.
        """
        with self._asked():
            drawn = self._page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, alpha=False)
            pixels = np.frombuffer(drawn.samples, dtype=np.uint8)
        rows: NDArray[np.uint8] = pixels.reshape(drawn.height, drawn.stride)[:, : drawn.width]
        return rows

    def pictures(self) -> tuple[PictureSize, ...]:
        """The pictures drawn on the page, as declared; none of them is unpacked for this."""
        with self._asked():
            found = self._image_info()
        return tuple(
            PictureSize(
                width=int(info["width"]),
                height=int(info["height"]),
                bytes=info["width"]
                * info["height"]
                * max(1, info["colorspace"])
                * info["bpc"]
                // 8,
            )
            for info in found
        )

    def _image_info(self) -> list[dict[str, Any]]:
        if self._images is None:
            self._images = self._page.get_image_info()
        return self._images

    def content_size(self, most: int) -> int:
        """Bytes of the page's drawing commands once unpacked, counted up to ``most``, not held; or
        those of a form or font that it is drawn with, if that is larger."""
        with self._asked():
            document: pymupdf.Document = self._page.parent
            size = 0
            for number in self._page.get_contents():
                size += unpacked_size(document, number, most - size)
            return max(size, largest_part(document, self._page.xref, most, self._sizes))

    def lacks(self) -> PageLoss:
        """What the file names for this page and does not hold: cut off files have such pages."""
        with self._asked():
            document: pymupdf.Document = self._page.parent
            lost = document.is_repaired
            return page_loss(document, self._page.xref) if lost else PageLoss.NOTHING

    def drawn(self) -> Drawn:
        """What its drawing commands are: hidden text, shapes as small as letters."""
        with self._asked():
            return drawn_of(self._page.get_bboxlog())

    def _asked(self) -> AbstractContextManager[None]:
        return _mupdf(self.file, self.number)

    def text_in(self, box: Box) -> str:
        """The text inside ``box``, lines apart by newlines, as the PDF gives it."""
        clip = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
        with self._asked():
            text: str = self._page.get_text("text", clip=clip, flags=_TEXT_FLAGS)
        return text

    def table_grids(self) -> tuple[TableGrid, ...]:
        """Tables drawn with ruling lines, top to bottom; none for tables without lines."""
        with self._asked():
            paths = rulings(self._page.get_drawings())
            if sum(len(path["items"]) for path in paths) < _MIN_TABLE_STROKES:
                return ()
            tables = self._page.find_tables(paths=paths).tables
            lines = missing_lines(uprights(paths), [tuple(table.bbox) for table in tables])
            if lines:
                tables = self._page.find_tables(paths=paths, add_lines=lines).tables
            grids = [grid_of(self.number, table.cells) for table in tables if table.cells]
        return tuple(sorted(grids, key=lambda grid: (grid.box.y0, grid.box.x0)))

    def png(self, zoom: float = 1.5, marks: Iterable[Box] = ()) -> bytes:
        """The page as a PNG picture, ``zoom`` pixels a point, with see-through outlined marks.

        Marks of other pages are left out.
        """
        here = [box for box in marks if box.page == self.number]
        with self._asked():
            if not here:
                return self._picture(self._page, zoom)
            with pymupdf.open() as copy:
                at = self.number - 1
                copy.insert_pdf(self._page.parent, from_page=at, to_page=at, links=False)
                page = copy[0]
                for box in here:
                    page.draw_rect(
                        pymupdf.Rect(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1),
                        color=_MARK_LINE,
                        fill=_MARK_FILL,
                        width=0.8,
                        stroke_opacity=0.9,
                        fill_opacity=0.28,
                    )
                return self._picture(page, zoom)

    @staticmethod
    def _picture(page: pymupdf.Page, zoom: float) -> bytes:
        pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        return bytes(pixmap.tobytes("png"))


class Pdf:
    """An open PDF; use it in a ``with`` statement. Make one with :func:`open_pdf`.

    ``declared_pages``: how many pages it says that it has, None if it says nothing; ``page_count``
    is how many were found.
    """

    def __init__(self, document: pymupdf.Document, name: str, tree: PageTree) -> None:
        self._document = document
        self._sizes: dict[int, int] = {}
        self.name: Final = name
        self.page_count: Final = int(document.page_count)
        self.declared_pages: Final = tree.declared if tree.root else self.page_count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the file's memory; pages taken from it become useless."""
        with LOCK:
            if not self._document.is_closed:
                self._document.close()

    @property
    def repaired(self) -> bool:
        """Whether its table of objects had to be rebuilt; it may turn out while pages are read."""
        with LOCK:
            return bool(self._document.is_repaired)

    def carried(self) -> Carried:
        """Scripts, actions and attachments in the file; none of them is ever run or opened."""
        with _mupdf(self.name):
            return carried(self._document)

    def page(self, number: int) -> PdfPage:
        """The page with that number, from 1. Raises UnreadableDocument if it cannot be loaded."""
        if not 1 <= number <= self.page_count:
            raise UnreadableDocument(
                self.name,
                f"there is no such page, the file has {self.page_count}",
                page=number,
                cure=f"ask for a page from 1 to {self.page_count}",
            )
        with _mupdf(self.name, number):
            page = self._document.load_page(number - 1)
            if page.rotation:
                page.remove_rotation()
            return PdfPage(page, number, self.name, self._sizes)


def grids_of_lines(
    number: int,
    width: float,
    height: float,
    lines: Iterable[tuple[float, float, float, float]],
    inked: Iterable[tuple[float, float]],
) -> tuple[TableGrid, ...]:
    """The tables that ruling lines make on a page of that number and size (points).

    A line is ``x0, y0, x1, y1``. For lines that were found in a picture and not drawn in the PDF.
    ``inked`` are points where words stand: a grid without any is no table.
    """
    with LOCK, pymupdf.open() as empty:
        page = empty.new_page(width=width, height=height)
        shape, writer = page.new_shape(), pymupdf.TextWriter(page.rect)
        for x0, y0, x1, y1 in lines:
            shape.draw_line((x0, y0), (x1, y1))
            shape.finish(width=0.5)
        shape.commit()
        for point in inked:
            writer.append(point, "x", fontsize=1)
        writer.write_text(page)
        return PdfPage(page, number, "ruling lines").table_grids()


def open_pdf(data: bytes, name: str) -> Pdf:
    """Open the bytes of a PDF; ``name`` is used in messages only.

    A damaged file is mended as far as it can be; a password that is empty opens it, and what its
    owner forbids (printing, copying) does not bind a reader. Raises UnreadableDocument if the bytes
    are no PDF, if they need a password, if nothing can be mended, or if there are no pages.
    """
    if not is_pdf(data):
        why, cure = what_it_is(data)
        raise UnreadableDocument(name, why, cure=cure)
    with _mupdf(name):
        document, tree = _open(data, name)
        if not document.page_count:
            lost = ", it is damaged or cut off" if document.is_repaired else ""
            document.close()
            raise UnreadableDocument(name, f"the PDF has no pages{lost}", cure="fetch it again")
        return Pdf(document, name, tree)


def _open(data: bytes, name: str) -> tuple[pymupdf.Document, PageTree]:
    """The document with a page tree that holds its pages, and the tree as it was."""
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        tree = walk_pages(document)
        if tree.leaves and not tree.sound and not document.needs_pass:
            _hang(document, tree.root, tree.leaves)
    except Exception:  # MuPDF has a dozen classes of its own besides Python's
        return _salvaged(data)
    if document.needs_pass:
        document.close()
        cure = "save a copy without a password and give that"
        raise UnreadableDocument(name, "the PDF is encrypted", cure=cure)
    if tree.leaves or tree.declared == 0:
        return document, tree
    document.close()
    return _salvaged(data)


def _salvaged(data: bytes) -> tuple[pymupdf.Document, PageTree]:
    """A file without a page tree: all pages that are in it, in the order of the file."""
    document = pymupdf.open(stream=with_new_end(data) or data, filetype="pdf")
    tree = walk_pages(document)
    _hang(document, tree.root, in_file_order(data, stray_pages(document)))
    return document, PageTree(root=tree.root)


def _hang(document: pymupdf.Document, root: int, pages: Sequence[int]) -> None:
    """Put these pages right below the root of the page tree."""
    document.xref_set_key(root, "Kids", "[" + " ".join(f"{page} 0 R" for page in pages) + "]")
    document.xref_set_key(root, "Count", str(len(pages)))
