// What a citation cites, in a card beside its number while the pointer or the focus is on it.
const tip = document.createElement("div");
Object.assign(tip, { className: "qa-tip", id: "qa-tip", role: "tooltip", hidden: true });
element.append(tip);
let cited = null;

const hide_tip = () => {
  tip.hidden = true;
  cited?.removeAttribute("aria-describedby");
  cited = null;
};

const show_tip = (link) => {
  const card = document.getElementById(`evidence-${link.dataset.number}`)?.closest(".qa-card");
  if (!card || link === cited) return;
  hide_tip();
  cited = link;
  const quote = document.createElement("q");
  const mark = card.querySelectorAll(`blockquote[data-number="${link.dataset.number}"] mark`);
  quote.textContent = [...mark].map((part) => part.textContent).join("");
  quote.lang = card.querySelector("blockquote").lang;
  const title = document.createElement("strong");
  title.textContent = card.querySelector(".qa-open").textContent;
  title.lang = card.querySelector(".qa-open").lang;
  tip.replaceChildren(title, card.querySelector(".qa-meta").cloneNode(true), quote);
  for (const away of tip.querySelectorAll("a")) away.closest(".qa-meta > span").remove(); // A card is read, not clicked.
  float_at(tip, link.getBoundingClientRect(), 6);
  link.setAttribute("aria-describedby", tip.id);
};

on("mouseover", "#answer .qa-cite", show_tip);
on("focusin", "#answer .qa-cite", (link) => link.matches(":focus-visible") && show_tip(link));
on("focusout", "#answer .qa-cite", hide_tip);
document.addEventListener("mouseover", (event) => {
  if (cited && !event.target.closest?.(".qa-tip, .qa-cite")) hide_tip();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && hide_tip());
document.addEventListener("click", hide_tip);
document.addEventListener("scroll", hide_tip, true);
