// A dot of the map opens its passage. The plot is there when the pointer comes to it; it is listened to once.
document.addEventListener("pointerover", (event) => {
  const plot = event.target.closest?.("#map .js-plotly-plot");
  if (!plot || plot.dataset.opens) return;
  plot.dataset.opens = "yes";
  plot.on("plotly_click", ({ points }) => {
    const [article, start, end] = points[0].customdata ?? [];
    if (article) open_article({ article, start, end });
  });
});
