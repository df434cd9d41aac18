"""Everything that this project raises on purpose.

    QAError
    ├── CorpusError            reading articles
    │   ├── NothingToRead      no such path, or nothing readable in it
    │   └── UnreadableFile     one file gives no article; the other files are still read
    ├── IndexingError          index.errors
    │   ├── NoIndex            nothing has been built here
    │   ├── DamagedIndex       the files are not what the manifest says
    │   │   └── EngineUnavailable  a distributed engine does not answer, or not correctly
    │   ├── ModelUnavailable   the embedding model cannot be loaded
    │   ├── StoreUnavailable   the vector store is unknown, or its plugin cannot be loaded
    │   ├── WorkersUnavailable the workers of a cluster cannot be reached, or do nothing
    │   ├── ModelMismatch      the index was made with another model
    │   ├── HomeUnusable       the index folder cannot be read or written
    │   │   └── Unfinished     the new index is in use, but some removed data is not yet erased
    │   ├── NothingToRemove    no article has that id or source
    │   ├── TrainingDataMissing a file that training needs is missing
    │   └── Busy               another process is writing
    ├── QuestionError          qa.errors: empty, too long, or a filter that makes no sense
    ├── ServeError             qa.errors: the web page cannot be served at that address or port
    ├── FetchRefused           qa.errors: an address may not be fetched, or has no page
    ├── AliasesUnusable        qa.errors: the file of alternative names cannot be read
    ├── BackupUnusable         qa.errors: not a complete backup, or the target already exists
    └── LanguageModelUnusable  qa.errors: misconfigured, does not answer, or returns nonsense

A message is a key and facts, which `corpus/catalogue.toml` words in English and Chinese: what was found, what was
expected and what to do, in one line. The command line prints it and exits with code 2; any other exception is a bug
and is shown as one.
"""

from collections.abc import Mapping

from corpus.catalogue import Message


class QAError(Exception):
    """Base class of every error that the user can do something about."""

    def __init__(self, key: str, /, **facts: object) -> None:
        """Takes a message, or a key of the catalogue with the facts that its wording needs."""
        self.message = key if isinstance(key, Message) else Message(key, **facts)
        super().__init__(self.message)

    @property
    def key(self) -> str:
        """The kind of message: a stable identifier for programs."""
        return self.message.key

    @property
    def facts(self) -> Mapping[str, object]:
        """What was found and expected."""
        return self.message.facts

    def in_language(self, language: str) -> str:
        """The message in "en" or "zh"."""
        return self.message.in_language(language)


def first_line(error: Exception) -> str:
    """The first line of a library's error message, or the error's class name if it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]


class CorpusError(QAError):
    """Articles could not be read."""


class NothingToRead(CorpusError):
    """A path does not exist, or nothing in it can be read."""


class UnreadableFile(CorpusError):
    """One file gives no article; the message is the reason shown in the ingest report."""
