"""Collections: indexes side by side, each at an address of its own, and several searched as one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from lxml.html import fromstring
from prometheus_client.parser import text_string_to_metric_families

import qa
from index.errors import HomeUnusable
from qa.errors import QuestionError
from qa.service import Service
from qa.several import Several
from qa.web.i18n.phrases import ENGLISH
from qa.web.server.login import Credentials
from qa.web.server.options import Options
from qa.web.tabs.actions import Actions
from tests.serving import Running

ARTICLES = {
    "main": "青石水库\n2024-05-01 来源：甲报\n\n青石水库今年放水三次。",
    "east": "东湖水库\n2024-05-02 来源：乙报\n\n东湖水库今年放水九次。",
    "西": "西山水库\n2024-05-03 来源：丙报\n\n西山水库今年放水七次，青石水库没有放水。",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two collections beside its own index."""
    home = tmp_path_factory.mktemp("home")
    for name, text in ARTICLES.items():
        folder = tmp_path_factory.mktemp("articles")
        (folder / "a.txt").write_text(text, "utf-8")
        qa.rebuild([folder], home=home, collection=name, model="hashing")
    return home


@pytest.fixture(scope="module")
def client(home: Path, running: Running) -> Iterator[httpx.Client]:
    with running(Service(home)) as url, httpx.Client(base_url=url, timeout=60) as made:
        yield made


def titles(hits: list[qa.Hit]) -> list[str]:
    return [hit.passage.article.title for hit in hits]


def test_a_collection_is_a_home_of_its_own(home: Path) -> None:
    assert qa.collections(home=home) == ["main", "east", "西"]
    assert titles(qa.search("水库", home=home)) == ["青石水库"]
    assert titles(qa.search("水库", home=home, collection="main")) == ["青石水库"]
    assert titles(qa.search("水库", home=home, collection="east")) == ["东湖水库"]
    assert titles(qa.search("水库", home=home / "collections" / "east")) == ["东湖水库"]
    assert qa.status(home=home, collection="西").articles == 1
    with pytest.raises(qa.QAError, match="no index"):
        qa.search("水库", home=home, collection="none")
    for name in ("..", "a/b", "", ".a", "a" * 65, "a b"):
        with pytest.raises(HomeUnusable, match="name of a collection"):
            qa.search("水库", home=home, collection=name)


def test_several_are_searched_as_one(home: Path) -> None:
    every = ["main", "east", "西"]
    hits = qa.search("青石水库放水", home=home, collection=every)
    assert titles(hits)[0] == "青石水库"
    assert sorted(titles(hits)) == sorted(["青石水库", "东湖水库", "西山水库"])
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    alone = {
        hit.passage.article.id: hit.score
        for name in every
        for hit in qa.search("青石水库放水", home=home, collection=name)
    }
    assert {hit.passage.article.id: hit.score for hit in hits} == alone
    assert len(qa.search("青石水库放水", 2, home=home, collection=every)) == 2
    assert len(qa.search("青石水库放水", home=home, collection=["main", "main"])) == 1


def test_the_surest_of_several_answers(home: Path) -> None:
    answer = qa.ask("东湖水库今年放水几次？", home=home, collection=["main", "east"])
    assert [citation.quote for citation in answer.citations] == ["东湖水库今年放水九次。"]


def test_a_filter_holds_where_one_of_several_knows_it(home: Path) -> None:
    both = Several([Service(home), Service(home).collection("east")])
    assert titles(both.search("水库", source="乙报")) == ["东湖水库"]
    with pytest.raises(QuestionError, match="nobody"):
        both.search("水库", source="nobody")


def test_a_service_opens_its_collections_once(home: Path) -> None:
    service = Service(home)
    assert service.collection("main") is service
    assert service.collection("east") is service.collection("east")
    assert service.collection("east").home == home / "collections" / "east"


def test_each_collection_has_an_address(client: httpx.Client) -> None:
    for prefix, title in (
        ("", "青石水库"),
        ("/collections/main", "青石水库"),
        ("/collections/east", "东湖水库"),
        ("/collections/西", "西山水库"),
    ):
        found = client.post(f"{prefix}/api/search", json={"query": "水库"}).json()["hits"]
        assert [hit["article"]["title"] for hit in found] == [title]
        listed = client.get(f"{prefix}/api/articles").json()
        assert [article["title"] for article in listed["articles"]] == [title]
        article = client.get(f"{prefix}/api/articles/{listed['articles'][0]['id']}").json()
        assert article["text"].startswith(title)
    described = client.get("/collections/east/openapi.json").json()
    assert {"url": "/collections/east"} in described["servers"]
    for names in ("main,east,西", "西,east,main,east"):
        page = client.get(f"/collections/{names}/")
        assert page.status_code == 200
        assert "/collections/main,east,%E8%A5%BF" in page.text
    unknown = client.post("/collections/none/api/search", json={"query": "水库"})
    assert (unknown.status_code, unknown.json()["key"]) == (404, "collection_unknown")
    assert client.get("/collections/none/").status_code == 404


