"""What people write above the columns of their lists, in French and English, and what it means here."""

from __future__ import annotations

from collections.abc import Mapping

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
        "en": (
            "Task", "Task name", "Name", "Action", "Activity", "Title", "What", "To do", "Tasks", "Step",
            "Steps",
        ),
        "fr": (
            "Tâche", "Action", "Action à mener", "Action à entreprendre", "Actions à mener", "Actions",
            "Tâches", "Nom", "Nom de la tâche", "Intitulé", "Libellé", "Activité", "Désignation",
            "Quoi", "Tâche à réaliser", "Tâches à réaliser", "Action à réaliser", "Actions à réaliser",
            "Actions à entreprendre", "Activités", "À faire", "Étape", "Étapes",
        ),
    },
    "duration": {
        "en": (
            "Duration", "Length", "Time estimate", "Estimate", "Planned duration", "Time needed",
            "Time required", "Estimated time",
        ),
        "fr": (
            "Durée", "Délai", "Durée estimée", "Durée prévue", "Délai de réalisation", "Temps",
            "Temps nécessaire", "Temps estimé", "Temps prévu", "Temps requis", "Temps de réalisation",
            "Durée nécessaire", "Durée de réalisation",
        ),
    },
    "effort": {
        "en": ("Effort", "Workload", "Estimated effort", "Planned effort"),
        "fr": ("Charge", "Charge de travail", "Charge estimée", "Charge prévue", "Effort"),
    },
    "optimistic": {"en": ("Optimistic", "Optimistic duration"), "fr": ("Optimiste", "Durée optimiste")},
    "likely": {
        "en": ("Likely", "Most likely", "Realistic", "Likely duration"),
        "fr": ("Probable", "Réaliste", "Durée probable", "Durée réaliste"),
    },
    "pessimistic": {"en": ("Pessimistic", "Pessimistic duration"), "fr": ("Pessimiste", "Durée pessimiste")},
    "after": {
        "en": (
            "After", "Predecessors", "Predecessor", "Depends on", "Dependencies", "Blocked by",
            "Preceded by", "Waits for",
        ),
        "fr": (
            "Après", "Prédécesseurs", "Prédécesseur", "Dépend de", "Dépendances", "Dépendance", "Antécédents",
            "Antécédent", "Antériorités", "Antériorité", "Tâches précédentes", "Tâche précédente",
            "Tâches antérieures", "Tâche antérieure", "Prérequis", "Précédé par", "Précédée par", "Précédent",
            "Précédents", "Il faut avant", "Doit attendre", "Attend",
        ),
    },
    "before": {
        "en": ("Before", "Successors", "Successor", "Blocking"),
        "fr": ("Avant", "Successeurs", "Successeur", "Tâches suivantes", "Tâche suivante"),
    },
    "at": {
        "en": ("Offset", "J", "Start offset", "At"),
        "fr": (
            "Position", "J", "J-xx", "J-x", "J-n", "J-", "J+/-", "J±n", "Offset", "Jalon J", "Jour", "Rétro",
            "Rétroplanning", "Échéance J", "Délai J",
        ),
    },
    "until": {"en": ("Until", "Finish offset"), "fr": ("Jusqu’à", "Position de fin", "Fin J")},
    "start": {
        "en": ("Start", "Start date", "Planned start", "Begin", "From", "Planned date", "Date"),
        "fr": (
            "Début", "Date début", "Date de début", "Date de début prévue", "Début prévu",
            "Date de début prévisionnelle", "Début prévisionnel", "Du", "De", "À partir du", "Date prévue",
            "Date prévisionnelle", "Date", "Dates",
        ),
    },
    "finish": {
        "en": ("Finish", "Finish date", "End", "End date", "Planned finish", "Planned end", "To"),
        "fr": (
            "Fin", "Date fin", "Date de fin", "Date de fin prévue", "Fin prévue",
            "Date de fin prévisionnelle", "Fin prévisionnelle", "Au", "Jusqu’au",
        ),
    },
    "deadline": {
        "en": ("Deadline", "Due date", "Due", "Due by"),
        "fr": (
            "Date butoir", "Échéance", "Date limite", "Date d’échéance", "Échéances", "Échéance prévue",
            "Butoir", "Deadline", "Pour le",
        ),
    },
    "constraint": {"en": ("Constraint",), "fr": ("Contrainte",)},
    "calendar": {"en": ("Calendar",), "fr": ("Calendrier",)},
    "when": {"en": ("When", "Scheduling"), "fr": ("Planification", "Quand")},
    "closed_dates": {"en": ("Closed dates",), "fr": ("Dates fermées",)},
    "risk_factor": {"en": ("Risk factor",), "fr": ("Facteur de risque", "Facteur risque")},
    "margin": {"en": ("Margin", "Safety margin"), "fr": ("Marge", "Marge de sécurité")},
    "responsible": {
        "en": ("Responsible", "Owner", "Assignee", "Assigned to", "Who", "Owners", "In charge"),
        "fr": (
            "Responsable", "Responsables", "Qui", "Porteur", "Pilote", "Acteur", "Assigné à", "Resp",
            "Responsable de la tâche", "Responsable de l’action", "Pilotes", "Acteurs", "Intervenants",
            "Intervenant", "En charge", "Chargé de", "Attribué à", "Affecté à",
        ),
    },
    "accountable": {
        "en": ("Accountable", "Accountable (A)"),
        "fr": ("Approbateur", "Garant", "Redevable", "Approbateur (A)"),
    },
    "consulted": {"en": ("Consulted", "Consulted (C)"), "fr": ("Consultés", "Consulté", "Consulté (C)")},
    "informed": {"en": ("Informed", "Informed (I)"), "fr": ("Informés", "Informé", "Informé (I)")},
    "skills": {
        "en": ("Skills", "Skills needed"),
        "fr": ("Compétences", "Compétences requises", "Compétences nécessaires"),
    },
    "deliverables": {
        "en": ("Deliverables", "Expected deliverables"),
        "fr": ("Livrables", "Livrables attendus"),
    },
    "tags.channel": {
        "en": ("Channel", "Channels"),
        "fr": ("Canal", "Canaux", "Canal de diffusion", "Canaux de diffusion"),
    },
    "tags.segment": {
        "en": ("Segment", "Segments", "Audience", "Target audience"),
        "fr": ("Segment", "Segments", "Public cible", "Publics cibles", "Segment cible"),
    },
    "status": {
        "en": ("Status", "State"),
        "fr": ("Statut", "État d’avancement", "État", "Etat d’avancement", "Avancement"),
    },
    "priority": {
        "en": ("Priority", "Priority level"),
        "fr": ("Priorité", "Niveau de priorité", "Degré de priorité", "Prio"),
    },
    "x-indicator": {
        "en": ("Indicator", "Success indicator", "KPI"),
        "fr": (
            "Indicateur", "Indicateur de succès", "Indicateurs", "Indicateur de réussite",
            "Indicateurs de succès", "Indicateur de suivi", "Indicateurs de suivi",
        ),
    },
    "x-resources": {
        "en": ("Resources", "Resources needed"),
        "fr": ("Ressources", "Ressources nécessaires", "Moyens", "Moyens nécessaires", "Ressource"),
    },
    "note": {
        "en": ("Comments", "Comment", "Notes", "Remarks"),
        "fr": ("Commentaires", "Commentaire", "Remarques", "Observations", "Remarque", "Observation"),
    },
    "x-progress": {
        "en": ("% complete", "Progress", "% done", "Percent complete"),
        "fr": (
            "% Réalisation", "% d’avancement", "% réalisé", "Réalisation", "% de réalisation",
            "Taux de réalisation", "% avancement", "Taux d’avancement", "% achevé", "Progression",
        ),
    },
}  # fmt: skip

