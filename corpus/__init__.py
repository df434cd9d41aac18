"""Files to clean articles, and articles to passages and sentences.

Reading: a file -> pages as found -> articles
    read                   Reading, the way in: files and folders -> Article, with an ingest report
    find, files, encoding  which files there are; opening them; bytes -> text
    known                  what an earlier reading found and need not be read again
    readers, page          which reader reads which suffix; the Page that each hands over
    plain                  text and Markdown
    webpage, markup        HTML; what its <meta> elements and JSON-LD say
    pdf, word, quiet       PDF; .docx; what libraries log and raise, kept short
    records, fields        JSON, JSON lines and CSV; which key means what
    metadata               title, source and date that the text of a page states
    dateline, dates        the line that says when and where; dates as pages write them

Cleaning: the text of a page -> the text of its article
    clean                  all steps in their order
    artefacts              what crawlers put in: pinyin in brackets, invisible characters
    chrome, heads, tails   what stands round an article; above it; below it
    lines, wording         what one line of a page is; the words that tell
    wrapped                hard-wrapped lines joined to paragraphs
    damage                 mojibake: found and reported, never changed

Cutting: an article -> offsets
    split, sentences       of its passages; of its sentences

Comparing: a text -> the form or the fact that is compared
    fold, folded, script   one form for both scripts and all widths; its table; Han or Latin

types and errors are what all of them hand over and raise; sample holds the articles to try them on.
"""
