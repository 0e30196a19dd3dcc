"""The people of an article: its names, their bearers, what the article says they are.

`reading.read_people` takes a parsed text and gives the register.
"""
