"""From candidates to facts: which are quotes and meetings, what belongs to each, which
tellings are one occasion, and how sure that is.
"""
