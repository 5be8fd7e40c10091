// Where the reader decides: about a passage, a question, a source, a phrase; and the page of it all.

import { createContext, type JSX } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { Passage, Question, Report } from "./data";
import { PassageLink, ReportLink, Section, Vis, useData } from "./parts";
import { type Exclusion, type Reply, type Review, STATES, type Said, type State, type Subject,
  type Voice, merged, nameOfSubject, none, parsed, settled, written } from "./review";
import { keep, kept } from "./state";
import { number, w } from "./words";

/** The decisions so far, and how to change them. */
export interface Deciding {
  review: Review;
  /** Counts the changes whose figures are in place. */
  version: number;
  put: (review: Review) => void;
}

export const Decisions = createContext<Deciding>(null as unknown as Deciding);

function said(explanation = ""): Said {
  return { by: kept("reviewer") ?? "", at: new Date().toISOString(), explanation };
}

/** The statements without mine about the same thing, and with `mine`. */
function with_<S extends Said>(all: S[], mine: S, subject: (of: S) => string): S[] {
  return [...all.filter((one) => one.by !== mine.by || subject(one) !== subject(mine)), mine];
}

function exclude(review: Review, subject: Subject, excluded: boolean): Review {
  const mine = { ...subject, ...said(), excluded } as Exclusion;
  return { ...review, exclusions: with_(review.exclusions, mine, nameOfSubject) };
}

function Spoken({ of }: { of: Voice<unknown> | undefined }): JSX.Element | null {
  if (!of) return null;
  return <>
    {of.isDisputed && <b class="tag tag-verdict">{w("ui.disputed")}</b>}{" "}
    {of.by.length > 0 && <small class="quiet"><Vis text={of.by.join("、")} /></small>}
  </>;
}

/** What became of a passage, with the explanation of the unit concerned. */
export function Decide({ of }: { of: Passage }): JSX.Element {
  const { review, put } = useContext(Decisions);
  const id = useId();
  const name = kept("reviewer") ?? "";
  const holds = settled(review);
  const voice = holds.passages.get(of.id);
  const mine = review.passages.find((one) => one.passage === of.id && one.by === name);
  const state = mine?.state ?? voice?.value ?? "pending";
  const explanation = mine?.explanation ?? "";
  const decide = (value: State, why: string) => put({ ...review, passages: with_(review.passages,
    { passage: of.id, state: value, ...said(why) }, (one) => one.passage) });
  const out = holds.exclusions.get(nameOfSubject({ kind: "passage", passage: of.id }));
  return <fieldset class="decide">
    <legend>{w("ui.review")} <Spoken of={voice} /></legend>
    <div class="states">{STATES.map((value) => <label>
      <input type="radio" name={id} checked={state === value}
        onChange={() => decide(value, explanation)} /> {w(`state.${value}`)}</label>)}
      <label><input type="checkbox" checked={out?.value ?? false} onChange={(event) =>
        put(exclude(review, { kind: "passage", passage: of.id }, event.currentTarget.checked))} />
        {" "}{w("ui.leave-out-passage")}</label>
    </div>
    <label class="why">{w("ui.explanation")}
      <textarea rows={2} value={explanation}
        onChange={(event) => decide(state, event.currentTarget.value)} /></label>
    {voice?.explanation && voice.explanation !== explanation
      && <p class="quiet"><Vis text={voice.explanation} /></p>}
    {!of.counts && <p class="banner">{w("ui.counts-no-more")}</p>}
  </fieldset>;
}

/** The answer to a question, given where it is asked. */
export function AnswerBox({ of }: { of: Question }): JSX.Element {
  const { review, put } = useContext(Decisions);
  const id = useId();
  const voice = settled(review).answers.get(of.id);
  const answer = (value: Reply) => put({ ...review, answers: with_(review.answers,
    { question: of.id, answer: value, ...said() }, (one) => one.question) });
  return <fieldset class="decide">
    <legend>{w("ui.answer")} <Spoken of={voice} /></legend>
    <div class="states">{(["form", "no-form", "unknown"] as const).map((value) => <label>
      <input type="radio" name={id} checked={(voice?.value ?? "unknown") === value}
        onChange={() => answer(value)} /> {w(`answer.${value}`)}</label>)}</div>
  </fieldset>;
}

/** Leaves a report out as a source, or a phrase wherever it stands. */
export function LeaveOut({ row }: { row: Report }): JSX.Element {
  const { review, put } = useContext(Decisions);
  const data = useData();
  const subject: Subject = { kind: "source", document: data.documents[row.document] ?? "",
    report: row.report };
  const isOut = settled(review).exclusions.get(nameOfSubject(subject))?.value ?? false;
  return <Section id="leave-out" title={w("ui.review")}>
    <p><label><input type="checkbox" checked={isOut} onChange={(event) =>
      put(exclude(review, subject, event.currentTarget.checked))} />
      {" "}{w("ui.leave-out-source")}</label></p>
    <PhraseBox />
  </Section>;
}

