"""Files out of a multipart form while it comes in; the only module that knows python_multipart.

The form is taken apart byte by byte as it arrives, so that neither it nor a file of it is ever held
in memory, and a file too large is refused before it has come.
"""

from __future__ import annotations

from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from api.uploads import Incoming
from standards.errors import BadInput

__all__ = ["FormFiles", "boundary_of"]

_MOST_HEADER: Final = 8192
_MOST_PARTS: Final = 200


def boundary_of(content_type: str) -> bytes | None:
    """The boundary of a form of files; None for anything else."""
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data":
        return None
    boundary = options.get(b"boundary", b"")
    return boundary if 0 < len(boundary) <= 70 else None


class FormFiles:
    """Hands the files of a form to an upload; fields without a file name are passed over."""

    def __init__(self, boundary: bytes, incoming: Incoming) -> None:
        self._incoming = incoming
        self._parts = 0
        self._name = b""
        self._value = b""
        self._seen = 0
        self._shown = b""
        self._is_file = False
        self._is_whole = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_end,
                "on_part_data": self._data,
                "on_part_end": self._end,
                "on_end": self._whole,
            },
        )

    def write(self, part: bytes) -> None:
        """More of the form. Raises BadInput for a broken one, and what the upload raises."""
        try:
            self._parser.write(part)
        except FormParserError as error:
            raise BadInput(f"the form is broken: {error}") from error

    def finish(self) -> None:
        """The form has come. Raises BadInput if its end is missing."""
        if not self._is_whole:
            raise BadInput("the form broke off before its end; send it again")

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise BadInput(f"the form has more than {_MOST_PARTS} parts")
        self._seen, self._shown, self._is_file = 0, b"", False
        self._name = self._value = b""

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._count(end - start)
        self._value += data[start:end]

    def _header_end(self) -> None:
        if self._name.lower() == b"content-disposition":
            self._shown = self._value
        self._name = self._value = b""

    def _headers_end(self) -> None:
        _, options = parse_options_header(self._shown)
        name = options.get(b"filename")
        if name is not None:
            self._is_file = True
            self._incoming.begin(name.decode("utf-8", "replace"))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._incoming.write(data[start:end])

    def _end(self) -> None:
        if self._is_file:
            self._incoming.end()

    def _whole(self) -> None:
        self._is_whole = True

    def _count(self, size: int) -> None:
        self._seen += size
        if self._seen > _MOST_HEADER:
            raise BadInput("the headers of a part of the form are too long")
