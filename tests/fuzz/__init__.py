"""
Hostile input for every reader.

`corpus` holds valid samples, `mutation` spoils them, `trial` says what may come of that. `campaign`
puts them together: a few thousand inputs in every run of the tests, many more behind ``slow``.
"""
