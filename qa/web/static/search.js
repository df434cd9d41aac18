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
  const { name, media, text } = await server.export({ ...form, format: button.dataset.export });
  save_as(name, media, text);
});
