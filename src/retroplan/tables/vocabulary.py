"""What people write above the columns of their lists, in French and English, and what it means here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, normalize

from attrs import frozen

# The first heading of a key is the one that is written; the others are read. Those of French
# practice come from action plans and rétroplannings, the English ones from project tools.
TASKS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "id": {
        "en": ("ID", "Task ID", "No", "No.", "Nr", "#", "Number", "Ref", "Code", "Key"),
        "fr": ("Id", "N°", "Identifiant", "Numéro", "Num", "Réf", "Référence", "Repère"),
    },
    "wbs": {
        "en": ("WBS", "WBS code", "Outline number"),
        "fr": ("WBS", "N° hiérarchique", "Numéro hiérarchique"),
    },
    "level": {"en": ("Level", "Outline level"), "fr": ("Niveau", "Niveau hiérarchique")},
    "parent": {
        "en": ("Parent", "Parent task", "Parent ID"),
        "fr": ("Tâche parente", "Tâche mère", "Parent"),
    },
    "phase": {"en": ("Phase", "Section", "Group", "Stage"), "fr": ("Phase", "Rubrique", "Lot", "Groupe")},
    "name": {
        "en": ("Task", "Task name", "Name", "Action", "Activity", "Title", "Step", "What"),
        "fr": (
            "Tâche",
            "Action",
            "Action à mener",
            "Action à entreprendre",
            "Actions à mener",
            "Actions",
            "Tâches",
            "Nom",
            "Nom de la tâche",
            "Intitulé",
            "Libellé",
            "Étape",
            "Activité",
            "Désignation",
            "Quoi",
        ),
    },
    "duration": {
        "en": ("Duration", "Length", "Time estimate", "Estimate"),
        "fr": ("Durée", "Délai", "Durée estimée", "Durée prévue", "Temps", "Charge"),
    },
    "optimistic": {"en": ("Optimistic", "Optimistic duration"), "fr": ("Optimiste", "Durée optimiste")},
    "likely": {
        "en": ("Likely", "Most likely", "Realistic", "Likely duration"),
        "fr": ("Probable", "Réaliste", "Durée probable", "Durée réaliste"),
    },
    "pessimistic": {"en": ("Pessimistic", "Pessimistic duration"), "fr": ("Pessimiste", "Durée pessimiste")},
    "after": {
        "en": ("After", "Predecessors", "Predecessor", "Depends on", "Dependencies", "Blocked by"),
        "fr": (
            "Après",
            "Prédécesseurs",
            "Prédécesseur",
            "Dépend de",
            "Dépendances",
            "Dépendance",
            "Antécédents",
        ),
    },
    "before": {
        "en": ("Before", "Successors", "Successor", "Blocking"),
        "fr": ("Avant", "Successeurs", "Successeur"),
    },
    "at": {
        "en": ("Offset", "J", "Start offset", "At"),
        "fr": ("Position", "J", "Offset", "Jalon J", "Jour", "Rétro", "Échéance J"),
    },
    "until": {"en": ("Until", "Finish offset"), "fr": ("Jusqu’à", "Position de fin", "Fin J")},
    "start": {
        "en": ("Start", "Start date", "Planned start", "Begin", "From"),
        "fr": ("Début", "Date début", "Date de début", "Date de début prévue", "Début prévu", "Du", "De"),
    },
    "finish": {
        "en": ("Finish", "Finish date", "End", "End date", "Planned finish", "Planned end", "To"),
        "fr": ("Fin", "Date fin", "Date de fin", "Date de fin prévue", "Fin prévue", "Au"),
    },
    "deadline": {
        "en": ("Deadline", "Due date", "Due"),
        "fr": ("Date butoir", "Échéance", "Date limite", "Date d’échéance", "Pour le"),
    },
    "constraint": {"en": ("Constraint",), "fr": ("Contrainte",)},
    "calendar": {"en": ("Calendar",), "fr": ("Calendrier",)},
    "when": {"en": ("When", "Scheduling"), "fr": ("Planification", "Quand")},
    "risk_factor": {"en": ("Risk factor",), "fr": ("Facteur de risque", "Facteur risque")},
    "margin": {"en": ("Margin", "Safety margin"), "fr": ("Marge", "Marge de sécurité")},
    "responsible": {
        "en": ("Responsible", "Owner", "Assignee", "Assigned to", "Who"),
        "fr": ("Responsable", "Responsables", "Qui", "Porteur", "Pilote", "Acteur", "Assigné à", "Chargé"),
    },
    "x-status": {
        "en": ("Status", "State"),
        "fr": ("Statut", "État d’avancement", "État", "Etat d’avancement", "Avancement"),
    },
    "x-priority": {"en": ("Priority",), "fr": ("Priorité",)},
    "x-indicator": {
        "en": ("Indicator", "Success indicator", "KPI"),
        "fr": ("Indicateur", "Indicateur de succès", "Indicateurs", "Indicateur de réussite"),
    },
    "x-resources": {
        "en": ("Resources", "Resources needed"),
        "fr": ("Ressources", "Ressources nécessaires", "Moyens"),
    },
    "x-comment": {
        "en": ("Comments", "Comment", "Notes", "Remarks"),
        "fr": ("Commentaires", "Commentaire", "Remarques", "Observations"),
    },
    "x-progress": {
        "en": ("% complete", "Progress", "% done"),
        "fr": ("% Réalisation", "% d’avancement", "% réalisé", "Réalisation"),
    },
}

LOG: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "action": {"en": ("Action followed", "Followed action"), "fr": ("Action suivie", "Action concernée")},
    "date": {"en": ("Follow-up date", "Date of follow-up"), "fr": ("Date de suivi", "Date du suivi")},
    "result": {"en": ("Result", "Result obtained"), "fr": ("Résultat obtenu", "Résultat")},
    "comment": {"en": ("Comment", "Comments"), "fr": ("Commentaire", "Commentaires")},
}

PLAN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "retroplan": {"en": ("retroplan",), "fr": ("retroplan",)},
    "name": {
        "en": ("Plan", "Project", "Plan name", "Project name", "Campaign"),
        "fr": ("Plan", "Projet", "Projet ou Domaine", "Nom du projet", "Nom du plan", "Campagne"),
    },
    "lang": {"en": ("Language",), "fr": ("Langue",)},
    "launch": {
        "en": ("Launch", "Launch date", "Launch (J)", "D-day", "J"),
        "fr": ("Jour J", "Date de lancement", "Lancement", "Date du jour J", "J", "Date de l’événement"),
    },
    "start": {
        "en": ("Plan start", "Start of the plan", "Start", "Start date"),
        "fr": ("Début du plan", "Début", "Date de début"),
    },
    "calendar": {"en": ("Calendar",), "fr": ("Calendrier",)},
    "calendars": {"en": ("Calendars",), "fr": ("Calendriers",)},
    "hours_per_day": {"en": ("Hours per day",), "fr": ("Heures par jour",)},
    "buffer": {"en": ("Buffer",), "fr": ("Tampon",)},
    "links": {"en": ("Links",), "fr": ("Liens",)},
}

# Columns that a schedule has and a plan has not: who reads one back has taken the wrong file.
COMPUTED = ("total slack", "free slack", "marge totale", "marge libre", "total_slack_days")
LAUNCH_NAMES = ("launch", "lancement", "jour j", "j", "d day")

_NEAR, _SHORTEST, _LONGEST = 0.84, 5, 60
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
_UNIT = re.compile(
    r"^(.*?)\s*(?:\(\s*(?:en |in )?([^()]*)\)|\ben (jours?|semaines?|mois|heures?)|\bin (\w+))$"
)


@frozen
class Heading:
    """
    What the text above a column means.

    Attributes
    ----------
    key
        Key of a task document it fills; None if the text is not known.
    unit
        The unit that it names: of ``Durée (jours)``, ``jours``.
    """

    key: str | None
    unit: str = ""


def folded(text: object) -> str:
    """Reduce a text to what counts when it is compared: no case, accents, punctuation at its ends."""
    plain = normalize("NFKD", str(text).translate(_APOSTROPHES).replace("_", " ").lower())
    letters = "".join(letter for letter in plain if not combining(letter))
    return " ".join(letters.split()).strip(" :*.")


@cache
def _known(of: str) -> Mapping[str, tuple[str, frozenset[str]]]:
    """Lead from each folded heading to its key and to the languages it belongs to."""
    known: dict[str, tuple[str, set[str]]] = {}
    for key, languages in {"tasks": TASKS, "log": LOG, "plan": PLAN}[of].items():
        for lang, headings in languages.items():
            for heading in (*headings, key):
                found = known.setdefault(folded(heading) or heading, (key, set()))
                if heading is not key and found[0] == key:
                    found[1].add(lang)
    return {heading: (key, frozenset(languages)) for heading, (key, languages) in known.items()}


def heading_of(text: object, of: str = "tasks") -> Heading:
    """
    Find what a heading means.

    Parameters
    ----------
    text
        The heading, with capitals and accents or without; it may name a unit: ``Durée (jours)``.
    of
        Which table it heads: ``tasks``, ``log`` (the follow-up) or ``plan`` (labels beside values).
    """
    if isinstance(text, str) and text.startswith("x-"):
        return Heading(text)
    plain, known = folded(text), _known(of)
    if plain in known:
        return Heading(known[plain][0])
    if match := _UNIT.fullmatch(plain):
        base, unit = match[1], match[2] or match[3] or match[4] or ""
        if base in known:
            return Heading(known[base][0], unit)
    return Heading(None)


def near_heading(text: object) -> tuple[Heading, str] | None:
    """
    Find the heading that a text nearly is, and how that is spelled; None if it is none of a plan's own.

    Examples
    --------
    >>> near_heading("Durrée (jours)")
    (Heading(key='duration', unit='jours'), 'Durée')
    """
    plain = folded(text)
    match = _UNIT.fullmatch(plain)
    base, unit = (match[1], match[2] or match[3] or match[4] or "") if match else (plain, "")
    spelled = _spelled()
    close = get_close_matches(base[:_LONGEST], spelled, n=1, cutoff=_NEAR) if len(base) >= _SHORTEST else []
    return (Heading(heading_of(spelled[close[0]]).key, unit), spelled[close[0]]) if close else None


@cache
def _spelled() -> Mapping[str, str]:
    """Lead from each folded heading of a task's own keys to itself, if it is long enough to be told apart."""
    keys = (key for key in TASKS if not key.startswith("x-"))
    every = [heading for key in keys for headings in TASKS[key].values() for heading in headings]
    return {folded(heading): heading for heading in every if len(heading) >= _SHORTEST}


def language_of_headings(headings: list[str]) -> str | None:
    """Tell the language of some headings by those that only one language has."""
    votes = {"en": 0, "fr": 0}
    for heading in headings:
        plain = folded(heading)
        match = _UNIT.fullmatch(plain)
        _, languages = (
            _known("tasks").get(plain) or _known("tasks").get(match[1] if match else "") or ("", ())
        )
        _, more = _known("log").get(plain, ("", frozenset()))
        for lang in languages or more:
            votes[lang] += len(languages or more) == 1
    if votes["en"] == votes["fr"]:
        return None
    return max(votes, key=lambda lang: votes[lang])


def title(key: str, lang: str, of: str = "tasks") -> str:
    """Give the heading that is written for a key; an ``x-`` key without one is its own heading."""
    known = {"tasks": TASKS, "log": LOG, "plan": PLAN}[of].get(key)
    return known[lang][0] if known else key
