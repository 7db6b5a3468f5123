"""Make a plan that two schedulers disagree about as small as it can be, for a reader."""

from collections.abc import Callable, Iterator
from copy import deepcopy


def pieces(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The way to every key and item of a document, outermost first; calendars stay whole."""
    below = list(
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, _ in below:
        yield (*path, key)
    for key, piece in below:
        if path[:1] == ("calendars",):
            continue
        yield from pieces(piece, (*path, key))


def without(document: dict, path: tuple) -> dict:
    """The document without one key or item."""
    smaller = deepcopy(document)
    place = smaller
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return smaller


def simplest(document: dict, disagrees: Callable[[dict], bool]) -> dict:
    """Drop keys and items as long as the disagreement stays."""
    for path in pieces(document):
        if path == ("launch",):
            continue  # a forward plan is another story
        smaller = without(document, path)
        if disagrees(smaller):
            return simplest(smaller, disagrees)
    return document
