// Forms, set phrases, and what was not read.

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Phrase, Template } from "../data";
import { Lazy, None, Places, ReportLink, Section, Vis, Waiting, nameOf, useData } from "../parts";
import { type Route, useLater } from "../state";
import { type Column, Table } from "../table";
import { number, w } from "../words";

export function PhrasesView(): JSX.Element {
  const data = useData();
  const rows = useLater(() => data.phrases(), []);
  const count = (title: string, of: (row: Phrase) => number): Column<Phrase> =>
    ({ title, number: true, class: "count", value: of, cell: (row) => number(of(row)) });
  return <>
    <h1>{w("ui.phrases")}</h1>
    <p class="quiet">{w("meaning.boilerplate")}</p>
    {!rows ? <Waiting /> : <Table rows={rows} label={w("ui.phrases")}
      order={{ index: 1, down: true }} columns={[
        { title: w("ui.words"), class: "wide", value: (row) => row.text,
          cell: (row) => <Vis text={row.text} /> },
        count(w("ui.independent-users"), (row) => row.independent),
        count(w("ui.users"), (row) => row.users),
        { title: w("ui.basis"), class: "count", value: (row) => row.basis,
          cell: (row) => w(`basis.${row.basis}`) },
        { title: w("ui.places-title"), class: "sources",
          cell: (row) => <Places of={row.places} /> },
      ]} />}
  </>;
}

export function TemplatesView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const rows = useLater(() => data.templates(), []);
  const chosen = Number(here.path[0] ?? 0);
  useEffect(() => {
    if (rows && chosen) document.getElementById(`form-${chosen}`)?.scrollIntoView();
  }, [Boolean(rows), chosen]);
  return <>
    <h1>{w("ui.templates")}</h1>
    <p class="quiet">{w("ui.templates-note")}</p>
    {!rows ? <Waiting /> : rows.length ? rows.map((row, at) => <Lazy height={500}
      id={`form-${at + 1}`}>{() => <Form of={row} at={at} />}</Lazy>) : <None />}
  </>;
}

function Form({ of, at }: { of: Template; at: number }): JSX.Element {
  const data = useData();
  const slots = of.skeleton.flatMap((part) => (part.part === "slot" ? [part] : []));
  const members = of.members.map((member, place) => ({ member, place }));
  const columns: Column<{ member: typeof of.members[0]; place: number }>[] = [
    { title: w("ui.report"), class: "sources", value: (row) => nameOf(data, row.member),
      cell: (row) => <ReportLink to={row.member} /> },
    ...slots.map((slot) => ({
      title: `${slot.number} ${w(`slot.${slot.kind}`)}`, class: "slot-value",
      value: (row: { place: number }) => slot.values[row.place] ?? "",
      cell: (row: { place: number }) => {
        const text = slot.values[row.place];
        return text == null ? <span class="quiet">—</span> : <Vis text={text} />;
      },
    })),
  ];
  return <article class="family" aria-label={of.id}>
    <h2><a href={`#/templates/${at + 1}`}>{w("ui.template-of",
      { count: number(of.members.length) })}</a> <span class="id">{of.id}</span></h2>
    <div class="text skeleton">{of.skeleton.map((part) => part.part === "fixed"
      ? <Vis text={part.text} />
      : <span class="slot">{part.number} {w(`slot.${part.kind}`)}</span>)}</div>
    {slots.length > 0 && <Table columns={columns} rows={members} label={`${w("ui.slots")} ${of.id}`}
      class="slots" />}
  </article>;
}

export function UnreadView(): JSX.Element {
  const data = useData();
  const found = useLater(async () => {
    const doubtful = data.reports.map((row, at) => ({ row, at }))
      .filter(({ row }) => row.state !== "good");
    const details = await Promise.all(doubtful.map(({ at }) => data.detail(at)));
    return { doubtful: doubtful.map((one, at) => ({ ...one, detail: details[at]! })),
      messages: await data.messages() };
  }, []);
  return <>
    <h1>{w("ui.unread")}</h1>
    <p>{w("ui.unread-explained")}</p>
    {!found ? <Waiting /> : <>
      <Section id="verdicts" title={w("ui.verdicts")}>
        <Table rows={found.doubtful} label={w("ui.verdicts")} columns={[
          { title: w("ui.report"), class: "wide", value: ({ row }) => row.name,
            cell: ({ at }) => <ReportLink to={at} /> },
          { title: w("ui.verdict"), class: "share", value: ({ row }) => row.state,
            cell: ({ row }) => w(`verdict.${row.state}`) },
          { title: w("ui.why"), class: "wide", cell: ({ detail }) =>
            detail.reasons.map((code) => w(`verdict-reason.${code}`)).join("; ") },
          { title: w("ui.format"), class: "share", value: ({ detail }) => detail.format,
            cell: ({ detail }) => detail.format },
        ]} />
      </Section>
      <Section id="messages" title={w("ui.messages")}>
        <Table rows={found.messages} label={w("ui.messages")} columns={[
          { title: w("ui.file"), class: "wide", value: (row) => row.document,
            cell: (row) => <bdi><Vis text={row.document} /></bdi> },
          { title: w("ui.message"), class: "wide", cell: (row) =>
            <Vis text={w(`diagnostic.${row.code}`, row.detail
              ? { document: row.document, detail: row.detail } : { document: row.document })} /> },
        ]} />
      </Section>
    </>}
  </>;
}
