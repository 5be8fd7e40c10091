//! Sentences: reasons for and against a finding, questions, and messages about inputs.

use super::Word;

/// Keys `reason.…`, `question.…`, `verdict-reason.…`, `diagnostic.…`, `error.…`.
pub(super) const WORDS: &[Word] = &[
    (
        "reason.common-trace",
        "本批半数以上单位（{units} 个）都有，可能同出一处下发的文件或同一台设备",
        "more than half of the units ({units}) have it: a file that was handed out, or the \
         installation of one office, explains it as well",
    ),
    (
        "reason.bits",
        "按本类文体的用语习惯估算，证据为 {bits} 比特（每多 1 比特，巧合的可能性减半）",
        "{bits} bits under the model of the genre (each bit halves the probability of chance)",
    ),
    (
        "reason.long-run",
        "连续相同[ {symbols} 字][：“{text}”]",
        "a long run is equal[: {symbols} symbols][: “{text}”]",
    ),
    ("reason.rare-values", "罕见的数值或名称相同[：{values}]", "rare values are equal[: {values}]"),
    ("reason.shared-mistake", "有相同的差错[：“{text}”]", "both share a mistake[: “{text}”]"),
    (
        "reason.several-passages",
        "两篇之间另有雷同段落[，共 {count} 处]",
        "the two reports share several passages[: {count}]",
    ),
    (
        "reason.same-order",
        "多处雷同的先后次序一致[（{count} 处）]",
        "shared passages stand in the same order[ ({count})]",
    ),
    (
        "reason.placeholder-filled",
        "一方的空位在另一方已经填写[：{*}]",
        "a blank of one side is filled in on the other[: {*}]",
    ),
    (
        "reason.independent-users",
        "另有互相独立的单位使用这段文字[：{users} 个]",
        "independent users have it as well[: {users}]",
    ),
    ("reason.same-unit", "两篇出自同一单位[：{unit}]", "both come from the same unit[: {unit}]"),
    (
        "reason.form-unconfirmed",
        "可能是下发的格式，尚未确认[（{users} 个单位共有）]",
        "it may be a form that was handed out, not confirmed[ ({users} users)]",
    ),
    (
        "reason.poor-extraction",
        "文字读取不全，位置和数字可能有误[：{document}]",
        "text was read in part only, places and figures may be wrong[: {document}]",
    ),
    ("reason.order-date", "日期在先：{first}", "earlier date: {first}"),
    (
        "reason.order-masked",
        "另一篇屏蔽了这里写出的字，在先：{first}",
        "the other one masks words that stand here, first: {first}",
    ),
    (
        "reason.order-residue",
        "另一篇残留此篇的单位名称，在先：{first}",
        "its unit's name was left in the other one, first: {first}",
    ),
    (
        "reason.order-contained",
        "几乎全文都在另一篇之中，在先：{first}",
        "nearly all of it stands in the other one, first: {first}",
    ),
    (
        "reason.order-unfilled",
        "此处留空而另一篇已填，在先：{first}",
        "blank here and filled in there, first: {first}",
    ),
    ("reason.order-superior", "上级来文，在先：{first}", "from the unit above, first: {first}"),
    ("reason.date-unknown", "日期不全，先后无从判断", "dates are missing, the order is unknown"),
    (
        "reason.small-sample",
        "样本不足，对文体用语了解有限[（{reports} 篇）]",
        "small sample, little is known of the genre[ ({reports} reports)]",
    ),
    ("reason.short", "段落较短[（{symbols} 字）]", "the passage is short[ ({symbols} symbols)]"),
    (
        "reason.set-phrases-inside",
        "其中含通用表述（套话）[ {symbols} 字]",
        "set phrases stand inside[ ({symbols} symbols)]",
    ),
    (
        "reason.superior-text",
        "双方可能都来自同一份上级来文[：{document}]",
        "both may come from the same superior's text[: {document}]",
    ),
    (
        "reason.quoted",
        "其中有标明的引文[ {symbols} 字]",
        "quoted text inside[ ({symbols} symbols)]",
    ),
    ("reason.same-file", "两篇在同一个文件中", "both stand in the same file"),
    (
        "question.form",
        "这段文字出现在 {users} 个单位的材料中，是否为下发的提纲或规定格式？",
        "this text stands in the reports of {users} users: is it an outline or a form that was \
         handed out?",
    ),
    (
        "question.effect",
        "答案影响 {characters} 字的归类",
        "the answer decides the layer of {characters} characters",
    ),
    ("verdict-reason.not-found", "文件不存在", "not found"),
    ("verdict-reason.vanished", "读取时文件消失", "vanished while reading"),
    ("verdict-reason.no-permission", "没有读取权限", "no permission"),
    ("verdict-reason.too-large", "文件过大", "too large"),
    ("verdict-reason.empty", "没有文字", "no text"),
    ("verdict-reason.binary", "不是文本", "not text"),
    ("verdict-reason.truncated", "文件不完整", "truncated"),
    ("verdict-reason.unsupported-format", "不支持的格式", "unsupported format"),
    ("verdict-reason.broken-zip", "压缩包损坏", "broken archive"),
    ("verdict-reason.broken-archive", "压缩包损坏", "broken archive"),
    ("verdict-reason.broken-entry", "压缩包内的文件损坏", "broken file in an archive"),
    ("verdict-reason.broken-line", "有一行无法读取", "broken line"),
    ("verdict-reason.missing-text", "没有正文字段", "no text column"),
    ("verdict-reason.duplicate-id", "编号重复", "the same id twice"),
    ("verdict-reason.expands-too-far", "解压后过大", "expands too far"),
    ("verdict-reason.not-a-file", "不是普通文件", "not a file"),
    ("verdict-reason.not-readable", "系统无法读取", "not readable"),
    ("verdict-reason.reader-failed", "读取时程序出错", "the reader failed"),
    ("verdict-reason.encrypted", "文件已加密", "encrypted"),
    ("verdict-reason.nested-too-deep", "压缩包层数过多", "archives nested too deep"),
    ("verdict-reason.expansion-limit", "解压后过大", "expands too far"),
    ("verdict-reason.locked-or-lock-file", "文件被占用", "locked"),
    ("verdict-reason.bad-json-line", "JSON 行有误", "bad JSON line"),
    ("verdict-reason.no-text-column", "没有正文字段", "no text column"),
    ("verdict-reason.unknown-encoding", "编码不明", "unknown encoding"),
    ("verdict-reason.very-short", "文字极少", "very short"),
    ("verdict-reason.replacement-characters", "有无法识别的字符", "replacement characters"),
    ("verdict-reason.private-use-characters", "有自造字区的字符", "private use characters"),
    ("verdict-reason.control-characters", "有控制字符", "control characters"),
    ("verdict-reason.decoding-doubt", "编码可能判断有误", "encoding in doubt"),
    ("verdict-reason.image-only", "只有图像，没有文字", "image only"),
    ("verdict-reason.image-pages", "有的页只有图像", "some pages are images only"),
    ("verdict-reason.recognised-text", "文字由图像识别得来", "text recognised from images"),
    (
        "verdict-reason.missing-to-unicode",
        "字体未说明所用字符",
        "a font does not name its characters",
    ),
    ("verdict-reason.broken-pdf", "PDF 损坏", "broken PDF"),
    ("verdict-reason.broken-table", "表格文件损坏", "broken table"),
    ("verdict-reason.timed-out", "读取超时", "reading took too long"),
    ("verdict-reason.out-of-memory", "读取时内存不足", "reading took too much memory"),
    ("verdict-reason.worker-missing", "无法启动读取程序", "the reading process cannot be started"),
    ("verdict-reason.classified", "带有密级标志", "marked as secret"),
    (
        "verdict-reason.foreign-characters",
        "有大量意外文种的字符",
        "characters of unexpected scripts",
    ),
    ("verdict-reason.rare-characters", "有大量罕见字", "many rare characters"),
    ("verdict-reason.garbled", "文字为乱码", "garbled text"),
    ("verdict-reason.little-text", "文字少于页数应有", "too little text for the pages"),
    ("verdict-reason.undecodable", "无法解码", "undecodable"),
    (
        "diagnostic.image-only",
        "{document} 只有图像，没有文字[（{detail}）]；请用 --ocr 识别文字（须安装 tesseract 及中文数据）",
        "{document} is an image without text[ ({detail})]; use --ocr, with tesseract and its \
         language data installed",
    ),
    (
        "diagnostic.missing-to-unicode",
        "{document} 的字体未说明所用字符，读不出文字[（{detail}）]；请用 --ocr，或取得原文件",
        "the fonts of {document} do not name their characters[ ({detail})]; use --ocr, or get the \
         file that it was made from",
    ),
    (
        "diagnostic.broken-table",
        "{document} 损坏，无法打开[（{detail}）]；请重新取得或重新导出该表",
        "{document} is damaged and cannot be opened[ ({detail})]; get or export the table again",
    ),
    (
        "diagnostic.garbled",
        "{document} 读出的文字是乱码[（{detail}）]；请用 --encoding 指明编码，PDF 请用 --ocr 或取得原文件",
        "the text of {document} is garbled[ ({detail})]; name its encoding with --encoding; for a \
         PDF use --ocr or get the file that it was made from",
    ),
    (
        "diagnostic.broken-pdf",
        "{document} 损坏，无法打开[（{detail}）]；请重新取得文件，或用阅读器另存",
        "{document} is damaged and cannot be opened[ ({detail})]; get it again, or save it again \
         with a viewer",
    ),
    (
        "diagnostic.timed-out",
        "读取 {document} 超时[（{detail}）]；请用阅读器另存后再试，或调高 read.worker_seconds_max",
        "reading {document} took too long[ ({detail})]; save it again with a viewer, or raise \
         read.worker_seconds_max",
    ),
    (
        "diagnostic.out-of-memory",
        "读取 {document} 所需内存超限[（{detail}）]；请拆分文件，或调高 read.worker_memory_bytes_max",
        "reading {document} took too much memory[ ({detail})]; split it, or raise \
         read.worker_memory_bytes_max",
    ),
    (
        "diagnostic.worker-missing",
        "无法启动读取 {document} 的程序[（{detail}）]；请重新安装 leitong",
        "the process that reads {document} cannot be started[ ({detail})]; install leitong again",
    ),
    (
        "diagnostic.classified",
        "{document} 带有密级标志[（{detail}）]，未作处理；如确可处理，请用 --allow-classified",
        "{document} is marked as secret[ ({detail})] and was not processed; if it may be, use \
         --allow-classified",
    ),
    (
        "diagnostic.undecodable",
        "{document} 无法解码[（{detail}）]；请用 --encoding 指明编码，或另存为 docx",
        "{document} cannot be decoded[ ({detail})]; name its encoding with --encoding or save it \
         as docx",
    ),
    (
        "diagnostic.not-found",
        "找不到 {document}[（{detail}）]；请核对路径和文件名",
        "{document} was not found[ ({detail})]; check the path and the name",
    ),
    (
        "diagnostic.vanished",
        "{document} 在读取过程中消失[（{detail}）]；请确认文件未被移动，再运行一次",
        "{document} vanished while it was read[ ({detail})]; make sure that nobody moves it \
         and run again",
    ),
    (
        "diagnostic.no-permission",
        "没有权限读取 {document}[（{detail}）]；请更改权限，或复制到可读的文件夹",
        "no permission to read {document}[ ({detail})]; change its permission or copy it to a \
         folder that you can read",
    ),
    (
        "diagnostic.too-large",
        "{document} 过大，未读取[（{detail}）]；请拆分文件，或调高 read.file_bytes_max",
        "{document} is too large and was not read[ ({detail})]; split it or raise \
         read.file_bytes_max",
    ),
    (
        "diagnostic.empty",
        "{document} 中没有文字[（{detail}）]；如为扫描件或图片，请先识别文字",
        "{document} holds no text[ ({detail})]; if it is a scan, recognise its text first",
    ),
    (
        "diagnostic.binary",
        "{document} 不是文本[（{detail}）]；请另存为 docx 或 txt",
        "{document} is not text[ ({detail})]; save it as docx or txt",
    ),
    (
        "diagnostic.truncated",
        "{document} 不完整[（{detail}）]；请重新取得完整的文件",
        "{document} is cut off[ ({detail})]; get the whole file again",
    ),
    (
        "diagnostic.unsupported-format",
        "{document} 的格式不支持[（{detail}）]；请另存为 docx 或 txt",
        "the format of {document} is not supported[ ({detail})]; save it as docx or txt",
    ),
    (
        "diagnostic.broken-zip",
        "{document} 损坏，无法打开[（{detail}）]；请重新打包或重新取得文件",
        "{document} is damaged and cannot be opened[ ({detail})]; pack it again or get it again",
    ),
    (
        "diagnostic.encrypted",
        "{document} 已加密[（{detail}）]；请去掉密码后再比对",
        "{document} is encrypted[ ({detail})]; save it without a password",
    ),
    (
        "diagnostic.broken-archive",
        "{document} 损坏，无法打开[（{detail}）]；请重新打包或重新取得文件",
        "{document} is damaged and cannot be opened[ ({detail})]; pack it again or get it again",
    ),
    (
        "diagnostic.broken-entry",
        "{document} 在压缩包内已损坏[（{detail}）]；请重新打包或单独取得该文件",
        "{document} is damaged inside its archive[ ({detail})]; pack it again or get it alone",
    ),
    (
        "diagnostic.broken-line",
        "{document} 中有一行无法读取[（{detail}）]；请改正该行，其余各行已读取",
        "a line of {document} cannot be read[ ({detail})]; correct it, the other lines were read",
    ),
    (
        "diagnostic.missing-text",
        "{document} 中有一行没有正文字段[（{detail}）]；请用 --text-column 指明字段名",
        "a line of {document} has no text[ ({detail})]; name its column with --text-column",
    ),
    (
        "diagnostic.duplicate-id",
        "{document} 中有重复的编号[（{detail}）]；请改正编号，或用 --id-column 指明字段名",
        "{document} has the same id twice[ ({detail})]; correct it or name the column with \
         --id-column",
    ),
    (
        "diagnostic.expands-too-far",
        "{document} 解压后过大，未读取[（{detail}）]；请核实来源，必要时调高 read.expansion_max",
        "{document} expands too far and was not read[ ({detail})]; check where it comes from, then \
         raise read.expansion_max",
    ),
    (
        "diagnostic.not-a-file",
        "{document} 不是普通文件[（{detail}）]；请给出文件或文件夹",
        "{document} is no regular file[ ({detail})]; give a file or a folder",
    ),
    (
        "diagnostic.not-readable",
        "系统无法读取 {document}[（{detail}）]；请检查磁盘和网络盘，再运行一次",
        "the system cannot read {document}[ ({detail})]; check the disk or network drive and run \
         again",
    ),
    (
        "diagnostic.reader-failed",
        "读取 {document} 时程序出错[（{detail}）]；请另存为 txt 再试，并向开发者报告",
        "the program failed while reading {document}[ ({detail})]; save it as txt, and report this \
         to the developers",
    ),
    (
        "diagnostic.nested-too-deep",
        "{document} 中压缩包层数过多[（{detail}）]；请先解压，或调高 read.nesting_max",
        "archives are nested too deep in {document}[ ({detail})]; unpack it first or raise \
         read.nesting_max",
    ),
    (
        "diagnostic.expansion-limit",
        "{document} 解压后过大，未读取[（{detail}）]；请核实来源，必要时调高 read.expansion_max",
        "{document} expands too far and was not read[ ({detail})]; check where it comes from, then \
         raise read.expansion_max",
    ),
    (
        "diagnostic.locked-or-lock-file",
        "{document} 被占用，或是办公软件的锁定文件[（{detail}）]；请关闭打开它的程序后再运行",
        "{document} is locked, or an office program's lock file[ ({detail})]; close the program \
         that has it open and run again",
    ),
    (
        "diagnostic.bad-json-line",
        "{document} 中有一行不是 JSON[（{detail}）]；请改正该行，其余各行已读取",
        "a line of {document} is no JSON[ ({detail})]; correct it, the other lines were read",
    ),
    (
        "diagnostic.no-text-column",
        "{document} 中没有正文字段[（{detail}）]；请用 --text-column 指明字段名",
        "{document} has no text column[ ({detail})]; name it with --text-column",
    ),
    (
        "diagnostic.unknown-encoding",
        "{document} 的编码无法判断[（{detail}）]；请用 --encoding 指明，如 gb18030",
        "the encoding of {document} is unknown[ ({detail})]; name it with --encoding, such as \
         gb18030",
    ),
    (
        "diagnostic.very-short",
        "{document} 文字极少[（{detail}）]；请核对文件内容是否完整",
        "{document} holds very little text[ ({detail})]; check that it is complete",
    ),
    (
        "diagnostic.replacement-characters",
        "{document} 中有无法识别的字符[（{detail}）]；请核对编码，或另存为 UTF-8",
        "{document} holds characters that could not be read[ ({detail})]; check its encoding or \
         save it as UTF-8",
    ),
    (
        "diagnostic.private-use-characters",
        "{document} 中有自造字区的字符[（{detail}）]；请用原字体打开，改为标准字符",
        "{document} holds private use characters[ ({detail})]; open it with its own font and \
         replace them",
    ),
    (
        "diagnostic.control-characters",
        "{document} 中有控制字符[（{detail}）]；请核对文件是否损坏",
        "{document} holds control characters[ ({detail})]; check that it is not damaged",
    ),
    (
        "diagnostic.decoding-doubt",
        "{document} 的编码可能判断有误[（{detail}）]；如见乱码，请用 --encoding 指明",
        "the encoding of {document} is in doubt[ ({detail})]; if its text is garbled, name it with \
         --encoding",
    ),
    (
        "diagnostic.meta-row-unmatched",
        "信息表中的 {document} 与任何文件都不对应[（{detail}）]；请核对文件名和篇号",
        "{document} of the metadata table matches no file[ ({detail})]; check the file name and \
         the report number",
    ),
    (
        "diagnostic.reference-unread",
        "规定格式或参考文献 {document} 无法读取[（{detail}）]，未用于比对",
        "the base text or reference {document} cannot be read[ ({detail})] and was not used",
    ),
    (
        "error.file",
        "无法写入 {path}[（{cause}）]；请确认文件夹可写、磁盘未满、文件未被打开，或用 --out 另选文件夹",
        "cannot write {path}[ ({cause})]; make sure that the folder is writable, the disk not full \
         and the file not open, or choose another folder with --out",
    ),
    (
        "error.read",
        "无法读取 {path}[（{cause}）]；请确认这是一次完成的运行留下的文件夹",
        "cannot read {path}[ ({cause})]; make sure that this is the folder of a finished run",
    ),
    (
        "error.damaged",
        "{path} 不是本程序写出的文件[（{cause}）]；请重新运行 leitong scan",
        "{path} is no file of this program[ ({cause})]; run leitong scan again",
    ),
    (
        "error.large",
        "{path} 不含全部数据，因为该次运行超过 {cause} 篇；请重新运行 leitong scan",
        "{path} does not repeat the rows of a run of more than {cause} reports; run leitong scan \
         again",
    ),
];
