"""Writing to standard output and standard error, whatever they are connected to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO
from unicodedata import normalize

from retroplan.cli.surroundings import make_console
from retroplan.language import say
from retroplan.render.cleaning import clean

if TYPE_CHECKING:
    from rich.console import RenderableType

_PLAIN = str.maketrans("●◆━→—–’«»✗…", '#o->--\'""x.')  # for terminals that know no Unicode


def replace_closed_streams() -> None:
    """Write nowhere what would go to a stream that was closed before the command began."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open to the end


def show(*renderables: RenderableType) -> None:
    """Print rich renderables on standard output, in colour if that is a terminal."""
    console = make_console()
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable)
    emit(captured.get())


def tell(*lines: str) -> None:
    """Print plain lines on standard output."""
    emit("".join(f"{clean(line)}\n" for line in lines))


def complain(lines: Iterable[str]) -> None:
    """Print plain lines on standard error."""
    _write(sys.stderr, "".join(f"{clean(line)}\n" for line in lines))


def emit(text: str) -> None:
    """Write text on standard output."""
    _write(sys.stdout, text)


def emit_bytes(data: bytes) -> None:
    """Write bytes on standard output exactly as they are."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget(sys.stdout)


def written(paths: Iterable[str], lang: str) -> str:
    """Say which files were written."""
    return say("written", {"files": "  ".join(paths)}, lang)


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = "".join(_writable(letter, encoding) for letter in text)
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        forget(stream)


def _writable(letter: str, encoding: str) -> str:
    """Give a letter, or the plain one closest to it that the terminal knows: "e" for "é"."""
    plain = letter.translate(_PLAIN)
    for candidate in (letter, plain, normalize("NFKD", plain)[:1]):
        with suppress(UnicodeEncodeError):
            candidate.encode(encoding)
            return candidate
    return "?"


def forget(stream: TextIO) -> None:
    """
    Send the rest nowhere: whoever read the pipe, such as `head`, has seen enough, or the disk is full.

    What a stream still holds is written when Python ends, and would fail there once more.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
