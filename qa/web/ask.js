// An answer, or why there is none, that begins below the window is brought up once: after a long conversation, or on a
// telephone, a person would see nothing happen.
const BELOW = 0.8; // of the window's height

let said = "";
new MutationObserver(() => {
  const first = document.querySelector("#answer :is(.qa-asked, .qa-thinking, .qa-error)");
  const says = first?.matches(".qa-error") ? first : first?.textContent; // The same error once more is news.
  if (!first || says === said) return;
  said = says;
  if (first.getBoundingClientRect().top > window.innerHeight * BELOW) first.scrollIntoView({ block: "center" });
}).observe(document.body, { childList: true, subtree: true });
