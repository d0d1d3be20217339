// Put into a page before its own code: when the first level cell is painted, what blocks and what moves.
(() => {
  const seen = { cell: null, top: null, paint: null, tasks: [], shift: 0 };
  window.watched = seen;
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", (entry) => {
    if (entry.name === "first-contentful-paint") seen.paint = entry.startTime;
  });
  observe("longtask", (entry) => seen.tasks.push([entry.startTime, entry.duration]));
  observe("layout-shift", (entry) => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  });
  // In the document and with a box; the second frame after it begins when the first one is on the screen.
  const look = () => {
    const cell = document.querySelector("main [class*='level-']:not(svg)");
    const box = cell?.getBoundingClientRect();
    if (!box?.height) return requestAnimationFrame(look);
    seen.top = Math.round(box.top);
    requestAnimationFrame(() => requestAnimationFrame(() => (seen.cell = performance.now())));
  };
  requestAnimationFrame(look);
})();
