// What the other scripts use. All of them run once, in this order, with `element` (the panel) and `server` from the
// framework: server.name({...}) calls the function of that name in qa/web/tabs/panel.py.
// The framework keeps to itself that a call failed, and gives nothing; our functions always give something.
server = new Proxy(server, {
  get: (functions, name) => async (given) => {
    const told = await functions[name](given);
    if (told === undefined) throw new Error(`${name} failed`);
    return told;
  },
});

const phrases = { close: "✕", unreachable: "The program did not answer. Is it still running? · 程序没有回应，它还在运行吗？" };
server.phrases({}).then(
  (found) => {
    Object.assign(phrases, found);
    document.title = `${found.title} · article-qa`;
  },
  () => {},
);

const error_line = (said) => {
  const line = document.createElement("p");
  line.className = "qa-error";
  line.setAttribute("role", "alert");
  line.textContent = said;
  return line.outerHTML;
};

const gone = () => error_line(phrases.unreachable);

// What the server says, put into a place; everything that it sends as HTML was escaped there: qa/web/html/markup.py.
// If several are asked for in a row, only the last is shown, whichever response comes last.
const fill = async (place, asked) => {
  place.asked = asked;
  const html = await asked.catch(gone);
  if (place.asked === asked) place.innerHTML = html;
};

// The nearest element around an event that matches, for one listener on the whole page.
const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(found, event);
  });

// Whatever the framework or a script changes in the page.
const on_change = (act) => new MutationObserver(act).observe(document.body, { childList: true, subtree: true });

const type_into = (field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true })); // The framework listens for it.
};

const save_as = (name, type, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

// A card that floats at the lower edge of what it is about, or above it where there is no room.
const float_at = (card, { left, top, bottom }, gap) => {
  card.hidden = false;
  const { width, height } = card.getBoundingClientRect();
  const below = bottom + height + 8 < window.innerHeight;
  card.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  card.style.top = `${below ? bottom + gap : Math.max(8, top - height - gap)}px`;
};

on("click", "[data-language]", ({ dataset }) => {
  document.cookie = `qa_lang=${dataset.language}; path=/; max-age=31536000; SameSite=Strict`;
  location.reload();
});
