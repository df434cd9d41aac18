// A day is chosen in a calendar or typed: beside each field for a day stands a button that opens the browser's own.
const add_calendar = (box) => {
  const field = box.querySelector("input:not([type=date]), textarea");
  if (!field) return;
  box.dataset.calendar = "yes";
  const day = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, ariaHidden: "true" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "qa-calendar", ariaLabel: phrases.choose_day ?? "" });
  button.addEventListener("click", (event) => {
    event.preventDefault(); // It lies in the field's label, which would take the focus back.
    day.value = /^\d{4}-\d\d-\d\d$/.test(field.value) ? field.value : "";
    day.showPicker();
  });
  day.addEventListener("change", () => {
    type_into(field, day.value);
    field.focus();
  });
  box.append(day, button);
};
on_change(() => document.querySelectorAll(".qa-date:not([data-calendar])").forEach(add_calendar));
