// The table of articles, and taking articles in: files are sent one by one, then the rebuild is watched until it is done.
const WATCHED = 400; // milliseconds between two looks at a rebuild
const in_index = (id) => document.getElementById(id);

const view = { find: "", sort: "date", descending: true, page: 1 };
const look = (changed) => fill(in_index("qa-table"), server.list_articles(Object.assign(view, changed)));

let typing;
on("input", "#qa-find", (field) => {
  clearTimeout(typing);
  typing = setTimeout(() => look({ find: field.value, page: 1 }), 200);
});
on("click", "#qa-table [data-sort]", async (button) => {
  const { sort, descending } = button.dataset;
  await look({ sort, descending: descending === "true", page: 1 });
  document.querySelector(`#qa-table [data-sort="${sort}"]`)?.focus();
});
on("click", "#qa-table [data-page]", (button) => look({ page: Number(button.dataset.page) }));

let following = false;
const follow = async () => {
  if (following) return;
  following = true;
  try {
    for (;;) {
      const { running, html } = await server.progress({});
      const shown = in_index("qa-progress");
      if (shown && shown.innerHTML !== html) shown.innerHTML = html;
      if (!running) break;
      await new Promise((done) => setTimeout(done, WATCHED));
    }
    const { heading, status, lists } = await server.refresh({});
    document.querySelector("#heading .prose, #heading > div:last-child").innerHTML = heading;
    if (!document.querySelector("#heading .qa-sample")) document.querySelector(".qa-take .qa-sample")?.remove();
    in_index("qa-status").innerHTML = status;
    in_index("qa-lists").innerHTML = lists;
    await look({});
  } catch {
    in_index("qa-progress").innerHTML = error_line(phrases.unreachable ?? FAILED);
  } finally {
    following = false;
  }
};

const begin = async (job, given = "") => {
  const bar = document.createElement("progress");
  bar.ariaLabel = phrases.step_starting ?? "";
  in_index("qa-progress").replaceChildren(bar);
  const told = await server.start({ job, given }).catch(() => error_line(phrases.unreachable ?? FAILED));
  if (told) in_index("qa-progress").innerHTML = told;
  else await follow();
};

// One file, with how much of it is sent; fetch cannot tell that, XMLHttpRequest can.
const send = (file) =>
  new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `uploads?name=${encodeURIComponent(file.name)}`);
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      const bar = document.createElement("progress");
      Object.assign(bar, { max: total, value: loaded });
      const label = document.createElement("p");
      label.textContent = (phrases.uploading ?? "{name}").replace("{name}", file.name);
      bar.setAttribute("aria-label", label.textContent);
      in_index("qa-progress").replaceChildren(label, bar);
    });
    request.addEventListener("load", () => {
      let said = {};
      try {
        said = JSON.parse(request.responseText);
      } catch {
        said = { error: request.responseText.slice(0, 200) };
      }
      done(request.status === 201 ? "" : said.error);
    });
    request.addEventListener("error", () => done(phrases.unreachable ?? FAILED));
    request.send(file);
  });

const take = async (files) => {
  const refused = [];
  let taken = 0;
  for (const file of files) {
    // Asked before: a file that is refused while it comes is only seen as a broken connection.
    const why = (await server.refusal({ name: file.name, size: file.size })) || (await send(file));
    if (why) refused.push(`${file.name}: ${why}`);
    else taken += 1;
  }
  in_index("qa-progress").innerHTML = "";
  if (taken) await begin("uploads");
  for (const why of refused) in_index("qa-progress").insertAdjacentHTML("beforeend", error_line(why));
};

on("change", "#qa-files", async (field) => {
  await take([...field.files]);
  field.value = ""; // The same file can be chosen again.
});
on("dragover", ".qa-drop", (zone, event) => {
  event.preventDefault();
  zone.classList.add("qa-over");
});
on("dragleave", ".qa-drop", (zone) => zone.classList.remove("qa-over"));
on("drop", ".qa-drop", (zone, event) => {
  event.preventDefault();
  zone.classList.remove("qa-over");
  take([...event.dataTransfer.files]);
});
on("submit", ".qa-folder", (form, event) => {
  event.preventDefault();
  begin("folder", form.elements.path.value);
});
on("click", "[data-job=again]", () => begin("again"));
on("click", "[data-job=restore]", (button) => begin("restore", button.dataset.given));

// What removes is pressed twice: the first time it asks.
on("click", "[data-job=remove], [data-job=forget]", (button) => {
  if (button.dataset.usual) return begin(button.dataset.job, button.dataset.given);
  button.dataset.usual = button.textContent;
  button.dataset.says = button.ariaLabel;
  button.textContent = phrases.sure ?? "?";
  button.ariaLabel = `${button.textContent} ${button.dataset.says}`;
});
on("focusout", "[data-usual]", (button) => {
  button.textContent = button.dataset.usual;
  button.ariaLabel = button.dataset.says;
  delete button.dataset.usual;
});

// Another visitor, or this one before, may have begun one: it is watched as soon as the tab is there.
new MutationObserver(() => {
  const shown = in_index("qa-progress");
  if (!shown || shown.dataset.seen) return;
  shown.dataset.seen = "yes";
  Object.assign(view, { find: "", sort: "date", descending: true, page: 1 });
  server.progress({}).then(({ running }) => running && follow(), () => {});
}).observe(document.body, { childList: true, subtree: true });
