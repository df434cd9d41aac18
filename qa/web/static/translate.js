// A sentence in the reader's language, where a language model is set up: below the quote and marked as the model's.
on("click", "[data-translate]", async (button) => {
  const sentence = button.closest(".qa-sentence");
  const shown = Object.assign(document.createElement("p"), { className: "qa-translation", textContent: phrases.translating });
  shown.setAttribute("role", "status");
  sentence.after(shown);
  button.disabled = true;
  await fill(shown, server.translate(place_of(sentence.querySelector(".qa-cite"))));
  button.disabled = Boolean(shown.querySelector(".qa-written")); // What failed can be tried again.
  if (!button.disabled) button.addEventListener("click", () => shown.remove(), { once: true });
});
