"""What an article may tell of, each kind found by itself: people, times, places, speech,
occasions.

Takes a parsed text and gives candidates with their spans; which of them belong together, and
which are told of at all, is for `decide` to say.
"""
