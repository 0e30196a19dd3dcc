"""Expressions of time and length: found in a text, then resolved to days.

`expressions` and `durations` read plain text; `days` takes an expression, the publication
date and the tense of its clause, and gives an interval.
"""
