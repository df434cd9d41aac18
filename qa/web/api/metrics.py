"""Metrics for Prometheus: requests, questions with their latency and outcome, queues, indexes, rebuilds."""

from collections.abc import Iterator, Sized
from contextlib import suppress

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from corpus.errors import QAError
from qa.observing import Observation
from qa.service import Service
from qa.web.library.rebuilding import Rebuilding

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
"""Bounds of the latency buckets: a search takes milliseconds, an answer by a language model up to two minutes."""
INDEX = {
    "generation": "The live generation.",
    "articles": "Articles in the index.",
    "passages": "Passages in the index.",
}


class Metrics(Collector):
    """The metrics of one server: some are counted as it runs, others are read at each scrape."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("qa_requests", "Requests.", ("route", "status"), registry=self.registry)
        self._questions = Histogram(
            "qa_question_seconds",
            "Duration of questions (ask) and searches; outcome refused: nothing answers them.",
            ("collection", "kind", "outcome"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._watched: list[tuple[Service, Rebuilding | None]] = []
        self.queues: dict[str, Sized] = {}
        """The queues whose length is reported, by name."""
        self.registry.register(self)

    def watch(self, service: Service, rebuilding: Rebuilding | None) -> None:
        """Count a service's questions, and report what its index holds."""

        def asked(seen: Observation) -> None:
            self._questions.labels(service.name, seen.kind, seen.outcome).observe(seen.seconds)

        service.observers.append(asked)
        self._watched.append((service, rebuilding))

    def collect(self) -> Iterator[Metric]:
        """The current values; a missing index has none."""
        queue = GaugeMetricFamily("qa_queue", "Questions that are answered or wait.", labels=("queue",))
        for name, waiting in self.queues.items():
            queue.add_metric((name,), len(waiting))
        yield queue
        held = [GaugeMetricFamily(f"qa_index_{name}", told, labels=("collection",)) for name, told in INDEX.items()]
        jobs = CounterMetricFamily("qa_rebuilds", "Rebuilds that ended.", labels=("collection", "outcome"))
        for service, rebuilding in self._watched:
            with suppress(QAError):
                manifest = service.index().manifest
                for gauge, value in zip(held, (manifest.number, manifest.articles, manifest.passages), strict=True):
                    gauge.add_metric((service.name,), value)
            for outcome, count in (rebuilding.ended if rebuilding else {}).items():
                jobs.add_metric((service.name, outcome), count)
        yield from (*held, jobs)
