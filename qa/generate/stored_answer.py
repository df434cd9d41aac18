"""The shape of a stored answer, as `qa ask --json` prints it; fields that are not checked again are left out."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from corpus.text.encoding import storable


def _storable(text: str) -> str:
    if storable(text) != text:
        raise ValueError("characters that no index can store")
    return text


class _Stored(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class StoredArticle(_Stored):
    """What an answer says about a cited article. A field that the file lacks is not in `model_fields_set`."""

    id: Annotated[str, AfterValidator(_storable)]
    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None


class StoredContext(_Stored):
    """The text around a quote."""

    start: int
    end: int
    text: str | None = None


class StoredCitation(_Stored):
    """A quote and its offsets in the article."""

    number: int
    start: int
    end: int
    quote: str
    article: StoredArticle
    context: StoredContext | None = None


class StoredStatement(_Stored):
    """A sentence and the numbers of its citations."""

    text: str
    citations: list[int]
    published: str | None = None
    verbatim: bool = True
    about: str = ""


class StoredAnswer(_Stored):
    """A whole answer."""

    text: str
    lead: str
    answered: bool
    citations: list[StoredCitation]
    statements: list[StoredStatement]
