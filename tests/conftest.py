import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from qa.service import Service
from qa.sources import sample_folder
from tests.kept_process import KeptProcess, end_kept
from tests.language_model import Endpoint

if TYPE_CHECKING:
    from index.training.data.sources import TrainingData

# No deadlines: the first example of a test may load a library, and the machine may be busy.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def kept_process() -> Iterator[None]:
    """Let the rebuilds of this process share one reading process, one after another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.workers.choice.ReadProcess", KeptProcess)
        yield
    end_kept()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages, news and question sets, which are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real pages and question sets is not here")
    return SHARED


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample articles, built with the bundled model. Tests must not write to it."""
    home = tmp_path_factory.mktemp("sample-home")
    Service(home).rebuild([sample_folder()])
    return home


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes articles into a folder and returns the folder: `write(one="text", two="text")`."""
    folder = tmp_path / "articles"

    def write_articles(**texts: str) -> Path:
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        return folder

    return write_articles


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A language model that says what the test sets."""
    with closing(Endpoint()) as made:
        yield made


@pytest.fixture(scope="session")
def running() -> Callable[..., AbstractContextManager[str]]:
    """A function that serves a service's page until a block ends: `with running(service, options=...) as url`."""
    from qa.web.server.app import web_app
    from qa.web.server.http import PageServer, listen

    @contextmanager
    def serving(service: Service, **kind: Any) -> Iterator[str]:
        ready: Queue[str] = Queue()
        server = PageServer(web_app(service, **kind), listen("127.0.0.1", 0), ready.put)
        thread = threading.Thread(target=server.serve_until_stopped)
        thread.start()
        try:
            yield ready.get(timeout=60)
        finally:
            server.should_exit = True
            thread.join(timeout=30)
        assert not thread.is_alive()

    return serving


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> "TrainingData":
    """A little training data."""
    from index.training.data.sources import TrainingData
    from tests.training_data import write_data

    return TrainingData(write_data(tmp_path_factory.mktemp("training")))


@pytest.fixture(scope="session")
def teacher(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model to learn from."""
    from tests.training_data import write_teacher

    return write_teacher(tmp_path_factory.mktemp("teacher"))


@pytest.fixture(scope="session")
def start(data: "TrainingData", teacher: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model before training, with its tokenizer."""
    from tests.training_start import write_start

    return write_start(tmp_path_factory.mktemp("start"), data, teacher)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Run torch in one thread, so that sums have a fixed order and equal results are equal exactly."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def pytest_configure() -> None:
    """Let child processes be interrupted as on a command line.

    Workers of pytest-xdist ignore SIGINT, and their child processes inherit that.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
