"""Who is what on each task: responsible, accountable, consulted, informed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from retroplan.model.effort import person_label, workers_of
from retroplan.model.people import Person, plain_name
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.task import Task

LETTERS: Mapping[str, str] = {"R": "responsible", "A": "accountable", "C": "consulted", "I": "informed"}
"""The letters of a RACI matrix, and the keys of a task that say who has them."""


@frozen
class Roles:
    """
    Who is what on one task, each by the key in the plan, or by name if the plan does not list them.

    Attributes
    ----------
    responsible
        Those who do it.
    accountable
        Who answers for it.
    consulted
        Who is asked before it is done.
    informed
        Who is told.
    """

    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()

    def letters(self, person: str) -> str:
        """Give the letters somebody has, in the order of RACI: ``R``, ``A``, ``RA``, ``C``."""
        return "".join(letter for letter, key in LETTERS.items() if person in getattr(self, key))

    def everybody(self) -> Iterator[str]:
        """Yield everybody who is anything on it."""
        for key in LETTERS.values():
            yield from getattr(self, key)


@frozen(slots=False)
class Cast:
    """
    Everybody whom a plan names, and what they are on its tasks.

    What a task does not say is as its summary says; nobody has to be listed in the plan.

    Attributes
    ----------
    plan
        The plan.
    """

    plan: Plan
    _spelled: dict[str, str] = field(factory=dict, eq=False, repr=False)

    def key(self, name: str) -> str:
        """Give the key of somebody in the plan; a name that it does not list, as it was first spelled."""
        key, person = self.plan.person(name)
        return key if person is not None else self._spelled.setdefault(plain_name(name), name)

    def label(self, key: str) -> str:
        """Say what somebody is called."""
        return person_label(self.plan, key)

    @cached_property
    def roles(self) -> Mapping[str, Roles]:
        """The roles on every task, by id; those of summaries too."""
        return {
            place.task.id: self._roles((place.task, *reversed(place.parents))) for place in places(self.plan)
        }

    def share(self, key: str, task_id: str) -> Fraction:
        """Give how much of a full working day somebody gives to a task: all they have, if it does not say."""
        told = workers_of(self.plan, self._doing[task_id])
        shares = {self.key(worker.key): worker.share for worker in told}
        person = self.plan.people.get(key, Person())
        return shares.get(key, Fraction(person.availability.amount) / 100)

    @cached_property
    def _doing(self) -> Mapping[str, Task]:
        """The nearest of every task and the summaries above it that says who does it, by id."""
        return {
            place.task.id: next(
                (task for task in (place.task, *reversed(place.parents)) if any(map(str.strip, task.names))),
                place.task,
            )
            for place in places(self.plan)
        }

    def _roles(self, line: tuple[Task, ...]) -> Roles:
        """Take each role from the nearest of a task and the summaries above it."""
        found = {}
        for key in LETTERS.values():
            attribute = "names" if key == "responsible" else key
            named = (self._keys(getattr(task, attribute)) for task in line)
            found[key] = next(filter(None, named), ())
        return Roles(**found)

    def _keys(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.key(name) for name in names if name.strip()))

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody: those of the plan in its order, then the others as they come."""
        named = (key for roles in self.roles.values() for key in roles.everybody())
        return tuple(dict.fromkeys((*self.plan.people, *named)))

    @cached_property
    def teams(self) -> Mapping[str, tuple[str, ...]]:
        """The teams that everybody is in, teams of teams as well, by member."""
        teams: dict[str, dict[str, None]] = {}
        for team in self.plan.people:
            for member in self.members(team):
                teams.setdefault(member, {})[team] = None
        return {member: tuple(found) for member, found in teams.items()}

    def members(self, team: str) -> tuple[str, ...]:
        """Give everybody in a team, those of teams in it too; a team that is in itself counts once."""
        found: dict[str, None] = {}
        pending = [team]
        while pending:
            person = self.plan.people.get(pending.pop(0))
            for member in self._keys(person.members) if person is not None else ():
                if member not in found and member != team:
                    found[member] = None
                    pending.append(member)
        return tuple(found)

    def skills(self, key: str) -> frozenset[str]:
        """Give what somebody can do; a team can do what its members can."""
        named = (self.plan.people.get(one, Person()) for one in (key, *self.members(key)))
        return frozenset(plain_name(skill) for person in named for skill in person.skills)
