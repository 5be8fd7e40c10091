//! Words of the viewer in `index.html`: its pictures, filters, search, keys.

use super::Word;

/// More keys `ui.…`.
pub(super) const WORDS: &[Word] = &[
    ("ui.loading", "正在读取……", "loading …"),
    ("ui.number", "序号", "No."),
    ("ui.grade", "等级", "grade"),
    ("ui.short-name", "简称", "short name"),
    ("ui.account-of-all", "全部文字构成", "All text by layer"),
    ("ui.distribution", "各文稿雷同率的分布", "reports by shared ratio"),
    ("ui.distribution-pairs", "各文稿对雷同比的分布", "pairs of reports by share"),
    ("ui.log-scale", "对数刻度", "logarithmic"),
    ("ui.threshold", "不低于 {percent} %", "at least {percent} %"),
    ("ui.all-n", "全部 {count} 项", "all {count}"),
    ("ui.tag", "标签", "tag"),
    ("ui.all-tags", "全部标签", "all tags"),
    ("ui.shown-of", "显示 {shown} / {all}", "{shown} of {all} shown"),
    ("ui.show-all-reports", "也显示没有雷同的文稿", "reports that share nothing, too"),
    (
        "ui.left-out",
        "另有 {count} 篇与任何一篇的雷同比都不到 {percent} %，未列出",
        "{count} reports share less than {percent} % with any other and are left out",
    ),
    ("ui.matrix-size", "{count} 篇 × {count} 篇", "{count} × {count} reports"),
    ("ui.zoom", "缩放", "zoom"),
    ("ui.zoom-in", "放大", "zoom in"),
    ("ui.zoom-out", "缩小", "zoom out"),
    ("ui.zoom-fit", "全图", "fit"),
    (
        "ui.heat-help",
        "指向一格看数字，点击进入对照；键盘用方向键和回车，+ − 缩放。",
        "point at a cell for its figures, click it for the pair; arrow keys and Enter do the same, \
         + − zoom.",
    ),
    ("ui.key", "序号与文稿对照", "Key to the numbers"),
    ("ui.compare-n", "对照 {count} 处", "compare {count}"),
    ("ui.family-n", "第 {n} 组", "family {n}"),
    ("ui.report-n", "{count} 篇", "{count} reports"),
    ("ui.edges", "组内 {count} 对文稿", "{count} pairs in the family"),
    (
        "ui.graph-of",
        "{count} 篇文稿的关系图，列表见旁",
        "graph of {count} reports, listed beside it",
    ),
    (
        "ui.graph-note",
        "线越粗，一篇见于另一篇的部分越多；箭头由在先的一篇指向在后的一篇，先后不明则没有箭头。点击圆点看文稿，点击线看对照。",
        "the thicker a line, the more of one report stands in the other; an arrow leads from the \
         earlier to the later one where that is known. Nodes lead to reports, lines to pairs.",
    ),
    ("ui.timeline", "时间线", "Timeline"),
    (
        "ui.timeline-note",
        "上图为各时期的文稿篇数，下面每行是一个同源文稿组；空心圆的日期不完整。日期只供参考，不单独决定先后。",
        "above: reports by date; below: a line for each family; a hollow mark is an incomplete \
         date. Dates are hints, they do not decide the order alone.",
    ),
    ("ui.undated", "{all} 篇中 {count} 篇没有日期。", "{count} of {all} reports have no date."),
    ("ui.without-date", "{count} 篇没有日期", "{count} without a date"),
    ("ui.no-dates", "没有一篇文稿带有日期。", "no report has a date."),
    ("ui.map", "雷同文字在全文中的位置", "where the shared text stands"),
    (
        "ui.map-note",
        "从左到右为全文；颜色同图例，越高越要留意；点击可到该处。",
        "the text from left to right; colours as in the legend, the taller the more to look at; \
         click to go there.",
    ),
    (
        "ui.evasion-note",
        "下列字符看不见或容易看错，比对时已还原；看不见的在正文中以编码标出。",
        "these characters are invisible or look like others; the comparison saw through them, and \
         the text shows the invisible ones by their code.",
    ),
    ("ui.choose-passage", "点击一处雷同，看它的证据。", "choose a passage to see its evidence."),
    ("ui.way-of-showing", "显示方式", "way of showing"),
    ("ui.mode-text", "全文对照", "whole texts"),
    ("ui.mode-list", "逐处对照", "passages"),
    (
        "ui.templates-note",
        "同一格式的固定文字与空位；表中每行是一篇文稿在各空位所填的内容。",
        "fixed text and slots of a form; each row of the table is what one report filled in.",
    ),
    ("ui.search", "搜索", "Search"),
    ("ui.search-hint", "文稿名称、单位或文中的词句", "names, units, or words in the texts"),
    ("ui.in-names", "名称和单位中：{count}", "in names and units: {count}"),
    ("ui.in-texts", "文字中：{count}", "in the texts: {count}"),
    ("ui.searching", "已查 {part} / {all} 部分", "{part} of {all} parts searched"),
    ("ui.dark", "深色", "dark"),
    ("ui.light", "浅色", "light"),
    ("ui.keys", "键盘", "Keys"),
    ("ui.key-search", "搜索", "search"),
    ("ui.key-next", "对照页：下一处", "pair page: next passage"),
    ("ui.key-previous", "对照页：上一处", "pair page: previous passage"),
    ("ui.key-help", "本说明", "this list"),
    ("ui.key-zoom", "比对表图：放大、缩小、全图", "picture of the matrix: zoom in, out, fit"),
    ("ui.key-cells", "比对表图：选格、进入对照", "picture of the matrix: choose a cell, open it"),
];
