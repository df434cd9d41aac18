"""The page's look: Gradio's theme variables in light and dark. The rest is in qa/web/static/page.css."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import gradio as gr

WEB = Path(__file__).parents[1] / "static"

FONTS = ("system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif")
"""System fonts; nothing is fetched."""
MONOSPACE = ("ui-monospace", "SF Mono", "Consolas", "Noto Sans Mono CJK SC", "monospace")

Pair: TypeAlias = tuple[str, str]
"""A colour in light and in dark mode."""

GROUND: Pair = ("#fbfaf7", "#15181b")
SHEET: Pair = ("#ffffff", "#1c2024")
INK: Pair = ("#22262b", "#dcdfe2")
QUIET: Pair = ("#5b636b", "#9aa3ab")
FAINT: Pair = ("#6a727a", "#8b949c")
LINE: Pair = ("#dedad1", "#33393f")
FRAME: Pair = ("#8b9198", "#6b747c")
ACCENT: Pair = ("#175e68", "#7cc4cd")
ACCENT_HOVER: Pair = ("#0f4850", "#a5dae1")
TINT: Pair = ("#e3eeef", "#20383c")
FILL: Pair = ("#175e68", "#2a7984")
FILL_HOVER: Pair = ("#0f4850", "#22636c")
ON_FILL: Pair = ("#ffffff", "#ffffff")
SHEET_HOVER: Pair = ("#f1eee7", "#262b30")

READING: Mapping[str, Pair] = {
    "body_background_fill": GROUND,
    "body_text_color": INK,
    "body_text_color_subdued": QUIET,
    "background_fill_primary": SHEET,
    "background_fill_secondary": GROUND,
    "block_background_fill": GROUND,
    "block_label_text_color": QUIET,
    "block_title_text_color": QUIET,
    "border_color_primary": LINE,
    "block_border_color": LINE,
    "link_text_color": ACCENT,
    "link_text_color_hover": ACCENT_HOVER,
    "link_text_color_visited": ACCENT,
    "link_text_color_active": ACCENT_HOVER,
    "color_accent_soft": TINT,
    "border_color_accent": ACCENT,
}
"""Colours of text and surfaces."""
FIELDS: Mapping[str, Pair] = {
    "input_background_fill": SHEET,
    "input_background_fill_focus": SHEET,
    "input_border_color": FRAME,
    "input_border_color_focus": ACCENT,
    "input_placeholder_color": FAINT,
    "checkbox_label_background_fill_selected": TINT,
    "checkbox_label_text_color_selected": INK,
    "checkbox_background_color_selected": FILL,
    "checkbox_border_color": FRAME,
    "checkbox_border_color_selected": ACCENT,
    "slider_color": ACCENT,
}
"""Colours of input fields."""
BUTTONS: Mapping[str, Pair] = {
    "button_primary_background_fill": FILL,
    "button_primary_background_fill_hover": FILL_HOVER,
    "button_primary_text_color": ON_FILL,
    "button_primary_border_color": FILL,
    "button_primary_border_color_hover": FILL_HOVER,
    "button_secondary_background_fill": SHEET,
    "button_secondary_background_fill_hover": SHEET_HOVER,
    "button_secondary_text_color": INK,
    "button_secondary_border_color": LINE,
}
"""Colours of buttons."""


def theme() -> Any:
    """Ink on paper with one accent; in dark mode, chalk on slate."""
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in FONTS], font_mono=[gr.themes.Font(name) for name in MONOSPACE]
    ).set(**_colours(), **_controls())


def _colours() -> dict[str, str]:
    """Each variable with its light colour, and Gradio's dark variant of it with the dark one."""
    pairs = {**READING, **FIELDS, **BUTTONS}
    by_day = {name: day for name, (day, _) in pairs.items()}
    return by_day | {f"{name}_dark": night for name, (_, night) in pairs.items()}


def _controls() -> dict[str, str]:
    return {
        "color_accent": ACCENT[0],
        "body_text_size": "16px",
        "block_border_width": "0px",
        "block_shadow": "none",
        "block_padding": "0px",
        "block_radius": "6px",
        "block_label_background_fill": "transparent",
        "block_title_text_weight": "400",
        "block_title_text_size": "14px",
        "input_text_size": "16px",
        "input_border_width": "1px",
        "input_radius": "6px",
        "input_shadow": "none",
        "input_shadow_focus": "none",
        "input_padding": "10px 12px",
        "button_large_radius": "6px",
        "button_medium_radius": "6px",
        "button_large_text_weight": "500",
        "button_primary_shadow": "none",
        "button_secondary_shadow": "none",
        "layout_gap": "16px",
        "form_gap_width": "0px",
        "container_radius": "6px",
    }
