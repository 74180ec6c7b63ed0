"""Every error that Trachuan raises on purpose, as one tree.

::

    TrachuanError
    ├─ BadInput                     what somebody gave cannot be used
    │  ├─ BadIdentifier             a text is no number of a standard or legal act
    │  ├─ BadHsCode                 a text is no HS code of 4, 6 or 8 digits
    │  ├─ BadQuestion               a question is empty or too long
    │  ├─ SameDocument              a document is to be compared with itself
    │  ├─ CursorGone                 changes were asked for that this library cannot tell
    │  ├─ Outdated                  somebody else has changed it meanwhile
    │  ├─ OtherVersion              it is no longer what the request's condition names
    │  ├─ ValueDiffers              a fact is not read as somebody says it is printed
    │  ├─ JobEnded                  a job is in a state in which this cannot be done
    │  ├─ BadFileName               a file's name cannot be used
    │  ├─ TooMuch                   more was sent than is taken (file)
    │  └─ UnreadableDocument        a file is no PDF, is encrypted or broken (file, page)
    ├─ NotFound                     the library does not hold it
    ├─ MissingPart                  a program or a model is not installed (with the command)
    ├─ OcrFailed                    the program that reads pictures broke off on one
    ├─ AccessError                  somebody may not do this, or not now
    │  ├─ LoginNeeded               nobody is logged in, or the session has ended
    │  ├─ LoginFailed               name and password do not belong together
    │  ├─ NotPermitted              the account may not do this
    │  ├─ KeyNeeded                 a key is needed, and none was sent
    │  ├─ KeyRefused                the key is unknown, revoked or has ended
    │  ├─ RoleTooLow                the key has not the role
    │  └─ TooOften                  tried too often: how long to wait
    ├─ NoSpace                      there is no room for what was sent
    ├─ DeskError                    the desk's own database cannot be used
    └─ LibraryError                 the library folder cannot serve
       ├─ NoLibrary                 there is none at that place
       ├─ LibraryReplaced            another one has been put in its place
       ├─ StaleIndex                built with other settings: run ``trachuan rebuild``
       ├─ LibraryLocked             another process is writing
       └─ CorruptLibrary            its parts do not agree

A message says what is wrong, with which data, and what to do. ``code`` is stable: programs rely on
it, the HTTP interface sends it (RFC 9457).
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "AccessError",
    "BadFileName",
    "BadHsCode",
    "BadIdentifier",
    "BadInput",
    "BadQuestion",
    "CorruptLibrary",
    "CursorGone",
    "DeskError",
    "JobEnded",
    "KeyNeeded",
    "KeyRefused",
    "LibraryError",
    "LibraryLocked",
    "LibraryReplaced",
    "LoginFailed",
    "LoginNeeded",
    "MissingPart",
    "NoLibrary",
    "NoSpace",
    "NotFound",
    "NotPermitted",
    "OcrFailed",
    "OtherVersion",
    "Outdated",
    "RoleTooLow",
    "SameDocument",
    "StaleIndex",
    "TooMuch",
    "TooOften",
    "TrachuanError",
    "UnreadableDocument",
    "ValueDiffers",
]


class TrachuanError(Exception):
    """Base of all errors raised on purpose; catch this to catch them all."""

    code: ClassVar[str] = "error"


class BadInput(TrachuanError):
    """What somebody gave cannot be used."""

    code = "bad-input"


class BadIdentifier(BadInput):
    """A text is no number of a standard or legal act."""

    code = "bad-identifier"

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"not a number of a standard or legal act: {text!r}: {why}")
        self.text = text
        self.why = why


class BadHsCode(BadInput):
    """A text is no HS code of 4, 6 or 8 digits."""

    code = "bad-hs-code"

    def __init__(self, text: str) -> None:
        super().__init__(f"not an HS code: {text!r}: give 4, 6 or 8 digits, as in 6506.10.20")
        self.text = text


class BadQuestion(BadInput):
    """A question is empty or too long."""

    code = "bad-question"


class SameDocument(BadInput):
    """A document is to be compared with itself."""

    code = "same-document"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text} is one document; give two different ones to compare")
        self.text = text


class CursorGone(BadInput):
    """A cursor of another row of changes: another library, or one restored from a copy."""

    code = "cursor-gone"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is a cursor of another library, or of changes that a restored one has lost; "
            "take the bulk file anew and go on from its cursor"
        )
        self.text = text


class Outdated(BadInput):
    """What is to be changed was changed by somebody else since it was read."""

    code = "outdated"


class OtherVersion(BadInput):
    """What is to be changed is no longer what the condition of the request names."""

    code = "other-version"


class ValueDiffers(BadInput):
    """A fact was said to be printed in another way than it is read."""

    code = "value-differs"


class JobEnded(BadInput):
    """A job is in a state in which this cannot be done with it."""

    code = "job-ended"


class BadFileName(BadInput):
    """The name of a file cannot be used."""

    code = "bad-file-name"

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r} cannot be the name of a file: {why}")
        self.text = text
        self.why = why


class TooMuch(BadInput):
    """More was sent than is taken."""

    code = "too-large"


class UnreadableDocument(BadInput):
    """A file cannot be read as a PDF."""

    code = "unreadable-document"

    def __init__(self, file: str, why: str, *, page: int | None = None, cure: str = "") -> None:
        where = file if page is None else f"{file}, page {page}"
        super().__init__(f"{where}: {why}" + (f" ({cure})" if cure else ""))
        self.file = file
        self.page = page
        self.why = why
        self.cure = cure


class NotFound(TrachuanError):
    """The library does not hold what was asked for."""

    code = "not-found"


class MissingPart(TrachuanError):
    """A program or a model that this needs is not installed; the message names the command."""

    code = "missing-part"

    def __init__(self, part: str, command: str) -> None:
        super().__init__(f"{part} is not installed; run: {command}")
        self.part = part
        self.command = command


class OcrFailed(TrachuanError):
    """The program that reads pictures of text broke off, or took too long."""

    code = "ocr-failed"


class AccessError(TrachuanError):
    """Somebody may not do this, or not now."""

    code = "access-error"


class LoginNeeded(AccessError):
    """Nobody is logged in, or the session has ended."""

    code = "login-needed"


class LoginFailed(AccessError):
    """Name and password do not belong together; it does not say which of them is wrong."""

    code = "login-failed"


class NotPermitted(AccessError):
    """The account may not do this, or the form did not come from a page of ours."""

    code = "not-permitted"


class KeyNeeded(AccessError):
    """A key is needed, and none was sent."""

    code = "key-needed"

    def __init__(self) -> None:
        super().__init__("this needs a key: send it as Authorization: Bearer KEY")


class KeyRefused(AccessError):
    """The key is unknown, was revoked or has ended; ``why`` says which."""

    code = "key-refused"

    def __init__(self, why: str) -> None:
        super().__init__(f"the key does not open: {why}")
        self.why = why


class RoleTooLow(AccessError):
    """The key may do less than this needs."""

    code = "role-too-low"

    def __init__(self, text: str) -> None:
        super().__init__(f"this needs a key with the role {text}")
        self.text = text


class TooOften(AccessError):
    """Something was tried too often; ``wait`` is how long to wait, in seconds."""

    code = "too-often"

    def __init__(self, wait: int) -> None:
        super().__init__(f"tried too often; try again in {wait} seconds")
        self.wait = wait


class NoSpace(TrachuanError):
    """There is no room for what was sent; it may be sent again later."""

    code = "no-space"


class DeskError(TrachuanError):
    """The desk's own database cannot be opened, read or written."""

    code = "desk-error"


class LibraryError(TrachuanError):
    """The library folder cannot serve."""

    code = "library-error"


class NoLibrary(LibraryError):
    """There is no library at that place."""

    code = "no-library"


class LibraryReplaced(LibraryError):
    """Another library has been put in its place: it is to be opened again."""

    code = "library-replaced"


class StaleIndex(LibraryError):
    """The indexes were built with other settings than those in use."""

    code = "stale-index"


class LibraryLocked(LibraryError):
    """Another process is writing to the library."""

    code = "library-locked"


class CorruptLibrary(LibraryError):
    """Parts of the library do not agree with each other."""

    code = "corrupt-library"
