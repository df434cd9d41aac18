"""A language model behind an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM and many others."""

import logging
from collections.abc import AsyncIterator, Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from qa.errors import LanguageModelUnusable
from qa.generate.calls import Calls

if TYPE_CHECKING:
    from httpx2 import Response
    from openai import AsyncOpenAI
    from openai.resources.chat import AsyncCompletions
    from openai.types.chat import ChatCompletionMessageParam

MAX_OUTPUT_CHARS = 8_000
"""A model that writes more than this is stopped."""
MAX_BYTES = 16_000_000
"""So is an endpoint that sends more bytes than this, of whatever kind: comments, reasoning, an endless line."""

_THINKS, _THOUGHT = "<think>", "</think>"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The endpoint of a model, and its timeouts in seconds. `repr` hides the key."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    silence: float = 30.0
    """Longest wait for the next piece of the answer; keep-alives do not count."""
    patience: float = 120.0
    """Longest wait for the whole answer, counted from the question."""

    def write(self, messages: Sequence[Mapping[str, str]], calls: Calls, until: float) -> Generator[str, None, None]:
        """The model's reply, piece by piece as it arrives. `until` is the deadline on the monotonic clock.

        Raises LanguageModelUnusable with a one-line reason.
        """
        with closing(calls.pieces(partial(self._transfer, messages, until))) as pieces:
            for piece in pieces:
                yield piece
                if monotonic() >= until:  # what reads the pieces takes time as well
                    raise LanguageModelUnusable("llm_slow", url=self.url, seconds=self.patience)

    async def _transfer(
        self, messages: Sequence[Mapping[str, str]], until: float, hand_over: Callable[[str], None]
    ) -> None:
        client = self._client()
        completions = client.chat.completions  # loads much of the library; that time is not the endpoint's
        import httpx2
        import openai
        from anyio import fail_after

        try:
            with fail_after(None) as waiting:
                waiting.deadline = min(until, monotonic() + self.silence)
                async with client:
                    async for piece in self._pieces(completions, messages):
                        waiting.deadline = min(until, monotonic() + self.silence)
                        hand_over(piece)
        except LanguageModelUnusable:
            raise
        except TimeoutError:
            if monotonic() < until:
                raise LanguageModelUnusable("llm_silent", url=self.url, seconds=self.silence) from None
            raise LanguageModelUnusable("llm_slow", url=self.url, seconds=self.patience) from None
        except openai.APIStatusError as error:
            raise LanguageModelUnusable("llm_status", url=self.url, status=error.status_code) from None
        except openai.APIConnectionError as error:
            if isinstance(error.__cause__, LanguageModelUnusable):
                raise error.__cause__ from None
            raise LanguageModelUnusable("llm_unreachable", url=self.url) from None
        except httpx2.HTTPError as error:
            raise LanguageModelUnusable("llm_broken_off", url=self.url, error=type(error).__name__) from None
        except openai.OpenAIError as error:
            raise LanguageModelUnusable("llm_error", url=self.url, reported=_line(error)) from None
        except Exception:
            # Untrusted bytes can make the client raise anything: half a character, 100,000 brackets.
            log.debug("the language model's answer cannot be read", exc_info=True)
            raise LanguageModelUnusable("llm_protocol", url=self.url) from None

    async def _pieces(
        self, completions: "AsyncCompletions", messages: Sequence[Mapping[str, str]]
    ) -> AsyncIterator[str]:
        length = 0
        stream = await completions.create(
            model=self.name,
            messages=cast("list[ChatCompletionMessageParam]", list(messages)),
            temperature=0,
            stream=True,
        )
        reasoning = _Reasoning()
        async for chunk in stream:
            piece = reasoning.without(_piece(chunk))
            length += len(piece)
            if length > MAX_OUTPUT_CHARS:
                raise LanguageModelUnusable("llm_long", url=self.url, limit=MAX_OUTPUT_CHARS)
            yield piece
        yield reasoning.rest()

    def _client(self) -> "AsyncOpenAI":
        try:
            from openai import AsyncOpenAI, DefaultAsyncHttpxClient
        except ImportError:
            raise LanguageModelUnusable("llm_client") from None
        # Redirects are not followed: the passages and the key go only to the configured endpoint.
        client = DefaultAsyncHttpxClient(
            timeout=self.silence,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
            event_hooks={"response": [self._limit]},
        )
        return AsyncOpenAI(
            base_url=self.url, api_key=self.key or "none", timeout=self.silence, max_retries=0, http_client=client
        )

    async def _limit(self, response: "Response") -> None:
        """Refuse a compressed response, which could expand to far more than was sent, and count the bytes."""
        if response.headers.get("content-encoding", "identity") != "identity":
            raise LanguageModelUnusable("llm_compressed", url=self.url)
        response.stream = _counted(response.stream, self.url)


class _Reasoning:
    """Removes the reasoning that some models write before the reply, between <think> and </think>."""

    def __init__(self) -> None:
        self._held = ""
        self._is_inside = self._is_over = False

    def without(self, piece: str) -> str:
        """What can be told of the reply once this piece has arrived."""
        if self._is_over:
            return piece
        self._held += piece
        if self._is_inside:
            return self._after_its_end()
        self._held = self._held.lstrip()
        if self._held.startswith(_THINKS):
            self._is_inside = True
            return self._after_its_end()
        return "" if _THINKS.startswith(self._held) else self._reply(self._held)

    def rest(self) -> str:
        """What was kept back because it looked like the beginning of reasoning."""
        return "" if self._is_inside else self._reply(self._held)

    def _after_its_end(self) -> str:
        _, end, reply = self._held.partition(_THOUGHT)
        if end:
            return self._reply(reply)
        self._held = self._held[-len(_THOUGHT) :]
        return ""

    def _reply(self, text: str) -> str:
        self._held, self._is_inside, self._is_over = "", False, True
        return text


def _counted(stream: Any, url: str) -> Any:
    from httpx2 import AsyncByteStream

    class Counted(AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            taken = 0
            async for data in stream:
                taken += len(data)
                if taken > MAX_BYTES:
                    raise LanguageModelUnusable("llm_flood", url=url, limit=MAX_BYTES // 1_000_000)
                yield data

        async def aclose(self) -> None:
            await stream.aclose()

    return Counted()


def _piece(chunk: object) -> str:
    """The text in a chunk of the stream; "" if it has none, whatever its shape."""
    choices = getattr(chunk, "choices", None)
    first = choices[0] if isinstance(choices, list) and choices else None
    content = getattr(getattr(first, "delta", None), "content", None)
    return content if isinstance(content, str) else ""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