TAGS = "tags."
"""How the key of a column begins whose cells are values of a tag, which is named behind it."""

# What is carried along: a heading that is nearly one of these heads a column that is kept.
CARRIED = (
    "accountable", "consulted", "informed", "skills", "deliverables", "status", "priority", "note",
    "tags.channel", "tags.segment",
)  # fmt: skip
LITERAL = ("status", "priority", "note")
"""Keys of a task whose cells are words that are kept, whatever they are."""

LOG: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "action": {"en": ("Action followed", "Followed action"), "fr": ("Action suivie", "Action concernée")},
    "date": {"en": ("Follow-up date", "Date of follow-up"), "fr": ("Date de suivi", "Date du suivi")},
    "result": {"en": ("Result", "Result obtained"), "fr": ("Résultat obtenu", "Résultat")},
    "comment": {"en": ("Comment", "Comments"), "fr": ("Commentaire", "Commentaires")},
}
LOGGED: Mapping[str, str] = {
    "action": "name", "date": "x-follow-up-date", "result": "x-result", "comment": "note",
}  # fmt: skip
"""The columns of a log, and the keys of a task that hold the same where it is kept task by task."""

PLAN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "retroplan": {"en": ("retroplan",), "fr": ("retroplan",)},
    "name": {
        "en": ("Plan", "Project", "Plan name", "Project name", "Campaign", "Event"),
        "fr": (
            "Plan", "Projet", "Projet ou Domaine", "Nom du projet", "Nom du plan", "Campagne", "Événement",
            "Nom de l’événement",
        ),
    },
    "lang": {"en": ("Language",), "fr": ("Langue",)},
    "launch": {
        "en": ("Launch", "Launch date", "Launch (J)", "D-day", "J", "Event date"),
        "fr": (
            "Jour J", "Date de lancement", "Lancement", "Date du jour J", "J", "Date de l’événement",
            "Date du lancement", "Date J", "Lancement le",
        ),
    },
    "start": {
        "en": ("Plan start", "Start of the plan", "Start", "Start date", "Project start"),
        "fr": (
            "Début du plan", "Début", "Date de début", "Début du projet", "Date de début du projet",
            "Date de démarrage",
        ),
    },
    "calendar": {"en": ("Calendar",), "fr": ("Calendrier",)},
    "calendars": {"en": ("Calendars",), "fr": ("Calendriers",)},
    "hours_per_day": {"en": ("Hours per day",), "fr": ("Heures par jour",)},
    "buffer": {"en": ("Buffer",), "fr": ("Tampon",)},
    "owner": {"en": ("Plan owner", "Owner of the plan"), "fr": ("Responsable du plan", "Chef de projet")},
    "links": {"en": ("Links",), "fr": ("Liens",)},
}  # fmt: skip

