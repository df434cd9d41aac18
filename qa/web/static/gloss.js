// A word of a quote in the other language than the page's has its dictionary gloss in a card, a Chinese one its pinyin too,
// while the pointer is on it or after a tap. The quote stays one text: the word is found by its place and marked without an
// element.
const FOREIGN = document.documentElement.lang === "en" ? "zh" : "en";
const QUOTES = ".qa-said, .qa-card blockquote, .qa-passage, .qa-panel .qa-text p";
const looked_up = new Map(); // a text and what the server says of its words
const word_card = document.createElement("div");
Object.assign(word_card, { className: "qa-tip qa-gloss", role: "tooltip", hidden: true });
element.append(word_card);
const marked_word = CSS.highlights && new Highlight();
CSS.highlights?.set("qa-word", marked_word);

const hide_gloss = () => {
  word_card.hidden = true;
  marked_word?.clear();
};

// The place between two characters that is nearest to a point.
const caret = (x, y) => {
  const at = document.caretPositionFromPoint?.(x, y);
  if (at) return [at.offsetNode, at.offset];
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : [];
};

// Which character of a quote a point is on, counted from the quote's beginning; -1 for none.
const character = (quote, x, y) => {
  const [node, near] = caret(x, y);
  if (node?.nodeType !== Node.TEXT_NODE || !quote.contains(node)) return -1;
  const range = document.createRange();
  for (const at of [near, near - 1]) {
    if (at < 0 || at >= node.length) continue;
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) continue;
    range.setStart(quote, 0);
    return [...range.toString()].length - 1;
  }
  return -1;
};

const range_of = (quote, start, end) => {
  const units = (count) => [...quote.textContent].slice(0, count).join("").length; // the server counts characters
  const range = document.createRange();
  const texts = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
  const [first, last] = [units(start), units(end)];
  for (let done = 0; texts.nextNode(); done += texts.currentNode.length) {
    const node = texts.currentNode;
    if (first >= done && first < done + node.length) range.setStart(node, first - done);
    if (last > done && last <= done + node.length) range.setEnd(node, last - done);
  }
  return range;
};

const show_gloss = async (quote, x, y) => {
  const at = quote?.closest(`[lang^=${FOREIGN}]`) ? character(quote, x, y) : -1;
  if (at < 0) return hide_gloss();
  const text = quote.textContent;
  if (!looked_up.has(text)) looked_up.set(text, server.gloss({ text }).catch(() => looked_up.delete(text) && []));
  const word = (await looked_up.get(text)).find(({ start, end }) => start <= at && at < end);
  if (!word || !quote.isConnected) return hide_gloss();
  const range = range_of(quote, word.start, word.end);
  marked_word?.clear();
  marked_word?.add(range);
  const [name, read, meaning, note] = ["strong", "span", "p", "small"].map((tag) => document.createElement(tag));
  Object.assign(name, { textContent: range.toString(), lang: FOREIGN });
  Object.assign(read, { textContent: word.pinyin, className: "qa-latin", lang: "zh-Latn-pinyin" });
  meaning.textContent = word.meanings;
  note.textContent = phrases.gloss_says;
  word_card.replaceChildren(name, " ", ...(word.pinyin ? [read] : []), ...(word.meanings ? [meaning, note] : []));
  float_at(word_card, [...range.getClientRects()].find((part) => part.bottom >= y) ?? range.getBoundingClientRect(), 4);
};

let resting;
document.addEventListener("pointermove", ({ pointerType, target, clientX, clientY }) => {
  if (pointerType !== "mouse") return;
  clearTimeout(resting);
  resting = setTimeout(() => show_gloss(target.closest?.(QUOTES), clientX, clientY), 120);
});
document.addEventListener("click", ({ pointerType, target, clientX, clientY }) => {
  if (pointerType === "mouse" || target.closest?.("[data-article], a, button, summary")) return hide_gloss();
  show_gloss(target.closest?.(QUOTES), clientX, clientY);
});
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide_gloss());
document.addEventListener("scroll", hide_gloss, true);
