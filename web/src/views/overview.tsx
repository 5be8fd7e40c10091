// The first view: what to do first, totals, distribution, all reports.

import type { JSX } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { type Data, type Forensic, type Mistake, ROLES, type Report } from "../data";
import { AnswerBox, Decisions } from "../decide";
import { Histogram } from "../histogram";
import { Bar, Marked, PassageLink, Places, Ratio, ReportLink, Section, Tags, Threshold, Vis,
  useData } from "../parts";
import { settled } from "../review";
import { type Route, percentOf, replaceHash, withQuery } from "../state";
import { type Column, Table } from "../table";
import { number, percent, value, w } from "../words";

const MISTAKES_FIRST = 5;
const MISTAKES_SHOWN = 200;
const PASSAGES_NAMED = 5;

export function Overview({ here }: { here: Route }): JSX.Element {
  return <>
    <h1>{w("ui.overview")}</h1>
    <Banners />
    <Cards />
    <Questions />
    <Mistakes />
    <Forensics />
    <Section id="totals" title={w("ui.account-of-all")}><AllLayers /></Section>
    <Section id="reports" title={w("ui.reports")}><Reports here={here} /></Section>
  </>;
}

function Banners(): JSX.Element {
  const { run, reports } = useData();
  const { review } = useContext(Decisions);
  const holds = settled(review);
  const left = [...holds.exclusions.values()].filter((voice) => voice.value).length;
  const rejected = [...holds.passages.values()].filter((of) => of.value === "rejected").length;
  return <>
    {left + rejected > 0 && <p class="banner" role="note"><b>{w("ui.reviewed")}</b>{" "}
      <a href="#/review">{w("ui.reviewed-why",
        { excluded: number(left), rejected: number(rejected) })}</a></p>}
    {run.basis.small_sample && <p class="banner" role="note"><b>{w("ui.small-sample")}</b>{" "}
      {w("ui.small-sample-why", { users: number(run.basis.independent_users) })}</p>}
    {run.cut && <p class="banner" role="note">{w("ui.strongest-only",
      { shown: number(reports.length), all: number(run.totals.reports) })}</p>}
  </>;
}

function Cards(): JSX.Element {
  const t = useData().run.totals;
  const grades = ["strong", "medium", "weak"].map((grade) =>
    `${w(`grade.${grade}`)} ${number(t.passages[grade] ?? 0)}`).join(" · ");
  const card = (title: string, count: number, note: string, href?: string) => {
    const inside = <><span class="card-value">{number(count)}</span>
      <span class="card-title">{title}</span><small>{note}</small></>;
    return href ? <a class="card" href={href}>{inside}</a> : <div class="card">{inside}</div>;
  };
  return <div class="cards">
    {card(w("ui.reports"), t.reports, w("ui.files-n", { count: number(t.documents) }))}
    {card(w("ui.strong-passages"), t.passages.strong ?? 0, grades, "#/matrix")}
    {card(w("ui.reports-concerned"), t.reports_concerned, w("ui.strong-or-medium"))}
    {card(w("family.report"), t.report_families, w("ui.families-note"), "#/families")}
    {card(w("ui.to-confirm"), t.questions, w("ui.look-first"))}
    {card(w("ui.unread"), t.poor + t.unreadable, w("ui.unread-note",
      { poor: number(t.poor), unreadable: number(t.unreadable) }), "#/unread")}
  </div>;
}

function Questions(): JSX.Element | null {
  const { questions } = useData().run;
  if (!questions.length) return null;
  return <Section id="questions" title={w("ui.to-confirm")}>
    <p class="quiet">{w("ui.questions-note")}</p>
    <ol class="questions">{questions.map((row) => <li>
      <p><b>{w(`question.${row.kind}`, { users: number(row.users) })}</b></p>
      <blockquote><Vis text={row.text} /></blockquote>
      <p class="quiet">{w("question.effect", { characters: number(row.characters) })}{" "}
        {row.passages.slice(0, PASSAGES_NAMED).map((id) => <><PassageLink id={id} /> </>)}</p>
      <AnswerBox of={row} />
    </li>)}</ol>
  </Section>;
}

function Mistakes(): JSX.Element | null {
  const { mistakes } = useData().run;
  if (!mistakes.length) return null;
  const [first, rest] = [mistakes.slice(0, MISTAKES_FIRST),
    mistakes.slice(MISTAKES_FIRST, MISTAKES_SHOWN)];
  return <Section id="mistakes" title={`${w("ui.mistakes")} (${number(mistakes.length)})`}>
    <ul class="mistakes">{first.map((row) => <OneMistake row={row} />)}</ul>
    {rest.length > 0 && <details><summary>{w("ui.all-n", { count: number(mistakes.length) })}
    </summary><ul class="mistakes">{rest.map((row) => <OneMistake row={row} />)}</ul>
      {mistakes.length > MISTAKES_SHOWN && <p class="quiet">{w("ui.cut",
        { shown: MISTAKES_SHOWN, all: number(mistakes.length) })}</p>}</details>}
  </Section>;
}

function OneMistake({ row }: { row: Mistake }): JSX.Element {
  return <li>
    <span class="tag">{w(`anomaly.${row.kind}`)}</span>{" "}
    <Marked text={row.text} part={row.mistake} />
    {row.usual && <span class="quiet"> <Vis text={w("ui.usual", { usual: row.usual })} /></span>}
    {" "}{row.passages.slice(0, PASSAGES_NAMED).map((id) => <><PassageLink id={id} /> </>)}
    <Places of={row.places} />
  </li>;
}

