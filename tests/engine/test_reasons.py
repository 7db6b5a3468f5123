"""Why each date is what it is: drivers, chains of reasons and their words, for every way a date is set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from inspect import cleandoc
from itertools import pairwise
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan import Task
from retroplan.language import en

SATURDAYS = {"week": {"sat": ["08:00-12:00", "13:00-17:00"]}}


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026 in France, unless told otherwise."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "calendar": "FR", "tasks": tasks} | options)


def dated(kind: str, day: str) -> dict[str, str]:
    """Write a dated constraint."""
    return {"type": kind, "date": day}


@frozen
class Case:
    """
    One small plan, and why one of its tasks is where it is.

    Attributes
    ----------
    name
        What is shown.
    plan, task
        The plan, and the id of the task.
    driver
        Kind of the driver, the task at its other end and the manner of the link, where it has them.
    codes
        Code of each step of the chain, and those of its notes.
    english, french
        The chain, a line a step.
    """

    name: str
    plan: rp.Plan
    task: str
    driver: str
    codes: list[str]
    english: str
    french: str


CASES = [
    # -- who does the work
    Case(
        "effort",
        # 3 days / 1.5 = 2: Friday 12 June and, Thursday being leave, Wednesday the 10th.
        plan(
            Task("a", effort="3d", responsible=["anna", "Paul"]),
            people={"anna": {"name": "Anna", "availability": "50%", "leave": ["2026-06-11"]}},
        ),
        "a",
        "launch launch",
        ["why-launch note-effort note-skipped", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [3 d of work by Anna (50 %), Paul, 2 working days] [skips Thu 11 Jun 2026: Anna on leave]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [3 j de charge pour Anna (50 %), Paul, 2 jours ouvrés] [saute jeu. 11 juin 2026 : Anna en congé]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "effort of nobody",
        # Two days of one full-time person: 11 and 12 June.
        plan(Task("a", effort="2d")),
        "a",
        "launch launch",
        ["why-launch note-effort-alone", "why-is-launch"],
        """
        a (Thu 11 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work by one full-time person]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (jeu. 11 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [2 j de charge pour une personne à plein temps]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    # -- before the launch: links, walked forward from the task
    Case(
        "late FS",
        # b is Friday 12 June; a is the two days before.
        plan(Task("a", duration="2d"), Task("b", duration="1d", after=["a"])),
        "a",
        "link b FS",
        ["why-late-FS note-work", "why-launch note-work", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Thu 11 Jun 2026) is done before b starts on Fri 12 Jun 2026 [2 d of work]
        b (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        a (mer. 10 juin 2026 – jeu. 11 juin 2026) est finie avant que b commence, ven. 12 juin 2026 [2 j de travail]
        b (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "late SS with a lag",
        # b is 11 and 12 June; a starts a day before, on the 10th, and may end with the launch.
        plan(Task("a", duration="3d"), Task("b", duration="2d", after=["a SS+1d"])),
        "a",
        "link b SS+1d",
        ["why-late-SS note-work note-lag", "why-launch note-work", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Fri 12 Jun 2026) starts before b starts on Thu 11 Jun 2026 [3 d of work] [lag 1 d]
        b (Thu 11 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – ven. 12 juin 2026) commence avant que b commence, jeu. 11 juin 2026 [3 j de travail] [décalage de 1 j]
        b (jeu. 11 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [2 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "late FF with a lag",
        # b ends on the 12th, a a day before, on the 11th: 9-11 June.
        plan(Task("a", duration="3d"), Task("b", duration="2d", after=["a FF+1d"])),
        "a",
        "link b FF+1d",
        ["why-late-FF note-work note-lag", "why-launch note-work", "why-is-launch"],
        """
        a (Tue 9 Jun 2026 – Thu 11 Jun 2026) is done before b is done on Fri 12 Jun 2026 [3 d of work] [lag 1 d]
        b (Thu 11 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mar. 9 juin 2026 – jeu. 11 juin 2026) est finie avant que b soit finie, ven. 12 juin 2026 [3 j de travail] [décalage de 1 j]
        b (jeu. 11 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [2 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "late SF with a lag",
        # From the start of a to the end of b four days: 9, 10, 11, 12 June.
        plan(Task("a", duration="3d"), Task("b", duration="2d", after=["a SF+4d"])),
        "a",
        "link b SF+4d",
        ["why-late-SF note-work note-lag", "why-launch note-work", "why-is-launch"],
        """
        a (Tue 9 Jun 2026 – Thu 11 Jun 2026) starts before b is done on Fri 12 Jun 2026 [3 d of work] [lag 4 d]
        b (Thu 11 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mar. 9 juin 2026 – jeu. 11 juin 2026) commence avant que b soit finie, ven. 12 juin 2026 [3 j de travail] [décalage de 4 j]
        b (jeu. 11 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [2 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "late FS by the clock",
        # b starts on Friday 08:00; 48 h before is Wednesday 08:00, the last closing Tuesday 9 June.
        plan(Task("a", duration="1d"), Task("b", duration="1d", after=["a FS+48eh"])),
        "a",
        "link b FS+48eh",
        ["why-late-FS note-work note-lag", "why-launch note-work", "why-is-launch"],
        """
        a (Tue 9 Jun 2026 – Tue 9 Jun 2026) is done before b starts on Fri 12 Jun 2026 [1 d of work] [lag 48 elapsed h]
        b (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mar. 9 juin 2026 – mar. 9 juin 2026) est finie avant que b commence, ven. 12 juin 2026 [1 j de travail] [décalage de 48 h d’horloge]
        b (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "late FF to the launch",
        # Two days, 11 and 12 June, lie between the 10th and J.
        plan(Task("a", duration="1d", before=["launch FF+2d"])),
        "a",
        "link launch FF+2d",
        ["why-late-FF note-work note-lag", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Wed 10 Jun 2026) is done before launch is done on Mon 15 Jun 2026 [1 d of work] [lag 2 d]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – mer. 10 juin 2026) est finie avant que launch soit finie, lun. 15 juin 2026 [1 j de travail] [décalage de 2 j]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "milestone",
        # Nothing is to be done: no note on work. It prints at the closing before b.
        plan(Task("a"), Task("b", duration="1d", after=["a"])),
        "a",
        "link b FS",
        ["why-late-FS", "why-launch note-work", "why-is-launch"],
        """
        a (Thu 11 Jun 2026 – Thu 11 Jun 2026) is done before b starts on Fri 12 Jun 2026
        b (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        a (jeu. 11 juin 2026 – jeu. 11 juin 2026) est finie avant que b commence, ven. 12 juin 2026
        b (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "three points",
        # (1 + 8 + 3) / 6 = 2 days, and a day of margin: 10-12 June.
        plan(Task("a", duration="1d/2d/3d", margin="1d")),
        "a",
        "launch launch",
        ["why-launch note-work", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d / 2 d / 3 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j / 2 j / 3 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    # -- the launch itself
    Case(
        "launch",
        # J is Monday 15 June.
        plan(Task("a", duration="1d")),
        "launch",
        "launch",
        ["why-is-launch"],
        """
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,
    ),
    Case(
        "implicit",
        # a feeds nothing: five days to Friday 12 June.
        plan(Task("a", duration="5d")),
        "a",
        "launch launch",
        ["why-launch note-work", "why-is-launch"],
        """
        a (Mon 8 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [5 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        a (lun. 8 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [5 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "launch at noon",
        # One hour that ends at J, 12:00.
        plan(Task("a", duration="1h"), launch="2026-06-15 12:00"),
        "a",
        "launch launch",
        ["why-launch note-work", "why-is-launch"],
        """
        a (Mon 15 Jun 2026 – Mon 15 Jun 2026) is done before the launch, Mon 15 Jun 2026 12:00 [1 h of work]
        launch: Mon 15 Jun 2026 12:00, which does not move
        """,
        """
        a (lun. 15 juin 2026 – lun. 15 juin 2026) est finie avant le lancement, lun. 15 juin 2026 12:00 [1 h de travail]
        lancement : lun. 15 juin 2026 12:00, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "written link, buffer",
        # Two days of buffer, 11 and 12 June; five of work, 4-10 June.
        plan(Task("a", duration="5d", before=["launch"]), buffer="2d"),
        "a",
        "link launch FS",
        ["why-late-FS note-work note-buffer", "why-is-launch"],
        """
        a (Thu 4 Jun 2026 – Wed 10 Jun 2026) is done before launch starts on Mon 15 Jun 2026 [5 d of work] [buffer 2 d]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (jeu. 4 juin 2026 – mer. 10 juin 2026) est finie avant que launch commence, lun. 15 juin 2026 [5 j de travail] [tampon de 2 j]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "implicit, buffer",
        # The same without a written link.
        plan(Task("a", duration="5d"), buffer="2d"),
        "a",
        "launch launch",
        ["why-launch note-work note-buffer", "why-is-launch"],
        """
        a (Thu 4 Jun 2026 – Wed 10 Jun 2026) is done before the launch, Mon 15 Jun 2026 [5 d of work] [buffer 2 d]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (jeu. 4 juin 2026 – mer. 10 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [5 j de travail] [tampon de 2 j]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "capped by the buffer",
        # b is the 10th; a may start with it but must end by the 10th, too: 4-10 June.
        plan(Task("a", duration="5d"), Task("b", duration="1d", after=["a SS"]), buffer="2d"),
        "a",
        "buffer launch",
        ["why-launch note-work note-buffer", "why-is-launch"],
        """
        a (Thu 4 Jun 2026 – Wed 10 Jun 2026) is done before the launch, Mon 15 Jun 2026 [5 d of work] [buffer 2 d]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (jeu. 4 juin 2026 – mer. 10 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [5 j de travail] [tampon de 2 j]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "capped by the launch",
        # The same without a buffer: 8-12 June.
        plan(Task("a", duration="5d"), Task("b", duration="1d", after=["a SS"])),
        "a",
        "launch launch",
        ["why-launch note-work", "why-is-launch"],
        """
        a (Mon 8 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [5 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        a (lun. 8 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [5 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    # -- after the launch
    Case(
        "after the launch",
        # Ten working days, 15-26 June, lie between J and Monday 29.
        plan(Task("a", duration="1d", after=["launch FS+2w"])),
        "a",
        "link launch FS+2w",
        ["why-after-launch note-work note-lag", "why-is-launch"],
        """
        a (Mon 29 Jun 2026 – Mon 29 Jun 2026) follows the launch, Mon 15 Jun 2026 [1 d of work] [lag 2 wk]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        a (lun. 29 juin 2026 – lun. 29 juin 2026) suit le lancement, lun. 15 juin 2026 [1 j de travail] [décalage de 2 sem.]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "early FS with a lag",
        # a is 15-17 June, the lag the 18th.
        plan(Task("a", duration="3d", after=["launch"]), Task("b", duration="1d", after=["a FS+1d"])),
        "b",
        "link a FS+1d",
        ["why-early-FS note-work note-lag", "why-after-launch note-work", "why-is-launch"],
        """
        b (Fri 19 Jun 2026 – Fri 19 Jun 2026) starts after a is done on Wed 17 Jun 2026 [1 d of work] [lag 1 d]
        a (Mon 15 Jun 2026 – Wed 17 Jun 2026) follows the launch, Mon 15 Jun 2026 [3 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        b (ven. 19 juin 2026 – ven. 19 juin 2026) commence une fois a finie, mer. 17 juin 2026 [1 j de travail] [décalage de 1 j]
        a (lun. 15 juin 2026 – mer. 17 juin 2026) suit le lancement, lun. 15 juin 2026 [3 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "early SS with a lag",
        # A day after the 15th.
        plan(Task("a", duration="3d", after=["launch"]), Task("b", duration="1d", after=["a SS+1d"])),
        "b",
        "link a SS+1d",
        ["why-early-SS note-work note-lag", "why-after-launch note-work", "why-is-launch"],
        """
        b (Tue 16 Jun 2026 – Tue 16 Jun 2026) starts after a starts on Mon 15 Jun 2026 [1 d of work] [lag 1 d]
        a (Mon 15 Jun 2026 – Wed 17 Jun 2026) follows the launch, Mon 15 Jun 2026 [3 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        b (mar. 16 juin 2026 – mar. 16 juin 2026) commence une fois a commencée, lun. 15 juin 2026 [1 j de travail] [décalage de 1 j]
        a (lun. 15 juin 2026 – mer. 17 juin 2026) suit le lancement, lun. 15 juin 2026 [3 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "early FF with a lag",
        # a ends on the 17th, b a day later.
        plan(Task("a", duration="3d", after=["launch"]), Task("b", duration="1d", after=["a FF+1d"])),
        "b",
        "link a FF+1d",
        ["why-early-FF note-work note-lag", "why-after-launch note-work", "why-is-launch"],
        """
        b (Thu 18 Jun 2026 – Thu 18 Jun 2026) is done after a is done on Wed 17 Jun 2026 [1 d of work] [lag 1 d]
        a (Mon 15 Jun 2026 – Wed 17 Jun 2026) follows the launch, Mon 15 Jun 2026 [3 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        b (jeu. 18 juin 2026 – jeu. 18 juin 2026) est finie une fois a finie, mer. 17 juin 2026 [1 j de travail] [décalage de 1 j]
        a (lun. 15 juin 2026 – mer. 17 juin 2026) suit le lancement, lun. 15 juin 2026 [3 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "early SF with a lag",
        # Four days from the start of a: 15-18 June.
        plan(Task("a", duration="3d", after=["launch"]), Task("b", duration="1d", after=["a SF+4d"])),
        "b",
        "link a SF+4d",
        ["why-early-SF note-work note-lag", "why-after-launch note-work", "why-is-launch"],
        """
        b (Thu 18 Jun 2026 – Thu 18 Jun 2026) is done after a starts on Mon 15 Jun 2026 [1 d of work] [lag 4 d]
        a (Mon 15 Jun 2026 – Wed 17 Jun 2026) follows the launch, Mon 15 Jun 2026 [3 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        b (jeu. 18 juin 2026 – jeu. 18 juin 2026) est finie une fois a commencée, lun. 15 juin 2026 [1 j de travail] [décalage de 4 j]
        a (lun. 15 juin 2026 – mer. 17 juin 2026) suit le lancement, lun. 15 juin 2026 [3 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "the plan's end",
        # a ends the plan on the 17th; b is as late as that.
        plan(
            Task("a", duration="3d", after=["launch"]),
            Task("b", duration="1d", after=["launch"], when="alap"),
        ),
        "b",
        "end",
        ["why-end note-work"],
        """
        b (Wed 17 Jun 2026 – Wed 17 Jun 2026) may last until the end of the plan, Wed 17 Jun 2026 17:00 [1 d of work]
        """,  # noqa: E501
        """
        b (mer. 17 juin 2026 – mer. 17 juin 2026) peut durer jusqu’à la fin du plan, mer. 17 juin 2026 17:00 [1 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "the plan's start",
        # c fills 8-12 June, so the plan begins on the 8th at 08:00.
        plan(Task("a", duration="1d", when="asap"), Task("c", duration="5d")),
        "a",
        "start",
        ["why-start note-work"],
        """
        a (Mon 8 Jun 2026 – Mon 8 Jun 2026) begins as soon as the plan does, Mon 8 Jun 2026 08:00 [1 d of work]
        """,  # noqa: E501
        """
        a (lun. 8 juin 2026 – lun. 8 juin 2026) commence dès que le plan commence, lun. 8 juin 2026 08:00 [1 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "a launch that is found",
        # a is 1-5 June; the launch is the opening after it.
        plan(
            Task("a", duration="5d", before=["launch"]),
            Task("b", duration="1d", after=["launch"]),
            launch=None,
            start="2026-06-01 08:00",
        ),
        "b",
        "link launch FS",
        ["why-early-FS note-work", "why-early-FS", "why-start note-work"],
        """
        b (Mon 8 Jun 2026 – Mon 8 Jun 2026) starts after launch is done on Mon 8 Jun 2026 [1 d of work]
        launch (Mon 8 Jun 2026 – Mon 8 Jun 2026) starts after a is done on Fri 5 Jun 2026
        a (Mon 1 Jun 2026 – Fri 5 Jun 2026) begins as soon as the plan does, Mon 1 Jun 2026 08:00 [5 d of work]
        """,  # noqa: E501
        """
        b (lun. 8 juin 2026 – lun. 8 juin 2026) commence une fois launch finie, lun. 8 juin 2026 [1 j de travail]
        launch (lun. 8 juin 2026 – lun. 8 juin 2026) commence une fois a finie, ven. 5 juin 2026
        a (lun. 1 juin 2026 – ven. 5 juin 2026) commence dès que le plan commence, lun. 1 juin 2026 08:00 [5 j de travail]
        """,  # noqa: E501
    ),
    # -- pins, dates and deadlines
    Case(
        "pin at",
        # J-10 is Friday 5 June.
        plan(Task("a", duration="2d", at="J-10")),
        "a",
        "pin",
        ["why-pin-at note-work"],
        """
        a (Fri 5 Jun 2026 – Mon 8 Jun 2026) is pinned to start at J-10, counted from the launch, Mon 15 Jun 2026 [2 d of work]
        """,  # noqa: E501
        """
        a (ven. 5 juin 2026 – lun. 8 juin 2026) est fixée : elle commence à J-10, compté depuis le lancement, lun. 15 juin 2026 [2 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "pin until",
        # The same day, at its end.
        plan(Task("a", duration="2d", until="J-10")),
        "a",
        "pin",
        ["why-pin-until note-work"],
        """
        a (Thu 4 Jun 2026 – Fri 5 Jun 2026) is pinned to end at J-10, counted from the launch, Mon 15 Jun 2026 [2 d of work]
        """,  # noqa: E501
        """
        a (jeu. 4 juin 2026 – ven. 5 juin 2026) est fixée : elle finit à J-10, compté depuis le lancement, lun. 15 juin 2026 [2 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "a pin on a closed day",
        # J-9 is Saturday 6 June: work starts on Monday 8.
        plan(Task("a", duration="1d", at="J-9")),
        "a",
        "pin",
        ["why-pin-at note-work note-moved"],
        """
        a (Mon 8 Jun 2026 – Mon 8 Jun 2026) is pinned to start at J-9, counted from the launch, Mon 15 Jun 2026 [1 d of work] [moved from Sat 6 Jun 2026: Saturday]
        """,  # noqa: E501
        """
        a (lun. 8 juin 2026 – lun. 8 juin 2026) est fixée : elle commence à J-9, compté depuis le lancement, lun. 15 juin 2026 [1 j de travail] [déplacée du sam. 6 juin 2026 : samedi]
        """,  # noqa: E501
    ),
    Case(
        "immediate",
        # It stands at the start of the plan.
        plan(Task("a", duration="Immédiat"), start="2026-06-01 08:00"),
        "a",
        "start",
        ["why-start"],
        """
        a (Mon 1 Jun 2026 – Mon 1 Jun 2026) begins as soon as the plan does, Mon 1 Jun 2026 08:00
        """,
        """
        a (lun. 1 juin 2026 – lun. 1 juin 2026) commence dès que le plan commence, lun. 1 juin 2026 08:00
        """,
    ),
    Case(
        "two pins",
        # J-14 is Monday 1 June: five days of work are what lies between the pins.
        plan(Task("a", at="J-14", until="J-10")),
        "a",
        "pin",
        ["why-pin-at note-days"],
        """
        a (Mon 1 Jun 2026 – Fri 5 Jun 2026) is pinned to start at J-14, counted from the launch, Mon 15 Jun 2026 [5 working days]
        """,  # noqa: E501
        """
        a (lun. 1 juin 2026 – ven. 5 juin 2026) est fixée : elle commence à J-14, compté depuis le lancement, lun. 15 juin 2026 [5 jours ouvrés]
        """,  # noqa: E501
    ),
    Case(
        "pin in hours",
        # Four hours before noon is 08:00.
        plan(Task("a", duration="2h", at="H-4"), launch="2026-06-15 12:00"),
        "a",
        "pin",
        ["why-pin-at note-work"],
        """
        a (Mon 15 Jun 2026 – Mon 15 Jun 2026) is pinned to start at H-4, counted from the launch, Mon 15 Jun 2026 12:00 [2 h of work]
        """,  # noqa: E501
        """
        a (lun. 15 juin 2026 – lun. 15 juin 2026) est fixée : elle commence à H-4, compté depuis le lancement, lun. 15 juin 2026 12:00 [2 h de travail]
        """,  # noqa: E501
    ),
    Case(
        "before a pin",
        # b is on the 10th; a on the 8th and 9th.
        plan(Task("a", duration="2d"), Task("b", duration="1d", at="J-5", after=["a"])),
        "a",
        "link b FS",
        ["why-late-FS note-work", "why-pin-at note-work"],
        """
        a (Mon 8 Jun 2026 – Tue 9 Jun 2026) is done before b starts on Wed 10 Jun 2026 [2 d of work]
        b (Wed 10 Jun 2026 – Wed 10 Jun 2026) is pinned to start at J-5, counted from the launch, Mon 15 Jun 2026 [1 d of work]
        """,  # noqa: E501
        """
        a (lun. 8 juin 2026 – mar. 9 juin 2026) est finie avant que b commence, mer. 10 juin 2026 [2 j de travail]
        b (mer. 10 juin 2026 – mer. 10 juin 2026) est fixée : elle commence à J-5, compté depuis le lancement, lun. 15 juin 2026 [1 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "a pin wins over links",
        # b is 10-12 June; a should end on Tuesday 9, but is pinned to 10 and 11.
        plan(Task("a", duration="2d", at="J-5"), Task("b", duration="3d", after=["a"], before=["launch"])),
        "a",
        "pin",
        ["why-pin-at note-work note-pin-wins"],
        """
        a (Wed 10 Jun 2026 – Thu 11 Jun 2026) is pinned to start at J-5, counted from the launch, Mon 15 Jun 2026 [2 d of work] [its links alone would have it done by Tue 9 Jun 2026]
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – jeu. 11 juin 2026) est fixée : elle commence à J-5, compté depuis le lancement, lun. 15 juin 2026 [2 j de travail] [ses liens seuls la voudraient finie le mar. 9 juin 2026]
        """,  # noqa: E501
    ),
    Case(
        "start no later",
        # It starts by the beginning of Friday 5 June: Friday and Monday 8.
        plan(Task("a", duration="2d", constraint=dated("start_no_later_than", "2026-06-05"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Fri 5 Jun 2026 – Mon 8 Jun 2026) must start by Fri 5 Jun 2026 [2 d of work]
        """,
        """
        a (ven. 5 juin 2026 – lun. 8 juin 2026) doit commencer au plus tard le ven. 5 juin 2026 [2 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "finish no later",
        # It ends on Friday 5 June.
        plan(Task("a", duration="2d", constraint=dated("finish_no_later_than", "2026-06-05"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Thu 4 Jun 2026 – Fri 5 Jun 2026) must finish by Fri 5 Jun 2026 [2 d of work]
        """,
        """
        a (jeu. 4 juin 2026 – ven. 5 juin 2026) doit finir au plus tard le ven. 5 juin 2026 [2 j de travail]
        """,
    ),
    Case(
        "start no earlier",
        # After J, from Thursday 2 July.
        plan(Task("a", duration="2d", constraint=dated("start_no_earlier_than", "2026-07-02"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Thu 2 Jul 2026 – Fri 3 Jul 2026) must not start before Thu 2 Jul 2026 [2 d of work]
        """,
        """
        a (jeu. 2 juil. 2026 – ven. 3 juil. 2026) ne doit pas commencer avant le jeu. 2 juil. 2026 [2 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "finish no earlier",
        # After J, to Thursday 2 July: 1 and 2 July.
        plan(Task("a", duration="2d", constraint=dated("finish_no_earlier_than", "2026-07-02"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Wed 1 Jul 2026 – Thu 2 Jul 2026) must not finish before Thu 2 Jul 2026 [2 d of work]
        """,
        """
        a (mer. 1 juil. 2026 – jeu. 2 juil. 2026) ne doit pas finir avant le jeu. 2 juil. 2026 [2 j de travail]
        """,  # noqa: E501
    ),
    Case(
        "must start",
        # 2 and 3 June.
        plan(Task("a", duration="2d", constraint=dated("must_start_on", "2026-06-02"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Tue 2 Jun 2026 – Wed 3 Jun 2026) must start on Tue 2 Jun 2026 [2 d of work]
        """,
        """
        a (mar. 2 juin 2026 – mer. 3 juin 2026) doit commencer le mar. 2 juin 2026 [2 j de travail]
        """,
    ),
    Case(
        "must finish",
        # 1 and 2 June.
        plan(Task("a", duration="2d", constraint=dated("must_finish_on", "2026-06-02"))),
        "a",
        "constraint",
        ["why-constraint note-work"],
        """
        a (Mon 1 Jun 2026 – Tue 2 Jun 2026) must finish on Tue 2 Jun 2026 [2 d of work]
        """,
        """
        a (lun. 1 juin 2026 – mar. 2 juin 2026) doit finir le mar. 2 juin 2026 [2 j de travail]
        """,
    ),
    Case(
        "constraint of a summary",
        # The finish of the phase binds its leaf; the driver names the phase.
        plan(
            Task(
                "p", constraint=dated("finish_no_later_than", "2026-06-05"), tasks=[Task("a", duration="1d")]
            )
        ),
        "a",
        "constraint p",
        ["why-constraint note-work"],
        """
        a (Fri 5 Jun 2026 – Fri 5 Jun 2026) must finish by Fri 5 Jun 2026 [1 d of work]
        """,
        """
        a (ven. 5 juin 2026 – ven. 5 juin 2026) doit finir au plus tard le ven. 5 juin 2026 [1 j de travail]
        """,
    ),
    Case(
        "given dates",
        # 2-4 June: three days.
        plan(Task("a", start="2026-06-02", finish="2026-06-04")),
        "a",
        "constraint",
        ["why-constraint note-days"],
        """
        a (Tue 2 Jun 2026 – Thu 4 Jun 2026) must start on Tue 2 Jun 2026 [3 working days]
        """,
        """
        a (mar. 2 juin 2026 – jeu. 4 juin 2026) doit commencer le mar. 2 juin 2026 [3 jours ouvrés]
        """,
    ),
    Case(
        "deadline",
        # It ends on Friday 5 June.
        plan(Task("a", duration="1d", deadline="2026-06-05")),
        "a",
        "deadline",
        ["why-deadline note-work"],
        """
        a (Fri 5 Jun 2026 – Fri 5 Jun 2026) is due by its deadline, Fri 5 Jun 2026 [1 d of work]
        """,
        """
        a (ven. 5 juin 2026 – ven. 5 juin 2026) est due à sa date butoir, ven. 5 juin 2026 [1 j de travail]
        """,
    ),
    Case(
        "deadline of a summary",
        # The driver names the phase.
        plan(Task("p", deadline="2026-06-05", tasks=[Task("a", duration="1d")])),
        "a",
        "deadline p",
        ["why-deadline note-work"],
        """
        a (Fri 5 Jun 2026 – Fri 5 Jun 2026) is due by its deadline, Fri 5 Jun 2026 [1 d of work]
        """,
        """
        a (ven. 5 juin 2026 – ven. 5 juin 2026) est due à sa date butoir, ven. 5 juin 2026 [1 j de travail]
        """,
    ),
    # -- summaries
    Case(
        "summary",
        # a is 10 and 11 June, b the 12th; the chain goes on from the first.
        plan(Task("p", tasks=[Task("a", duration="2d"), Task("b", duration="1d", after=["a"])])),
        "p",
        "summary a",
        ["why-summary", "why-late-FS note-work", "why-launch note-work", "why-is-launch"],
        """
        p (Wed 10 Jun 2026 – Fri 12 Jun 2026) spans its tasks; the first to start is a
        a (Wed 10 Jun 2026 – Thu 11 Jun 2026) is done before b starts on Fri 12 Jun 2026 [2 d of work]
        b (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        p (mer. 10 juin 2026 – ven. 12 juin 2026) couvre ses tâches ; la première à commencer est a
        a (mer. 10 juin 2026 – jeu. 11 juin 2026) est finie avant que b commence, ven. 12 juin 2026 [2 j de travail]
        b (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "hammock until a summary",
        # J-30 is Sat 16 May; b, the 12th, is the last of p to finish and begins after a, the 11th.
        plan(
            Task("p", tasks=[Task("a", duration="1d"), Task("b", duration="1d", after=["a"])]),
            Task("h", span={"from": "J-30", "to": "p"}),
        ),
        "h",
        "span",
        ["why-span", "why-summary-finish", "why-launch note-work", "why-is-launch"],
        """
        h (Sat 16 May 2026 – Fri 12 Jun 2026) spans the time between J-30 and the finish of p
        p (Thu 11 Jun 2026 – Fri 12 Jun 2026) spans its tasks; the last to finish is b
        b (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,
        """
        h (sam. 16 mai 2026 – ven. 12 juin 2026) couvre le temps entre J-30 et la fin de p
        p (jeu. 11 juin 2026 – ven. 12 juin 2026) couvre ses tâches ; la dernière à finir est b
        b (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "by the link of a summary",
        # z is the 12th; y and x both end on the 11th.
        plan(
            Task("p", before=["z"], tasks=[Task("x", duration="2d"), Task("y", duration="1d")]),
            Task("z", duration="1d"),
        ),
        "y",
        "link z FS",
        ["why-late-FS note-work note-summary", "why-launch note-work", "why-is-launch"],
        """
        y (Thu 11 Jun 2026 – Thu 11 Jun 2026) is done before z starts on Fri 12 Jun 2026 [1 d of work] [by the link p → z]
        z (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        y (jeu. 11 juin 2026 – jeu. 11 juin 2026) est finie avant que z commence, ven. 12 juin 2026 [1 j de travail] [par le lien p → z]
        z (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "from summary to summary",
        # z is the 12th, the lag the 11th: x is 9 and 10 June.
        plan(
            Task("p", before=["q FS+1d"], tasks=[Task("x", duration="2d")]),
            Task("q", tasks=[Task("z", duration="1d")]),
        ),
        "x",
        "link z FS+1d",
        ["why-late-FS note-work note-lag note-summary", "why-launch note-work", "why-is-launch"],
        """
        x (Tue 9 Jun 2026 – Wed 10 Jun 2026) is done before z starts on Fri 12 Jun 2026 [2 d of work] [lag 1 d] [by the link p → q]
        z (Fri 12 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        x (mar. 9 juin 2026 – mer. 10 juin 2026) est finie avant que z commence, ven. 12 juin 2026 [2 j de travail] [décalage de 1 j] [par le lien p → q]
        z (ven. 12 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "from a summary to the launch",
        # A day of lag, the 12th: x is 10 and 11 June.
        plan(Task("p", before=["launch FS+1d"], tasks=[Task("x", duration="2d")])),
        "x",
        "link launch FS+1d",
        ["why-late-FS note-work note-lag note-summary", "why-is-launch"],
        """
        x (Wed 10 Jun 2026 – Thu 11 Jun 2026) is done before launch starts on Mon 15 Jun 2026 [2 d of work] [lag 1 d] [by the link p → launch]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        x (mer. 10 juin 2026 – jeu. 11 juin 2026) est finie avant que launch commence, lun. 15 juin 2026 [2 j de travail] [décalage de 1 j] [par le lien p → launch]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "early, through a summary",
        # x is 15 and 16 June, y the 15th; b waits for both.
        plan(
            Task("p", after=["launch"], tasks=[Task("x", duration="2d"), Task("y", duration="1d")]),
            Task("b", duration="1d", after=["p"]),
        ),
        "b",
        "link x FS",
        ["why-early-FS note-work", "why-after-launch note-work note-summary", "why-is-launch"],
        """
        b (Wed 17 Jun 2026 – Wed 17 Jun 2026) starts after x is done on Tue 16 Jun 2026 [1 d of work]
        x (Mon 15 Jun 2026 – Tue 16 Jun 2026) follows the launch, Mon 15 Jun 2026 [2 d of work] [by the link launch → p]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        b (mer. 17 juin 2026 – mer. 17 juin 2026) commence une fois x finie, mar. 16 juin 2026 [1 j de travail]
        x (lun. 15 juin 2026 – mar. 16 juin 2026) suit le lancement, lun. 15 juin 2026 [2 j de travail] [par le lien launch → p]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    # -- closed days on the way
    Case(
        "a holiday inside the work",
        # Six days to Friday 29 May: 26-29, 22 and 21; the 25th is Whit Monday.
        plan(Task("a", duration="6d"), launch="2026-06-01"),
        "a",
        "launch launch",
        ["why-launch note-work note-skipped", "why-is-launch"],
        """
        a (Thu 21 May 2026 – Fri 29 May 2026) is done before the launch, Mon 1 Jun 2026 [6 d of work] [skips Mon 25 May 2026: Pentecost Monday]
        launch: Mon 1 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (jeu. 21 mai 2026 – ven. 29 mai 2026) est finie avant le lancement, lun. 1 juin 2026 [6 j de travail] [saute lun. 25 mai 2026 : Lundi de Pentecôte]
        lancement : lun. 1 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "a holiday between two tasks",
        # b is Tuesday 26 May, a Friday 22.
        plan(Task("a", duration="1d"), Task("b", duration="1d", after=["a"]), launch="2026-05-27"),
        "a",
        "link b FS",
        ["why-late-FS note-work note-skipped", "why-launch note-work", "why-is-launch"],
        """
        a (Fri 22 May 2026 – Fri 22 May 2026) is done before b starts on Tue 26 May 2026 [1 d of work] [skips Mon 25 May 2026: Pentecost Monday]
        b (Tue 26 May 2026 – Tue 26 May 2026) is done before the launch, Wed 27 May 2026 [1 d of work]
        launch: Wed 27 May 2026, which does not move
        """,  # noqa: E501
        """
        a (ven. 22 mai 2026 – ven. 22 mai 2026) est finie avant que b commence, mar. 26 mai 2026 [1 j de travail] [saute lun. 25 mai 2026 : Lundi de Pentecôte]
        b (mar. 26 mai 2026 – mar. 26 mai 2026) est finie avant le lancement, mer. 27 mai 2026 [1 j de travail]
        lancement : mer. 27 mai 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "a closure with a label",
        # Three days to the 12th without 10 and 11: 12, 9, 8 June.
        plan(
            Task("a", duration="3d"),
            calendar={
                "country": "FR",
                "closed": [{"from": "2026-06-10", "to": "2026-06-11", "label": "Inventaire"}],
            },
        ),
        "a",
        "launch launch",
        ["why-launch note-work note-skipped", "why-is-launch"],
        """
        a (Mon 8 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [3 d of work] [skips Wed 10 Jun 2026 – Thu 11 Jun 2026: Inventaire]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (lun. 8 juin 2026 – ven. 12 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [3 j de travail] [saute mer. 10 juin 2026 – jeu. 11 juin 2026 : Inventaire]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "a closure before the launch",
        # 11 and 12 June are closed, each under its own name.
        plan(
            Task("a", duration="1d"),
            calendar={"closed": [{"from": "2026-06-11", "to": "2026-06-11", "label": "Salon"}, "2026-06-12"]},
        ),
        "a",
        "launch launch",
        ["why-launch note-work note-skipped", "why-is-launch"],
        """
        a (Wed 10 Jun 2026 – Wed 10 Jun 2026) is done before the launch, Mon 15 Jun 2026 [1 d of work] [skips Thu 11 Jun 2026: Salon, Fri 12 Jun 2026: closed on Fri 12 Jun 2026]
        launch: Mon 15 Jun 2026, which does not move
        """,  # noqa: E501
        """
        a (mer. 10 juin 2026 – mer. 10 juin 2026) est finie avant le lancement, lun. 15 juin 2026 [1 j de travail] [saute jeu. 11 juin 2026 : Salon, ven. 12 juin 2026 : fermé le ven. 12 juin 2026]
        lancement : lun. 15 juin 2026, qui ne bouge pas
        """,  # noqa: E501
    ),
    Case(
        "a start moved to the opening of the day",
        # b is on Saturday 6 June, when a cannot start: it is allowed until 16:59 on Friday and planned at
        # 08:00.
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", calendar=SATURDAYS, at="J-9", after=["a SS"]),
            calendar=None,
            start="2026-06-01",
        ),
        "a",
        "link b SS",
        ["why-late-SS note-work", "why-pin-at note-work"],
        """
        a (Fri 5 Jun 2026 – Fri 5 Jun 2026) starts before b starts on Sat 6 Jun 2026 [1 d of work]
        b (Sat 6 Jun 2026 – Sat 6 Jun 2026) is pinned to start at J-9, counted from the launch, Mon 15 Jun 2026 [1 d of work]
        """,  # noqa: E501
        """
        a (ven. 5 juin 2026 – ven. 5 juin 2026) commence avant que b commence, sam. 6 juin 2026 [1 j de travail]
        b (sam. 6 juin 2026 – sam. 6 juin 2026) est fixée : elle commence à J-9, compté depuis le lancement, lun. 15 juin 2026 [1 j de travail]
        """,  # noqa: E501
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_chain_of_reasons_in_full(case: Case) -> None:
    """The chain says in either language what set each date, to the launch or to what fixes it."""
    why = rp.schedule(case.plan).why(case.task)

    assert why.text("en") == cleandoc(case.english)
    assert why.text("fr") == cleandoc(case.french)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_chain_as_records(case: Case) -> None:
    """The records hold the same steps as codes and plain values, as JSON takes them."""
    why = rp.schedule(case.plan).why(case.task)
    records = why.to_records()

    codes = [" ".join([record["code"], *(note["code"] for note in record["notes"])]) for record in records]
    assert codes == case.codes
    assert json.loads(json.dumps(records)) == records
    assert [record["task"] for record in records] == [reason.task for reason in why.reasons]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_driver(case: Case) -> None:
    """The driver of a date is the kind of thing that set it, the task at its other end and the link."""
    driver = rp.schedule(case.plan)[case.task].driver
    shown = [driver.kind]
    if driver.task is not None:
        shown.append(driver.task)
    if driver.link is not None:
        shown.append(driver.link.manner)

    assert " ".join(shown) == case.driver


def test_no_kind_of_reason_is_left_out() -> None:
    """Every reason and note of the catalogue stands in one of the chains; those of hammocks, in theirs."""
    told = {code for case in CASES for step in case.codes for code in step.split()}
    hammocks = {"why-span", "why-open-ended"}
    known = {code for code in en.MESSAGES if code.startswith(("why-", "note-"))} - {"why-title", *hammocks}

    assert known <= told


def test_no_kind_of_driver_is_left_out() -> None:
    """Each kind of driver that the schedule knows is shown by one of the plans."""
    assert {case.driver.split()[0] for case in CASES} == {
        "link", "launch", "buffer", "pin", "constraint", "deadline", "start", "end", "summary", "span",
    }  # fmt: skip


# --------------------------------------------------------------------------- the values behind the words


def test_a_record_holds_every_value_of_its_sentence() -> None:
    """Dates are ISO text, durations and lags as written, and a closed day names its reason by code."""
    schedule = rp.schedule(
        plan(Task("a", duration="1d"), Task("b", duration="1d", after=["a FS+1d"]), launch="2026-05-27")
    )

    # b is Tuesday 26 May. Friday 22 is the day of lag, Monday 25 a holiday; a is on the 21st.
    assert schedule.why("a").to_records() == [
        {
            "task": "a",
            "code": "why-late-FS",
            "values": {
                "task": "a",
                "start": "2026-05-21",
                "finish": "2026-05-21",
                "other": "b",
                "date": "2026-05-26",
            },
            "notes": [
                {"code": "note-work", "values": {"duration": "1d"}},
                {
                    "code": "note-skipped",
                    "values": {
                        "days": [
                            {
                                "code": "day-closed",
                                "values": {
                                    "date": "2026-05-25",
                                    "reason": {
                                        "code": "closed-holiday",
                                        "values": {"name": "Lundi de Pentecôte"},
                                    },
                                },
                            }
                        ]
                    },
                },
                {"code": "note-lag", "values": {"lag": "1d"}},
            ],
        },
        {
            "task": "b",
            "code": "why-launch",
            "values": {"task": "b", "start": "2026-05-26", "finish": "2026-05-26", "launch": "2026-05-27"},
            "notes": [{"code": "note-work", "values": {"duration": "1d"}}],
        },
        {"task": "launch", "code": "why-is-launch", "values": {"date": "2026-05-27"}, "notes": []},
    ]


def test_a_driver_is_a_record_too() -> None:
    """The link of a driver is written out, its lag in the user's own unit."""
    schedule = rp.schedule(plan(Task("a", duration="1d"), Task("b", duration="1d", after=["a FS+1w"])))

    assert schedule["a"].driver.to_record() == {
        "kind": "link",
        "task": "b",
        "link": {"predecessor": "a", "successor": "b", "type": "FS", "lag": "1w"},
    }
    assert schedule["b"].driver.to_record() == {"kind": "launch", "task": "launch", "link": None}
    assert schedule["launch"].driver.to_record() == {"kind": "launch", "task": None, "link": None}


def test_a_start_that_cannot_be_on_the_day_is_planned_at_the_opening_of_the_day_before() -> None:
    """What may start until the last minute of Friday is planned that morning; its slack counts to 16:59."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="1d"),
            Task("b", duration="1d", calendar=SATURDAYS, at="J-9", after=["a SS"]),
            calendar=None,
            start="2026-06-01",
        )
    )

    # b starts on Saturday 6 June, 08:00. The last working minute before it is Friday 5 June, 16:59.
    assert str(schedule["a"].start) == "2026-06-05 08:00:00"
    assert str(schedule["a"].finish) == "2026-06-05 17:00:00"
    assert str(schedule["a"].late_start) == "2026-06-05 16:59:00"
    assert str(schedule["a"].late_finish) == "2026-06-08 16:59:00"
    # 1-4 June are four days, to 16:59 on the 5th another of eight hours less a minute.
    assert schedule["a"].total_slack_minutes == 5 * 480 - 1


def test_a_weekend_is_no_closed_day_worth_naming() -> None:
    """Holidays and closures on the way are named, weekends are not."""
    schedule = rp.schedule(plan(Task("a", duration="6d")))

    # 5 and 8-12 June; 6 and 7 are a weekend.
    assert [note.code for note in schedule.why("a").reasons[0].notes] == ["note-work"]


def test_the_language_of_the_plan_is_that_of_its_reasons() -> None:
    """`str(why)` speaks the plan's language, `text` any."""
    work = (Task("a", duration="1d"),)

    for lang, other in (("fr", "en"), ("en", "fr")):
        why = rp.schedule(plan(*work, lang=lang)).why("a")
        assert str(why) == why.text() == why.text(lang) != why.text(other)
    assert str(rp.schedule(plan(*work)).why("a")) == rp.schedule(plan(*work)).why("a").text("en")


def test_a_region_speaks_its_language() -> None:
    """fr-CA and fr_FR are French; a language without words is refused by name."""
    why = rp.schedule(plan(Task("a", duration="1d"))).why("a")

    assert why.text("fr-CA") == why.text("fr_FR") == why.text("fr")
    with pytest.raises(ValueError, match='"de" is not a language'):
        why.text("de")


def test_there_is_no_reason_for_what_is_not_there() -> None:
    """An unknown id is a KeyError, as in a dict; the launch is there though nobody described it."""
    schedule = rp.schedule(plan(Task("a", duration="1d")))

    with pytest.raises(KeyError):
        schedule.why("b")
    assert len(schedule.why("launch").reasons) == 1


# --------------------------------------------------------------------------- random plans

FIXES = {"why-is-launch", "why-pin-at", "why-pin-until", "why-constraint", "why-deadline", "why-start"}


@st.composite
def plans(draw: st.DrawFn) -> rp.Plan:
    """
    Draw small plans with work before and after the launch.

    Neither alap after the launch, nor asap before it, nor what only feeds the aftermath: there two tasks
    may each be the driver of the other.
    """
    days = st.integers(0, 4).map("{}d".format)
    ways = st.builds(
        "{} {}{:+d}{}".format,
        st.just("{}"),
        st.sampled_from(["FS", "SS", "FF", "SF"]),
        st.integers(-2, 3),
        st.sampled_from(["d", "cd", "eh"]),
    )

    def some(names: list[str], lead: list[str]) -> list[str]:
        chosen = draw(st.lists(st.sampled_from(names), max_size=2, unique=True)) if names else []
        return [draw(ways).format(name) for name in chosen] or lead

    before, after, tasks = ["a", "b", "c", "d"], ["x", "y", "z"], []
    for number, name in enumerate(before):
        fixed: Mapping[str, Any] = draw(
            st.sampled_from(
                [{}, {}, {"deadline": "2026-06-03"}]
                + [{"constraint": dated(f"{end}_no_later_than", "2026-06-04")} for end in ("start", "finish")]
            )
        )
        tasks.append(Task(name, duration=draw(days), after=some(before[:number], []), **fixed))
    for number, name in enumerate(after):
        fixed = draw(
            st.sampled_from([{}, {"constraint": dated("start_no_earlier_than", "2026-07-01")}, {"at": "J+9"}])
        )
        tasks.append(Task(name, duration=draw(days), after=some(after[:number], ["launch"]), **fixed))
    if draw(st.booleans()):
        tasks = [Task("p", tasks=tasks[:2], before=["launch FS+1d"]), *tasks[2:]]
    buffer = draw(st.sampled_from([None, "1d", "20%"]))
    start = draw(st.sampled_from([None, "2026-06-01", "2026-06-10"]))
    return plan(*tasks, buffer=buffer, start=start)


@settings(max_examples=200, deadline=None)
@given(plans())
def test_chains_end_at_the_launch_or_at_what_fixes_them(drawn: rp.Plan) -> None:
    """Each step leads to the task it names, none comes twice, and the last is the launch or a date."""
    schedule = rp.schedule(drawn)
    for task_id in schedule:
        reasons = schedule.why(task_id).reasons
        names = [reason.task for reason in reasons]

        assert names[0] == task_id
        assert len(set(names)) == len(names)
        assert reasons[-1].phrase.code in FIXES
        assert not FIXES & {reason.phrase.code for reason in reasons[:-1]}
        for reason, following in pairwise(reasons):
            values = reason.phrase.values
            assert following.task == values.get("other", values.get("child", "launch"))


@settings(max_examples=100, deadline=None)
@given(plans())
def test_the_first_step_tells_the_driver(drawn: rp.Plan) -> None:
    """The driver in the schedule and the first sentence of the explanation are one and the same."""
    schedule = rp.schedule(drawn)
    for task_id, task in schedule.items():
        code = schedule.why(task_id).reasons[0].phrase.code
        ways = {
            "link": code.startswith(("why-late-", "why-early-")) or code == "why-after-launch",
            "launch": code in ("why-launch", "why-is-launch"),
            "buffer": code == "why-launch",
            "pin": code.startswith("why-pin-"),
        }

        assert ways.get(task.driver.kind, code == f"why-{task.driver.kind}")
        assert schedule.why(task_id).text("fr").count("\n") == len(schedule.why(task_id).reasons) - 1


def test_a_link_that_holds_the_very_date_drives_it_not_one_that_allows_more() -> None:
    """Of two links out of a task, the one that leaves it no room is the driver, whatever the other type."""
    schedule = rp.schedule(
        rp.Plan(
            launch="2026-06-15",
            tasks=[
                rp.Task("a"),
                rp.Task("loose", duration="1d", after=["a SS+100min"]),
                rp.Task("tight", duration="2d", after=["a"]),
            ],
        )
    )

    # loose on Friday 12 June admits a on Thursday the 11th until 15:20, tight on Thursday and Friday
    # only at its beginning.
    assert schedule["a"].driver.task == "tight"


def test_the_launch_drives_what_it_holds_not_a_link_with_room_on_the_same_day() -> None:
    """A task that J keeps from starting later is done before J, though a link asks for its start that day."""
    schedule = rp.schedule(
        rp.Plan(
            launch="2026-06-16",
            tasks=[rp.Task("a", duration="1d", before=["b SS"]), rp.Task("b", duration="2h")],
        )
    )

    # b on Monday 15 June from 15:00 to 17:00; a may start with it but has to be done by then too: at 8:00.
    assert schedule["a"].start == datetime(2026, 6, 15, 8)
    assert schedule["a"].driver.kind in ("launch", "buffer")
    assert schedule.why("a").reasons[0].phrase.code == "why-launch"
