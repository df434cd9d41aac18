"""Files to clean articles, and articles to passages and sentences.

read        Reading, the way in: files and folders -> Article, with a report of what was left out
items       one file -> its articles
read_process  the same in a process of its own, which a bad file may end
read_worker   that process
wire        what goes between the two processes
discovery   which files there are
identity    by what an article is known, wherever its file lies
reuse       what an earlier reading found and need not be read again
formats     one module for each file format, in a registry -> the page as found
cleaning    the text of a page -> the text of its article, its title, source and date
text        folding, scripts, dates, sentences, passages and encodings
types       what all of them hand over
notebook    how an article's quotes and references show in a notebook
plugins     entries that other packages add to a registry
errors      what all of them raise
catalogue   the wording of errors and reports, in English and Chinese
sample      articles to try it on
"""
