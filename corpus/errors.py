"""Everything that this project raises on purpose.

    QAError
    ├── CorpusError            reading articles
    │   ├── NothingToRead      no such path, or nothing readable in it
    │   └── UnreadableFile     one file gives no article; the others go on
    ├── IndexingError          index.errors
    │   ├── NoIndex            nothing has been built here
    │   ├── DamagedIndex       the files are not what the manifest says
    │   │   └── EngineUnavailable  a distributed engine does not answer as it should
    │   ├── ModelUnavailable   the embedding model cannot be loaded
    │   ├── StoreUnavailable   the vector store is unknown, or its plugin cannot be loaded
    │   ├── WorkersUnavailable the workers of a cluster cannot be reached, or do nothing
    │   ├── ModelMismatch      the index was made by another model
    │   ├── HomeUnusable       the index folder cannot be read or written
    │   │   └── Unfinished     the new index answers, but not all that is gone is erased
    │   ├── NothingToRemove    no article has that id or source
    │   └── Busy               another process is writing
    ├── QuestionError          qa.errors: empty, too long, or a filter that makes no sense
    ├── ServeError             qa.errors: the web page cannot be served there
    ├── FetchRefused           qa.errors: an address is not fetched, or has no page
    ├── BackupUnusable         qa.errors: no backup, not whole, or no place for it
    └── LanguageModelUnusable  qa.errors: set up wrongly, silent, or not making sense

A message is a key and facts; `corpus/catalogue.toml` words it in English and Chinese: what was found, what was
expected and what to do, in one line. The command line prints it and leaves with exit code 2; any other exception is a
bug and shows as one.
"""

from collections.abc import Mapping

from corpus.catalogue import Message


class QAError(Exception):
    """Base of every error that a person can do something about."""

    def __init__(self, key: str, /, **facts: object) -> None:
        """Of a key of the catalogue and the facts that its wording needs, or of a message."""
        self.message = key if isinstance(key, Message) else Message(key, **facts)
        super().__init__(self.message)

    @property
    def key(self) -> str:
        """What kind of message this is; stable, for programs."""
        return self.message.key

    @property
    def facts(self) -> Mapping[str, object]:
        """What was found and expected."""
        return self.message.facts

    def in_language(self, language: str) -> str:
        """The message in "en" or "zh"."""
        return self.message.in_language(language)


def first_line(error: Exception) -> str:
    """What a library's error says in its first line, or what kind of error it is."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


class CorpusError(QAError):
    """Articles could not be read."""


class NothingToRead(CorpusError):
    """A path does not exist, or nothing in it can be read."""


class UnreadableFile(CorpusError):
    """One file gives no article; the message is the reason shown in the ingest report."""
