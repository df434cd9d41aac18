"""The framework's page, where ours differs: how questions wait, and what endpoints are called with."""

import sys
from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.state_holder import SessionState

from qa.web.api.arguments import in_order
from qa.web.api.endpoints import told

WAITING = 64
"""Questions that may wait; the next one is told to come again."""
TOLD_EVERY = 2
"""Seconds after which those who wait are told of their place. To tell everyone of each answer is work that grows with their
square."""
CONVERSATIONS = 500
"""Open pages whose conversation is kept; the one that was quiet for the longest is forgotten first."""


class Page(gr.Blocks):  # type: ignore[misc]
    """A page whose endpoints take what a program leaves out as its default, and tell what makes no sense in one line."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, analytics_enabled=False, fill_width=True)
        self.vibe_mode = False  # The environment can turn this editor on; it writes files.
        self.state_session_capacity = CONVERSATIONS

    def queue(self, **_usual: Any) -> "Page":
        """The queue that the framework gives every page when it is made, with our bounds."""
        super().queue(max_size=WAITING, status_update_rate=TOLD_EVERY)
        # After each answer it would work out statistics of the last ten thousand, which nobody sees here.
        self._queue.ANALYTICS_MAX_EVENTS = 1
        self._queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # so it is spelt there
        return self

    async def preprocess_data(
        self, block_fn: BlockFunction, inputs: list[Any], state: SessionState | None, explicit_call: bool = False
    ) -> list[Any]:
        """What the function is called with. Raises gradio's Error."""
        if block_fn.fn and block_fn.api_visibility != "private":
            inputs = told(in_order)(block_fn.fn, inputs)
        prepared: list[Any] = await super().preprocess_data(block_fn, inputs, state, explicit_call)
        return prepared
