//! What is said about archives, matrices, papers, parts of a run, reviews and checkpoints.

use super::Word;

/// Keys by command; `KEY.hint` says what to do about the failure `KEY`.
pub(super) const WORDS: &[Word] = &[
    (
        "archive.added",
        "新增 {fresh} 份，更新 {changed} 份，未变 {unchanged} 份",
        "added {fresh}, updated {changed}, unchanged {unchanged}",
    ),
    ("archive.removed", "移除 {count} 份", "removed {count}"),
    ("archive.unknown", "库中没有 {name}", "no {name} in the archive"),
    (
        "archive.purging",
        "将彻底清除 {count} 份文稿的文字，不可恢复",
        "the text of {count} documents is made unrecoverable",
    ),
    ("archive.intact", "完好：{count} 份文稿", "intact: {count} documents"),
    (
        "archive.neighbours",
        "存档库共 {all} 份文稿，其中 {count} 份与送检文稿有共同片段，参与比对",
        "of {all} documents in the archive {count} share fingerprints and take part",
    ),
    ("failure.archive-io", "无法读写 {path}（{cause}）", "cannot read or write {path} ({cause})"),
    (
        "failure.archive-io.hint",
        "请确认可读写、磁盘未满；库中已有内容没有改变",
        "make sure that it can be read and written and the disk is not full; what was in the \
         archive is unchanged",
    ),
    ("failure.archive-missing", "{path} 不是存档库", "{path} is no archive"),
    (
        "failure.archive-missing.hint",
        "leitong archive add 可新建存档库",
        "leitong archive add makes one",
    ),
    (
        "failure.archive-occupied",
        "{path} 不是空文件夹，也不是存档库",
        "{path} is not empty and no archive",
    ),
    ("failure.archive-occupied.hint", "请另选文件夹", "choose another folder"),
    (
        "failure.archive-version",
        "{path} 的格式版本为 {found}，本程序只读版本 {version}",
        "{path} has format version {found}; this program reads version {version}",
    ),
    (
        "failure.archive-version.hint",
        "请用写出它的程序版本，或由原始文件重建",
        "use the program that wrote it, or make the archive again from the files",
    ),
    ("failure.archive-damaged", "{path} 已损坏：{what}", "{path} is damaged: {what}"),
    (
        "failure.archive-damaged.hint",
        "请从备份恢复，或由原始文件重建存档库",
        "restore it from a backup, or make the archive again from the files",
    ),
    (
        "failure.archive-parameter",
        "建库时 {name} 为 {archive}，与现在的 {given} 不同",
        "the archive was made with {name} = {archive}, not {given}",
    ),
    (
        "failure.archive-parameter.hint",
        "请改回该设置，或另建存档库",
        "set it back, or make another archive",
    ),
    ("failure.archive-locked", "另一个程序正在写入 {path}", "another process is writing {path}"),
    ("failure.archive-locked.hint", "请等它完成后再试", "try again when it is done"),
    (
        "matrix.approximate",
        "近似法：阈值处预计找到 {recall}（{bands} 段，每段 {rows} 个散列值），列出的均已逐对核实",
        "approximate: {recall} of the pairs at the threshold are expected to be found ({bands} \
         bands of {rows} hashes); what is listed was verified",
    ),
    (
        "failure.approximate",
        "近似法只用于 jaccard，且阈值须大于 0",
        "--method approximate is for jaccard with a threshold above 0",
    ),
    ("failure.approximate.hint", "请去掉 --method approximate", "leave out --method approximate"),
    ("failure.dense", "--dense 只用于 csv 和 npy", "--dense is for csv and npy"),
    ("failure.dense.hint", "请去掉 --dense 或改用 npy", "leave out --dense or choose npy"),
    (
        "failure.matrix-out",
        "此格式不含文稿名称，另写一份名称表，须用 --out 指定文件",
        "this format has no names of reports; they are listed in a file beside it, so name a file \
         with --out",
    ),
    ("failure.matrix-out.hint", "如 --out 比对表.npy", "such as --out matrix.npy"),
    (
        "failure.review",
        "{path} 不是 leitong 能用的复核意见文件（{cause}）",
        "{path} is no review that leitong can use ({cause})",
    ),
    (
        "failure.review.hint",
        "请用结果网页“复核”页下载的 review.json，或改正所示之处",
        "use the review.json that the page “Review” of the results offers, or mend that place",
    ),
    ("failure.only", "结果中没有“{name}”", "the run has nothing named “{name}”"),
    (
        "failure.only.hint",
        "请写单位名称、文件名（文件中第二篇写作 名称#2）或段落编号",
        "name a unit, a file (NAME#2 for the second report in it) or the id of a passage",
    ),
    (
        "failure.same-folder",
        "只含部分内容或用代称的结果不能写回 {path}：原结果会丢失",
        "a part of the run, or other names, cannot be written to {path}: the run would be lost",
    ),
    (
        "failure.same-folder.hint",
        "请用 --out 指定新的或空的文件夹",
        "name a new or empty folder with --out",
    ),
    ("failure.font", "没有找到可用的中文字体", "no usable font with Chinese was found"),
    (
        "failure.font.hint",
        "请用 --font 指定字体文件（如 SimSun、思源宋体），或改用 --to docx",
        "name a font file with --font, such as SimSun or Source Han Serif, or use --to docx",
    ),
    ("papers.done", "已写出 {count} 份文件：{folder}", "{count} papers written: {folder}"),
    ("failure.checkpoint", "{path} 不能使用：{cause}", "{path} cannot be used: {cause}"),
    (
        "failure.checkpoint.hint",
        "请重新运行 leitong scan；不带 --base、--reference、--set、--preset 时仍可重新写出原有结果",
        "run leitong scan again; without --base, --reference, --set and --preset the results of \
         the run can be written again all the same",
    ),
    ("checkpoint.damaged", "内容已损坏，或不是检查点文件", "it is damaged, or no checkpoint"),
    ("checkpoint.foreign", "不属于这次运行", "it belongs to another run"),
    (
        "checkpoint.version",
        "由版本 {written} 写出，现为版本 {this}",
        "it was written by version {written}, this is version {this}",
    ),
    (
        "template.form",
        "格式 {id}：{members} 篇共用；固定文字 {fixed} 字，空位 {slots} 处；用格式描述这些文稿可省 {saved}",
        "form {id}: {members} reports; {fixed} fixed symbols, {slots} slots; describing the \
         reports by it saves {saved}",
    ),
    ("template.slot", "{number} {kind}", "{number} {kind}"),
    ("template.values", "{number} {kind}：{values}", "{number} {kind}: {values}"),
    ("template.times", "{value}（{times} 篇）", "{value} ({times})"),
    ("template.more", "……另有 {count} 种", "… and {count} more"),
    ("template.nothing", "（无）", "(nothing)"),
    ("template.unfilled", "（未填）", "(not filled in)"),
    ("template.none", "这些文稿没有共用的格式", "these reports have no form in common"),
    (
        "template.check",
        "{name}：符合格式 {id}：固定文字有 {fixed}，全文 {covered} 出自格式；空位 {slots} 处，未填 {unfilled} 处",
        "{name}: fits form {id}: has {fixed} of the fixed text, {covered} of its text is the \
         form's; {slots} slots, {unfilled} not filled in",
    ),
    (
        "template.misfit",
        "{name}：不符合任何格式；最接近的是 {id}，固定文字有 {fixed}",
        "{name}: fits no form; the nearest is {id}, it has {fixed} of the fixed text",
    ),
    ("template.title", "共用格式", "Forms in common"),
    ("template.report", "文稿", "report"),
];
