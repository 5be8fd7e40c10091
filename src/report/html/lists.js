"use strict";
// Families, forms, set phrases, what was not read, methods and limits.

function familiesView() {
  const reports = ROWS.families.filter((row) => row.kind === "report");
  const passages = ROWS.families.filter((row) => row.kind !== "report");
  return [
    el("h1", {}, w("ui.families")),
    section("report-families", w("family.report"), reports.length
      ? reports.slice(0, ROWS_AT_ONCE).map(reportFamily)
      : el("p", { class: "quiet" }, w("ui.none"))),
    section("passage-families", w("family.passage"), table([
      { title: w("ui.id"), value: (row) => row.id, cell: (row) => el("span", { class: "id" },
        row.id) },
      { title: w("ui.members"), number: true, value: (row) => row.members.length,
        cell: (row) => number(row.members.length) },
      { title: w("ui.words"), cell: (row) => excerpt(row.representative) },
      { title: w("ui.places-title"), cell: (row) => placesList(row.members) },
    ], passages, { label: w("family.passage"), order: { index: 1, down: true } })),
  ];
}

function reportFamily(row) {
  const same = (place) => keyOf(place) === keyOf(row.representative);
  return el("article", { class: "family" },
    el("h3", {}, w("ui.family-of", { count: number(row.members.length) }), " ",
      el("span", { class: "id" }, row.id)),
    el("ul", { class: "members" }, row.members.map((place) => el("li", {}, reportLink(place),
      same(place) && el("span", { class: "tag" }, w("ui.representative"))))),
    row.edges.length > 0 && table([
      { title: w("ui.left"), value: (edge) => nameOf(edge.left),
        cell: (edge) => reportLink(edge.left) },
      { title: w("ui.right"), value: (edge) => nameOf(edge.right),
        cell: (edge) => reportLink(edge.right) },
      { title: w("ui.contained-left"), number: true,
        value: (edge) => ratioValue(edge.containment_left),
        cell: (edge) => ratioCell(edge.containment_left) },
      { title: w("ui.contained-right"), number: true,
        value: (edge) => ratioValue(edge.containment_right),
        cell: (edge) => ratioCell(edge.containment_right) },
      { title: w("ui.copied-characters"), number: true, value: (edge) => edge.copied[0],
        cell: (edge) => edgeLink(edge) },
    ], row.edges, { label: w("family.report") }));
}

function edgeLink(edge) {
  const words = `${number(edge.copied[0])} · ${number(edge.copied[1])}`;
  const left = indexOf(edge.left);
  const right = indexOf(edge.right);
  return left === undefined || right === undefined ? words
    : el("a", { href: pairPath(left, right) }, words);
}

function excerpt(place) {
  const points = pointsOf(place.document);
  if (!points) return "";
  const end = Math.min(place.end, place.start + 80);
  return points.slice(place.start, end).join("") + (end < place.end ? "……" : "");
}

function phrasesView() {
  return [
    el("h1", {}, w("ui.phrases")),
    el("p", { class: "quiet" }, w("meaning.boilerplate")),
    table([
      { title: w("ui.words"), value: (row) => row.text, cell: (row) => row.text },
      { title: w("ui.independent-users"), number: true, value: (row) => row.independent_users,
        cell: (row) => number(row.independent_users) },
      { title: w("ui.users"), number: true, value: (row) => row.users,
        cell: (row) => number(row.users) },
      { title: w("ui.basis"), value: (row) => row.basis, cell: (row) => w(`basis.${row.basis}`) },
      { title: w("ui.places-title"), cell: (row) => placesList(row.places) },
    ], ROWS.boilerplate, { label: w("ui.phrases"), order: { index: 1, down: true } }),
  ];
}

function templatesView() {
  return [
    el("h1", {}, w("ui.templates")),
    ROWS.templates.length ? ROWS.templates.slice(0, ROWS_AT_ONCE).map(templateCard)
      : el("p", { class: "quiet" }, w("ui.none")),
  ];
}

