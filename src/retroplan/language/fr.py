"""Mots français."""

MESSAGES = {
    # où
    "at-line": "ligne {line}",
    "nothing": "",
    "did-you-mean": " (vouliez-vous dire « {candidate} » ?)",
    # unités
    "bad-duration": "« {text} » n’est pas une durée (écrire 5d, 2w, 3h, 10cd, 6mo, « 5 jours ouvrés »…)",
    "bad-offset": "« {text} » n’est pas une position (écrire J-60, J+10, J-20o, S-8, M-3, H-4)",
    "bare-number": "{number} quoi ? écrire « {number}d » pour des jours, « {number}w » pour des semaines…",
    "negative-duration": "« {text} » est négatif ; une durée vaut au moins zéro",
}

NOUNS = {
    "working-day": ("jour ouvré", "jours ouvrés"),
    "day": ("jour", "jours"),
    "task": ("tâche", "tâches"),
}

WORDS = {
    "launch": "LANCEMENT",
}
