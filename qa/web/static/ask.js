// An answer, or why there is none, that does not begin in the upper third of the window, or too close to its edge, is
// brought to its top.
const EDGE = 16;
const first_said = () => document.querySelector("#answer :is(.qa-asked, .qa-thinking, .qa-error)");
const bring_up = (place) => {
  const { top } = place.getBoundingClientRect();
  if (top < EDGE || top > window.innerHeight / 4) (place.closest(".qa-result") ?? place).scrollIntoView({ block: "start" });
};

let said = "";
on_change(() => {
  const place = first_said();
  if (!place || place.textContent === said) return; // An answer that grows is brought up once.
  said = place.textContent;
  bring_up(place);
});

// The same error once more changes nothing in the page.
const asked_again = (_, { key = "Enter" }) => {
  const place = first_said();
  if (key === "Enter" && place?.matches(".qa-error")) bring_up(place);
};
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("#question textarea");
  if (!box?.checkVisibility()) return; // another tab is shown
  event.preventDefault();
  box.focus();
});
on("click", "[data-ask]", (chip) => {
  type_into(document.querySelector("#question textarea"), chip.dataset.ask);
  setTimeout(() => document.getElementById("ask").click());
});
on("click", "#ask", asked_again);
on("keydown", "#question textarea", asked_again);
