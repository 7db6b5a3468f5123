"""English words."""

MESSAGES = {
    # where
    "at-line": "line {line}",
    "nothing": "",
    "did-you-mean": ' (did you mean "{candidate}"?)',
    # units
    "bad-duration": '"{text}" is not a duration (write 5d, 2w, 3h, 10cd, 6mo, "5 working days" …)',
    "bad-offset": '"{text}" is not an offset (write J-60, J+10, J-20wd, S-8, M-3, H-4)',
    "bare-number": "{number} what? write '{number}d' for days, '{number}w' for weeks …",
    "negative-duration": '"{text}" is negative; a duration is at least zero',
}

NOUNS = {
    "working-day": ("working day", "working days"),
    "day": ("day", "days"),
    "task": ("task", "tasks"),
}

WORDS = {
    "launch": "LAUNCH",
}
