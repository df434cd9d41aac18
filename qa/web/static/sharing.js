// What can be taken away of a conversation: an answer as text, the whole as Markdown or JSON; and the question to ask anew.
const answers = () => [...document.querySelectorAll("#earlier [data-answer], #answer [data-answer]")].map((e) => JSON.parse(e.dataset.answer));

const reference = ({ number, article }) =>
  `[${number}] ${[article.title, article.source, article.published, article.url].filter(Boolean).join(", ")}`;
const as_text = ({ text, citations }) => [text, "", ...citations.map(reference)].join("\n").trim();
const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~&!$]/g, "\\$&");
const as_markdown = (all) =>
  all.map((one) => `## ${plain(one.question)}\n\n${plain(as_text(one)).replace(/\n/g, "  \n")}\n`).join("\n");

const save_as = (name, type, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

on("click", "[data-take]", async (button) => {
  const all = answers();
  if (button.dataset.take === "markdown") save_as("conversation.md", "text/markdown", as_markdown(all));
  else if (button.dataset.take === "json") save_as("conversation.json", "application/json", `${JSON.stringify(all, null, 2)}\n`);
  else {
    const [label, text] = [button.textContent, as_text(all.at(-1))];
    if (!(await copied(text))) return void window.prompt(phrases.copy_failed, text);
    button.textContent = phrases.copied_answer;
    setTimeout(() => (button.textContent = label), 2000);
  }
});

on("click", "[data-edit]", (button) => {
  const box = document.querySelector("#question textarea");
  box.value = button.dataset.edit;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
});
