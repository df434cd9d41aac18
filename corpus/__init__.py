"""Turns files into clean articles, and articles into passages and sentences.

read        Reading, the entry point: files and folders -> Article, with a report of what was skipped
items       one file -> its articles
read_process  the same in a separate process, so that a bad file cannot stop the rest
read_worker   the code that runs in that process
wire        articles and notes as JSON, for the two processes and the index's database
discovery   finds the files
identity    article ids, independent of where the file is
reuse       the cache of an earlier reading, so that only what has changed is read again
formats     one module for each file format, in a registry -> the page as found
cleaning    the text of a page -> the text, title, source and date of its article
text        folding, scripts, dates, sentences, passages and encodings
types       the dataclasses that the other modules share
notebook    HTML of quotes and references for notebooks
plugins     registry entries from other packages
errors      the exceptions that they raise
catalogue   the wording of errors and reports, in English and Chinese
sample      sample articles
"""
