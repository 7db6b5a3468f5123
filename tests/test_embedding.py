"""retroplan inside other programs: shared by threads, silent and without effect when imported."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

import retroplan as rp
from retroplan.calendars import Calendar, closures, places
from retroplan.io import yaml_scalars
from retroplan.model import plan_fields
from retroplan.render import dates

T = TypeVar("T")
THREADS = 8

# Two calendars with public holidays, one with nights, links across them, both languages.
PLAN = """\
name: Campagne
lang: {lang}
launch: {launch}
calendar: {country}
calendars:
  studio: {{country: BE, closed: [2026-08-03/2026-08-21, {{from: 2026-12-24, label: Pont}}]}}
  night: {{week: {{mon: ["22:00-06:00"], tue: ["22:00-06:00"], fri: ["22:00-06:00"]}}}}
buffer: 2d
tasks:
  - {{id: brief, duration: 3d/5d/10d}}
  - {{id: film, duration: 2w, calendar: studio, after: [brief SS+2d]}}
  - {{id: render, duration: 6h, calendar: night, after: [film FS+1cd]}}
  - {{id: permit, duration: 2mo, before: [film]}}
  - {{id: teaser, at: J-20 ouvrés, duration: 2d}}
  - {{id: open, at: J-8}}
  - {{id: "1_000", name: on, duration: 30cd, after: [launch FS+45cd]}}
"""
TEXTS = [
    PLAN.format(lang=lang, launch=launch, country=country)
    for lang in ("en", "fr")
    for launch in ("2026-06-15", "2027-01-03", "2031-05-09")
    for country in ("FR", "FR-57", "US", "DE")
]


def forget() -> None:
    """Empty every cache of the library, so that threads fill them together."""
    for function in (
        closures.holiday_names, places.country_of, plan_fields.named_calendar, yaml_scalars._resolver,
        dates._written,
    ):  # fmt: skip
        function.cache_clear()


def everything(text: str) -> tuple[object, ...]:
    """Read a plan, schedule it, write it in every format, and put all it says into words."""
    plan = rp.read(text.encode(), format="yaml")
    schedule = rp.schedule(plan)
    lang = plan.lang or "en"
    words = [item.text(lang) for item in (*schedule.findings, *schedule.conflicts)]
    return (
        json.dumps(rp.to_document(schedule)),
        [rp.dumps(plan, "yaml"), rp.dumps(schedule, "csv"), rp.dumps(schedule, "md", lang=lang)],
        [*words, *(schedule.why(task_id).text(lang) for task_id in schedule)],
        rp.json_schema("plan"),
    )


def at_once(function: Callable[[Any], T], values: Iterable[Any]) -> list[T]:
    """Call a function in many threads that begin together."""
    barrier = threading.Barrier(THREADS)
    with ThreadPoolExecutor(THREADS, initializer=barrier.wait, initargs=(30,)) as pool:
        return list(pool.map(function, values))


@pytest.fixture(autouse=True)
def _switching() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


# --------------------------------------------------------------------------- threads


def test_threads_give_what_one_thread_gives() -> None:
    """Many threads that read, schedule, explain and write at once get what one alone gets."""
    alone = [everything(text) for text in TEXTS]
    forget()

    assert at_once(everything, TEXTS * 2) == alone * 2


def test_threads_share_a_plan_a_network_and_a_schedule() -> None:
    """One plan, one compiled network and one schedule serve many threads; none of them changes."""
    plan = rp.read(TEXTS[0].encode(), format="yaml")
    launches = [f"2026-{month:02}-{day:02}" for month in (6, 9, 11) for day in (1, 12, 20, 28)]
    alone = [rp.schedule(plan, launch=launch).to_records() for launch in launches]
    network, schedule = rp.compile(plan), rp.schedule(plan)

    assert at_once(lambda launch: rp.schedule(network, launch=launch).to_records(), launches) == alone
    assert at_once(lambda launch: rp.schedule(plan, launch=launch).to_records(), launches) == alone
    assert at_once(lambda _: rp.to_document(schedule), range(12)) == [rp.to_document(rp.schedule(plan))] * 12
    assert plan == rp.read(TEXTS[0].encode(), format="yaml")


def test_threads_that_meet_at_a_new_calendar_get_the_same_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are told apart by what they are, so a calendar never has two of a kind."""
    table = Calendar._table

    def slow(*args: Any) -> Any:
        time.sleep(0.02)
        return table(*args)

    monkeypatch.setattr(Calendar, "_table", slow)
    calendar = Calendar(country="FR")

    assert len({id(time) for time in at_once(lambda _: calendar.working_time(), range(THREADS))}) == 1
    assert len({id(twin) for twin in at_once(lambda _: calendar.twin(), range(THREADS))}) == 1


def test_a_calendar_that_has_been_used_can_be_sent_elsewhere() -> None:
    """What a calendar has worked out is not copied or pickled with it, nor does it tell calendars apart."""
    calendar = Calendar(country="FR", closed=["2026-05-15"])
    calendar.working_time()
    calendar.twin()

    for other in (pickle.loads(pickle.dumps(calendar)), copy.deepcopy(calendar)):
        assert (other, hash(other), repr(other)) == (calendar, hash(calendar), repr(calendar))
        assert other.working_time() is not calendar.working_time()
        assert other.working_time().opening(0) == calendar.working_time().opening(0)


