"""Why the operating system refused something, in our words: its own are English, whatever the language."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from retroplan.language import Phrase

# By the names of the numbers, for not every system has all of them.
_CODES: Mapping[str, str] = {
    "ENOENT": "system-nothing-there",
    "EACCES": "system-no-access",
    "EPERM": "system-no-access",
    "EISDIR": "system-is-folder",
    "ENOTDIR": "system-not-folder",
    "ENOTSUP": "system-no-file",
    "ENOSPC": "system-full",
    "EDQUOT": "system-quota",
    "EFBIG": "system-too-large",
    "EROFS": "system-read-only",
    "ENAMETOOLONG": "system-long-name",
    "ELOOP": "system-circle",
    "EMFILE": "system-many-files",
    "ENFILE": "system-many-files",
    "EBUSY": "system-in-use",
    "ETXTBSY": "system-in-use",
    "EIO": "system-failed",
}


def reason_of(problem: Exception) -> Phrase | str:
    """
    Say why a file could not be read or written.

    Parameters
    ----------
    problem
        What was raised: an `OSError`, whose own text is given where its number is a rare one, or
        the `ValueError` of a name that no file can have.
    """
    if not isinstance(problem, OSError):
        return Phrase("system-impossible-name")
    name = errno.errorcode.get(problem.errno or 0, "")
    code = _CODES.get("ENOTSUP" if name == "EOPNOTSUPP" else name)
    return Phrase(code) if code else problem.strerror or str(problem)
