// Words and figures in the reader's language.

import type { Data, Share } from "./data";

const state: { lang: string; words: Data["words"] } = { lang: "zh", words: {} };

export function setWords(words: Data["words"], lang: string): void {
  state.words = words;
  state.lang = lang;
}

export function lang(): string {
  return state.lang;
}

/** The words of a key, with its values filled in by the rules of src/report/words/mod.rs. */
export function w(key: string, values?: Record<string, string | number>): string {
  const sentence = state.words[state.lang]?.[key];
  if (sentence === undefined) {
    const code = key.slice(key.indexOf(".") + 1);
    const rest = values ? Object.values(values).join(", ") : "";
    return rest ? `${code} (${rest})` : code;
  }
  return values ? fill(sentence, values) : sentence;
}

function fill(sentence: string, values: Record<string, string | number>): string {
  const put = (part: string) => {
    let complete = true;
    const text = part.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const value = name === "*" ? Object.values(values).join(", ") : values[name];
      const known = value !== undefined && value !== null && value !== "";
      complete &&= known;
      return known ? String(value) : "…";
    });
    return { text, complete };
  };
  return sentence.split(/(\[[^\]]*\])/).map((part) => {
    if (!part.startsWith("[")) return put(part).text;
    const optional = put(part.slice(1, -1));
    return optional.complete ? optional.text : "";
  }).join("");
}

const formats = new Map<string, Intl.NumberFormat>();

export function number(value: number): string {
  let format = formats.get(state.lang);
  if (!format) {
    format = new Intl.NumberFormat(state.lang === "zh" ? "zh-CN" : "en");
    formats.set(state.lang, format);
  }
  return format.format(value);
}

/** A share of 0 to 1; -1 where there is none, so that it sorts below 0. */
export function value(share: Share | null | undefined): number {
  return share && share[1] ? share[0] / share[1] : -1;
}

/** Percent with one digit, rounded down, so that 100 % means all. */
export function percent(share: Share | null | undefined): string {
  if (!share || !share[1]) return "—";
  return (Math.floor(1000 * share[0] / share[1]) / 10).toFixed(1) + " %";
}

/** Evidence is stored in 1/1000 bit. */
export function bits(thousandths: number): string {
  return w("ui.n-bits", { bits: number(Math.round(thousandths / 1000)) });
}

/** Characters that a reader cannot see or that turn the text around. */
export const INVISIBLE = new RegExp("(["
  + "\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e"
  + "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb])", "u");

export function codeOf(character: string): string {
  return "U+" + character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
}

/** Text for a place that holds no elements, with a sign for each character that nobody sees. */
export function visible(text: string): string {
  return text.split(INVISIBLE)
    .map((part, at) => (at % 2 ? `⟨${codeOf(part)}⟩` : part)).join("");
}

/** A name short enough for the edge of a picture. */
export function short(name: string, length: number): string {
  const points = Array.from(visible(name));
  return points.length > length ? points.slice(0, length - 1).join("") + "…" : points.join("");
}
