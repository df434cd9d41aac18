"""Articles and a question for the tests of the REST API, and a check of its problem responses."""

import httpx

from corpus.catalogue import catalogue
from qa.web.api.problems import Problem

ARTICLES = {
    "investment": "太忻经济区排出485个项目\n2022-03-25 来源：示例日报\n\n太忻经济区今年有485个项目，总投资5337亿元。太忻经济区由两市共建。",
    "grain": "Coarse grains find buyers\n2022-03-17 Source: Example Digest\n\nThe fair sold grain for 16.53 million yuan.",
    "undated": "长城的文章\n\n" + "长城有一段在忻州。" * 3_000,
}
QUESTION = "太忻经济区总投资多少？"


def problem(answer: httpx.Response) -> Problem:
    """The problem in a response, checked against its status and the catalogue."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    found = Problem.model_validate(answer.json())
    assert found.status == answer.status_code
    assert found.key in catalogue()
    assert found.type.endswith(f":{found.key}")
    assert "\n" not in found.detail
    assert "Traceback" not in answer.text
    return found
