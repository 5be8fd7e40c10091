"use strict";
// Which view an address means, the frame around it, keys.

const VIEWS = {
  "": overview, report: reportView, pair: pairView, families: familiesView,
  templates: templatesView, phrases: phrasesView, unread: unreadView, methods: methodsView,
  passage: (path) => {
    const row = PASSAGES.get(path[1]);
    const href = row && pairHref(row);
    return href ? pairView(href.slice(2).split("/"))
      : [el("p", { class: "banner" }, w("ui.unknown-place"))];
  },
};

const MENU = [
  ["", "ui.overview"], ["families", "ui.families"], ["templates", "ui.templates"],
  ["phrases", "ui.phrases"], ["unread", "ui.unread"], ["methods", "ui.methods"],
];

function render() {
  const path = location.hash.replace(/^#\/?/, "").split("/").map(decode);
  const view = Object.hasOwn(VIEWS, path[0]) ? VIEWS[path[0]] : overview;
  const here = Object.hasOwn(VIEWS, path[0]) ? path[0] : "";
  document.documentElement.lang = state.lang;
  const main = el("main", { id: "main", tabindex: "-1" });
  add(main, [view(path)]);
  document.getElementById("page").replaceChildren(
    el("a", { class: "skip", href: "#main", click: skip }, w("ui.skip")),
    frameHead(here), legend(), main, frameFoot());
  window.scrollTo(0, 0);
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function frameHead(here) {
  const other = state.lang === "zh" ? "en" : "zh";
  return el("header", { class: "frame" },
    el("div", { class: "brand" }, el("b", {}, w("ui.title")),
      el("small", {}, w("ui.run"), " ", DATA.run_id.slice(0, 12))),
    el("nav", { "aria-label": w("ui.views") }, MENU.map(([name, key]) =>
      el("a", { href: `#/${name}`, "aria-current": name === here ? "page" : null }, w(key)))),
    el("button", { type: "button", class: "language", lang: other,
      click: () => { state.lang = other; render(); } }, other === "en" ? "English" : "中文"));
}

function frameFoot() {
  return el("footer", { class: "frame" },
    el("p", {}, el("b", {}, w("ui.no-proof")), " ", w("limit.person")),
    el("p", { class: "quiet" }, `leitong ${DATA.version} · `, w("ui.run-id"), " ", DATA.run_id));
}

/** Left and right arrows step through the passages of a pair. */
function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input")) return;
  const key = { ArrowLeft: "previous", ArrowRight: "next" }[event.key];
  const link = key && document.querySelector(`[data-key="${key}"]`);
  if (link && !event.target.closest(".scroll")) link.click();
}

window.addEventListener("hashchange", render);
window.addEventListener("keydown", onKey);
render();
