"""Other words for the keys of a plan document, in French or as other tools say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from unicodedata import combining, normalize

from retroplan.language.quoting import nearest
from retroplan.language.speech import Phrase

# For each key, what people write instead; a key is only proposed where it is known.
_WORDS: Mapping[str, str] = {
    "title": "titre fonction poste role job",  # of a person; elsewhere "titre" is a name
    "name": "nom titre title label libelle intitule summary",
    "launch": "lancement jour-j j date-de-lancement launch-date go-live d-day event",
    "start": "debut date-debut date-de-debut start-date begin begins",
    "finish": "fin date-fin date-de-fin end end-date ends finish-date",
    "calendar": "calendrier",
    "calendars": "calendriers",
    "hours_per_day": "heures-par-jour",
    "buffer": "tampon",
    "lang": "langue language",
    "tasks": "taches sous-taches steps etapes activities items children subtasks actions",
    "links": "liens dependencies",
    "id": "identifiant key code ref reference",
    "duration": "duree delai length days jours estimate",
    "effort": "charge charge-de-travail workload work jours-homme person-days",
    "after": (
        "apres predecesseur predecesseurs predecessor predecessors depends-on dependson"
        " dependencies depend-de blocked-by requires"
    ),
    "before": "avant successeur successeurs successor successors blocks",
    "at": "offset position a start-offset",
    "until": "jusqu-a jusqu-au finish-offset end fin",
    "constraint": "contrainte",
    "deadline": "echeance date-butoir date-limite due due-date limite",
    "when": "quand mode scheduling",
    "closed_dates": "dates-fermees jours-fermes on-closed-days weekend",
    "risk_factor": "facteur-de-risque risk risque",
    "margin": "marge contingency",
    "responsible": "responsable responsables qui owner assignee assigned-to who pilote porteur",
    "people": "personnes gens equipe team staff collaborateurs members membres",
    "accountable": "garant approbateur redevable valideur validateur",
    "consulted": "consulte consultes",
    "informed": "informe informes",
    "skills": "competences competence skill requires",
    "status": "statut etat avancement state",
    "priority": "priorite prio importance",
    "tags": "etiquettes etiquette labels label categories category tag",
    "deliverables": "livrables livrable outputs output",
    "note": "notes commentaire commentaires comment comments description remarque remarques",
    "context": "contexte header en-tete meta metadata",
    "owner": "responsable-du-plan chef-de-projet responsable manager pilote author auteur",
    "ignore": "ignorer noqa skip-checks sans-verification",
    "approval": "validation validations approbation approvals sign-off bon-a-tirer bat",
    "approvers": "valideurs validateurs approbateurs",
    "waves": "vagues envois",
    "repeat": "repetition repeter recurrence recurring repeats",
    "span": "hammock hamac etendue couvre spans ongoing continu",
    # what is paid and booked
    "currency": "monnaie devise",
    "budget": "plafond ceiling enveloppe",
    "cost_of_delay": "cout-du-retard cout-de-retard delay-cost penalty penalite",
    "costs": "couts cout cost depenses depense frais expenses prix price lignes-de-budget",
    "resources": "ressources moyens rooms salles machines materiel equipment",
    "uses": "utilise ressources resources resource ressource moyens salle room booking reservation needs",
    "resource": "ressource name nom id",
    "quantity": "quantite nombre number count capacity capacite",
    "category": "categorie poste rubrique",
    "kind": "genre type nature",
    "planned": "prevu prevision montant amount estimate estime",
    "committed": "engage commande ordered-amount",
    "actual": "reel depense paye paid spent",
    "cost": "cout prix price tarif",
    "rate": "taux tarif tjm cout-journalier daily-rate wage salaire",
    "lead_time": "delai delai-approvisionnement delai-de-livraison delivery lead",
    "quote_time": "devis delai-devis quotes",
    "rush": "surcout urgence premium majoration",
    "ordered": "commande-le ordered-on date-commande",
    # a person
    "weekdays": "jours-travailles jours-de-travail days jours working-days",
    "availability": "disponibilite taux part quotite share allocation units fte etp",
    "leave": "conge conges absence absences vacances vacation holidays closed away time-off off",
    "duties": "missions mission responsabilites taches",
    "members": "membres membre personnes",
    # segments and channels
    "segments": "audiences publics publics-cibles cibles groupes-cibles segment audience",
    "channels": "canaux canal supports medias media channel",
    "for_each": "pour-chaque foreach each par chaque segments segment channels variants",
    "sociodemographic": "sociodemographiques sociodemographique demographic age",
    "psychological": "psychologiques psychologique psychographic",
    "behavioural": "comportementaux comportemental behavioral behaviour behavior",
    "share": "part poids",
    # a deliverable
    "due": "echeance date deadline pour-le",
    # an approval
    "by": "par qui who approver valideur",
    "rounds": "tours aller-retours iterations",
    "rework": "reprise reprises corrections",
    # waves and repetitions
    "count": "nombre fois times number",
    "every": "chaque tous-les toutes-les frequence frequency interval",
    "first": "premier premiere",
    "sending": "envoi send",
    # an estimate
    "optimistic": "optimiste min best",
    "likely": "probable realiste most-likely realistic mode",
    "pessimistic": "pessimiste max worst",
    "distribution": "loi",
    # a link
    "task": "tache id predecessor successor name",
    "type": "kind genre",
    "lag": "decalage delay delai offset lead",
    "predecessor": "predecesseur from source de before",
    "successor": "successeur to target vers after",
    # a constraint
    "date": "jour day on le",
    # a calendar
    "country": "pays",
    "subdivision": "region departement state province",
    "days": "jours",
    "week": "semaine hours heures horaires weekdays",
    "closed": "ferme fermes fermeture fermetures closures holidays conges feries jours-feries exceptions",
    "open": "ouvert ouverts ouverture ouvertures",
    # a closure
    "from": "du de debut start first begin",
    "to": "au a fin end last until",
    "label": "nom name motif reason libelle",
}
_KEYS_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(key for key, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}


def nearest_key(text: str, known: Iterable[str]) -> Phrase:
    """
    Ask whether a known key was meant: one for which `text` is another word, else the nearest.

    Examples
    --------
    >>> nearest_key("durée", ["duration", "deadline"]).text("fr")
    ' (vouliez-vous dire « duration » ?)'
    """
    names = list(known)
    same = [key for key in _KEYS_OF.get(_plain(text), ()) if key in names]
    return Phrase("did-you-mean", {"candidate": same[0]}) if same else nearest(text, names)


def _plain(text: str) -> str:
    """Reduce a word to what counts: no case, accents or kind of hyphen; ``dueDate`` is ``due-date``."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", text[:100].strip())
    letters = "".join(letter for letter in normalize("NFKD", parted.lower()) if not combining(letter))
    return re.sub(r"[\W_]+", "-", letters).strip("-")
