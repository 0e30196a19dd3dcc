"""Reports of speech: cue, content and source, before anybody knows who the source is.

`chains.read_reports` takes a page (`syntax.quotepage`) and gives reports.
"""
