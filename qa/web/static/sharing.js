// What can be taken away of a conversation: an answer as text, the whole as Markdown or JSON; and the question to ask anew.
const answers = () => [...document.querySelectorAll("#earlier [data-answer], #answer [data-answer]")].map((e) => JSON.parse(e.dataset.answer));

const reference = ({ number, article }) =>
  `[${number}] ${[article.title, article.source, article.published, article.url].filter(Boolean).join(", ")}`;
const as_text = ({ text, citations }) => [text, "", ...citations.map(reference)].join("\n").trim();
const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&");
const as_markdown = (all) =>
  all.map((one) => `## ${plain(one.question)}\n\n${plain(as_text(one)).replace(/\n/g, "  \n")}\n`).join("\n");

on("click", "[data-take]", (button) => {
  const all = answers();
  if (button.dataset.take === "markdown") save_as("conversation.md", "text/markdown", as_markdown(all));
  else if (button.dataset.take === "json") save_as("conversation.json", "application/json", `${JSON.stringify(all, null, 2)}\n`);
  else copy(button, as_text(all.at(-1)), phrases.copied_answer);
});

on("click", "[data-edit]", (button) => {
  const box = document.querySelector("#question textarea");
  type_into(box, button.dataset.edit);
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
});
