"""One table at the end: each contest with its times and ratios, on which machine and with which versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pytest

from benchmarks.java import java_version


def pytest_configure(config: pytest.Config) -> None:
    """Leave the tables of the plugin out; ours has the ratios."""
    config.option.benchmark_columns = ["min", "median", "rounds"]
    # On a shared machine the clock on the wall also measures the others.
    config.option.benchmark_timer = "time.process_time"


def _versions() -> Iterator[str]:
    for name in ("retroplan", "numpy", "pmcontrols", "trueppm-scheduler", "networkx", "rustworkx", "mpxj"):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} not installed"
    yield java_version()


def _rows(benchmarks: list[Any]) -> Iterator[str]:
    groups: dict[str, list[Any]] = {}
    for each in benchmarks:
        groups.setdefault(each.group or each.name, []).append(each)
    for group, found in groups.items():
        members = [each for each in found if each.stats.data]
        yield f"| **{group}** | | |"
        named = [each for each in members if each.extra_info.get("reference")]
        base = (named or members)[0].stats.min
        for each in members:
            label = each.extra_info.get("label", each.name)
            yield f"| {label} | {1000 * each.stats.min:,.1f} ms | {each.stats.min / base:.2f} |"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the contests, shortest time of all rounds; the ratio is to the first or the named one."""
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.python_implementation()}"
    terminalreporter.write_line("")
    terminalreporter.write_line(f"{machine} {platform.python_version()}; {', '.join(_versions())}")
    terminalreporter.write_line("")
    terminalreporter.write_line("| what | shortest | ratio |")
    terminalreporter.write_line("|---|---:|---:|")
    for row in _rows(session.benchmarks):
        terminalreporter.write_line(row)
    skipped = terminalreporter.stats.get("skipped", [])
    for reason in dict.fromkeys(report.longrepr[2] for report in skipped):
        terminalreporter.write_line(f"Left out: {reason.removeprefix('Skipped: ')}")
