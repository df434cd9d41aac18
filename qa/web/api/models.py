"""What programs send and receive, field by field: the objects that `to_dict()` returns."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from qa.validation import MAX_HITS, MAX_QUESTION_CHARS
from qa.web.api.endpoints import Since, Source, Until

ModeName: TypeAlias = Literal["hybrid", "dense", "bm25"]
QuestionText: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_QUESTION_CHARS)]


class Request(BaseModel):
    """A strictly validated body: "5" is not a number, and an unknown field is an error."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Turn(BaseModel):
    """An earlier answer as returned, or only its question and text."""

    model_config = ConfigDict(strict=True)

    question: QuestionText
    text: str = ""


class Ask(Request):
    """A question, with filters."""

    question: QuestionText = Field(examples=["what is Xinzhou's role in the Taixin zone"])
    since: Since = ""
    until: Until = ""
    source: Source = ""
    article: str | None = Field(None, description="Only the article with this id.")
    history: list[Turn] = Field([], max_length=50, description="The earlier answers of the conversation, oldest first.")


class Search(Request):
    """A query, with filters."""

    query: QuestionText = Field(examples=["太忻一体化经济区的投资"])
    k: int = Field(10, ge=1, le=MAX_HITS)
    mode: ModeName = "hybrid"
    since: Since = ""
    until: Until = ""
    source: Source = ""
    article: str | None = None


class Rebuild(Request):
    """What to index."""

    paths: list[Annotated[str, Field(min_length=1)]] = Field(
        [], description="Files and folders of the computer that serves; none: all again."
    )
    add: bool = Field(True, description="Keep what is indexed, uploads included; false: exactly these paths.")
    full: bool = Field(False, description="Ignore everything cached.")


class Article(BaseModel):
    """An article's metadata. `path` is null: programs do not see where files are stored."""

    id: str
    title: str
    source: str
    published: str | None
    url: str
    path: str | None


class ListedArticle(Article):
    """An article in a list."""

    characters: int
    passages: int


class Articles(BaseModel):
    """A page of the list of articles; pages count from 1."""

    articles: list[ListedArticle]
    total: int
    page: int
    pages: int


class ArticleText(Article):
    """An article or a part of it; offsets count characters, as in citations."""

    text: str
    start: int
    end: int
    length: int
    next_start: int | None


class Span(BaseModel):
    """A stretch of an article's text."""

    text: str
    start: int
    end: int


class Hit(BaseModel):
    """A passage that was found, and why."""

    score: float
    passage: Span
    article: Article
    dense_rank: int | None
    lexical_rank: int | None
    cosine: float | None
    matched: float | None
    words: list[str]
    names: list[str]
    translations: list[str]
    also: list[Article]


class Hits(BaseModel):
    """The best passages, best first. `notice` says what the search left out; usually empty."""

    query: str
    hits: list[Hit]
    notice: str


class Citation(BaseModel):
    """A verbatim quote: `article.text[start:end]`. `span`: where the answering words start and end in it, if known."""

    number: int
    quote: str
    start: int
    end: int
    span: Annotated[list[int], Field(min_length=2, max_length=2)] | None
    page: int | None
    article: Article
    context: Span


class Statement(BaseModel):
    """A sentence of the answer and the citations that support it."""

    text: str
    citations: list[int]
    published: str | None
    verbatim: bool
    about: str


class TimeSpan(BaseModel):
    """The period that the question was understood to mean, first and last day included."""

    written: str
    since: str
    until: str


class Answer(BaseModel):
    """Sentences from the articles; `answered` is false if there are none."""

    question: str
    text: str
    answered: bool
    confidence: Literal["high", "medium", "low", "none"]
    citations: list[Citation]
    hits: list[Hit]
    statements: list[Statement]
    lead: str
    notice: str
    probability: float
    asked: str
    unverified: list[str]
    time: TimeSpan | None


class Status(BaseModel):
    """What the index holds."""

    generation: int
    created: str
    model: str
    store: str
    why_store: str
    articles: int
    passages: int
    sources: dict[str, int]
    first: str | None
    last: str | None
    size: int
    notice: str
    removed: list[str]
    removed_titles: dict[str, str]
    generations: list[int]


class Upload(BaseModel):
    """An uploaded file; the next rebuild reads it."""

    name: str