# Keys whose heading may name a unit, and headings that are units and mean a duration.
MEASURED = ("duration", "effort", "optimistic", "likely", "pessimistic", "margin")
COUNTED_IN = (
    "jours", "jours ouvres", "jours ouvrables", "jours calendaires", "semaines", "heures",
    "days", "working days", "calendar days", "weeks", "hours",
)  # fmt: skip
NUMBER_OF = ("nombre de ", "nombre d'", "nbre de ", "nb de ", "nb d'", "nb ", "number of ")

# Headings of names that call the phase where another column has the names.
NAME_OR_PHASE = ("etape", "etapes", "step", "steps")

# What stands in brackets behind the heading of a column that tells what happened, not what is planned.
WHAT_HAPPENED = ("reel", "reelle", "reels", "effectif", "effective", "constate", "constatee", "actual")
# Columns that a schedule has and a plan has not: who reads one back has taken the wrong file.
COMPUTED = ("total slack", "free slack", "marge totale", "marge libre", "total_slack_days")
LAUNCH_NAMES = ("launch", "lancement", "jour j", "le jour j", "j", "d day", "d-day", "jour-j")
TOTALS = ("total", "totaux", "total general", "sous-total", "grand total", "subtotal", "somme")
NOTHING = ("-", "–", "—", "/", "n/a", "na", "none", "aucun", "aucune", "neant", "sans objet")


def title(key: str, lang: str, of: str = "tasks") -> str:
    """Give the heading that is written for a key; an ``x-`` key without one is its own heading."""
    known = {"tasks": TASKS, "log": LOG, "plan": PLAN}[of].get(key)
    return known[lang][0] if known else key
