//! Words of 文本比对报告单, 批次报告 and 结论.

use super::Word;

/// Keys `paper.…`.
pub(super) const WORDS: &[Word] = &[
    ("paper.sheet-brief", "文本比对报告单（简洁）", "Comparison sheet (brief)"),
    (
        "paper.sheet-full",
        "文本比对报告单（全文，标明引文）",
        "Comparison sheet (whole text, marked)",
    ),
    ("paper.sheet-compared", "文本比对报告单（全文对照）", "Comparison sheet (side by side)"),
    ("paper.batch", "文本比对批次报告", "Comparison report of a batch"),
    ("paper.conclusion", "文本比对结论", "Conclusion of a comparison"),
    ("paper.number", "报告编号", "report number"),
    ("paper.date", "检测时间", "time of the check"),
    ("paper.scope", "检测范围", "scope"),
    (
        "paper.scope-words",
        "本批 {files} 个文件、{reports} 篇文稿相互比对[；背景语料：{backgrounds}]；范围之外的文稿不在比对之列",
        "{files} files with {reports} reports, compared with each other[; backgrounds: \
         {backgrounds}]; nothing beyond was compared",
    ),
    ("paper.page", "第 {page} 页，共 {pages} 页", "page {page} of {pages}"),
    ("paper.characters", "字数", "characters"),
    ("paper.share", "占总字数", "share"),
    ("paper.role", "先后", "order"),
    ("paper.finding", "等级与类别", "grade and kind"),
    ("paper.here", "本文位置", "place here"),
    ("paper.there", "对方位置", "place there"),
    (
        "paper.citation",
        "《{title}》[第 {page} 页][第 {paragraph} 段]",
        "“{title}”[, page {page}][, paragraph {paragraph}]",
    ),
    ("paper.compared", "逐处对照", "Side by side"),
    ("paper.matched", "此处有 {count} 字相同", "{count} symbols are equal here"),
    ("paper.definitions", "指标说明", "Definitions"),
    ("paper.look-first", "请先核对", "Look here first"),
    ("paper.strong", "雷同段落（强）", "shared passages, strong"),
    ("paper.medium", "雷同段落（中）", "shared passages, medium"),
    ("paper.weak", "雷同段落（弱）", "shared passages, weak"),
    (
        "paper.reviewed",
        "已复核：排除 {excluded} 项，{rejected} 段不再计入；以下数字均为复核后的结果",
        "reviewed: {excluded} things left out, {rejected} passages count no more; all figures are \
         those after the review",
    ),
    ("paper.signatures", "签署", "Signatures"),
    ("paper.checked-by", "检测人", "checked by"),
    ("paper.reviewed-by", "复核人", "reviewed by"),
    ("paper.statement", "被检单位意见", "statement of the unit"),
    ("paper.stamp", "盖章", "stamp"),
    ("paper.signed-on", "日期", "date"),
    ("paper.signed", "检测人、复核人（签字）及日期", "checked by, reviewed by, date"),
];
