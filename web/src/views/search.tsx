// Words in names and texts of all reports.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Data } from "../data";
import { Marked, ReportLink, Section, Vis, useData } from "../parts";
import { type Route, replaceHash, withQuery } from "../state";
import { number, w } from "../words";

/** Places after which the search stops. */
const HITS_MAX = 300;
const NAMES_MAX = 50;
const AROUND = 24;

interface Hit { report: number; place: number; before: string; match: string; after: string }

export function SearchView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const words = (here.query.get("q") ?? "").trim();
  const names = words ? data.reports.map((row, at) => ({ row, at })).filter(({ row }) =>
    [row.name, row.unit, data.documents[row.document]].some((text) =>
      text?.toLowerCase().includes(words.toLowerCase()))) : [];
  return <>
    <h1>{w("ui.search")}</h1>
    <input type="search" id="search-words" class="big-search" value={words}
      placeholder={w("ui.search-hint")} aria-label={w("ui.search")}
      onChange={(event) => replaceHash(withQuery(here, { q: event.currentTarget.value }))} />
    {words && <Section id="names" title={w("ui.in-names", { count: number(names.length) })}>
      <ul>{names.slice(0, NAMES_MAX).map(({ at }) => <li><ReportLink to={at} /></li>)}</ul>
    </Section>}
    {words && <InTexts key={words} words={words} />}
  </>;
}

function InTexts({ words }: { words: string }): JSX.Element {
  const data = useData();
  const [hits, setHits] = useState<Hit[]>([]);
  const [part, setPart] = useState(0);
  const parts = data.textParts.length;
  useEffect(() => {
    let isWanted = true;
    const search = async () => {
      const found: Hit[] = [];
      for (let at = 0; at < parts && isWanted && found.length < HITS_MAX; at += 1) {
        found.push(...await hitsIn(data, at, words, HITS_MAX - found.length));
        // The window draws between two parts.
        await new Promise((done) => setTimeout(done));
        if (isWanted) { setHits([...found]); setPart(at + 1); }
      }
      if (isWanted) setPart(parts);
    };
    void search();
    return () => { isWanted = false; };
  }, [words]);
  return <Section id="texts" title={w("ui.in-texts", { count: number(hits.length)
    + (hits.length >= HITS_MAX ? "+" : "") })}>
    <p role="status" class="quiet">{part < parts && w("ui.searching",
      { part: number(part), all: number(parts) })}</p>
    <ol class="hits">{hits.map((hit) => <li>
      <ReportLink to={hit.report} place={hit.place} />
      <p><Vis text={hit.before} /><Marked text={hit.match} part={hit.match} />
        <Vis text={hit.after} /></p></li>)}</ol>
  </Section>;
}

async function hitsIn(data: Data, part: number, words: string, most: number): Promise<Hit[]> {
  const texts = await data.textPart(part);
  const first = data.textParts[part]!;
  const wanted = words.toLowerCase();
  const found: Hit[] = [];
  data.reports.forEach((row, report) => {
    const text = texts[row.document - first];
    if (row.document < first || text == null || found.length >= most) return;
    // Lower case may be longer than the text; then only the text as it stands is searched.
    const lower = text.toLowerCase();
    const all = lower.length === text.length ? lower : text;
    let at = all.indexOf(wanted);
    while (at >= 0 && found.length < most) {
      const place = Array.from(text.slice(0, at)).length;
      if (place >= row.span[0] && place < row.span[1]) {
        const end = at + words.length;
        const flat = (from: number, to: number) =>
          text.slice(Math.max(0, from), to).replace(/\s+/g, " ");
        found.push({ report, place, before: flat(at - AROUND, at), match: text.slice(at, end),
          after: flat(end, end + AROUND) });
      }
      at = all.indexOf(wanted, at + wanted.length);
    }
  });
  return found;
}
