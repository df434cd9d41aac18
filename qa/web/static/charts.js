// A dot of the map opens its passage; a bar, or a month of the list, shows its articles below the heading.
const show_month = (month, source = null) => fill(document.getElementById("qa-month"), server.month({ month, source }));
on("click", "[data-month]", ({ dataset }) => show_month(dataset.month));

const CLICKED = {
  map: ([article, start, end]) => open_article({ article, start, end }),
  months: ([source, month]) => show_month(month, source),
};
// A plot is there when the pointer comes to it. Drawn anew, it has lost its listeners and has a new `on`.
const heard = new WeakSet();
const hear = (event) => {
  const plot = event.target.closest?.(":is(#map, #months) .js-plotly-plot");
  if (!plot || heard.has(plot.on)) return;
  heard.add(plot.on);
  const clicked = CLICKED[plot.closest("#map, #months").id];
  plot.on("plotly_click", ({ points }) => points[0].customdata && clicked(points[0].customdata));
};
for (const kind of ["pointerover", "pointerdown"]) document.addEventListener(kind, hear, true);
