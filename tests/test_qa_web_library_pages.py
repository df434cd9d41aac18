"""Pages that the web page is asked to fetch are saved and indexed; nothing is fetched from private networks."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from qa.errors import FetchRefused
from qa.fetch import adding
from qa.service import Service
from qa.web.i18n.phrases import ENGLISH
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import Uploads
from qa.web.tabs.articles_tab import ArticlesTab
from qa.web.tabs.holdings import Holdings
from tests import fetched_site as local


@pytest.fixture
def site() -> Iterator[str]:
    with local.site() as address:
        yield address


@pytest.fixture
def service(tmp_path: Path) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    (tmp_path / "a.txt").write_text("雄安的文章。", "utf-8")
    made.rebuild([tmp_path / "a.txt"])
    return made


def test_a_page_is_fetched_kept_and_indexed(service: Service, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "add", partial(adding.add, limits=local.LOCAL))
    local.Handler.site["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, local.page("水库开工"))
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.pages(f" {site}/a ")
    rebuilding.wait()
    assert service.status().articles == 2
    rebuilding.pages(f"{site}/gone")
    rebuilding.wait()
    assert isinstance(rebuilding.result, FetchRefused)
    assert service.status().articles == 2


def test_this_computer_is_not_fetched_from(service: Service, site: str) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.pages(f"{site}/a")
    rebuilding.wait()
    assert isinstance(rebuilding.result, FetchRefused)
    assert local.Handler.asked == []


def test_a_page_that_is_read_only_fetches_nothing(service: Service) -> None:
    uploads = Uploads(service.home)
    readers, owners = (ArticlesTab(Holdings(service), uploads, one) for one in (None, Rebuilding(service, uploads)))
    assert 'data-job="pages"' in owners.html(ENGLISH)
    assert 'data-job="pages"' not in readers.html(ENGLISH)
    assert ENGLISH["read_only"] in readers.start("pages", "https://example.com/", ENGLISH)
