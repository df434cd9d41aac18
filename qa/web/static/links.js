// Links that open the page where it is: copied from a button, followed when the page is opened with one.
const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // Not allowed, or not offered where the page is not on this computer and not encrypted.
  }
};

on("click", "[data-copy]", async (button) => {
  const link = new URL(button.dataset.copy, location.origin + location.pathname).href;
  const label = button.textContent;
  if (await copied(link)) {
    button.textContent = phrases.copied;
    setTimeout(() => (button.textContent = label), 2000);
  } else window.prompt(phrases.copy_failed, link);
});

const place = /^([\w-]+):(\d+)-(\d+)$/.exec(new URLSearchParams(location.search).get("a") ?? "");
if (place) open_article({ article: place[1], start: place[2], end: place[3] }, location.search);
