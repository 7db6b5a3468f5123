"""The RACI matrix of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from retroplan.analysis.naming import name_of
from retroplan.analysis.roles import Cast, Roles
from retroplan.expand.variants import expand_variants
from retroplan.language import word
from retroplan.language.folding import folded
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH

_DUTIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "A",
        ("supervis", "superviser", "valid", "approuv", "arbitr", "repond de", "garant", "oversee", "approv",
         "answer for", "sign off", "decide"),
    ),
    ("C", ("conseil", "consult", "donner un avis", "donner son avis", "expertise", "advis")),
    ("I", ("etre informe", "est informe", "tenu au courant", "tenue au courant", "be informed", "is informed",
           "kept informed")),
)  # fmt: skip


@frozen
class RaciRow:
    """
    One task of a matrix.

    Attributes
    ----------
    task, name
        Its id, and what it is called.
    roles
        Who is what on it, summaries asked where it does not say.
    """

    task: str
    name: str
    roles: Roles


@frozen
class Raci:
    """
    Who is what on every task: R does it, A answers for it, C is asked, I is told.

    Attributes
    ----------
    people
        Those who are anything on any task: the key in the plan, or the name, and what to call them.
    rows
        A row for each task without children, and for each segment or channel that it is made for.
    """

    people: Mapping[str, str]
    rows: tuple[RaciRow, ...]

    def __getitem__(self, task_id: str) -> Roles:
        """Give the roles on a task."""
        for row in self.rows:
            if row.task == task_id:
                return row.roles
        raise KeyError(task_id)

    def to_rows(self, lang: str = "en") -> list[tuple[str, ...]]:
        """Give the matrix as rows of texts, headings first: the task, then a column for each person."""
        head = (word("heading-task", lang), *self.people.values())
        return [head, *((row.name, *map(row.roles.letters, self.people)) for row in self.rows)]

    def to_document(self) -> dict[str, Any]:
        """Give the matrix as JSON-safe data: the letters by task and person."""
        tasks = [
            {
                "id": row.task,
                "name": row.name,
                "letters": {key: row.roles.letters(key) for key in self.people if row.roles.letters(key)},
            }
            for row in self.rows
        ]
        return {"people": dict(self.people), "tasks": tasks}

    def __str__(self) -> str:
        return "\n".join("\t".join(row) for row in self.to_rows())


def raci(plan: Plan) -> Raci:
    """
    Make the RACI matrix of a plan.

    Parameters
    ----------
    plan
        The plan. What a task does not say is as its summary says.

    Examples
    --------
    >>> import retroplan as rp
    >>> task = rp.Task("text", "Textes", responsible="Anna", accountable="Marie", informed=["Paul"])
    >>> print(rp.raci(rp.Plan(tasks=[task])))
    Task	Anna	Marie	Paul
    Textes	R	A	I
    """
    if not isinstance(plan, Plan):
        raise TypeError(f"raci takes a Plan, not {type(plan).__name__}")
    plan = expand_variants(plan)
    cast = Cast(plan)
    rows = [
        RaciRow(task.id, name_of(plan, task.id), cast.roles[task.id])
        for task in plan.walk()
        if not task.tasks and not (task.id == LAUNCH and not any(cast.roles[LAUNCH].everybody()))
    ]
    used = {key for row in rows for key in row.roles.everybody()}
    return Raci({key: cast.label(key) for key in cast.people if key in used}, tuple(rows))


def uses_raci(plan: Plan) -> bool:
    """Whether a plan says who answers for its tasks, who is asked or who is told; many do not need it."""
    return any(task.accountable or task.consulted or task.informed for task in plan.walk())


def proposed_letter(duty: str) -> str:
    """
    Propose the letter for a duty in words; it is for people to say what they are.

    Whoever supervises or approves answers for the work of others; whoever coordinates does it.

    Examples
    --------
    >>> proposed_letter("coordonner les campagnes"), proposed_letter("supervisera les formations")
    ('R', 'A')
    """
    words = folded(duty)
    return next((letter for letter, stems in _DUTIES if any(stem in words for stem in stems)), "R")
