"""The words that rules read: data files, and one loader for each kind. No module of another
room opens them.
"""
