// Whether an answer is right, and which passage is: written to the home's feedback.jsonl, which `qa eval` reads.
const place_of = ({ dataset: { article, start, end } }) => ({ article, start, end });
const RIGHT = {
  up: (first) => first?.querySelectorAll(".qa-cite") ?? [], // what the first sentence cites; nothing, if silence is right
  down: () => [],
  here: (_, button) => [button.closest("[data-article]")],
};

on("click", "[data-rate]", async (button) => {
  const answer = button.closest(".qa-result");
  const first = answer.querySelector(".qa-sentence");
  const nearest = answer.querySelector(".qa-nearest");
  const { question, asked } = JSON.parse(answer.dataset.answer);
  const { rate } = button.dataset;
  const missed = rate === "down" && !first; // There is an answer, it is said; only its passage can be noted.
  const given = { question: asked || question, places: [...RIGHT[rate](first, button)].map(place_of) };
  const failed = missed ? "" : await server.rate(given).catch(() => gone());
  for (const other of answer.querySelectorAll("[data-rate]")) other.ariaPressed = String(!failed && other === button);
  const told = answer.querySelector(".qa-rated") ?? Object.assign(document.createElement("div"), { className: "qa-rated", role: "status" });
  answer.querySelector(".qa-below").after(told);
  if (failed) told.innerHTML = failed;
  else told.textContent = [missed ? "" : phrases.rated, rate === "down" && nearest ? phrases.rate_point : ""].join(" ").trim();
  if (rate === "down" && nearest) nearest.open = true;
});
