"""The browser that the tests drive: the one in CHROMIUM, else a headless shell, which opens a page in half the processor time of the
whole browser, else the whole browser.
"""

import os
import shutil

SHELL, WHOLE = "chromium-headless-shell", "chromium"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which(SHELL) or shutil.which(WHOLE) or ""
"""Its path; empty if there is none."""
ABSENT = f"there is no {SHELL} and no {WHOLE}; CHROMIUM names another one"
