//! What is said while and after something is done, and why it could not be.

use super::Word;

/// Keys by command; `KEY.hint` says what to do about the failure `KEY`.
pub(super) const WORDS: &[Word] = &[
    ("label.error", "错误：", "error: "),
    ("label.hint", "提示：", "hint: "),
    ("label.warning", "注意：", "note: "),
    ("stopped", "已停止，没有留下写了一半的文件", "stopped; nothing half written was left behind"),
    ("usage.unknown", "没有此选项：{name}", "unknown option: {name}"),
    ("usage.command", "没有此命令：{name}", "unknown command: {name}"),
    ("usage.value", "选项 {name} 不接受此值[：{value}]", "bad value for {name}[: {value}]"),
    ("usage.missing", "缺少参数：{name}", "missing argument: {name}"),
    ("usage.conflict", "选项不能同时使用：{name}", "options exclude each other: {name}"),
    (
        "usage.hint",
        "[您要的可能是 {suggested}；]leitong --help 或 leitong 命令 --help 列出用法",
        "[perhaps you mean {suggested}; ]see leitong --help or leitong COMMAND --help",
    ),
    ("stage.read", "读取文件", "reading"),
    ("stage.ingest", "切分文稿", "splitting"),
    ("stage.align", "逐对比对", "comparing"),
    ("stage.count", "统计套话", "counting"),
    ("stage.classify", "归类定级", "judging"),
    ("stage.rows", "整理结果", "arranging"),
    ("stage.write", "写出结果", "writing"),
    (
        "bar",
        "{msg:12} [{bar:30}] {pos}/{len}  还需 {eta}",
        "{msg:12} [{bar:30}] {pos}/{len}  {eta} left",
    ),
    ("failure.stdout", "无法写到标准输出（{cause}）", "cannot write to standard output ({cause})"),
    ("failure.unwritable", "无法写入 {path}（{cause}）", "cannot write {path} ({cause})"),
    (
        "failure.unwritable.hint",
        "请确认文件夹可写、磁盘未满，或用 --out 另选位置",
        "make sure that the folder is writable and the disk not full, or choose another place \
         with --out",
    ),
    (
        "failure.blocked",
        "无法建立文件夹 {path}：{file} 是文件",
        "cannot make the folder {path}: {file} is a file",
    ),
    (
        "failure.blocked.hint",
        "请移走该文件，或用 --out 另选文件夹",
        "move that file away or choose another folder with --out",
    ),
    (
        "failure.foreign",
        "{path} 已存在，且不是 leitong 写出的",
        "{path} is there already and was not written by leitong",
    ),
    (
        "failure.foreign.hint",
        "请用 --out 指定新的或空的文件夹",
        "name a new or empty folder with --out",
    ),
    ("failure.unreadable", "无法读取 {path}（{cause}）", "cannot read {path} ({cause})"),
    (
        "failure.unreadable.hint",
        "请核对路径、文件名和读取权限",
        "check the path, the name and the permission to read it",
    ),
    ("failure.nothing", "没有找到可以比对的文件", "no file to compare was found"),
    (
        "failure.nothing.hint",
        "请核对输入的文件名和文件夹",
        "check the names of the files and folders given",
    ),
    ("failure.all-unreadable", "{count} 个文件都无法读取", "none of {count} files can be read"),
    (
        "failure.all-unreadable.hint",
        "各文件的原因见上；可另存为 docx 或 txt 后再试",
        "the reasons are above; save the files as docx or txt and try again",
    ),
    ("failure.setting", "设置有误：{cause}", "a setting cannot be used: {cause}"),
    (
        "failure.setting.hint",
        "leitong config 列出全部设置及其范围",
        "leitong config lists all settings with their ranges",
    ),
    ("failure.set", "--set {given} 不是 表.项=值 的形式", "--set {given} is not TABLE.KEY=VALUE"),
    (
        "failure.set.hint",
        "例如 --set classify.expected_max=0.01",
        "such as --set classify.expected_max=0.01",
    ),
    ("failure.encoding", "没有名为 {label} 的编码", "there is no encoding named {label}"),
    (
        "failure.encoding.hint",
        "常用的有 utf-8、gb18030、big5、utf-16le",
        "common ones are utf-8, gb18030, big5, utf-16le",
    ),
    ("failure.unit-from", "--unit-from {given} 不能使用", "--unit-from {given} cannot be used"),
    (
        "failure.unit-from.hint",
        "请用 folder、name 或 regex:式子",
        "use folder, name or regex:PATTERN",
    ),
    ("failure.limit", "--fail-above {given} 不能使用", "--fail-above {given} cannot be used"),
    (
        "failure.limit.hint",
        "请写作 雷同率=30% 或 去除本单位=30%，比例在 0% 到 100% 之间",
        "write copied=30% or without-own-unit=30%, from 0% to 100%",
    ),
    ("failure.jobs", "无法启用 {jobs} 个线程（{cause}）", "cannot start {jobs} threads ({cause})"),
    ("failure.jobs.hint", "请减小 --jobs", "give a smaller --jobs"),
    ("failure.table-kind", "{path} 不是 .csv 或 .xlsx", "{path} is neither .csv nor .xlsx"),
    (
        "failure.table-kind.hint",
        "请用 --out 清单.csv 或 --out 清单.xlsx",
        "use --out list.csv or --out list.xlsx",
    ),
    ("failure.same", "两边是同一个文件：{name}", "both sides are the same file: {name}"),
    ("failure.same.hint", "请给出两个不同的文件或文件夹", "name two different files or folders"),
    (
        "failure.threshold",
        "--threshold {given} 不在 0 到 1 之间",
        "--threshold {given} is not within 0 to 1",
    ),
    ("failure.threshold.hint", "例如 --threshold 0.5", "such as --threshold 0.5"),
    (
        "failure.run",
        "{path} 不是一次完成的运行留下的文件夹（{cause}）",
        "{path} is no folder of a finished run ({cause})",
    ),
    (
        "failure.run.hint",
        "请给出 leitong scan 写出的文件夹，其中应有 report.json",
        "name a folder that leitong scan wrote; it holds a report.json",
    ),
    ("failure.no-id", "{path} 中没有编号 {id}", "there is no {id} in {path}"),
    (
        "failure.no-id.hint",
        "编号见 index.html、passages.jsonl 和 report.xlsx",
        "ids stand in index.html, passages.jsonl and report.xlsx",
    ),
    ("failure.no-document", "{path} 中没有文稿 {name}", "there is no document {name} in {path}"),
    (
        "failure.no-document.hint",
        "名称见 documents.jsonl；文件中的第二篇写作 名称#2",
        "names stand in documents.jsonl; the second report in a file is NAME#2",
    ),
    ("failure.ambiguous", "{name} 可指多篇文稿：{names}", "{name} may be any of {names}"),
    (
        "failure.ambiguous.hint",
        "请写出完整路径，并以 #篇号 指明哪一篇",
        "give the whole path, and #NUMBER for the report",
    ),
    ("failure.evaluate", "无法评分：{cause}", "cannot score: {cause}"),
    ("failure.meta", "信息表不能使用：{cause}", "the table cannot be used: {cause}"),
    (
        "failure.meta.hint",
        "leitong inspect 会写出一张可以改正后交回的表",
        "leitong inspect writes a table to correct and give back",
    ),
    ("failure.gold", "{path} 不能使用：{cause}", "{path} cannot be used: {cause}"),
    (
        "failure.gold.hint",
        "每行一个 JSON 对象，含 a.doc 和 b.doc，格式见 data/sample/gold.jsonl",
        "one JSON object a line with a.doc and b.doc, as in data/sample/gold.jsonl",
    ),
    (
        "calibrate.pairs",
        "诚实对 {honest} 对（共 {all} 对；同源、同单位和已知雷同的已除外）",
        "{honest} honest pairs of {all} (without kin, pairs of one unit and known copies)",
    ),
    (
        "calibrate.head",
        "比特  达到的诚实对/诚实对  外推比例",
        "bits  reached/honest pairs  share by the fitted tail (extrapolated)",
    ),
    (
        "calibrate.few",
        "诚实对太少，不能外推，也不建议阈值",
        "too few honest pairs to extrapolate or to propose a threshold",
    ),
    (
        "calibrate.tail",
        "尾部：自 {from} 比特起，按最强的 {count} 对拟合，平均超出 {mean} 比特（尺度合适时为 {right}）",
        "tail: from {from} bits, fitted to the {count} strongest, mean excess {mean} bits ({right} \
         where the scale is right)",
    ),
    (
        "calibrate.needed",
        "外推：要使整批 {all} 对中误报的期望不超过 {max}，需 {needed} 比特；现行设置要求 {default} 比特",
        "extrapolated: for at most {max} false alarms expected in all {all} pairs {needed} bits \
         are needed; the settings ask for {default}",
    ),
    (
        "calibrate.keep",
        "建议：现行阈值已够，不必改动",
        "proposal: the threshold in use suffices, keep it",
    ),
    (
        "calibrate.set",
        "建议：--set classify.expected_max={value}",
        "proposal: --set classify.expected_max={value}",
    ),
    (
        "failure.reference-changed",
        "{document} 已不在原处，或内容已变",
        "{document} is gone or changed since the run",
    ),
    (
        "failure.reference-changed.hint",
        "请用 {flag} 指明现在的文本",
        "name the texts of today with {flag}",
    ),
    (
        "failure.no-reference",
        "{flag} 指明的文本无一可以读取",
        "none of the texts named with {flag} can be read",
    ),
    (
        "failure.no-reference.hint",
        "请核对路径；leitong extract 会说明文件为何无法读取",
        "check the paths; leitong extract says why a file cannot be read",
    ),
    (
        "summary.counts",
        "共 {documents} 个文件，拆出 {reports} 篇；读取不全 {poor}，无法读取 {unreadable}[{list}]",
        "{documents} files, {reports} reports; read in part {poor}, unreadable \
         {unreadable}[{list}]",
    ),
    ("summary.list", "（见“未查清单”）", " (see the sheet 未查清单)"),
    ("summary.more", "另有 {count} 条，见“未查清单”", "{count} more, see the sheet 未查清单"),
    (
        "summary.found",
        "强 {strong} 处、中 {medium} 处、弱 {weak} 处，涉及 {concerned} 篇、{families} 个同源文稿组；\
         待您确认 {questions} 项[{first}]",
        "passages: {strong} strong, {medium} medium, {weak} weak, in {concerned} reports and \
         {families} families; to confirm: {questions}[{first}]",
    ),
    ("summary.first", "（先看）", " (look there first)"),
    (
        "summary.none",
        "未见明显雷同；{families} 个同源文稿组；待您确认 {questions} 项[{first}]",
        "no clear sharing; {families} families; to confirm: {questions}[{first}]",
    ),
    ("summary.look", "建议先看：", "look at these first:"),
    (
        "summary.report",
        "{name}：雷同率 {percent}（{n}/{d} 字）[，与 {other}]",
        "{name}: {percent} shared ({n}/{d} characters)[, with {other}]",
    ),
    (
        "summary.small",
        "样本不足：互相独立的只有 {users} 篇，等级已降一级，结论请多加核对",
        "small sample: only {users} independent reports, grades are lowered by one; check with \
         care",
    ),
    ("summary.reached", "{count} 篇达到 {limit}", "{count} reports reach {limit}"),
    ("summary.page", "总览 {path}", "overview {path}"),
    ("inspect.count", "{reports} 篇，写到 {path}", "{reports} reports, written to {path}"),
    (
        "hint.counts",
        "{all} 个文件：可读 {good}，读取不全 {poor}，无法读取 {unreadable}",
        "{all} files: {good} readable, {poor} read in part, {unreadable} unreadable",
    ),
    (
        "hint.scans",
        "{count}/{all} 是扫描件，或字体未说明所用字符：加 --ocr 识别文字（tesseract 及语言数据已安装）",
        "{count} of {all} are scans, or their fonts do not name their characters: use --ocr \
         (tesseract and its language data are installed)",
    ),
    (
        "hint.scans-tried",
        "{count}/{all} 是扫描件，--ocr 也未识别出文字：请取得原文件或更清晰的扫描件",
        "{count} of {all} are scans of which --ocr read nothing: get the files that they were made \
         from, or clearer scans",
    ),
    (
        "hint.scans-language",
        "{count}/{all} 是扫描件，或字体未说明所用字符：须用 --ocr；tesseract 缺语言数据 {missing}，请先安装",
        "{count} of {all} are scans, or their fonts do not name their characters: they need --ocr; \
         tesseract lacks the language data {missing}, install it first",
    ),
    (
        "hint.scans-program",
        "{count}/{all} 是扫描件，或字体未说明所用字符：须用 --ocr；请先安装 tesseract 及语言数据 {missing}",
        "{count} of {all} are scans, or their fonts do not name their characters: they need --ocr; \
         install tesseract with the language data {missing} first",
    ),
    ("hint.line", "{count}/{all} {reason}[：{advice}]", "{count} of {all}: {reason}[: {advice}]"),
    ("hint.encrypted", "请向提供者索取不加密的文件", "ask for the files without a password"),
    ("hint.unsupported-format", "请另存为 docx、pdf 或 txt", "save them as docx, pdf or txt"),
    ("hint.undecodable", "请用 --encoding 指明编码", "name their encoding with --encoding"),
    (
        "hint.garbled",
        "请用 --encoding 指明编码，或取得原文件",
        "name their encoding with --encoding, or get the files that they were made from",
    ),
    ("hint.truncated", "文件不完整，请重新取得", "the files are not complete, get them again"),
    (
        "hint.timed-out",
        "请另存后再试，或调高 read.worker_seconds_max",
        "save them again, or raise read.worker_seconds_max",
    ),
    (
        "hint.out-of-memory",
        "请拆分文件，或调高 read.worker_memory_bytes_max",
        "split the files, or raise read.worker_memory_bytes_max",
    ),
    (
        "hint.classified",
        "确可处理的，加 --allow-classified",
        "use --allow-classified if they may be processed",
    ),
    (
        "hint.too-large",
        "请拆分文件，或调高 read.file_bytes_max",
        "split the files, or raise read.file_bytes_max",
    ),
    ("header.document", "文件", "document"),
    ("header.report", "篇号", "report"),
    ("header.title", "标题", "title"),
    ("header.unit", "单位", "unit"),
    ("header.author", "作者", "author"),
    ("header.date", "日期", "date"),
    ("header.level", "级别", "level"),
    ("header.superior", "上级", "superior"),
    ("header.from", "信息来自", "metadata_from"),
    ("header.verdict", "读取情况", "verdict"),
    ("header.characters", "字数", "characters"),
    ("mark.join", "，", ", "),
    ("mark.colon", "：", ": "),
    ("pair.title", "左：{left}\n右：{right}", "left:  {left}\nright: {right}"),
    (
        "pair.counts",
        "{passages} 处：雷同左 {left} 字、右 {right} 字；整篇相似度 {jaccard}",
        "passages: {passages}; shared {left} characters on the left, {right} on the right; \
         likeness of the wholes {jaccard}",
    ),
    (
        "passage.title",
        "第 {number} 处  {layer}（{kind}）  等级 {grade}  {id}",
        "passage {number}  {layer} ({kind})  {grade}  {id}",
    ),
    (
        "passage.facts",
        "相同 {matched} 字，占比对 {identity}；证据 {bits} 比特；偶然出现的期望 {expected} 次",
        "{matched} symbols equal, {identity} of the alignment; {bits} bits; {expected} expected by \
         chance",
    ),
    ("passage.left", "左", "left"),
    ("passage.right", "右", "right"),
    ("passage.support", "支持：", "for: "),
    ("passage.against", "反证：", "against: "),
    ("passage.nothing", "无", "nothing"),
    (
        "failure.no-form",
        "给出的文稿没有共用的格式，也没有留空的表格",
        "the reports given have no form \
      in common, and none of them is a blank form",
    ),
    (
        "failure.no-form.hint",
        "请给出两篇以上按同一格式填写的文稿，或一篇留有空位（XX、____）的格式文本",
        "give two or more reports that filled in one form, or a form with its blanks (XX, ____)",
    ),
    ("compare.legend", "[-…-] 只在左边，{+…+} 只在右边", "[-…-] only left, {+…+} only right"),
    ("compare.none", "两边之间未见雷同段落", "no shared passage between the two sides"),
    (
        "compare.small",
        "只比较这些文稿，不了解同类文稿的套话，等级偏低；成批比对请用 leitong scan",
        "with these reports alone little is known of the genre's set phrases and grades are low; \
         use leitong scan for a batch",
    ),
    (
        "place",
        "第 {report} 篇[ 第 {page} 页][ 第 {paragraph} 段][ “{heading}”]",
        "report {report}[, page {page}][, paragraph {paragraph}][, “{heading}”]",
    ),
    (
        "explain.what",
        "归类：{layer}（{kind}），等级 {grade}",
        "layer: {layer} ({kind}), grade {grade}",
    ),
    ("explain.meaning", "含义：{meaning}", "meaning: {meaning}"),
    (
        "explain.equal",
        "相同 {matched} 字，比对长度 {columns} 字，其中相同占 {identity}",
        "{matched} equal symbols in an alignment of {columns}: {identity}",
    ),
    (
        "explain.bits",
        "证据 {bits} 比特：按本批文稿和通用语料的用语习惯，扣除差异之后，这段相同文字有多难得；每多 1 比特，难得程度加倍",
        "{bits} bits of evidence: how rare the equal text is in this genre, less its differences; \
         each bit doubles it",
    ),
    (
        "explain.expected",
        "偶然出现的期望 {expected} 次：整批 {pairs} 对文稿中，这样强的巧合预计出现的次数",
        "{expected} expected by chance: coincidences as strong in all {pairs} pairs of this run",
    ),
    (
        "explain.users",
        "互相独立的使用者：本批 {reports} 篇中有 {independent} 个；除这两篇外，使用这段文字的有 {others} 个",
        "independent users: {independent} in the {reports} reports; {others} besides these two \
         have this text",
    ),
    (
        "explain.rule.copied",
        "规则：期望不超过 {max} 次才列出，不超过 {strong} 次为强，否则为中[；{small}]；多数文字只有少数单位使用，故为雷同",
        "rule: listed up to {max} expected, strong up to {strong}, else medium[; {small}]; few \
         others use most of it, so it is shared text",
    ),
    (
        "explain.rule.template",
        "规则：期望不超过 {max} 次才列出[；{small}]；多数文字有许多互相独立的单位使用，且长于 {form} 字，故可能是下发的格式，请您确认",
        "rule: listed up to {max} expected[; {small}]; many independent users have most of it and \
         it is longer than {form} symbols, so it may be a form that was handed out: please confirm",
    ),
    (
        "explain.rule.other",
        "规则：期望不超过 {max} 次才列出[；{small}]",
        "rule: listed up to {max} expected[; {small}]",
    ),
    (
        "explain.small",
        "互相独立的不足 {min} 个，等级降一级",
        "below {min} independent users the grade falls by one",
    ),
    (
        "explain.direction",
        "先后：{direction}[（把握 {confidence}%）]",
        "order: {direction}[ ({confidence}% sure)]",
    ),
    (
        "explain.family",
        "同一段文字还见于同源段落组 {family}，共 {count} 处",
        "the same text stands in family {family}, {count} places",
    ),
    (
        "explain.phrase",
        "通用表述（套话）“{text}”：{users} 篇使用，其中互相独立的 {independent} 个；依据：{basis}。不算雷同",
        "set phrase “{text}”: used by {users} reports, {independent} of them independent; basis: \
         {basis}. Not counted as shared",
    ),
    (
        "explain.reference",
        "{name}：“{text}”，归类：{kind}[，见 {source}]",
        "{name}: “{text}”, layer: {kind}[, stands in {source}]",
    ),
    (
        "explain.difference",
        "出入：本文作“[{here}]”，出处作“[{there}]”",
        "difference: “[{here}]” here, “[{there}]” in the source",
    ),
    (
        "explain.rule.base",
        "规则：见于您用 --base 给出的文本，或您已确认为下发的格式；不算雷同，也不作雷同的证据",
        "rule: it stands in a text given with --base, or in a form that you confirmed; it is not \
         counted as shared and is no evidence of sharing",
    ),
    (
        "explain.rule.quotation",
        "规则：有引号，或由“指出”“规定”等词、书名号引出，并见于您给出的参考文献；不算雷同，也不作雷同的证据",
        "rule: in quotation marks or announced, and found in a reference collection; not counted \
         as shared, and no evidence of sharing",
    ),
    (
        "explain.rule.unattributed",
        "规则：见于您给出的参考文献，但本文没有引号，也没有说明出处；归为引文，不算雷同",
        "rule: found in a reference collection, without marks and without its source; a quotation, \
         not counted as shared",
    ),
    (
        "explain.rule.claimed",
        "规则：作引文写出，但您给出的参考文献中没有；只作标记，不改变归类和比例",
        "rule: written as a quotation and found in no reference collection; a flag that changes \
         neither layer nor ratio",
    ),
    (
        "explain.given",
        "两篇都有出自 {names} 的文字，不作雷同的证据",
        "both have text from {names}, which is no evidence of sharing",
    ),
    ("explain.yes", "结论：列为雷同，共 {count} 处", "flagged: {count} shared passages"),
    ("explain.no", "结论：未列为雷同", "not flagged"),
    (
        "explain.shares",
        "两篇的相似度：共有 {jaccard}，左见于右 {left}，右见于左 {right}，词语 {words}",
        "likeness: shared over all {jaccard}, left in right {left}, right in left {right}, words \
         {words}",
    ),
    ("explain.no-row", "两篇之间没有值得记录的相同文字", "the two share no text worth a line"),
    (
        "explain.why-not",
        "没有一处相同文字强到在整批中偶然出现的期望不超过 {max} 次",
        "no equal text is so strong that at most {max} such coincidences are expected in the run",
    ),
    (
        "explain.forms",
        "另有 {count} 处可能是下发的格式（待确认），不计入雷同",
        "{count} passages may be a form that was handed out (not confirmed); not counted as shared",
    ),
    (
        "explain.phrases",
        "两篇都用的套话 {count} 条，不计入雷同[，例如：{examples}]",
        "{count} set phrases stand in both and do not count[, such as: {examples}]",
    ),
    ("explain.layers", "{name}：{layers}", "{name}: {layers}"),
    (
        "explain.unread",
        "{name} 无法读取，没有比对",
        "{name} could not be read and was not compared",
    ),
    (
        "extract.verdict",
        "{name}：{verdict}[（{reasons}）][；异常字符：{evasion}]",
        "{name}: {verdict}[ ({reasons})][; unusual characters: {evasion}]",
    ),
    ("verify.intact", "结果文件 {count} 个，均未改变", "{count} result files, all unchanged"),
    ("verify.changed", "结果文件已改变：{name}", "result file changed: {name}"),
    ("verify.missing", "结果文件缺失：{name}", "result file missing: {name}"),
    ("verify.inputs", "输入文件 {count} 个，均未改变", "{count} inputs, all unchanged"),
    ("verify.input-changed", "输入文件已改变：{name}", "input changed: {name}"),
    ("verify.input-missing", "输入文件缺失：{name}", "input missing: {name}"),
    ("verify.input-new", "当时没有的输入文件：{name}", "input that the run did not have: {name}"),
    ("verify.run", "运行编号 {id}", "run {id}"),
    ("config.good", "{path} 没有问题", "{path} is all right"),
    (
        "spark-conf.partition",
        "每个任务读入的字节：几秒钟的工作量，任务数足以用满处理器",
        "bytes that a task reads: some seconds of work, and enough tasks for all processors",
    ),
    (
        "spark-conf.batch",
        "每批行数：默认的一万行长文稿会占用上 GB 内存",
        "rows in a batch: the default of 10,000 long reports takes a gigabyte",
    ),
    (
        "spark-conf.batch-bytes",
        "每批字节数的上限（Spark 4 起）",
        "most bytes in a batch (from Spark 4)",
    ),
    (
        "spark-conf.overhead",
        "留给 Python 工作进程的内存，每核 1 GB；多核执行器请按核数加大",
        "memory of the Python worker, 1 GB a core; more where an executor has several cores",
    ),
    (
        "spark-conf.fault",
        "工作进程崩溃时在日志中留下位置",
        "a worker that crashes leaves its place in the log",
    ),
    (
        "spark-conf.adaptive",
        "按数据量合并、拆分分区；结果与分区无关",
        "partitions are joined and split by size; no result depends on them",
    ),
    (
        "spark-conf.speculation",
        "不重复执行慢任务：各阶段写出文件夹，重复写出浪费一遍工作",
        "slow tasks are not run twice: each stage writes a folder, and the work would be lost",
    ),
];
