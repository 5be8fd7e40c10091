"use strict";
// One report: its account, what stands beside it, and its whole text with the layers marked.

function reportView(path) {
  const row = ROWS.documents[Number(path[1]) - 1];
  if (!row) return [el("p", { class: "banner" }, w("ui.unknown-place"))];
  return [
    el("h1", {}, el("bdi", {}, row.name), " ", tags(row)),
    metadata(row),
    row.verdict.state === "good" ? null : el("p", { class: "banner" },
      el("b", {}, w(`verdict.${row.verdict.state}`)), " ",
      row.verdict.reasons.map((code) => w(`verdict-reason.${code}`)).join("; "),
      row.verdict.state === "unreadable" ? " " + w("ui.unreadable-note") : ""),
    el("div", { class: "columns" },
      el("div", { class: "main" }, section("text", w("ui.text"), wholeText(row, path[2]))),
      el("div", { class: "side" },
        section("account", w("ui.account"), bar(row.account, row.characters, true),
          accountTable(row)),
        ratiosTable(row),
        row.sources.length > 0 && section("sources", w("ui.sources"), sourcesTable(row)),
        row.placeholders.length > 0
          && section("placeholders", w("ui.placeholders"), placeholders(row)),
        row.exclusions.length > 0 && section("exclusions", w("ui.exclusions"), exclusions(row)),
        Object.keys(row.evasion).length > 0 && section("evasion", w("ui.evasion"),
          facts(Object.entries(row.evasion).map(([code, count]) =>
            [w(`evasion.${code}`), [number(count), " ", el("small", { class: "quiet" },
              row.evasion_examples.filter((example) => example.kind === code)
                .map((example) => example.text).join(" | "))]]))))),
  ];
}

function metadata(row) {
  const from = (field, value) => value === null ? null : [
    el("bdi", {}, value), " ",
    row.metadata_from[field]
      && el("small", { class: "quiet" }, w(`origin.${row.metadata_from[field]}`))];
  return facts([
    [w("ui.file"), el("bdi", {}, row.document)],
    [w("ui.format"), row.format],
    ...["title", "unit", "author", "date", "level", "superior"].map((field) =>
      [w(`field.${field}`), from(field, row[field])]),
  ]);
}

function accountTable(row) {
  if (!row.account) return null;
  const lines = LAYERS.filter((layer) => row.account[layer]).map((layer) => el("tr", {},
    el("td", {}, layerMark(layer), " ", w(`layer.${layer}`)),
    el("td", { class: "number" }, number(row.account[layer])),
    el("td", { class: "number" }, share({ n: row.account[layer], d: row.characters }))));
  const roles = row.roles && row.account.copied
    ? ["received", "given", "undirected"].filter((role) => row.roles[role]).map((role) =>
      el("tr", { class: "quiet" }, el("td", {}, "　", w("ui.of-copied"), w(`role.${role}`)),
        el("td", { class: "number" }, number(row.roles[role])), el("td"))) : [];
  return el("table", { class: "small" }, el("tbody", {}, lines.slice(0, 1), roles, lines.slice(1),
    el("tr", { class: "sum" }, el("td", {}, w("ui.characters")),
      el("td", { class: "number" }, number(row.characters)), el("td", {})),
    row.characters_outside > 0 && el("tr", { class: "quiet" },
      el("td", {}, w("ui.characters-outside")),
      el("td", { class: "number" }, number(row.characters_outside)), el("td"))));
}

const RATIOS = ["copied", "given", "template_unconfirmed", "overlap", "without_quotation",
  "without_own_unit", "without_boilerplate", "single_largest"];

function ratiosTable(row) {
  if (!row.ratios) return null;
  return section("ratios", w("ui.ratios"), el("table", { class: "small" }, el("tbody", {},
    RATIOS.map((name) => el("tr", {}, el("td", { title: w(`ratio-meaning.${name}`) },
      w(`ratio.${name}`)), el("td", { class: "number" }, ratioCell(row.ratios[name])))))));
}

function sourcesTable(row) {
  const self = indexOf(row);
  return el("table", { class: "small" }, el("tbody", {}, row.sources.map((source) => {
    const other = indexOf(source);
    return el("tr", {},
      el("td", { class: "label" }, w(`other.${source.role}`)), el("td", {}, reportLink(source)),
      el("td", { class: "number" }, number(source.characters)),
      el("td", { class: "label" }, other === undefined ? null
        : el("a", { href: pairPath(self, other) }, w("ui.compare"))));
  })));
}

function placeholders(row) {
  return el("ul", {}, row.placeholders.map((blank) => el("li", {},
    el("b", {}, w(`placeholder.${blank.kind}`)), " ",
    el("a", { href: `#/report/${indexOf(row) + 1}/${blank.start}` }, blank.text || "∅"),
    blank.stands_for && [" ", w("ui.stands-for", { text: blank.stands_for })],
    blank.seen_in && [" ", reportLink(blank.seen_in)])));
}

function exclusions(row) {
  return el("ul", {}, row.exclusions.map((part) => el("li", {},
    el("b", {}, w(`exclusion.${part.reason}`)), " ", part.text)));
}

/** The text of a report, a run of one layer after the other. */
function wholeText(row, place) {
  const points = pointsOf(row.document);
  if (!points) return el("p", { class: "quiet" }, w("ui.no-text"));
  const target = place === undefined ? -1 : Number(place);
  const box = el("div", { class: "text" });
  let at = row.start;
  let aim = null;
  const put = (end, node) => {
    const slice = points.slice(at, end);
    if (target >= at && target < end) aim = node;
    putText(node, slice.join(""));
    box.append(node);
    at = end;
  };
  for (const run of row.layers) {
    if (run.start > at) put(run.start, el("span"));
    put(run.end, runNode(run));
  }
  if (row.end > at) put(row.end, el("span"));
  if (aim) {
    aim.classList.add("aim");
    requestAnimationFrame(() => aim.scrollIntoView({ block: "center" }));
  }
  return box;
}

/** A page of notes, headers or footers begins with a form feed. */
function putText(node, string) {
  string.split("\f").forEach((part, index) => {
    if (index) node.append(el("span", { class: "part-break" }, w("ui.part-break")));
    text(node, part);
  });
}

function runNode(run) {
  const name = layerClass(run.layer, run.kind);
  if (run.layer === "original") return el("span");
  const passage = run.passage && PASSAGES.get(run.passage);
  const href = passage ? pairHref(passage) : null;
  const title = w(`layer.${run.layer}`) + (run.kind ? " · " + w(`kind.${run.kind}`) : "")
    + (run.passage ? " · " + run.passage : "");
  return el(href ? "a" : "span", { class: `run layer-${name}`, href, title },
    el("sup", { class: `layer-${name}` }, w(`letter.${name}`)));
}