FIRST = """
import sys, threading
sys.setswitchinterval(1e-6)
def answer(text):
    import retroplan as rp
    plan = rp.read(text.encode(), format="yaml")
    schedule = rp.schedule(plan)
    return schedule.to_records(), rp.dumps(schedule, "md", lang=plan.lang), schedule.why("film").text()
texts = %r
results = {}
threads = [
    threading.Thread(target=lambda n=n, text=text: results.__setitem__(n, answer(text)))
    for n, text in enumerate(texts)
]
for thread in threads: thread.start()
for thread in threads: thread.join(50)
print([results.get(n) == answer(text) for n, text in enumerate(texts)])
"""


def test_the_first_use_may_be_in_many_threads() -> None:
    """Threads that are the first to import what they need do not get in each other's way."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FIRST % TEXTS[::2]], capture_output=True, check=True, timeout=60
    )

    assert (done.stderr, done.stdout.decode().strip()) == (b"", str([True] * len(TEXTS[::2])))


def test_one_code_is_one_calendar_in_a_plan() -> None:
    """The plan and a task that name one code count in one calendar, whatever other threads ask for."""
    plan = rp.Plan(launch="2026-06-15", calendar="FR", tasks=[rp.Task("a", duration="1d", calendar="FR")])
    resolved = []

    class Forgetful(rp.Plan):
        """A plan whose calendars have always just been forgotten."""

        def resolve(self, reference: Any) -> Calendar:
            plan_fields.named_calendar.cache_clear()
            resolved.append(reference)
            return super().resolve(reference)

    network = rp.compile(Forgetful(launch=plan.launch, calendar="FR", tasks=plan.tasks))

    assert resolved
    assert len({id(node.calendar) for node in network.full.nodes}) == 1


def test_threads_read_yaml_with_whole_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the rules for numbers and dates while another thread still fills them in."""
    from ruamel.yaml.resolver import VersionedResolver

    add = VersionedResolver.add_version_implicit_resolver

    def slow(*args: Any) -> None:
        add(*args)
        time.sleep(0.002)

    monkeypatch.setattr(VersionedResolver, "add_version_implicit_resolver", slow)
    yaml_scalars._resolver.cache_clear()
    yaml_scalars._resolver()
    read = at_once(yaml_scalars.plain_scalar, ["12", "2026-06-15", "true", "1.5"] * 4)

    assert [type(value).__name__ for value in read] == ["int", "date", "bool", "float"] * 4


# --------------------------------------------------------------------------- importing

HEAVY = ["networkx", "numpy", "holidays", "babel", "ruamel", "openpyxl", "typer", "rich", "click"]

QUIET = """
import decimal, json, locale, logging, os, signal, socket, sys, threading, warnings

seen = []

def watch(event, args):
    quiet = event in ("import", "compile", "exec", "marshal.loads", "os.listdir", "os.scandir")
    if event == "open" and str(args[0]).endswith((".py", ".pyc")) and args[1] in ("r", "rb", None):
        return  # a module
    if quiet or event.startswith(("builtins.id", "object.", "sys._getframe", "code.", "cpython.")):
        return
    seen.append(f"{event} {args}")

def state():
    return {
        "decimal": repr(decimal.getcontext()),
        "default": repr(decimal.DefaultContext),
        "locale": locale.setlocale(locale.LC_ALL),
        "filters": len(warnings.filters),
        "showwarning": repr(warnings.showwarning),
        "handlers": repr(logging.getLogger().handlers),
        "loggers": sorted(name for name in logging.root.manager.loggerDict if "retroplan" in name),
        "threads": threading.active_count(),
        "environment": dict(os.environ),
        "signals": repr([signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]),
        "hooks": repr([sys.excepthook, sys.displayhook, sys.path_hooks, sys.meta_path]),
        "recursion": sys.getrecursionlimit(),
        "digits": sys.get_int_max_str_digits(),
        "timeout": socket.getdefaulttimeout(),
        "folder": os.getcwd(),
        "path": sys.path[:],
    }

before, modules = state(), set(sys.modules)
sys.addaudithook(watch)
%(statement)s
found, seen = seen, []
after = state()
loaded = sorted({name.partition(".")[0] for name in set(sys.modules) - modules} - sys.stdlib_module_names)
changed = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
print(json.dumps([found, changed, loaded]))
"""


def importing(statement: str) -> tuple[list[str], dict[str, Any], list[str]]:
    """Run a statement in a process of its own: what it did, what it changed, which packages it loaded."""
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", QUIET % {"statement": statement}],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert (done.stderr, len(done.stdout.splitlines())) == (b"", 1)
    events, changes, packages = json.loads(done.stdout)
    return events, changes, packages


def test_importing_does_nothing_but_import() -> None:
    """`import retroplan` opens modules alone, starts nothing, changes nothing, loads no other package."""
    assert importing("import retroplan") == ([], {}, ["retroplan"])


def test_loading_every_public_name_does_nothing_either() -> None:
    """All of the public names together need attrs, and nothing that is slow to import."""
    events, changes, packages = importing("from retroplan import *")

    assert (events, changes) == ([], {})
    assert set(packages) == {"retroplan", "attr", "attrs"}
    assert not set(packages) & set(HEAVY)


def test_the_watcher_sees_what_it_should() -> None:
    """The test above would notice a file, a socket, a thread or a changed setting."""
    statement = (
        "open(os.devnull).close(); socket.socket().close(); decimal.getcontext().prec = 5\n"
        "warnings.simplefilter('ignore'); logging.getLogger('retroplan').addHandler(logging.NullHandler())\n"
        "threading.Thread(target=threading.Event().wait, args=(9,), daemon=True).start()"
    )
    events, changes, _ = importing(statement)

    assert {"open", "socket.__new__"} <= {event.partition(" ")[0] for event in events}
    assert set(changes) == {"decimal", "filters", "loggers", "threads"}
