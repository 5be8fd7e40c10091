// Where the reader is, and what the reader has chosen.

import { useEffect, useState } from "preact/hooks";

/** A view's address: `#/name/argument/…?key=value`. */
export interface Route { view: string; path: string[]; query: URLSearchParams }

export function route(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/").map(decoded);
  return { view, path: rest, query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The address with some values of its query changed; null takes one away. */
export function withQuery(here: Route, values: Record<string, string | null>): string {
  const query = new URLSearchParams(here.query);
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === "") query.delete(key);
    else query.set(key, value);
  }
  const path = [here.view, ...here.path].map(encodeURIComponent).join("/");
  const words = query.toString();
  return `#/${path}${words ? "?" + words : ""}`;
}

/** A percentage of the address, or `otherwise` where it holds none. */
export function percentOf(here: Route, name: string, otherwise: number): number {
  const text = here.query.get(name);
  const value = text === null ? NaN : Number(text);
  return Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : otherwise;
}

/** Replaces the address without a step in the browser's history. */
export function replaceHash(hash: string): void {
  history.replaceState(null, "", hash);
  window.dispatchEvent(new Event("hashchange"));
}

export function useRoute(): Route {
  const [here, setHere] = useState(route);
  useEffect(() => {
    const follow = () => setHere(route());
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return here;
}

/**
 * What a promise gives, undefined until it does; asked anew when `keys` change, and when `version`
 * does, while what it gave before still stands.
 */
export function useLater<T>(
  ask: () => Promise<T>, keys: unknown[], version = 0,
): T | undefined {
  const [state, setState] = useState<{ keys: string; value?: T }>({ keys: "" });
  const wanted = JSON.stringify(keys);
  useEffect(() => {
    let isWanted = true;
    void ask().then((value) => { if (isWanted) setState({ keys: wanted, value }); });
    return () => { isWanted = false; };
  }, [wanted, version]);
  return state.keys === wanted ? state.value : undefined;
}

/** True while a media query holds; follows it. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = () => setHolds(list.matches);
    follow();
    list.addEventListener("change", follow);
    return () => list.removeEventListener("change", follow);
  }, [query]);
  return holds;
}

/** A value that the browser keeps for the reader, where it keeps anything. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem("leitong." + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem("leitong." + name, value);
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
