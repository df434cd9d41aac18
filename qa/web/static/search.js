// The pages of a search and its files; the form that was searched comes back with each.
const searched = (part) => {
  const found = part.closest("[data-search]");
  return found && { place: found, form: JSON.parse(found.dataset.search) };
};

on("click", ".qa-found [data-page]", async (button) => {
  const { place, form } = searched(button);
  const results = place.parentElement;
  await fill(results, server.turn_page({ ...form, page: Number(button.dataset.page) }));
  results.scrollIntoView({ block: "start" });
  results.querySelector(".qa-open")?.focus({ preventScroll: true });
});

on("click", "[data-export]", async (button) => {
  const { form } = searched(button);
  const file = await server.export({ ...form, format: button.dataset.export });
  const address = URL.createObjectURL(new Blob([file.text], { type: `${file.media};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: address, download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
});
