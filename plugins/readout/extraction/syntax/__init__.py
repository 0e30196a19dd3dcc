"""Reading one parse: clauses, phrases, marks, datelines.

Takes tokens of a parsed text, gives tokens and spans. Knows word classes and functions, no
person, no meeting and no quote.
"""