function Forensics(): JSX.Element | null {
  const { forensics } = useData().run;
  if (!forensics.length) return null;
  return <Section id="forensics" title={`${w("ui.forensics")} (${number(forensics.length)})`}>
    <details><summary>{w("ui.forensics-note")}</summary><ul class="mistakes">
      {forensics.slice(0, MISTAKES_SHOWN).map((row) => <OneForensic row={row} />)}</ul>
      {forensics.length > MISTAKES_SHOWN && <p class="quiet">{w("ui.cut",
        { shown: MISTAKES_SHOWN, all: number(forensics.length) })}</p>}</details>
  </Section>;
}

function OneForensic({ row }: { row: Forensic }): JSX.Element {
  return <li>
    <span class="tag">{w(`forensic.${row.kind}`)}</span>{" "}
    {w(`grade.${row.strength}`)}{" · "}<Vis text={row.value} />{" "}
    <span class="quiet">{w("ui.forensic-units",
      { units: number(row.units), files: number(row.all) })}</span>
    <ul class="plain">{row.files.map(([file, unit]) =>
      <li><Vis text={[file, unit].filter(Boolean).join(" · ")} /></li>)}
      {row.files.length < row.all && <li>…</li>}</ul>
    {row.against.map((reason) => <p class="quiet">{w("ui.against")}{": "}
      <Vis text={w(`reason.${reason.code}`, reason.values)} /></p>)}
  </li>;
}

function AllLayers(): JSX.Element {
  const { run } = useData();
  return <Bar account={run.layers.map((layer) => run.totals.account[layer] ?? 0)}
    total={run.totals.characters} wide />;
}

/** A share of a report, by its place among the ratios. */
const ratio = (at: number) => (row: Report) => row.ratios?.[at];

const COPIED = ratio(0);

function columns(data: Data): Column<Report>[] {
  const share = (key: string, at: number): Column<Report> => ({
    title: w(`ratio.${key}`), number: true, class: "share",
    value: (row) => value(ratio(at)(row)), cell: (row) => <Ratio of={ratio(at)(row)} />,
  });
  const numbers = new Map(data.reports.map((row, at) => [row, at]));
  return [
    { title: w("ui.number"), number: true, class: "ordinal", value: (row) => numbers.get(row)!,
      cell: (row) => numbers.get(row)! + 1 },
    { title: w("ui.report"), class: "wide", value: (row) => row.name, cell: (row) => <>
      <div class="name"><ReportLink to={numbers.get(row)!} /></div>
      <div class="quiet"><Vis text={[row.unit, row.date].filter(Boolean).join(" · ")} /></div>
      <div><Tags of={row} /></div></> },
    { title: w("ui.account"), class: "bars",
      cell: (row) => <Bar account={row.account} total={row.characters} /> },
    share("copied", 0),
    share("single_largest", 7),
    share("overlap", 3),
    share("given", 1),
    { title: w("ui.characters"), number: true, class: "count", value: (row) => row.characters,
      cell: (row) => number(row.characters) },
    { title: w("ui.sources"), class: "sources", cell: (row) => <ul class="plain">
      {row.sources.map(([other, count, role]) => <li>
        <small>{w(`other.${ROLES[role]}`)} </small>
        <ReportLink to={other} /> <small>{percent([count, row.characters])}</small></li>)}
    </ul> },
  ];
}

/** Addresses name columns by these words. */
const COLUMN_KEYS = ["number", "name", "account", "copied", "single", "overlap", "given",
  "characters", "sources"];

function Reports({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const words = here.query.get("q") ?? "";
  const tag = here.query.get("tag") ?? "";
  const least = percentOf(here, "min", 0);
  const [key = "copied", way = "down"] = (here.query.get("sort") ?? "copied-down").split("-");
  const order = { index: Math.max(0, COLUMN_KEYS.indexOf(key)), down: way === "down" };
  const set = (values: Record<string, string | null>) => replaceHash(withQuery(here, values));
  const tags = useMemo(() => [...new Set(data.reports.flatMap((row) => row.tags))].sort(), [data]);
  const rows = useMemo(() => {
    const needle = words.trim().toLowerCase();
    const isWanted = (row: Report) => (!tag || row.tags.includes(tag))
      && (!least || 100 * value(COPIED(row)) >= least)
      && (!needle || [row.name, row.unit, data.documents[row.document], row.date,
        ...row.tags.map((name) => w(`tag.${name}`))]
        .some((text) => text?.toLowerCase().includes(needle)));
    return data.reports.filter(isWanted);
  }, [data, words, tag, least]);
  const shares = useMemo(() => data.reports.filter((row) => row.ratios)
    .map((row) => value(COPIED(row))), [data]);
  return <>
    <Histogram shares={shares} threshold={least} label={w("ui.distribution")} />
    <div class="filters" role="group" aria-label={w("ui.filter")}>
      <input type="search" id="filter" placeholder={w("ui.filter")} aria-label={w("ui.filter")}
        value={words} onInput={(event) => set({ q: event.currentTarget.value })} />
      <select aria-label={w("ui.tag")} value={tag}
        onChange={(event) => set({ tag: event.currentTarget.value })}>
        <option value="">{w("ui.all-tags")}</option>
        {tags.map((name) => <option value={name}>{w(`tag.${name}`)}</option>)}
      </select>
      <Threshold id="least" at={least} onChange={(at) => set({ min: at ? String(at) : null })} />
      <span class="quiet" role="status">{w("ui.shown-of",
        { shown: number(rows.length), all: number(data.reports.length) })}</span>
    </div>
    <Table columns={columns(data)} rows={rows} label={w("ui.reports")} order={order}
      class="reports"
      onOrder={({ index, down }) => set({ sort: `${COLUMN_KEYS[index]}-${down ? "down" : "up"}` })}
    />
  </>;
}
