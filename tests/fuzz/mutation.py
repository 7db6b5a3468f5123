"""Ways to spoil a valid file: bytes, words that mean something, and the parts of a workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from typing import TypeAlias

Mutation: TypeAlias = Callable[[bytearray, Random, Sequence[bytes]], None]

_NUMBERS = """
    1e308 -1e308 1e-400 NaN .inf -0 0 10000000 -2147483649 18446744073709551616 1_000 0.1 1,5 100%
    99999% -100000%
"""
_MOMENTS = """
    9999-12-31 0001-01-01 0000-01-01 0000 2026-02-30 2026-06-15T23:59 24:00 31/12/9999 01/01/0001
    0001-01-01/9999-12-31 J J- J+99999 M-99999 S-99999 J-99999o H-4 10000000w 9999999mo 10000000ew
    1e308d 3d/5d/10d 5d Immédiat 22:00-06:00 00:00-24:00
"""
_WORDS = """
    launch tasks id after before x- x-columns calendar calendars week closed open country FR US alap
    asap ouvrables calendaires people effort responsible
    leave weekdays availability hours_per_day buffer margin must_finish_on risk_factor null true
    retroplan WBS Level Parent Phase
"""
_MARKS = """
    *a !!python/object:os.system ? | > # ; , " ' = \\ \\u0000 \\ud800 { } [ ] : <!ENTITY &a; &#0;
    &#x110000; ]]> <x/> </row> <f>1+1</f> r="XFD1048576" ref="A1:XFD1048576" t="e" t="s" s="99999"
    <v>-1</v>
"""
_SIGNS = (
    "\x00", "\ufeff", "\x1b[31m", "\r", "\n", "\t", "\x85", "\u2028", "\u202e\u200f\u200b\u2066",
    "\u0661\u0662", "e\u0301", "\U0001f469\u200d\U0001f4bb", "−", "\u00a0",
)  # fmt: skip
_PHRASES = (
    "&a ", "<<: ", "- ", ": ", "---\n", "%YAML 1.1\n", " FS+10000000cw", " SS-99999%", " FF+9999999mo",
    "<!DOCTYPE x [<!ENTITY a 'b'>]>",
)  # fmt: skip
_LONG = (
    "9" * 5000, "0x" + "f" * 4000, "{[" * 300, "[" * 3000, '{"a":' * 400, "  " * 200, "- " * 300,
    "|" * 3000, "a" * 10_001,
)  # fmt: skip
_BYTES = (b"\xff\xfe", b"\xfe\xff", b"\xff", b"\xc3", b"\xed\xa0\x80")
_SPLIT = " ".join((_NUMBERS, _MOMENTS, _WORDS, _MARKS)).split()
TOKENS = tuple(text.encode() for text in (*_SPLIT, *_SIGNS, *_PHRASES, *_LONG)) + _BYTES
"""What means something to a reader, or breaks one that is careless."""

LONGEST = 200_000
_WORD = re.compile(rb"[\w.%+-]{1,200}")
_LONGEST_PIECE = 2_000
_MOST = 6


def mutated(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Spoil a text in a few places; what grows too long is cut."""
    spoiled = bytearray(data)
    for _ in range(1 + min(int(random.expovariate(1.2)), _MOST)):
        random.choice(_MUTATIONS)(spoiled, random, others)
    return bytes(spoiled[:LONGEST])


def mutated_workbook(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Spoil a workbook: its bytes, or now and then the text of its parts, zipped again as they should be."""
    if random.random() < 0.25:
        return mutated(data, others, random)
    parts = _parts(data)
    names = [name for name in parts for _ in range(8 if "sheet" in name or "String" in name else 1)]
    for _ in range(random.choice((1, 1, 2, 3))):
        name = random.choice(names)
        if random.random() < 0.05:
            parts.pop(name, None)
        elif name in parts:
            parts[name] = mutated(parts[name], list(parts.values()), random)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    """Make an archive of parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 1)
    return stream.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _place(data: Sequence[int], random: Random) -> int:
    return random.randrange(len(data) + 1)


def _piece(data: bytes | bytearray, random: Random) -> bytes:
    first = _place(data, random)
    length = min(int(random.expovariate(1 / 40)) + 1, _LONGEST_PIECE)
    return bytes(data[first : first + length])


def _flip(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Turn one bit."""
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _replace(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Put any byte in the place of one."""
    if data:
        data[random.randrange(len(data))] = random.randrange(256)


def _delete(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Take a piece away."""
    first = _place(data, random)
    del data[first : first + len(_piece(data, random))]


def _duplicate(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Write a piece again, somewhere, perhaps many times."""
    first = _place(data, random)
    data[first:first] = _piece(data, random) * random.choice((1, 1, 1, 2, 20))


def _splice(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Put in a piece of another file."""
    first = _place(data, random)
    data[first : first + random.choice((0, 0, 10))] = _piece(random.choice(others), random)


def _insert(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Put in a word that means something."""
    first = _place(data, random)
    data[first:first] = random.choice(TOKENS)


def _substitute(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Put a word in the place of one of the file."""
    words = list(_WORD.finditer(data))
    if words:
        word = random.choice(words)
        data[word.start() : word.end()] = random.choice(TOKENS)


def _swap_words(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Write a word of the file in the place of another one."""
    words = list(_WORD.finditer(data))
    if words:
        one, other = random.choice(words), random.choice(words)
        data[one.start() : one.end()] = other[0]


def _truncate(data: bytearray, random: Random, others: Sequence[bytes]) -> None:
    """Cut the end off, as an upload that broke does."""
    del data[_place(data, random) :]


_MUTATIONS: tuple[Mutation, ...] = (
    _flip, _replace, _delete, _duplicate, _splice, _insert, _insert,
    _substitute, _substitute, _substitute, _swap_words, _swap_words, _truncate,
)  # fmt: skip
