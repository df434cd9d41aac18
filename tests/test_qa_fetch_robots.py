"""Which rules of a robots.txt hold for this program, and which of them decides (RFC 9309)."""

import time

import pytest

from qa.fetch.robots import allowed, rules_for


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /closed/", "/closed/1.html", False),
        ("Disallow: /closed/", "/closed", True),
        ("Disallow: private", "/private", True),
        # The longest rule decides, wherever it stands; of two that are equally long, the one that allows.
        ("Allow: /|Disallow: /closed/", "/closed/1.html", False),
        ("Disallow: /closed/|Allow: /", "/1.html", True),
        ("Disallow: /|Allow: /open/", "/open/1.html", True),
        ("Disallow: /page|Allow: /page", "/page", True),
        ("Allow: /page|Disallow: /*.htm", "/page.htm", False),
        # "*" is any characters, "$" the end.
        ("Disallow: /*.pdf", "/a/b.pdf?c=d", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?c=d", True),
        ("Disallow: /*.pdf$", "/a.pdf/b.pdf", False),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*b*c", "/axbxxc/d", False),
        ("Disallow: /a*b*c", "/acb", True),
        ("Disallow: /ab*ba$", "/aba", True),
        ("Disallow: *.pdf", "/a.pdf", False),
        ("Disallow: /*?", "/a?b=1", False),
        ("Disallow: /*?", "/a", True),
        # Either may be quoted.
        ("Disallow: /新闻/", "/%e6%96%b0%E9%97%BB/1.html", False),
        ("Disallow: /%E6%96%B0%E9%97%BB/", "/新闻/1.html", False),
        ("Disallow: /a%2A", "/abc", True),
        ("disallow : /a # not this", "/a", False),
    ],
)
def test_which_rule_decides(rules: str, path: str, expected: bool) -> None:
    lines = ["User-agent: *", *rules.split("|")]
    assert allowed(rules_for("article-qa", lines), path) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Disallow: /", True),
        ("User-agent: other|Disallow: /", True),
        ("User-agent: *|Disallow: /|User-agent: article-qa|Disallow:", True),
        ("User-agent: Article-QA/2.0|Disallow: /|User-agent: *|Allow: /", False),
        ("User-agent: article-qa|User-agent: other|Disallow: /", False),
        ("User-agent: other|Disallow: /b|User-agent: *|Sitemap: https://a.example/s.xml||Disallow: /", False),
        (
            "User-agent: article-qa|Disallow: /b|User-agent: other|Disallow: /c|User-agent: article-qa|Disallow: /a",
            False,
        ),
        ("User-agent: article|Disallow: /|User-agent: article-qa-2|Disallow: /", True),
    ],
)
def test_which_group_holds(text: str, expected: bool) -> None:
    assert allowed(rules_for("article-qa", text.split("|")), "/a") is expected


def test_a_rule_of_many_wildcards_is_matched_in_a_moment() -> None:
    rules = rules_for("article-qa", ["User-agent: *", f"Disallow: /{'*a' * 5_000}$"])
    began = time.monotonic()
    assert allowed(rules, f"/{'a' * 50_000}b")
    assert time.monotonic() - began < 2
