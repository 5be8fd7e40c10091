// The frame around the views, the keys, the beginning.

import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Data, PageSource } from "./data";
import { Decisions, type Deciding, ReviewView } from "./decide";
import { Legend, Run } from "./parts";
import { type Review, merged, none, parsed, written } from "./review";
import { revise } from "./revision";
import { type Route, keep, kept, useMedia, useRoute } from "./state";
import { FamiliesView } from "./views/families";
import { PhrasesView, TemplatesView, UnreadView } from "./views/lists";
import { MatrixView } from "./views/matrix";
import { MethodsView } from "./views/methods";
import { Overview } from "./views/overview";
import { PairView, PassageView } from "./views/pair";
import { ReportView } from "./views/report";
import { SearchView } from "./views/search";
import { TimelineView } from "./views/timeline";
import { setWords, w } from "./words";
import "./viewer.css";

const VIEWS: Record<string, (props: { here: Route }) => JSX.Element> = {
  "": Overview, report: ReportView, pair: PairView, passage: PassageView, matrix: MatrixView,
  families: FamiliesView, timeline: TimelineView, templates: TemplatesView, phrases: PhrasesView,
  unread: UnreadView, methods: MethodsView, search: SearchView, review: ReviewView,
};

/** Views that bring a decision's figures in themselves: their reader stays where he is. */
const STEADY = ["pair", "review"];

const MENU: [string, string][] = [["", "ui.overview"], ["matrix", "ui.matrix"],
  ["families", "ui.families"], ["timeline", "ui.timeline"], ["templates", "ui.templates"],
  ["phrases", "ui.phrases"], ["unread", "ui.unread"], ["review", "ui.review"], ["methods", "ui.methods"]];

const LINKS_BY_KEY: Record<string, string> = { ArrowLeft: "previous", k: "previous",
  ArrowRight: "next", j: "next" };

/** `light`, `dark`, or what the system says. */
function useTheme(): [string, () => void] {
  const isDark = useMedia("(prefers-color-scheme: dark)");
  const [chosen, setChosen] = useState(kept("theme"));
  const theme = chosen ?? (isDark ? "dark" : "light");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    window.dispatchEvent(new Event("themechange"));
  }, [theme]);
  const turn = () => {
    const next = theme === "dark" ? "light" : "dark";
    keep("theme", next);
    setChosen(next);
  };
  return [theme, turn];
}

/** The decisions that the page was made with, and those that the reader took in this browser. */
function begun(data: Data): Review {
  const before = data.run.review?.decisions ?? none(data.run.run_id);
  const own = parsed(kept(`review.${data.run.run_id}`) ?? "");
  return own ? merged(before, own) : before;
}

function useDecisions(data: Data): Deciding {
  const [review, setReview] = useState(() => begun(data));
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const isDecided = review.passages.length + review.answers.length + review.exclusions.length > 0;
    // What the page shows at first is what was decided before it was made.
    if (!isDecided && !data.revision && !data.run.review) return;
    let isWanted = true;
    void revise(data, review).then(() => { if (isWanted) setVersion((before) => before + 1); });
    return () => { isWanted = false; };
  }, [review]);
  const put = (next: Review) => {
    keep(`review.${data.run.run_id}`, written(next));
    setReview(next);
  };
  return { review, version, put };
}

function App({ data }: { data: Data }): JSX.Element {
  const here = useRoute();
  const [lang, setLang] = useState(kept("lang") ?? data.run.lang);
  const [theme, turnTheme] = useTheme();
  const deciding = useDecisions(data);
  setWords(data.words, lang);
  const name = Object.hasOwn(VIEWS, here.view) ? here.view : "";
  const View = VIEWS[name]!;
  useEffect(() => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = w("ui.title");
  }, [lang]);
  useEffect(() => {
    // A place inside a view is scrolled to by the view itself.
    if (here.path.length < 2) window.scrollTo(0, 0);
    // On a narrow window the menu is one line that scrolls.
    document.querySelector("nav [aria-current]")?.scrollIntoView(
      { inline: "center", block: "nearest" });
  }, [here.view, here.path[0]]);
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const turnLang = () => {
    const next = lang === "zh" ? "en" : "zh";
    keep("lang", next);
    setLang(next);
  };
  const shown = STEADY.includes(name) ? 0 : deciding.version;
  return <Run.Provider value={data}><Decisions.Provider value={deciding}>
    <a class="skip" href="#main" onClick={(event) => {
      event.preventDefault();
      document.getElementById("main")?.focus();
    }}>{w("ui.skip")}</a>
    <header class="frame">
      <div class="brand"><a href="#/"><b>{w("ui.title")}</b></a>
        <small>{w("ui.run")} {data.run.run_id.slice(0, 12)}</small></div>
      <nav aria-label={w("ui.views")}>{MENU.map(([view, key]) => <a href={`#/${view}`}
        aria-current={view === name ? "page" : undefined}>{w(key)}</a>)}</nav>
      <form class="search" role="search" onSubmit={(event) => {
        event.preventDefault();
        const words = new FormData(event.currentTarget).get("q");
        location.hash = `#/search?q=${encodeURIComponent(String(words ?? ""))}`;
      }}><input type="search" name="q" id="search" placeholder={w("ui.search")}
          aria-label={w("ui.search")} aria-keyshortcuts="/" /></form>
      <div class="choices">
        <button type="button" class="theme" onClick={turnTheme}
          aria-label={w(theme === "dark" ? "ui.light" : "ui.dark")}
          title={w(theme === "dark" ? "ui.light" : "ui.dark")}>{theme === "dark" ? "☀" : "☾"}
        </button>
        <button type="button" class="language" lang={lang === "zh" ? "en" : "zh-CN"}
          onClick={turnLang}>{lang === "zh" ? "English" : "中文"}</button>
      </div>
    </header>
    <Legend />
    <main id="main" tabIndex={-1}><View key={`${name} ${lang} ${shown}`} here={here} /></main>
    <footer class="frame">
      <p><b>{w("ui.no-proof")}</b> {w("limit.person")}</p>
      <p class="quiet">leitong {data.run.version} · {w("ui.run-id")} {data.run.run_id}</p>
    </footer>
  </Decisions.Provider></Run.Provider>;
}

/** Keys of the whole page; none while somebody writes. */
function onKey(event: KeyboardEvent): void {
  const target = event.target as Element | null;
  if (event.altKey || event.ctrlKey || event.metaKey || target?.closest("input, select")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search")?.focus();
  } else if (event.key === "?") {
    location.hash = "#/methods";
    requestAnimationFrame(() => document.getElementById("keys")?.scrollIntoView());
  } else {
    const step = LINKS_BY_KEY[event.key];
    document.querySelector<HTMLElement>(`[data-key="${step}"]`)?.click();
  }
}

void Data.open(new PageSource()).then((data) =>
  render(<App data={data} />, document.getElementById("page")!));
