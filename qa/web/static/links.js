// Links that open the page where it is: copied from a button, followed when the page is opened with one.
const copy = async (button, text, said) => {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not allowed, or not offered where the page is not on this computer and not encrypted.
    window.prompt(phrases.copy_failed, text);
    return;
  }
  button.textContent = said;
  setTimeout(() => (button.textContent = label), 2000);
};

on("click", "[data-copy]", (button) => copy(button, new URL(button.dataset.copy, location.origin + location.pathname).href, phrases.copied));

const place = /^([\w-]+):(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("a") ?? "");
if (place) open_article({ article: place[1], start: place[2], end: place[3] }, location.search);
