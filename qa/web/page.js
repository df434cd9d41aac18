// Opens articles at the place that was clicked. Runs once, with `element` (the panel) and `server` from the framework.
const dialog = element.querySelector("dialog");
const FAILED = "The article could not be fetched: is the program still running? · 无法取得文章：程序还在运行吗？";
const body = dialog.querySelector(".qa-panel-body");

const show = (html) => {
  body.innerHTML = html; // Escaped on the server: qa/render.py.
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

const open = async (place) => {
  const { article, start, end } = place.dataset;
  remember(place.dataset.number ?? (place.id.startsWith("evidence-") ? place.id.slice(9) : ""));
  try {
    show(await server.open_article({ article, start, end }));
  } catch {
    show(`<p class="qa-error" role="alert">${FAILED}</p>`);
  }
};

// A click that ends a selection copies text, and a link leads where it says.
const means_open = (event) =>
  event.button === 0 &&
  !(event.ctrlKey || event.metaKey || event.shiftKey) &&
  !event.target.closest("a[target=_blank]") &&
  !String(window.getSelection());

document.addEventListener("click", (event) => {
  const place = event.target.closest?.("[data-article]");
  if (!place || !means_open(event)) return;
  event.preventDefault();
  open(place);
});

dialog.querySelector(".qa-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close(); // The backdrop: what is inside has its own target.
});
