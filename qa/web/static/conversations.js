// Conversations, kept in this browser alone. One is the link that asks its questions again; the address is that link.
const KEPT_IN = `qa.conversations${location.pathname === "/" ? "" : location.pathname}`; // each collection has its own
const MOST_KEPT = 200;
const store = {
  all: () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT_IN)) ?? [];
    } catch {
      return []; // no storage, or something else's
    }
  },
  save: (all) => {
    try {
      localStorage.setItem(KEPT_IN, JSON.stringify(all.slice(0, MOST_KEPT)));
    } catch {} // full, or not allowed: the conversation goes on without being kept
  },
};

let current = store.all().find(({ link }) => link === location.search)?.id;

const keep = (link) => {
  const all = store.all();
  const known = all.find(({ id }) => id === current);
  current = known?.id ?? crypto.randomUUID?.() ?? String(Date.now());
  const name = known?.name ?? new URLSearchParams(link).get("q");
  store.save([{ id: current, name, link, at: Date.now() }, ...all.filter(({ id }) => id !== current)]);
};

let kept = "";
on_change(() => {
  const answer = document.querySelector("#answer .qa-result[data-answer]");
  const link = answer?.dataset.link ?? "";
  if (link === kept) return;
  kept = link;
  if (!link) return;
  keep(link);
  history.replaceState(null, "", link);
});

on("click", "#clear", () => {
  current = undefined;
  history.replaceState(null, "", location.pathname);
});

// The list
const list = document.createElement("dialog"); // part of the page while it is open
list.className = "qa-conversations";
list.setAttribute("aria-labelledby", "qa-conversations-title");
list.innerHTML = `<header><h2 id="qa-conversations-title"></h2><button type="button" class="qa-close">✕</button></header>
  <input type="search" autocomplete="off"><p></p><ul></ul>`;
list.addEventListener("close", () => list.remove());
const show_list = () => {
  const wanted = list.querySelector("input").value.trim().toLowerCase();
  const rows = store.all().filter(({ name }) => name.toLowerCase().includes(wanted));
  list.querySelector("ul").replaceChildren(
    ...rows.map(({ id, name, link, at }) => {
      const row = document.createElement("li");
      row.dataset.id = id;
      const open = Object.assign(document.createElement("a"), { href: link, textContent: name });
      const day = Object.assign(document.createElement("time"), { textContent: new Date(at).toLocaleDateString() });
      const [rename, remove] = ["rename", "remove"].map((act) =>
        Object.assign(document.createElement("button"), { type: "button", className: "qa-small", textContent: phrases[act] }),
      );
      rename.addEventListener("click", () => {
        const field = Object.assign(document.createElement("input"), { value: name, ariaLabel: phrases.rename });
        const done = () => {
          store.save(store.all().map((one) => (one.id === id ? { ...one, name: field.value.trim() || name } : one)));
          show_list();
        };
        field.addEventListener("keydown", ({ key }) => key === "Enter" && field.blur());
        field.addEventListener("blur", done, { once: true });
        open.replaceWith(field);
        field.focus();
      });
      remove.addEventListener("click", () => {
        store.save(store.all().filter((one) => one.id !== id));
        show_list();
      });
      row.append(open, day, rename, remove);
      return row;
    }),
  );
  list.querySelector("p").hidden = rows.length > 0;
};
on("click", "[data-conversations]", () => {
  for (const [part, key] of [["h2", "conversations"], ["p", "conversations_none"]]) list.querySelector(part).textContent = phrases[key];
  list.querySelector("input").ariaLabel = list.querySelector("input").placeholder = phrases.conversations_find;
  list.querySelector("button").ariaLabel = phrases.close;
  list.querySelector("input").value = "";
  element.append(list);
  show_list();
  list.showModal();
});
list.querySelector("input").addEventListener("input", show_list);
list.querySelector("button").addEventListener("click", () => list.close());
list.addEventListener("click", ({ target }) => target === list && list.close());
