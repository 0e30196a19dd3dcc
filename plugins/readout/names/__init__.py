"""What a name says by itself: spelling, titles, suffixes, the family's part of it, and whether two
names are of one person. Takes text, gives text; knows no article and no warehouse.
"""
