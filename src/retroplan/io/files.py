"""Files: read up to a limit, and written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import PurePath
from typing import BinaryIO
from uuid import uuid4

from attrs import evolve

from retroplan.errors import Finding, PlanError
from retroplan.io.reasons import reason_of
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted

_NEW_FILE = 0o666  # less what the user's umask takes away
_LONGEST_SHOWN = 500
_MOST_NAMES = 1000


def suffix_of(source: object) -> str:
    """Give the suffix of a path, or of the name of an open file, without its dot; empty if there is none."""
    name = getattr(source, "name", "") if hasattr(source, "read") else source
    return PurePath(os.fsdecode(name)).suffix[1:].lower() if isinstance(name, (str, os.PathLike)) else ""


def read_bytes(source: str | os.PathLike[str] | bytes | BinaryIO, limit: int) -> bytes:
    """
    Read everything, or one byte more than `limit`.

    Raises
    ------
    PlanError
        There is no such file, or it cannot be read.
    """
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if isinstance(source, (str, os.PathLike)):
        try:
            with open(source, "rb") as file:
                return _read_file(file, limit)
        except FileNotFoundError:
            raise PlanError(_not_found(source)) from None
        except (OSError, ValueError) as problem:
            raise PlanError(_failure("file-unreadable", source, problem)) from None
    return _read_file(source, limit)


def _read_file(file: BinaryIO, limit: int) -> bytes:
    """Read in pieces: a pipe or a socket may give less than what it is asked for."""
    data = bytearray()
    while len(data) <= limit:
        piece = file.read(limit + 1 - len(data))
        if not isinstance(piece, (bytes, bytearray)):
            raise TypeError("the file is open as text; open it in binary mode, 'rb'")
        if not piece:
            break
        data += piece
    return bytes(data)


def write_whole(path: str | os.PathLike[str], data: bytes) -> None:
    """
    Write a file beside its place, then put it there in one step.

    A link stays a link, and the file behind it keeps its permissions.

    Raises
    ------
    PlanError
        It cannot be written; what was there is as it was.
    """
    try:
        _replace(os.path.realpath(path), data)
    except (OSError, ValueError) as problem:
        raise PlanError(_failure("file-unwritable", path, problem)) from None


def _replace(target: str, data: bytes) -> None:
    mode = _mode_of(target)
    beside = os.path.join(os.path.dirname(target), f".retroplan-{uuid4().hex}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _NEW_FILE)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _mode_of(target: str) -> int | None:
    """Give the permissions of the file that is there; refuse to replace what only the system may."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):  # a device, a pipe
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(mode)


def _not_found(path: str | os.PathLike[str]) -> Finding:
    """Say that there is no such file, and whether one beside it has nearly this name."""
    folder, name = os.path.split(os.fsdecode(path))
    try:
        beside = sorted(os.listdir(folder or os.curdir))[:_MOST_NAMES]
    except (OSError, ValueError):
        beside = []
    meant = nearest(name, beside).values.get("candidate")
    shown = quoted(os.path.join(folder, str(meant)), _LONGEST_SHOWN)
    hint = Phrase("did-you-mean", {"candidate": shown}) if meant else Phrase("nothing")
    found = _failure("file-not-found", path)
    return evolve(found, values={**found.values, "hint": hint})


def _failure(code: str, path: str | os.PathLike[str], problem: Exception | None = None) -> Finding:
    reason = "" if problem is None else reason_of(problem)
    # `error` would take the path of the file for a path in the document
    return Finding(code=code, values={"path": quoted(os.fsdecode(path), _LONGEST_SHOWN), "problem": reason})
