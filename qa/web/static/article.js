// Opens articles in a panel beside the answer, at the sentence that was clicked, and walks from citation to citation.
const dialog = element.querySelector("dialog");
const body = dialog.querySelector(".qa-panel-body");
const walk = dialog.querySelector(".qa-walk");

let origin = null; // what opened the panel, where the focus returns to
let at = ""; // the number of the citation that is shown

// The answer's citations in the order of their numbers; an article that was opened from elsewhere has no neighbours.
const citations = () => [
  ...new Map([...document.querySelectorAll("#answer .qa-cite")].map((link) => [link.dataset.number, link])).values(),
];

const show_walk = () => {
  const links = citations();
  const place = links.findIndex((link) => link.dataset.number === at);
  walk.hidden = place < 0 || links.length < 2;
  if (walk.hidden) return;
  walk.querySelector(".qa-walk-at").textContent = `${at} / ${links.length}`;
  const [back, on] = walk.querySelectorAll("button");
  [back.disabled, on.disabled] = [place === 0, place === links.length - 1];
  back.setAttribute("aria-label", phrases.citation_before);
  on.setAttribute("aria-label", phrases.citation_after);
};

const show = (html) => {
  body.innerHTML = html;
  dialog.querySelector(".qa-close").setAttribute("aria-label", phrases.close);
  show_walk();
  if (!dialog.open) dialog.show(); // Not a modal: the answer beside it can still be read and used.
  body.focus({ preventScroll: true }); // The arrow keys scroll the text.
  const mark = body.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
};

const close_panel = () => {
  dialog.close();
  origin?.focus({ preventScroll: true });
};

const remember = (number) => {
  at = number;
  for (const card of document.querySelectorAll(".qa-card"))
    card.classList.toggle("qa-current", [card, ...card.querySelectorAll("[data-number]")].some((e) => e.dataset.number === number));
  for (const link of document.querySelectorAll("#answer .qa-cite"))
    link.classList.toggle("qa-current", link.dataset.number === number);
};

// `link` is that of the answer from which it is opened: a link copied from the article opens both again.
const open_article = async ({ article, start, end, bold = "" }, link = "") => {
  const [bold_start, bold_end] = bold.split("-");
  const asked = server.open_article({ article, start, end, bold_start, bold_end }).catch(gone);
  dialog.asked = asked;
  const opened = await asked;
  if (dialog.asked !== asked) return; // Another was opened meanwhile.
  show(opened);
  const copy = body.querySelector("[data-copy]");
  if (!copy || !link) return;
  const both = new URLSearchParams(link);
  both.set("a", new URLSearchParams(copy.dataset.copy).get("a"));
  copy.dataset.copy = `?${both}`;
};

const open_at = async (place) => {
  const { number = "", ...where } = place.dataset;
  remember(number);
  await open_article(where, place.closest("[data-link]")?.dataset.link);
  const said = document.querySelector(`#answer .qa-cite[data-number="${number || "none"}"]`)?.closest(".qa-sentence");
  const { top = 0, bottom = 0 } = said?.getBoundingClientRect() ?? {};
  const sheet = dialog.getBoundingClientRect(); // On a telephone it covers the lower part of the window.
  if (said && (top < 0 || (sheet.left === 0 && bottom > sheet.top))) said.scrollIntoView({ block: "start" });
};

// A click that ends a selection copies text, a link leads where it says, and a fold folds.
const means_open = (event) =>
  event.button === 0 &&
  !(event.ctrlKey || event.metaKey || event.shiftKey) &&
  !event.target.closest("a[target=_blank], summary, [data-copy], [data-job], [data-rate]") &&
  !String(window.getSelection());

on("click", "[data-article]", (place, event) => {
  if (!means_open(event)) return;
  event.preventDefault();
  origin = event.target.closest("a, button") ?? place.querySelector("a, button") ?? place;
  open_at(place);
});
on("click", "[data-walk]", (button) => {
  const links = citations();
  const next = links[links.findIndex((link) => link.dataset.number === at) + Number(button.dataset.walk)];
  if (!next) return;
  origin = next;
  open_at(next);
});

// A dot of the timeline shows its card.
on("click", ".qa-timeline a", (dot, event) => {
  event.preventDefault();
  const card = document.getElementById(dot.hash.slice(1))?.closest(".qa-card");
  card?.scrollIntoView({ block: "nearest" });
  card?.querySelector(".qa-open").focus({ preventScroll: true });
  remember(dot.hash.slice("#evidence-".length));
});

dialog.querySelector(".qa-close").addEventListener("click", close_panel);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.open) close_panel();
});