def test_several_collections_have_one_as_well(client: httpx.Client) -> None:
    found = client.post("/collections/main,east/api/search", json={"query": "青石水库放水"}).json()["hits"]
    assert [hit["article"]["title"] for hit in found] == ["青石水库", "东湖水库"]
    answer = client.post("/collections/main,east/api/ask", json={"question": "东湖水库今年放水几次？"}).json()
    assert [citation["quote"] for citation in answer["citations"]] == ["东湖水库今年放水九次。"]
    assert client.get("/collections/main,east/api/status").json()["key"] == "route_unknown"
    assert (
        client.post("/collections/main,none/api/search", json={"query": "水库"}).json()["key"] == "collection_unknown"
    )


def test_each_collection_has_its_page(client: httpx.Client) -> None:
    from gradio_client import Client

    assert client.get("/collections/east").headers["location"] == "/collections/east/"
    asked = client.get("/collections/east", params={"q": "谁 & b", "since": "2022"}).headers["location"]
    assert asked == "/collections/east/?q=%E8%B0%81+%26+b&since=2022"
    page = client.get("/collections/east/")
    assert page.status_code == 200
    assert "/collections/east" in page.text
    with closing(Client(f"{client.base_url}collections/east/", verbose=False)) as connected:
        (hit,) = connected.predict("水库", api_name="/search")
    assert hit["article"]["title"] == "东湖水库"


def test_the_page_leads_from_each_collection_to_the_others(home: Path) -> None:
    service = Service(home)
    assert "qa-collections" not in Actions(service).welcome(ENGLISH).heading
    east = service.collection("east")
    every = Several([service, east, service.collection("西")])
    paths = ["", "collections/east/", "collections/%E8%A5%BF/", "collections/main,east,%E8%A5%BF/"]
    for actions, here, root in (
        (Actions(service), "Main", "./"),
        (Actions(east), "east", "../../"),
        (Actions(every), "All collections", "../../"),
    ):
        heading = fromstring(actions.welcome(ENGLISH).heading)
        assert [link.get("href") for link in heading.iter("a")] == [f"{root}{path}" for path in paths]
        assert [link.text for link in heading.iter("a") if link.get("aria-current")] == [here]


def test_what_several_hold_is_counted_together(home: Path) -> None:
    services = [Service(home), Service(home).collection("east")]
    both = Several(services)
    status = both.status()
    assert (status.articles, status.sources) == (2, {"甲报": 1, "乙报": 1})
    assert status.size == sum(service.status().size for service in services)
    for service in services:
        (article, *_), *_ = service.index().store.listing()
        assert both.article(article.id) == service.article(article.id) is not None
    assert both.article("nobody") is None


def test_a_rebuild_is_of_its_collection(client: httpx.Client) -> None:
    job = client.post("/collections/east/api/rebuild", json={"full": True})
    assert job.headers["location"].startswith("/collections/east/api/jobs/")
    while (state := client.get(job.headers["location"]).json())["state"] == "running":
        pass
    assert state["report"]["articles"] == 1
    figures = client.get("/metrics").text
    assert 'qa_rebuilds_total{collection="east",outcome="done"} 1.0' in figures
    assert 'qa_index_articles{collection="西"} 1.0' in figures


def test_a_request_to_a_collection_is_counted_under_its_route(client: httpx.Client) -> None:
    def counted() -> dict[str, float]:
        families = text_string_to_metric_families(client.get("/metrics").text)
        samples = (sample for family in families for sample in family.samples)
        return {
            sample.labels["route"]: sample.value
            for sample in samples
            if sample.name == "qa_requests_total" and sample.labels["status"] == "200"
        }

    before = counted()
    assert client.post("/collections/east/api/search", json={"query": "水库"}).status_code == 200
    after = counted()
    assert after["/api/search"] == before.get("/api/search", 0) + 1
    assert after.get("page") == before.get("page")


def test_the_guards_hold_for_every_collection(home: Path, running: Running) -> None:
    options = Options(read_only=True)
    with running(Service(home), options=options, credentials=Credentials("me", "long enough")) as url:
        assert httpx.post(f"{url}collections/east/api/search", json={"query": "水库"}).status_code == 401
        let_in = httpx.BasicAuth("me", "long enough")
        assert httpx.post(f"{url}collections/east/api/rebuild", json={}, auth=let_in).status_code == 404
        origin = {"origin": "http://evil.example"}
        assert httpx.get(f"{url}collections/east/api/status", auth=let_in, headers=origin).status_code == 403
