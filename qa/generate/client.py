"""A language model behind an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM and many others."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from qa.errors import LanguageModelUnusable

if TYPE_CHECKING:
    from openai import OpenAI

MAX_OUTPUT_CHARS = 8_000
"""A model that writes more than this is stopped."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where the model is, and its timeouts in seconds. `repr` hides the key."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    silence: float = 30.0
    """Longest wait for the next piece of text."""
    patience: float = 120.0
    """Longest wait for the whole answer."""

    def write(self, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        """What the model writes, piece by piece as it comes. Raises LanguageModelUnusable, with the reason in a line."""
        client = self._client()
        import httpx2
        import openai

        started, length = monotonic(), 0
        try:
            stream = client.chat.completions.create(
                model=self.name,
                messages=list(messages),  # type: ignore[arg-type]
                temperature=0,
                stream=True,
            )
            for chunk in stream:
                piece = _piece(chunk)
                length += len(piece)
                if monotonic() - started > self.patience:
                    raise LanguageModelUnusable("llm_slow", url=self.url, seconds=self.patience)
                if length > MAX_OUTPUT_CHARS:
                    raise LanguageModelUnusable("llm_long", url=self.url, limit=MAX_OUTPUT_CHARS)
                yield piece
        except openai.APITimeoutError:
            raise LanguageModelUnusable("llm_silent", url=self.url, seconds=self.silence) from None
        except openai.APIStatusError as error:
            raise LanguageModelUnusable("llm_status", url=self.url, status=error.status_code) from None
        except openai.APIConnectionError:
            raise LanguageModelUnusable("llm_unreachable", url=self.url) from None
        except httpx2.TimeoutException:
            raise LanguageModelUnusable("llm_silent", url=self.url, seconds=self.silence) from None
        except httpx2.HTTPError as error:
            raise LanguageModelUnusable("llm_broken_off", url=self.url, error=type(error).__name__) from None
        except openai.OpenAIError as error:
            raise LanguageModelUnusable("llm_error", url=self.url, reported=_line(error)) from None
        except (json.JSONDecodeError, UnicodeError):
            raise LanguageModelUnusable("llm_protocol", url=self.url) from None
        finally:
            client.close()

    def _client(self) -> "OpenAI":
        try:
            from httpx2 import Timeout
            from openai import DefaultHttpxClient, OpenAI
        except ImportError:
            raise LanguageModelUnusable("llm_client") from None
        waits = Timeout(self.silence, connect=min(5.0, self.silence))
        # Redirects are not followed: the passages and the key go where they were meant to go.
        client = DefaultHttpxClient(timeout=waits, follow_redirects=False)
        return OpenAI(base_url=self.url, api_key=self.key or "none", timeout=waits, max_retries=0, http_client=client)


def _piece(chunk: object) -> str:
    """The text in a piece of the stream; "" for one that has none, whatever it looks like."""
    choices = getattr(chunk, "choices", None)
    first = choices[0] if isinstance(choices, list) and choices else None
    content = getattr(getattr(first, "delta", None), "content", None)
    return content if isinstance(content, str) else ""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
