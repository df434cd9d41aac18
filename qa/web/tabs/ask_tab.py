"""The tab where questions are asked."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.types import Answer
from qa.web.conversation import FilterForm
from qa.web.html.links import read_link
from qa.web.tabs.actions import Actions, Said
from qa.web.tabs.shared import PRIVATE, active_filters, filter_fields, filters, label, words_of

RELATED, RELATED_LIMIT = 5, 10
"""Closest passages shown: the default and the limit."""
KEPT = 3_600
"""Seconds for which a conversation is kept after its page is closed."""
TWICE = 0.5
"""For this many seconds after an answer, an empty question is ignored: a key was pressed twice."""


@dataclass(frozen=True, slots=True)
class AskTab:
    """The components that other parts of the page use."""

    sources: gr.Dropdown
    hint: gr.HTML
    """What stands in place of the first answer."""
    answer: gr.HTML
    found: gr.State
    reopen: Callable[[Any], None]
    """Asks the question in the page's URL, after an event: the sources must be known before one is chosen."""


def ask_tab(actions: Actions, page: gr.Blocks, together: Mapping[str, Any]) -> AskTab:
    """The question, its filters, and the conversation; `together` sets how many questions run at once."""
    asking = {**PRIVATE, **together}
    history = gr.State((), time_to_live=KEPT)
    found = gr.State((), time_to_live=KEPT)
    answered = gr.State(0.0, time_to_live=KEPT)
    earlier = gr.HTML(elem_id="earlier", apply_default_css=False)
    with gr.Column(elem_id="turn"):
        hint = gr.HTML(elem_id="hint", apply_default_css=False)
        answer = gr.HTML(elem_id="answer", apply_default_css=False)
        following = gr.HTML(elem_id="following", apply_default_css=False)
    with gr.Column(elem_id="dock"):
        with gr.Row(elem_classes="qa-form"):
            question = gr.Textbox(
                label=label("question"),
                placeholder=label("question_hint"),
                lines=1,
                max_lines=8,
                scale=1,
                autofocus=True,
                elem_id="question",
            )
            button = gr.Button(label("ask"), variant="primary", scale=0, min_width=112, elem_id="ask")
        with gr.Row(elem_id="tools"):
            with gr.Accordion(label("ask_filters"), open=False, elem_classes="qa-filters", elem_id="ask-filters"):
                since, until, sources = filter_fields()
                related = gr.Slider(
                    1, RELATED_LIMIT, value=RELATED, step=1, label=label("related_count"), min_width=200
                )
            active_filters(since, until, sources)
            clear = gr.Button(label("new_conversation"), elem_id="clear", size="sm", scale=0, visible=False)
    examples = gr.HTML(elem_id="examples", apply_default_css=False)

    inputs = [question, since, until, sources, related, history, answered]
    outputs = [question, earlier, answer, history, found, clear, answered]
    asked = _asked(actions)
    follow = {"fn": _following(actions), "inputs": [since, until, sources, history], "outputs": following, **PRIVATE}
    # A question that is sent while an answer is still growing waits for it.
    sent = gr.on([question.submit, button.click], asked, inputs, outputs, trigger_mode="always_last", **asking)
    sent.then(**follow)
    clear.click(_cleared, None, [following, *outputs], **PRIVATE)
    page.load(_examples(actions), None, examples, **PRIVATE)

    def reopen(loaded: Any) -> None:
        loaded.then(_reopened(actions), None, [since, until, sources, *outputs], **asking).then(**follow)

    return AskTab(sources, hint, answer, found, reopen)


def _asked(actions: Actions) -> Callable[..., Iterator[Any]]:
    def ask(
        question: str,
        since: str | None,
        until: str | None,
        sources: list[str] | None,
        related: int | None,
        history: Sequence[Answer],
        answered: float,
        request: gr.Request,
    ) -> Iterator[Any]:
        words = words_of(request)
        if not question.strip() and time.monotonic() - answered < TWICE:
            yield gr.skip()
            return
        yield from _shown(
            actions.ask(
                question,
                words,
                filters=filters(since, until, sources),
                history=history,
                related=int(related or RELATED),
            )
        )

    return ask


def _examples(actions: Actions) -> Callable[[gr.Request], str]:
    def examples(request: gr.Request) -> str:
        return actions.examples(words_of(request))

    return examples


def _following(actions: Actions) -> Callable[..., str]:
    def following(
        since: str | None,
        until: str | None,
        sources: list[str] | None,
        history: Sequence[Answer],
        request: gr.Request,
    ) -> str:
        return actions.following(history, filters(since, until, sources), words_of(request))

    return following


def _reopened(actions: Actions) -> Callable[[gr.Request], Iterator[list[Any]]]:
    """Ask the question in the page's URL."""

    def reopen(request: gr.Request) -> Iterator[list[Any]]:
        words = words_of(request)
        link = read_link(str(request.query_params))
        if not link.question:
            yield [*_fields(link.filters), *_unchanged()]  # a visitor may have asked by now
            return
        history: tuple[Answer, ...] = ()
        for question in link.before:
            *_, earlier = actions.ask(question, words, filters=link.filters, history=history, related=RELATED)
            history = earlier.history
        said = actions.ask(link.question, words, filters=link.filters, history=history, related=RELATED)
        for shown in _shown(said):
            yield [*_fields(link.filters), *shown]

    return reopen


def _fields(chosen: FilterForm) -> list[Any]:
    """The filters that a link gives; those that it does not give stay as they are."""
    return [value or gr.skip() for value in (chosen.since, chosen.until, list(chosen.sources))]


def _shown(answers: Iterator[Said]) -> Iterator[list[Any]]:
    emptied = False
    for said in answers:
        # The box is emptied once: what is typed while the answer grows is the next question.
        box = "" if said.taken and not emptied else gr.skip()
        emptied = emptied or said.taken
        going = bool(said.history) or said.taken
        clear = gr.Button(visible=going)
        yield [box, said.earlier, said.answer, said.history, said.found, clear, time.monotonic() if said.taken else 0.0]


def _unchanged() -> list[Any]:
    return [gr.skip()] * 7


def _cleared() -> list[Any]:
    return ["", gr.skip(), "", "", (), (), gr.Button(visible=False), 0.0]
