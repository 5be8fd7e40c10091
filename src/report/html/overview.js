"use strict";
// The first view: what to do first, totals, all reports, the heat map.

function overview() {
  return [
    banners(),
    totals(),
    questions(),
    mistakes(),
    section("reports", w("ui.reports"), reportsTable()),
    section("matrix", w("ui.matrix"), heatMap()),
  ];
}

function banners() {
  const basis = DATA.basis;
  return [
    basis.small_sample && el("p", { class: "banner", role: "note" },
      el("b", {}, w("ui.small-sample")), " ",
      w("ui.small-sample-why", { users: number(basis.independent_users) })),
    DATA.cut && el("p", { class: "banner", role: "note" }, w("ui.strongest-only", {
      shown: number(ROWS.documents.length), all: number(DATA.totals.reports),
    })),
  ];
}

function totals() {
  const t = DATA.totals;
  const card = (title, value, note, href) => el(href ? "a" : "div", { class: "card", href },
    el("span", { class: "card-value" }, value), el("span", { class: "card-title" }, title),
    note && el("small", {}, note));
  const grades = ["strong", "medium", "weak"].map((grade) =>
    `${w("grade." + grade)} ${number(t.passages[grade])}`).join(" · ");
  return el("div", { class: "cards" },
    card(w("ui.reports"), number(t.reports), w("ui.files-n", { count: number(t.documents) })),
    card(w("ui.strong-passages"), number(t.passages.strong), grades),
    card(w("ui.reports-concerned"), number(t.reports_concerned), w("ui.strong-or-medium")),
    card(w("family.report"), number(t.report_families), w("ui.families-note"), "#/families"),
    card(w("ui.to-confirm"), number(t.questions), w("ui.look-first")),
    card(w("ui.unread"), number(t.poor + t.unreadable), w("ui.unread-note", {
      poor: number(t.poor), unreadable: number(t.unreadable),
    }), "#/unread"));
}

function questions() {
  if (!ROWS.questions.length) return null;
  return section("questions", w("ui.to-confirm"),
    el("p", { class: "quiet" }, w("ui.questions-note")),
    el("ol", { class: "questions" }, ROWS.questions.map((row) => el("li", {},
      el("p", {}, el("b", {}, w(`question.${row.kind}`, { users: number(row.users) }))),
      el("blockquote", {}, row.text),
      el("p", { class: "quiet" },
        w("question.effect", { characters: number(row.characters) }), "　",
        row.passages.slice(0, 5).map((id) => [passageLink(id), " "]))))));
}

function mistakes() {
  if (!ROWS.anomalies.length) return null;
  return section("mistakes", w("ui.mistakes"),
    el("ul", { class: "mistakes" }, ROWS.anomalies.slice(0, ROWS_AT_ONCE).map((row) => el("li", {},
      el("span", { class: "tag" }, w(`anomaly.${row.kind}`)), " ", marked(row.text, row.mistake),
      row.usual && el("span", { class: "quiet" }, " ", w("ui.usual", { usual: row.usual })),
      placesList(row.places),
      row.passages.slice(0, 5).map((id) => [passageLink(id), " "])))));
}

function marked(string, part) {
  const at = string.indexOf(part);
  if (at < 0 || !part) return string;
  return [string.slice(0, at), el("mark", {}, part), string.slice(at + part.length)];
}

function reportColumns() {
  const ratio = (name) => (row) => ratioValue(row.ratios && row.ratios[name]);
  return [
    { title: w("ui.report"), value: (row) => row.name, cell: reportCell },
    { title: w("ui.account"), cell: (row) => bar(row.account, row.characters) },
    { title: w("ratio.copied"), number: true, value: ratio("copied"),
      cell: (row) => ratioCell(row.ratios && row.ratios.copied) },
    { title: w("ratio.single_largest"), number: true, value: ratio("single_largest"),
      cell: (row) => ratioCell(row.ratios && row.ratios.single_largest) },
    { title: w("ratio.overlap"), number: true, value: ratio("overlap"),
      cell: (row) => ratioCell(row.ratios && row.ratios.overlap) },
    { title: w("ratio.given"), number: true, value: ratio("given"),
      cell: (row) => ratioCell(row.ratios && row.ratios.given) },
    { title: w("ui.characters"), number: true, value: (row) => row.characters,
      cell: (row) => number(row.characters) },
    { title: w("ui.sources"), cell: (row) => el("ul", { class: "plain" },
      row.sources.slice(0, 3).map((source) => el("li", {}, el("small", {},
        w(`other.${source.role}`), " "), reportLink(source), " ",
        el("small", {}, number(source.characters))))) },
  ];
}

function reportCell(row) {
  return [
    el("div", { class: "name" }, reportLink(row)),
    el("div", { class: "quiet" }, [row.unit, row.date].filter(Boolean).join(" · ")),
    el("div", {}, tags(row), row.verdict.state === "good" ? null
      : el("span", { class: "tag tag-verdict" }, w(`verdict.${row.verdict.state}`))),
  ];
}

function reportsTable() {
  const found = table(reportColumns(), ROWS.documents,
    { order: { index: 2, down: true }, label: w("ui.reports") });
  const input = el("input", { type: "search", placeholder: w("ui.filter"),
    "aria-label": w("ui.filter") });
  input.addEventListener("input", () => {
    const needle = input.value.trim().toLowerCase();
    found.filter((row) => [row.name, row.unit, row.document, row.date]
      .concat(row.tags.map((tag) => w(`tag.${tag}`)))
      .some((value) => value && value.toLowerCase().includes(needle)));
  });
  return ROWS.documents.length > 1 ? [input, found] : found;
}
