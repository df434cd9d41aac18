"""The browser that the tests drive: the one in CHROMIUM, else a headless shell, else the whole browser.

The headless shell opens a page in half the CPU time of the whole browser.
"""

import os
import shutil

SHELL, WHOLE = "chromium-headless-shell", "chromium"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which(SHELL) or shutil.which(WHOLE) or ""
"""The browser's path; empty if there is none."""
ABSENT = f"there is no {SHELL} and no {WHOLE}; CHROMIUM names another one"