/** Takes the phrase that is selected in the text, or written here. */
function PhraseBox(): JSX.Element {
  const { review, put } = useContext(Decisions);
  const [phrase, setPhrase] = useState("");
  const take = () => {
    const selected = String(getSelection() ?? "").trim();
    if (selected) setPhrase(selected);
  };
  return <form class="phrase" onSubmit={(event) => {
    event.preventDefault();
    if (!phrase) return;
    put(exclude(review, { kind: "phrase", text: phrase }, true));
    setPhrase("");
  }}>
    <label class="why">{w("ui.phrase")}
      <textarea rows={2} value={phrase} onInput={(event) => setPhrase(event.currentTarget.value)} />
    </label>
    <button type="button" onPointerDown={(event) => event.preventDefault()}
      onClick={take}>{w("ui.take-selection")}</button>{" "}
    <button type="submit" disabled={!phrase}>{w("ui.leave-out-phrase")}</button>
  </form>;
}

/** All decisions, to be changed, saved and handed on. */
export function ReviewView(): JSX.Element {
  const { review, put, version } = useContext(Decisions);
  const data = useData();
  const [name, setName] = useState(kept("reviewer") ?? "");
  const holds = settled(review);
  const decided = [...holds.passages];
  return <>
    <h1>{w("ui.review")}</h1>
    <p>{w("ui.review-note")}</p>
    <p class="filters"><label>{w("ui.reviewer")}{" "}
      <input type="text" id="reviewer" value={name} onInput={(event) => {
        setName(event.currentTarget.value);
        keep("reviewer", event.currentTarget.value.trim());
      }} /></label></p>
    <Save review={review} />
    <Section id="exclusions" title={w("ui.exclusions-of-review")}>
      {holds.exclusions.size === 0 ? <p class="quiet">{w("ui.none")}</p>
        : <ul class="exclusions">{[...holds.exclusions].map(([key, voice]) => {
          const subject = holds.subjects.get(key)!;
          return <li class={voice.value ? "" : "restored"}>
            <SubjectName of={subject} /> <Spoken of={voice} />{" "}
            {subject.kind === "phrase" && voice.value && <small class="quiet">{w("ui.n-places",
              { count: number(data.revision?.places.get(subject.text) ?? 0) })}</small>}{" "}
            <button type="button" onClick={() => put(exclude(review, subject, !voice.value))}>
              {w(voice.value ? "ui.restore" : "ui.leave-out")}</button></li>;
        })}</ul>}
      <PhraseBox />
    </Section>
    <Section id="decisions" title={`${w("ui.decisions")} (${number(decided.length)})`}>
      {decided.length === 0 ? <p class="quiet">{w("ui.none")}</p>
        : <ul>{decided.map(([id, voice]) => <li><b>{w(`state.${voice.value}`)}</b>{" "}
          <PassageLink id={id} /> <Spoken of={voice} />
          {voice.explanation && <div class="quiet"><Vis text={voice.explanation} /></div>}
        </li>)}</ul>}
    </Section>
    <Section id="answers" title={w("ui.to-confirm")}>
      {data.run.questions.length === 0 ? <p class="quiet">{w("ui.none")}</p>
        : data.run.questions.map((row) => <div>
          <p><b>{w(`question.${row.kind}`, { users: number(row.users) })}</b></p>
          <blockquote><Vis text={row.text} /></blockquote><AnswerBox of={row} /></div>)}
    </Section>
    {(data.run.review?.unmatched.length ?? 0) > 0 && <Section id="unmatched"
      title={w("ui.unmatched")}><ul>{data.run.review!.unmatched.map((one) =>
        <li><Vis text={one} /></li>)}</ul></Section>}
    <p class="quiet" role="status" data-version={version}>{w("ui.computed-again")}</p>
  </>;
}

function SubjectName({ of }: { of: Subject }): JSX.Element {
  const data = useData();
  if (of.kind === "phrase") return <>{w("ui.phrase")} “<Vis text={of.text} />”</>;
  if (of.kind === "passage") return <>{w("ui.passages")} <PassageLink id={of.passage} /></>;
  const at = data.reports.findIndex((row) => row.report === of.report
    && data.documents[row.document] === of.document);
  return <>{w("ui.report")} <ReportLink to={at < 0 ? `${of.document} #${of.report}` : at} /></>;
}

/** The file to save, the command that applies it, and a file to go on from. */
function Save({ review }: { review: Review }): JSX.Element {
  const { put } = useContext(Decisions);
  const data = useData();
  const [message, setMessage] = useState("");
  const download = () => {
    const file = new Blob([written(review)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "review.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const open = async (file: File | undefined) => {
    const other = file ? parsed(await file.text()) : null;
    setMessage(other ? w("ui.review-opened") : w("ui.no-review"));
    if (other) put(merged(review, other));
  };
  return <>
    <p class="toolbar">
      <button type="button" id="download" onClick={download}>{w("ui.download-review")}</button>{" "}
      <label class="button">{w("ui.open-review")}
        <input type="file" id="open-review" class="off-screen" accept=".json,application/json"
          onChange={(event) => void open(event.currentTarget.files?.[0])} /></label>{" "}
      <button type="button" onClick={() => put(none(data.run.run_id))}>
        {w("ui.forget-decisions")}</button>
      <span class="quiet" role="status">{message}</span>
    </p>
    <p>{w("ui.review-command")}</p>
    <p><code id="command">leitong report leitong-report --review review.json</code></p>
  </>;
}
