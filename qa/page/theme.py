"""How the page looks: Gradio's variables in light and dark. What is not a variable stands in qa/web/page.css."""

from pathlib import Path
from typing import Any

import gradio as gr

WEB = Path(__file__).parents[1] / "web"

FONTS = ("system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "sans-serif")
"""Fonts that the reader's system has; nothing is fetched."""
MONOSPACE = ("ui-monospace", "SF Mono", "Consolas", "Noto Sans Mono CJK SC", "monospace")

PAPER, INK = "#fbfaf7", "#22262b"
NIGHT, CHALK = "#15181b", "#dcdfe2"
ACCENT, ACCENT_HOVER, ACCENT_NIGHT = "#175e68", "#0f4850", "#7cc4cd"
QUIET, QUIET_NIGHT = "#5b636b", "#9aa3ab"
LINE, LINE_NIGHT = "#dedad1", "#33393f"
SHEET, SHEET_NIGHT = "#ffffff", "#1c2024"
FRAME = "#8b9198", "#6b747c"


def theme() -> Any:
    """Ink on paper with one accent; chalk on slate when it is dark."""
    return gr.themes.Base(
        font=[gr.themes.Font(name) for name in FONTS], font_mono=[gr.themes.Font(name) for name in MONOSPACE]
    ).set(**_colours(), **_controls())


def _colours() -> dict[str, str]:
    pairs = {
        "body_background_fill": (PAPER, NIGHT),
        "body_text_color": (INK, CHALK),
        "body_text_color_subdued": (QUIET, QUIET_NIGHT),
        "background_fill_primary": (SHEET, SHEET_NIGHT),
        "background_fill_secondary": (PAPER, NIGHT),
        "block_background_fill": (PAPER, NIGHT),
        "block_label_text_color": (QUIET, QUIET_NIGHT),
        "block_title_text_color": (QUIET, QUIET_NIGHT),
        "border_color_primary": (LINE, LINE_NIGHT),
        "block_border_color": (LINE, LINE_NIGHT),
        "link_text_color": (ACCENT, ACCENT_NIGHT),
        "link_text_color_hover": (ACCENT_HOVER, "#a5dae1"),
        "link_text_color_visited": (ACCENT, ACCENT_NIGHT),
        "link_text_color_active": (ACCENT_HOVER, "#a5dae1"),
        "input_background_fill": (SHEET, SHEET_NIGHT),
        "input_background_fill_focus": (SHEET, SHEET_NIGHT),
        "input_border_color": FRAME,
        "input_border_color_focus": (ACCENT, ACCENT_NIGHT),
        "input_placeholder_color": ("#6a727a", "#8b949c"),
        "button_primary_background_fill": (ACCENT, "#2a7984"),
        "button_primary_background_fill_hover": (ACCENT_HOVER, "#22636c"),
        "button_primary_text_color": ("#ffffff", "#ffffff"),
        "button_primary_border_color": (ACCENT, "#2a7984"),
        "button_primary_border_color_hover": (ACCENT_HOVER, "#22636c"),
        "button_secondary_background_fill": (SHEET, SHEET_NIGHT),
        "button_secondary_background_fill_hover": ("#f1eee7", "#262b30"),
        "button_secondary_text_color": (INK, CHALK),
        "button_secondary_border_color": (LINE, LINE_NIGHT),
        "checkbox_label_background_fill_selected": ("#e3eeef", "#20383c"),
        "checkbox_label_text_color_selected": (INK, CHALK),
        "checkbox_background_color_selected": (ACCENT, "#2a7984"),
        "checkbox_border_color": FRAME,
        "checkbox_border_color_selected": (ACCENT, ACCENT_NIGHT),
        "slider_color": (ACCENT, ACCENT_NIGHT),
        "color_accent_soft": ("#e3eeef", "#20383c"),
        "border_color_accent": (ACCENT, ACCENT_NIGHT),
    }
    return {
        key: colour for name, both in pairs.items() for key, colour in zip((name, f"{name}_dark"), both, strict=True)
    }


def _controls() -> dict[str, str]:
    return {
        "color_accent": ACCENT,
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
