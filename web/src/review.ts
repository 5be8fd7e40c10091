// What reviewers decided, and what holds of it. The file is that of src/report/review.rs.

export type State = "pending" | "confirmed" | "rejected" | "explained";
export type Reply = "unknown" | "form" | "no-form";

/** Who says it, when and why. */
export interface Said { by: string; at: string; explanation: string }
export interface PassageDecision extends Said { passage: string; state: State }
export interface Answer extends Said { question: string; answer: Reply }
export type Subject = { kind: "source"; document: string; report: number }
  | { kind: "passage"; passage: string } | { kind: "phrase"; text: string };
export type Exclusion = Subject & Said & { excluded: boolean };

export interface Review {
  schema_version: number;
  run_id: string | null;
  passages: PassageDecision[];
  answers: Answer[];
  exclusions: Exclusion[];
}

export const STATES: State[] = ["pending", "confirmed", "rejected", "explained"];

const SCHEMA_VERSION = 1;

export function none(run: string | null): Review {
  return { schema_version: SCHEMA_VERSION, run_id: run, passages: [], answers: [],
    exclusions: [] };
}

/** One name for each thing that can be left out. */
export function nameOfSubject(of: Subject): string {
  return of.kind === "source" ? `source\n${of.document}\n${of.report}`
    : of.kind === "passage" ? `passage\n${of.passage}` : `phrase\n${of.text}`;
}

/** What all reviewers together say about one thing; the neutral value where they disagree. */
export interface Voice<V> { value: V; isDisputed: boolean; by: string[]; explanation: string }

/** What holds, by passage, question and `nameOfSubject`. */
export interface Settled {
  passages: Map<string, Voice<State>>;
  answers: Map<string, Voice<Reply>>;
  exclusions: Map<string, Voice<boolean>>;
  subjects: Map<string, Subject>;
}

/** Of each reviewer the latest statement about each thing. */
function latest<S extends Said>(all: S[], subject: (of: S) => string): Map<string, S[]> {
  const found = new Map<string, Map<string, S>>();
  for (const one of all) {
    const votes = found.get(subject(one)) ?? new Map<string, S>();
    const before = votes.get(one.by);
    if (!before || before.at <= one.at) votes.set(one.by, one);
    found.set(subject(one), votes);
  }
  const byName = ([a]: [string, S], [b]: [string, S]) => (a < b ? -1 : 1);
  return new Map([...found].map(([name, votes]) =>
    [name, [...votes].sort(byName).map(([, vote]) => vote)]));
}

function voices<S extends Said, V>(
  all: S[], subject: (of: S) => string, value: (of: S) => V, neutral: V,
): Map<string, Voice<V>> {
  const voice = (votes: S[]): Voice<V> => {
    const first = value(votes[0]!);
    const isDisputed = votes.some((vote) => value(vote) !== first);
    return { value: isDisputed ? neutral : first, isDisputed,
      by: votes.map((vote) => vote.by).filter(Boolean),
      explanation: votes.map((vote) => vote.explanation).filter(Boolean).join("\n") };
  };
  return new Map([...latest(all, subject)].map(([name, votes]) => [name, voice(votes)]));
}

export function settled(review: Review): Settled {
  return {
    passages: voices(review.passages, (of) => of.passage, (of) => of.state, "pending" as State),
    answers: voices(review.answers, (of) => of.question, (of) => of.answer, "unknown" as Reply),
    exclusions: voices(review.exclusions, nameOfSubject, (of) => of.excluded, false),
    subjects: new Map(review.exclusions.map((of) => [nameOfSubject(of), of])),
  };
}

/** The statements of two reviews; of each reviewer the latest about each thing. */
export function merged(one: Review, other: Review): Review {
  const all = <S extends Said>(a: S[], b: S[], subject: (of: S) => string): S[] =>
    [...latest([...a, ...b], subject).values()].flat();
  return {
    ...one,
    passages: all(one.passages, other.passages, (of) => of.passage),
    answers: all(one.answers, other.answers, (of) => of.question),
    exclusions: all(one.exclusions, other.exclusions, nameOfSubject),
  };
}

function isList(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null);
}

/** A review from a file; null for text that is none. */
export function parsed(json: string): Review | null {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\ufeff/, ""));
  } catch {
    return null;
  }
  const of = value as Partial<Record<keyof Review, unknown>> | null;
  if (!of || typeof of !== "object" || typeof of.schema_version !== "number"
    || of.schema_version > SCHEMA_VERSION) return null;
  const lists = [of.passages ?? [], of.answers ?? [], of.exclusions ?? []];
  if (!lists.every(isList)) return null;
  const [passages, answers, exclusions] = lists.map((list) => (list as object[]).map((one) =>
    ({ by: "", at: "", explanation: "", ...one })));
  return { ...none(typeof of.run_id === "string" ? of.run_id : null),
    passages: passages as PassageDecision[], answers: answers as Answer[],
    exclusions: exclusions as Exclusion[] };
}

/** As the file stands on disk: nothing of it hangs on the order in which things were decided. */
export function written(review: Review): string {
  const by = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = <S extends Said>(all: S[], subject: (of: S) => string) =>
    [...all].sort((a, b) => by(subject(a), subject(b)) || by(a.by, b.by));
  return JSON.stringify({
    ...review,
    passages: sorted(review.passages, (of) => of.passage),
    answers: sorted(review.answers, (of) => of.question),
    exclusions: sorted(review.exclusions, nameOfSubject),
  }, null, 2) + "\n";
}
