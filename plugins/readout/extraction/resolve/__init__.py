"""Who is meant: from a noun phrase, a pronoun or a description to a person of the register.

Takes tokens and the register of people, gives persons, parties and speakers.
"""
