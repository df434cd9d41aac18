"""Where our page differs from Gradio's: the queue of questions, and the arguments of endpoints."""

import sys
from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction
from gradio.state_holder import SessionState

from qa.web.api.arguments import in_order
from qa.web.api.gradio_endpoints import told
from qa.web.api.queue import WAITING
from qa.web.tabs.fair_queue import FairQueue

TOLD_EVERY = 2
"""Seconds between updates of queue positions. Updating everyone after each answer is quadratic work."""
CONVERSATIONS = 500
"""Open pages whose conversation is kept; the least recently used is dropped first."""


class GradioPage(gr.Blocks):  # type: ignore[misc]
    """A page whose endpoints use defaults for missing arguments and report bad ones in one line."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, analytics_enabled=False, fill_width=True)
        self.vibe_mode = False  # The environment can turn this editor on; it writes files.
        self.state_session_capacity = CONVERSATIONS

    def queue(self, **_usual: Any) -> "GradioPage":
        """The queue that Gradio gives every page, with our bounds."""
        super().queue(max_size=WAITING, status_update_rate=TOLD_EVERY)
        self._queue.__class__ = FairQueue  # Gradio creates it, and offers no way to choose another
        # After each answer Gradio would compute statistics of the last ten thousand, which nobody sees here.
        self._queue.ANALYTICS_MAX_EVENTS = 1
        self._queue.ANAYLTICS_CACHE_FREQUENCY = sys.maxsize  # spelt like this in Gradio
        return self

    async def preprocess_data(
        self, block_fn: BlockFunction, inputs: list[Any], state: SessionState | None, explicit_call: bool = False
    ) -> list[Any]:
        """The arguments that the function is called with. Raises Gradio's Error."""
        if block_fn.fn and block_fn.api_visibility != "private":
            inputs = told(in_order)(block_fn.fn, inputs)
        prepared: list[Any] = await super().preprocess_data(block_fn, inputs, state, explicit_call)
        return prepared
