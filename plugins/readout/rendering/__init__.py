"""What a reader sees: mails, pages, calendar, Atom, tables, charts. Takes rows, gives text; asks
no warehouse and sends nothing.
"""
