"""Files to clean articles, and articles to passages and sentences.

read.Reading       files and folders -> Article, with an ingest report
clean.clean        page chrome and crawler artefacts out of a text
metadata.metadata  title, source and date that a page states
split.split        an article -> offsets of its passages
sentences          a text -> offsets of its sentences
fold.fold          the form of a text that is compared
"""
