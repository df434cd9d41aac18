// What the other scripts use. All of them run once, in this order, with `element` (the panel) and `server` from the
// framework: server.name({...}) calls the function of that name in qa/web/tabs/panel.py.
const FAILED = "The program did not answer: is it still running? · 程序没有回应，它还在运行吗？";
const phrases = { close: "✕" };
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

// What the server says, put into a place; everything that it sends as HTML was escaped there: qa/web/html/markup.py.
const fill = async (place, asked) => {
  try {
    place.innerHTML = await asked;
  } catch {
    place.innerHTML = error_line(phrases.unreachable ?? FAILED);
  }
};

// The nearest element around an event that matches, for one listener on the whole page.
const on = (type, selector, act) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) act(found, event);
  });

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.("[data-language]");
  if (!choice) return;
  document.cookie = `qa_lang=${choice.dataset.language}; path=/; max-age=31536000; SameSite=Strict`;
  location.reload();
});