function templateCard(row) {
  const slots = row.skeleton.filter((part) => part.part === "slot");
  return el("article", { class: "family" },
    el("h3", {}, w("ui.template-of", { count: number(row.members.length) }), " ",
      el("span", { class: "id" }, row.id)),
    el("div", { class: "text skeleton" }, row.skeleton.map((part) => part.part === "fixed"
      ? part.text : el("span", { class: "slot" }, `${part.number} ${w("slot." + part.kind)}`))),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": w("ui.slots") },
      el("table", {}, el("thead", {}, el("tr", {}, el("th", {}, w("ui.report")),
        slots.map((slot) => el("th", { scope: "col" },
          `${slot.number} ${w("slot." + slot.kind)}`)))),
      el("tbody", {}, row.members.slice(0, ROWS_AT_ONCE).map((member, index) => el("tr", {},
        el("th", { scope: "row" }, reportLink(member)),
        slots.map((slot) => el("td", {}, slot.values[index] === null ? "—"
          : slot.values[index]))))))));
}

function unreadView() {
  const doubtful = ROWS.documents.filter((row) => row.verdict.state !== "good");
  return [
    el("h1", {}, w("ui.unread")),
    el("p", {}, w("ui.unread-explained")),
    section("verdicts", w("ui.verdicts"), table([
      { title: w("ui.report"), value: (row) => row.name, cell: (row) => reportLink(row) },
      { title: w("ui.verdict"), value: (row) => row.verdict.state,
        cell: (row) => w(`verdict.${row.verdict.state}`) },
      { title: w("ui.why"), cell: (row) =>
        row.verdict.reasons.map((code) => w(`verdict-reason.${code}`)).join("; ") },
      { title: w("ui.format"), value: (row) => row.format, cell: (row) => row.format },
    ], doubtful, { label: w("ui.verdicts") })),
    section("messages", w("ui.messages"), table([
      { title: w("ui.file"), value: (row) => row.document,
        cell: (row) => el("bdi", {}, row.document) },
      { title: w("ui.message"), cell: (row) => w(`diagnostic.${row.code}`,
        row.detail ? { document: row.document, detail: row.detail }
          : { document: row.document }) },
    ], ROWS.diagnostics, { label: w("ui.messages") })),
  ];
}

function methodsView() {
  const definition = (title, meaning) => el("div", {}, el("dt", {}, title), el("dd", {}, meaning));
  return [
    el("h1", {}, w("ui.methods")),
    el("p", { class: "banner strong" }, w("ui.no-proof")),
    section("limits", w("ui.limits"), el("ul", {},
      ["limit.person", "limit.scope", "limit.unread", "limit.sample", "limit.direction",
        "limit.form"].map((key) => el("li", {}, w(key))))),
    section("layers", w("ui.layers"), el("p", {}, w("ui.layers-note")),
      el("dl", { class: "definitions" }, LAYERS.map((layer) =>
        definition([layerMark(layer), " ", w(`layer.${layer}`)], w(`meaning.${layer}`))))),
    section("ratios", w("ui.ratios"), el("dl", { class: "definitions" },
      definition(w("ui.characters"), w("meaning.characters")),
      RATIOS.map((name) => definition(w(`ratio.${name}`), w(`ratio-meaning.${name}`))))),
    section("evidence", w("ui.evidence"), el("dl", { class: "definitions" },
      definition(w("ui.bits"), w("meaning.bits")),
      definition(w("ui.by-chance"), w("meaning.by-chance")),
      ["strong", "medium", "weak"].map((grade) =>
        definition(gradeMark(grade), w(`meaning.${grade}`))))),
    section("basis", w("ui.basis-title"), facts([
      [w("ui.reports"), number(DATA.basis.reports)],
      [w("ui.independent-users"), number(DATA.basis.independent_users)],
      [w("ui.backgrounds"), DATA.basis.backgrounds.join("; ") || w("ui.none")],
      [w("ui.run-id"), DATA.run_id],
      [w("ui.version"), DATA.version],
    ])),
  ];
}
