// Opens articles at the place that was clicked.
const dialog = element.querySelector("dialog");
const body = dialog.querySelector(".qa-panel-body");

const show = (html) => {
  body.innerHTML = html;
  dialog.querySelector(".qa-close").setAttribute("aria-label", phrases.close);
  if (!dialog.open) dialog.showModal();
  body.focus({ preventScroll: true }); // The arrow keys scroll the text.
  const mark = body.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
};

const remember = (number) => {
  for (const card of document.querySelectorAll(".qa-card"))
    card.classList.toggle("qa-current", card.id === `evidence-${number}`);
};

// `link` is that of the answer from which it is opened: a link copied from the article opens both again.
const open_article = async ({ article, start, end }, link = "") => {
  const opened = await server.open_article({ article, start, end }).catch(() => error_line(phrases.unreachable ?? FAILED));
  show(opened);
  const copy = body.querySelector("[data-copy]");
  if (!copy || !link) return;
  const both = new URLSearchParams(link);
  both.set("a", new URLSearchParams(copy.dataset.copy).get("a"));
  copy.dataset.copy = `?${both}`;
};

// A click that ends a selection copies text, a link leads where it says, and a fold folds.
const means_open = (event) =>
  event.button === 0 &&
  !(event.ctrlKey || event.metaKey || event.shiftKey) &&
  !event.target.closest("a[target=_blank], summary, [data-copy], [data-job]") &&
  !String(window.getSelection());

on("click", "[data-article]", (place, event) => {
  if (!means_open(event)) return;
  event.preventDefault();
  remember(place.dataset.number ?? (place.id.startsWith("evidence-") ? place.id.slice(9) : ""));
  open_article(place.dataset, place.closest("[data-link]")?.dataset.link);
});

// A dot of the timeline shows its card.
on("click", ".qa-timeline a", (dot, event) => {
  event.preventDefault();
  const card = document.getElementById(dot.hash.slice(1));
  card?.scrollIntoView({ block: "center" });
  card?.querySelector(".qa-open")?.focus({ preventScroll: true });
  remember(dot.hash.slice("#evidence-".length));
});

dialog.querySelector(".qa-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // The backdrop: what is inside has its own target.
});
