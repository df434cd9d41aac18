// An answer, or why there is none, that begins below the window is brought up: after a long conversation, or on a
// telephone, a person would see nothing happen.
const BELOW = 0.8; // of the window's height

const first_said = () => document.querySelector("#answer :is(.qa-asked, .qa-thinking, .qa-error)");
const bring_up = (place) => {
  if (place.getBoundingClientRect().top > window.innerHeight * BELOW) place.scrollIntoView({ block: "center" });
};

let said = "";
new MutationObserver(() => {
  const place = first_said();
  if (!place || place.textContent === said) return; // An answer that grows is brought up once.
  said = place.textContent;
  bring_up(place);
}).observe(document.body, { childList: true, subtree: true });

// The same error once more changes nothing in the page.
const asked_again = (_, { key = "Enter" }) => {
  const place = first_said();
  if (key === "Enter" && place?.matches(".qa-error")) bring_up(place);
};
on("click", "#ask", asked_again);
on("keydown", "#question textarea", asked_again);
