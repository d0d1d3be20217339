// Draws the charts of the page: each [data-chart] from the JSON it names, when it comes into view.
// Only how they look is decided here; every number and word is in the JSON.

const NARROW = 560; // pixels: below it the chart's `narrow` layout holds, as in charts.css
const PRINTED = 680; // pixels: the width of a sheet of paper between its margins
const NEAR = "300px"; // how far outside the view a chart is drawn
const HOVER_LETTERS = 52; // of a line in a hover label

const LOCALE = {
  moduleType: "locale",
  name: "nb",
  dictionary: {},
  format: { decimal: ",", thousands: "\u202f", grouping: [3], date: "%d.%m.%Y" },
};

const charts = new Map(); // drawn elements: what they draw, and at which width

// --- The bundle -------------------------------------------------------------------------------------------

let loading;

function plotly(address) {
  loading ??= load(address).catch((error) => {
    loading = undefined; // the next chart tries again
    throw error;
  });
  return loading;
}

async function load(address) {
  keepStylesOut();
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new Error(`${address} was not loaded`)));
    script.src = address;
    document.head.append(script);
  });
  window.Plotly.register(LOCALE);
  return window.Plotly;
}

// Plotly adds no <style> where it finds this element; charts.css has what it would say.
function keepStylesOut() {
  const mark = document.createElement("template");
  mark.id = "plotly.js-style-global";
  mark.className = "no-inline-styles";
  document.head.append(mark);
}

// --- Colours ----------------------------------------------------------------------------------------------

// The tokens as they are on the screen.
function shownColours() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(name).trim();
}

// The light theme's, whatever is shown: what the style sheets say outside any condition.
function lightColours() {
  const tokens = new Map();
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      if (!(rule instanceof CSSStyleRule) || !document.documentElement.matches(rule.selectorText)) continue;
      for (const name of rule.style) {
        if (name.startsWith("--")) tokens.set(name, rule.style.getPropertyValue(name).trim());
      }
    }
  }
  return (name) => tokens.get(name) ?? "";
}

function rulesOf(sheet) {
  try {
    return sheet.cssRules;
  } catch {
    return []; // another site's: a reader's extension
  }
}

// A copy with every "var(--token)" as a colour.
function coloured(part, colour) {
  if (typeof part === "string") {
    const name = /^var\((--[\w-]+)\)$/.exec(part)?.[1];
    return name ? colour(name) : part;
  }
  if (Array.isArray(part)) return part.map((one) => coloured(one, colour));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, coloured(one, colour)]));
}

// --- Layout -----------------------------------------------------------------------------------------------

function merged(base, more) {
  const both = { ...base };
  for (const [key, value] of Object.entries(more)) both[key] = isPlain(value) && isPlain(base[key]) ? merged(base[key], value) : value;
  return both;
}

function isPlain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function wrapped(text, letters) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + word.length >= letters) lines.push(word);
    else lines[last] += lines[last] ? ` ${word}` : word;
  }
  return lines.join("<br>");
}

function figure(chart, width, colour) {
  const letters = Math.min(HOVER_LETTERS, Math.floor(width / 9));
  const data = chart.data.map((trace) => (Array.isArray(trace.text) ? { ...trace, text: trace.text.map((text) => wrapped(text, letters)) } : trace));
  const layout = merged(chart.layout, { ...(width < NARROW ? chart.narrow : {}), width });
  return coloured({ data, layout }, colour);
}

// --- Drawing ----------------------------------------------------------------------------------------------

async function open(element) {
  if (!begin(element)) return;
  try {
    await plotly(element.dataset.plotly);
    finish(element, element.clientWidth, shownColours());
  } catch (error) {
    charts.delete(element);
    fail(element);
    console.warn(error);
  }
}

// False where it is begun already, or has nothing to draw.
function begin(element) {
  const payload = document.getElementById(element.dataset.chart);
  if (charts.has(element) || !payload) return false;
  charts.set(element, { payload: JSON.parse(payload.textContent), width: 0 });
  return true;
}

function finish(element, width, colour) {
  render(element, width, colour);
  sizes.observe(element);
  offerDownloads(element);
}

function render(element, width, colour) {
  const chart = charts.get(element);
  if (!width || !chart) return;
  chart.width = width;
  const { data, layout } = figure(chart.payload, width, colour);
  window.Plotly.react(paper(element), data, layout, chart.payload.config);
  element.dataset.drawn = "";
  failure(element)?.replaceChildren();
}

// What Plotly draws in, beside the placeholder.
function paper(element) {
  let found = element.querySelector(":scope > .chart-paper");
  if (!found) {
    found = document.createElement("div");
    found.className = "chart-paper";
    element.append(found);
  }
  return found;
}

function fail(element) {
  const place = failure(element);
  if (place) place.textContent = place.dataset.chartFailed;
}

function failure(element) {
  return element.closest("figure")?.querySelector("[data-chart-failed]");
}

function drawnAgain(colour = shownColours(), widthOf = (element) => element.clientWidth) {
  for (const element of charts.keys()) {
    if (!element.isConnected) forget(element);
    else if ("drawn" in element.dataset) render(element, widthOf(element), colour);
  }
}

function forget(element) {
  charts.delete(element);
  sizes.unobserve(element);
  if (window.Plotly) window.Plotly.purge(paper(element));
}

// --- Downloads --------------------------------------------------------------------------------------------

function offerDownloads(element) {
  for (const button of element.closest("figure").querySelectorAll("[data-chart-download]")) {
    button.hidden = false;
    button.onclick = () => download(charts.get(element).payload, button.dataset.chartDownload);
  }
}

function download(chart, format) {
  const { annotations, ...picture } = chart.picture;
  const laidOut = merged(chart.layout, picture);
  laidOut.annotations = [...(chart.layout.annotations ?? []), ...annotations];
  const { data, layout } = coloured({ data: chart.data, layout: laidOut }, lightColours());
  const { width, height } = picture;
  const options = { format, width, height, scale: format === "png" ? 2 : 1, filename: chart.filename };
  return window.Plotly.downloadImage({ data, layout, config: chart.config }, options);
}

// --- When -------------------------------------------------------------------------------------------------

const views = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      views.unobserve(entry.target);
      open(entry.target);
    }
  },
  { rootMargin: NEAR },
);

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const width = target.clientWidth;
    if (width && charts.get(target)?.width !== width && !printing) render(target, width, shownColours());
  }
});

let printing = false;

export function draw(root = document) {
  for (const element of root.querySelectorAll("[data-chart]")) if (!charts.has(element)) views.observe(element);
}

document.addEventListener("htmx:after:swap", () => {
  drawnAgain();
  draw();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawnAgain());
// A drawing that is taller than a sheet would be cut by it.
const TALLEST = 860;

function fit() {
  for (const element of document.querySelectorAll("[data-chart]")) {
    element.style.zoom = printing && element.offsetHeight ? Math.min(1, TALLEST / element.offsetHeight) : "";
  }
}

addEventListener("beforeprint", () => {
  printing = true;
  drawnAgain(lightColours(), () => PRINTED);
  // Where nothing was drawn yet, paper does not wait.
  for (const element of window.Plotly ? document.querySelectorAll("[data-chart]") : []) {
    if (begin(element)) finish(element, PRINTED, lightColours());
  }
  fit();
});
document.addEventListener("portal:to-print", (event) => {
  const chart = document.querySelector("[data-chart][data-plotly]");
  if (chart) event.detail.push(plotly(chart.dataset.plotly));
});
addEventListener("afterprint", () => {
  printing = false;
  fit();
  drawnAgain();
});
draw();
