// The table of articles, and taking articles in: files are sent one by one, then the rebuild is watched until it is done.
const WATCHED = 400; // milliseconds between two looks at a rebuild
const in_index = (id) => document.getElementById(id);

const view = { find: "", sort: "date", descending: true, page: 1 };
const look = (changed) => renew(in_index("qa-table"), server.list_articles(Object.assign(view, changed)));

// A place is renewed where what it says has changed, and not while a button in it is held down or asks back: a press
// would be lost. Of what was asked for one after the other, the last stays.
const pressed = (place) => place.querySelector(":active, [data-usual]");
const renew = async (place, asked) => {
  place.asked = asked;
  const html = await Promise.resolve(asked).catch(() => gone());
  while (pressed(place)) await new Promise((done) => setTimeout(done, 50));
  if (place.asked !== asked || place.shown === html) return;
  const { job, given } = place.contains(document.activeElement) ? document.activeElement.dataset : {};
  place.innerHTML = place.shown = html;
  if (job) [...place.querySelectorAll("[data-job]")].find((button) => same_job(button, job, given))?.focus();
};
const same_job = ({ dataset }, job, given) => dataset.job === job && dataset.given === given;

const renew_all = () => {
  const all = server.refresh({});
  renew(in_index("qa-status"), all.then(({ status }) => status));
  renew(in_index("qa-lists"), all.then(({ lists }) => lists, () => ""));
  look({});
  all.then(async ({ heading }) => {
    await renew(document.querySelector("#heading .prose, #heading > div:last-child"), heading);
    if (!document.querySelector("#heading .qa-sample")) document.querySelector(".qa-take .qa-sample")?.remove();
  }, () => {});
};

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
  } catch {
    in_index("qa-progress").innerHTML = gone();
  } finally {
    following = false;
  }
  renew_all();
};

const begin = async (job, given = "") => {
  const bar = document.createElement("progress");
  bar.ariaLabel = phrases.step_starting ?? "";
  in_index("qa-progress").replaceChildren(bar);
  const told = await server.start({ job, given }).catch(() => gone());
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
    request.addEventListener("error", () => done(phrases.unreachable));
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
  begin(form.dataset.job, form.elements.path.value);
});
on("click", "[data-job=again], [data-job=check], [data-job=mend]", ({ dataset }) => begin(dataset.job, dataset.given));
on("click", "[data-job=restore]", (button) => begin("restore", button.dataset.given));

// What removes is pressed twice: the first time it asks.
const as_usual = (button) => {
  button.textContent = button.dataset.usual;
  button.ariaLabel = button.dataset.says;
  delete button.dataset.usual;
};
on("click", "[data-job=remove], [data-job=leave], [data-job=forget]", (button) => {
  if (button.dataset.usual) {
    as_usual(button);
    begin(button.dataset.job, button.dataset.given);
    return;
  }
  button.focus(); // Not every browser does that, and leaving it is what takes the question back.
  button.dataset.usual = button.textContent;
  button.dataset.says = button.ariaLabel;
  button.textContent = phrases.sure ?? "?";
  button.ariaLabel = `${button.textContent} ${button.dataset.says}`;
});
on("focusout", "[data-usual]", as_usual);

// Each time that the tab is opened it is renewed. Another visitor, or this one before, may have begun a rebuild: it is watched.
const opened = new IntersectionObserver(([{ isIntersecting }]) => {
  if (!isIntersecting) return;
  renew_all();
  server.progress({}).then(({ running }) => running && follow(), () => {});
});
on_change(() => {
  const frame = in_index("qa-index");
  if (!frame || frame.dataset.seen) return;
  frame.dataset.seen = "yes";
  opened.observe(frame);
});
