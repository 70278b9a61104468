"use strict";
// Looks up in each figure's record what is lit; calculates nothing about networks.
for (const figure of document.querySelectorAll("figure.point")) {
  const record = JSON.parse(figure.querySelector("script").textContent);
  const rows = [...figure.querySelectorAll(".map")];
  const draw = (row, words, light, lit, kind) => {
    row.querySelector("span").textContent = words;
    const marks = [...light.map(bar => [bar, "light", 1, 8]), ...lit.map(bar => [bar, kind, 0, 10])];
    row.querySelector("g").replaceChildren(...marks.map(([[from, to], name, y, height]) => {
      const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const given = { class: name, x: from, y, width: to - from, height };
      for (const [key, value] of Object.entries(given)) mark.setAttribute(key, value);
      return mark;
    }));
  };
  const point = (map, at) => {
    const bar = record.here[map][at];
    rows.forEach((row, rank) => {
      const sees = record.sees[map][at][rank], seen = record.seen[map][at][rank];
      row.classList.toggle("pointed", rank === map);
      if (rank === map) draw(row, `feature ${record.maps[map].features[at]}`, [], [bar], "lit");
      else if (sees) draw(row, sees[0], sees[1], sees[2], "lit");
      else if (seen) draw(row, seen[0], [], seen[1], "seen");
      else draw(row, "", [], [], "lit");
    });
    const bottom = record.sees[map][at][rows.length - 1];
    rows[map].dataset.at = at;
    rows[map].setAttribute("aria-valuenow", record.maps[map].features[at]);
    rows[map].setAttribute("aria-valuetext", `feature ${record.maps[map].features[at]}${bottom ? ", " + bottom[0] : ""}`);
  };
  const nearest = (map, event) => {
    const box = rows[map].querySelector("svg").getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * 1000, at = record.maps[map].at;
    return at.reduce((best, place, i) => Math.abs(place - x) < Math.abs(at[best] - x) ? i : best, 0);
  };
  rows.forEach((row, map) => {
    const features = record.maps[map].features, last = features.length - 1;
    const given = { role: "slider", tabindex: 0, "aria-label": record.maps[map].name, "aria-valuemin": features[0],
      "aria-valuemax": features[last], "aria-valuenow": features[0] };
    for (const [key, value] of Object.entries(given)) row.setAttribute(key, value);
    row.dataset.at = map === record.chosen[0] ? record.chosen[1] : 0;
    for (const kind of ["pointermove", "pointerdown"]) row.addEventListener(kind, event => point(map, nearest(map, event)));
    row.addEventListener("focus", () => point(map, Number(row.dataset.at)));
    row.addEventListener("keydown", event => {
      const at = Number(row.dataset.at);
      const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: last,
        PageUp: at + 5, PageDown: at - 5 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      point(map, Math.min(Math.max(to, 0), last));
    });
  });
  figure.querySelector("b").textContent = "Point at a map, or move through it with the arrow keys.";
  point(...record.chosen);
}
