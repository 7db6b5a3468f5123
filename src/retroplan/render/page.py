"""The page of an action plan in Markdown: key dates, actions by phase, critical path, who does what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from retroplan.io.located import encoded
from retroplan.io.markdown import escaped
from retroplan.language import show, word
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.offsets import day_offset
from retroplan.render import mermaid
from retroplan.render.cards import Card, Deck, make_deck
from retroplan.render.cleaning import clean
from retroplan.render.notes import convention, notes
from retroplan.render.page_frame import about, log_of, owners
from retroplan.result import Schedule
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import title

_ANNOUNCED = timedelta(days=14)
_MOST_ON_PATH = 60
_LONGEST_DIAGRAM = 40_000  # letters; Mermaid refuses texts of more than 50,000
_STATUS, _RESOURCES, _INDICATOR = "x-status", "x-resources", "x-indicator"
_LINKS = re.compile(r":(?=//)|#|@|(?i:(?<=www)\.)")


def dumps(
    schedule: Schedule, lang: str | None = None, *, today: date | None = None, person: str | None = None
) -> bytes:
    """
    Write the page of everybody, or that of one person.

    Parameters
    ----------
    schedule
        What is shown.
    lang
        Language of the words; the plan's if not given.
    today
        The day for which it says what is under way and what comes next; nothing of that without it.
    person
        Whose tasks alone are listed.
    """
    return encoded("\n".join(Page(make_deck(schedule, lang), today, person).lines()))


@frozen
class Page:
    """
    The parts of a page, each some lines with a blank line after them.

    Attributes
    ----------
    deck
        The tasks in words.
    day
        The day for which it is written.
    person
        Whose page it is; None is everybody's.
    """

    deck: Deck
    day: date | None = None
    person: str | None = None

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.deck.schedule.plan

    @property
    def cards(self) -> list[Card]:
        """The tasks that are listed."""
        return [*self.deck.of(self.person)]

    def lines(self) -> Iterator[str]:
        """Give the whole page."""
        yield from self._header()
        if self.person is None:
            yield from self._about()
        yield from self._now()
        yield from self._key_dates()
        if self.person is None:
            yield from self._diagram()
        yield from self._actions()
        if self.person is None:
            yield from self._path()
            yield from self._people()
            yield from self._follow_up()
        yield from self._watch()
        if self.person is None:
            yield from self._conclusion()
        yield f"*{_text(convention(self.deck.schedule, self.deck.lang))}*"
        yield ""

    def _header(self) -> Iterator[str]:
        schedule, lang = self.deck.schedule, self.deck.lang
        name = clean(self.plan.name) or word("untitled", lang)
        worker = next((w for card in self.cards for w in card.workers if w.key == self.person), None)
        yield f"# {_text(name)}{f' – {_text(clean(worker.label))}' if worker else ''}"
        yield ""
        first = min((card.task.start_date for card in self.cards), default=schedule.start.date())
        ends = [card.task.last_date or card.task.start_date for card in self.cards]
        last = max(ends, default=schedule.finish.date())
        cells = {"page-project": _text(name)}
        if self.plan.owner:
            cells["page-owner"] = _cell(owners(self.plan))
        cells["page-period"] = f"{show(first, lang)} – {show(last, lang)}"
        if schedule.launch is not None:
            cells["page-launch"] = self._instant(self.deck.cards[LAUNCH])
        yield from _table([word(key, lang) for key in cells], [[*cells.values()]])

    def _about(self) -> Iterator[str]:
        """Say what else the plan tells of itself: its objective, its audience …"""
        lines = [
            f"- **{_cell(key)}** – {_cell(', '.join(texts))}"
            for key, texts in about(self.plan, closing=False)
        ]
        yield from (*lines, "") if lines else ()

    def _now(self) -> Iterator[str]:
        """Say what is under way on the day, and what begins soon after it."""
        day = self.day
        if day is None:
            return
        tasks = [
            card for card in self.cards if not card.is_launch and card.task.kind != "summary" and card.is_open
        ]
        under_way = [card for card in tasks if card.task.start_date <= day <= (card.task.last_date or day)]
        soon = [card for card in tasks if day < card.task.start_date <= day + _ANNOUNCED]
        for key, found in (("page-now", under_way), ("page-next", soon)):
            yield from self._heading(key, f" ({show(day, self.deck.lang)})" if key == "page-now" else "")
            in_order = sorted(found, key=lambda card: (card.task.start, card.task.finish))
            yield from [f"- {self._told(card)}" for card in in_order] or [f"- {word('none', self.deck.lang)}"]
            yield ""

    def _key_dates(self) -> Iterator[str]:
        lang = self.deck.lang
        rows: list[tuple[date, list[str]]] = []
        for card in self.cards:
            if card.is_cancelled and not card.is_launch:
                continue
            if card.is_launch or card.task.kind == "milestone":
                name = _text(card.name)
                cells = [_text(card.offset), self._instant(card), f"**{name}**" if card.is_launch else name]
                rows.append((card.task.start_date, cells))
            deadline = None if card.known is None else card.known.deadline
            if deadline is not None:
                words = f"{_text(card.name)} ({title('deadline', lang)})"
                day = date(deadline.year, deadline.month, deadline.day)
                rows.append((day, [self._offset_of(day), show(deadline, lang), words]))
        if rows:
            yield from self._heading("page-key-dates")
            headings = [word(key, lang) for key in ("heading-offset", "page-date", "page-event")]
            yield from _table(headings, [cells for _, cells in sorted(rows, key=lambda row: row[0])])

    def _diagram(self) -> Iterator[str]:
        text = "\n".join(mermaid.lines(self.deck))
        if len(self.cards) > 1 and len(text) <= _LONGEST_DIAGRAM:
            yield from ("```mermaid", text, "```", "")

    def _actions(self) -> Iterator[str]:
        mine = {card.task.id for card in self.cards if not card.is_launch}
        phases = self.deck.phases() if self.person is None else {"": self.cards}
        listed = {phase: [card for card in cards if card.task.id in mine] for phase, cards in phases.items()}
        listed = {phase: cards for phase, cards in listed.items() if cards}
        columns = self._columns()
        if listed:
            yield from self._heading("page-action-plan")
        for phase, cards in listed.items():
            if len(listed) > 1 or phase:
                yield from (f"### {_text(self.deck.phase_name(phase, cards))}", "")
            yield from _table(
                [heading for heading, _ in columns],
                ([_cell(tell(card)) for _, tell in columns] for card in cards),
            )

    def _columns(self) -> Sequence[tuple[str, Callable[[Card], str]]]:
        """
        Choose the columns: those of the published action plans, and what people added to their tasks.

        Two may have one heading: people call theirs what they like.
        """
        lang = self.deck.lang
        words = self.plan.extra.get(COLUMNS)
        known = (
            {str(key): str(heading) for key, heading in words.items()} if isinstance(words, Mapping) else {}
        )
        columns: list[tuple[str, Callable[[Card], str]]] = [
            (word("page-action", lang), self._name_in_table),
            (title("responsible", lang), lambda card: ", ".join(map(str, card.workers))),
            (word("page-delay", lang), lambda card: card.duration),
            (word("heading-offset", lang), lambda card: card.offset),
            (word("heading-start", lang), lambda card: self.deck.dates.start(card.task)),
            (word("heading-finish", lang), lambda card: self.deck.dates.finish(card.task)),
            (word("page-slack", lang), self._slack),
        ]
        added = [key for key in known if key.startswith("x-")]
        used = {key for task in self.deck.schedule.expanded.walk() for key in task.extra}
        added += [key for key in (_RESOURCES, _INDICATOR) if key in used and key not in added]
        usual = {_RESOURCES: "page-resources", _INDICATOR: "page-indicator"}
        for key in (key for key in added if key != _STATUS):
            heading = known.get(key) or (word(usual[key], lang) if key in usual else title(key, lang))
            columns.append((_cell(heading), _extra(key)))
        heading = known.get("status") or known.get(_STATUS) or word("page-status", lang)
        columns.append((_cell(heading), lambda card: str(card.status or "")))
        return columns

    def _name_in_table(self, card: Card) -> str:
        name = card.own_name if len(card.above) == 1 else card.name
        return f"◆ {name}" if card.task.kind == "milestone" else name

    def _slack(self, card: Card) -> str:
        return word("label-critical", self.deck.lang) if card.task.critical else card.slack

    def _path(self) -> Iterator[str]:
        path = [self.deck.cards[task_id] for task_id in self.deck.schedule.critical_path]
        if not path:
            return
        yield from self._heading("page-critical-path")
        yield from (f"{number}. {self._told(card)}" for number, card in enumerate(path[:_MOST_ON_PATH], 1))
        if len(path) > _MOST_ON_PATH:
            yield from ("", f"… (+{len(path) - _MOST_ON_PATH})")
        yield ""

    def _people(self) -> Iterator[str]:
        """List the tasks of each person, then those of nobody, as boxes to tick; what is done is ticked."""
        lists: dict[str, list[Card]] = {}
        for card in self.cards:
            if card.is_work and not card.is_launch and not card.is_cancelled:
                for label in [worker.label for worker in card.workers] or [""]:
                    lists.setdefault(label, []).append(card)
        if not any(lists):
            return
        yield from self._heading("page-people")
        for label in sorted(lists, key=lambda label: not label):
            yield from (f"### {_text(clean(label)) or word('page-nobody', self.deck.lang)}", "")
            for card in sorted(lists[label], key=lambda card: (card.task.start, card.task.finish)):
                yield f"- [{' ' if card.is_open else 'x'}] {self._told(card)}"
            yield ""

    def _follow_up(self) -> Iterator[str]:
        headings, rows = log_of(self.deck)
        if rows:
            yield from self._heading("page-follow-up")
            yield from _table([*map(_cell, headings)], ([*map(_cell, row)] for row in rows))

    def _conclusion(self) -> Iterator[str]:
        """End the page with what the plan concludes: a text as paragraphs, a list as a list."""
        found = list(about(self.plan, closing=True))
        if found:
            yield from self._heading("page-conclusion")
        for _, texts in found:
            if len(texts) > 1:
                yield from (*(f"- {_cell(text)}" for text in texts), "")
            else:
                for line in filter(None, map(clean, texts[0].splitlines())):
                    yield from (_text(line), "")

    def _watch(self) -> Iterator[str]:
        if self.person is None:
            found = [note.text for note in notes(self.deck.narrator, (), self.deck.dates)]
        else:
            found = [words for card in self.cards for words in card.conflicts]
        if found:
            yield from self._heading("page-watch")
            yield from (f"- {_text(words)}" for words in found)
            yield ""

    def _heading(self, key: str, more: str = "") -> Iterable[str]:
        return f"## {word(key, self.deck.lang)}{more}", ""

    def _told(self, card: Card) -> str:
        """Tell a task in one line: where it stands from the launch, its days, its name."""
        dates, task = self.deck.dates, card.task
        start, finish = dates.start(task), dates.finish(task)
        if dates.timed and task.start.date() == task.finish.date():
            finish = finish and f"{task.finish:%H:%M}"
        days = start + (f" – {finish}" if finish and finish != start else "")
        return " · ".join(filter(None, (_text(task.offset), days, f"**{_text(card.name)}**")))

    def _instant(self, card: Card) -> str:
        """Write the day of an instant, with its time if it has one."""
        timed = self.deck.dates.timed and self.deck.dates.start(card.task) != self.deck.dates.day(
            card.task.start_date
        )
        return show(card.task.start if timed else card.task.start_date, self.deck.lang)

    def _offset_of(self, day: date) -> str:
        launch = self.deck.schedule.launch
        return "" if launch is None else day_offset((day - launch.date()).days)


def _extra(key: str) -> Callable[[Card], str]:
    def told(card: Card) -> str:
        value = None if card.known is None else card.known.extra.get(key)
        return "" if value is None else str(value)

    return told


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _text(clean(text))


def _text(text: str) -> str:
    """Write a text that is nothing but text: no markup, no link, no name that a forge calls up."""
    return _LINKS.sub(r"\\\g<0>", escaped(text))
