//! Settings of the stages that see one document alone.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::ConfigError;
use crate::config::check;

/// How files are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Read {
    /// Character encoding of text files; empty means that it is found out.
    ///
    /// Any label of the WHATWG Encoding Standard, such as `gb18030`, `big5`, `utf-16le`.
    pub encoding: String,
    /// Largest file that is read.
    ///
    /// Unit: bytes. Default 64 MiB: 22 million Chinese characters, twenty long novels in one
    /// file; what is larger is a database dump, not a report.
    pub file_bytes_max: u64,
    /// Containers inside containers that are opened.
    ///
    /// Unit: levels. Default 3: an archive of mail attachments that are archives.
    pub nesting_max: u32,
    /// Bytes that one container may grow to when unpacked, as a multiple of its own size.
    ///
    /// Unit: factor. Default 200: XML of office documents packs 10 to 50 times.
    pub expansion_max: u64,
    /// Bytes that any container may grow to, however small it is.
    ///
    /// Unit: bytes. Default 16 MiB: a small archive of repetitive text packs more than
    /// `expansion_max` times and harms nobody.
    pub expansion_free_bytes: u64,
    /// Control bytes above which a file without mark of another format is binary.
    ///
    /// Unit: per mille of the bytes looked at. Default 30: random bytes have 105, text with page
    /// breaks and terminal codes below 10.
    pub binary_control_per_mille: u64,
    /// Replacement characters above which text is `poor`.
    ///
    /// Unit: per mille of its characters. Default 0: each one is a character lost.
    pub replacement_per_mille_max: u64,
    /// Replacement characters above which text is unreadable.
    ///
    /// Unit: per mille of its characters. Default 200: with every fifth character lost no sentence
    /// of average length (20 to 30 characters) is whole.
    pub replacement_unreadable_per_mille: u64,
    /// Private-use characters above which text is `poor`.
    ///
    /// Unit: per mille of its characters. Default 5: a few are symbols of Wingdings or characters
    /// of names; many are a font that keeps its text to itself.
    pub private_use_per_mille_max: u64,
    /// Control characters, besides tab and line ends, above which text is `poor`.
    ///
    /// Unit: per mille of its characters. Default 1: an odd one is left over from an editor.
    pub control_per_mille_max: u64,
    /// Characters outside Chinese, Japanese and basic Latin script above which text is `poor`.
    ///
    /// Unit: per mille of its characters. Default 200: a foreign quotation stays below, text
    /// decoded in the wrong way is above, and so are languages that the program does not know.
    pub foreign_per_mille_max: u64,
    /// Chinese characters outside the common ones of both scripts above which text is `poor`.
    ///
    /// Unit: per mille of its Chinese characters. Default 150: prose has below 30, names and
    /// places included; text decoded in the wrong way has several hundred.
    pub rare_per_mille_max: u64,
    /// The same share above which text is unreadable.
    ///
    /// Unit: per mille of its Chinese characters. Default 500: most characters are wrong.
    pub rare_unreadable_per_mille: u64,
    /// Characters on a page, on the average, below which text is `poor`.
    ///
    /// Unit: characters. Default 30: a slide has a title at least; a page of prose has 600.
    pub page_characters_min: u64,
    /// Largest picture inside a document that is decoded to find pictures like it; of larger ones
    /// only equal bytes are found.
    ///
    /// Unit: pixels. Default 25 million: a page scanned at 400 points an inch has 15 million.
    pub picture_pixels_max: u64,
    /// Pixels of all pictures of one document that are decoded for it.
    ///
    /// Unit: pixels. Default 250 million: a second or two, thirty pages scanned at 300 points.
    pub picture_pixels_all_max: u64,
    /// Documents with a mark of secrecy (秘密★, 机密★, 绝密★) are read as others are.
    ///
    /// Default off: they are listed and not processed.
    pub allow_classified: bool,
    /// Text of scans and pictures is recognised by the program tesseract, if it is installed.
    pub ocr: bool,
    /// Languages for it, as tesseract calls them, joined by `+`.
    pub ocr_languages: String,
    /// Time for one file whose format is read in a process of its own.
    ///
    /// Unit: seconds. Default 30: a book of a thousand pages takes five.
    pub worker_seconds_max: u64,
    /// The same where text is recognised.
    ///
    /// Unit: seconds. Default 1800: a page takes two to five.
    pub ocr_seconds_max: u64,
    /// Memory for one file whose format is read in a process of its own.
    ///
    /// Unit: bytes of address space. Default 1 GiB: sixteen times the largest file.
    pub worker_memory_bytes_max: u64,
    /// The program that such a process runs, called with the one argument `read-worker`; without
    /// it these files are read in the process itself, without limits on time and memory.
    ///
    /// Not written to settings: the command line names itself here.
    #[serde(skip)]
    pub worker: Option<PathBuf>,
    /// Field of a JSON line, or column of a CSV or Parquet file, that holds the text.
    pub text_column: String,
    /// Field of a JSON line, or column of a CSV or Parquet file, that names the document.
    pub id_column: String,
}

impl Default for Read {
    fn default() -> Self {
        Self {
            encoding: String::new(),
            file_bytes_max: 64 << 20,
            nesting_max: 3,
            expansion_max: 200,
            expansion_free_bytes: 16 << 20,
            binary_control_per_mille: 30,
            replacement_per_mille_max: 0,
            replacement_unreadable_per_mille: 200,
            private_use_per_mille_max: 5,
            control_per_mille_max: 1,
            foreign_per_mille_max: 200,
            rare_per_mille_max: 150,
            rare_unreadable_per_mille: 500,
            page_characters_min: 30,
            picture_pixels_max: 25_000_000,
            picture_pixels_all_max: 250_000_000,
            allow_classified: false,
            ocr: false,
            ocr_languages: "chi_sim+eng".into(),
            worker_seconds_max: 30,
            ocr_seconds_max: 1800,
            worker_memory_bytes_max: 1 << 30,
            worker: None,
            text_column: "text".into(),
            id_column: "id".into(),
        }
    }
}

/// How documents are split into reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SplitConfig {
    /// Off: every document is one report.
    pub enabled: bool,
    /// Independent signs that a report begins here before the document is split.
    ///
    /// Unit: signs. Default 2: DESIGN section 2, one sign alone occurs inside single reports.
    pub signs_min: u32,
    /// Shortest report that is split off.
    ///
    /// Unit: characters without white space. Default 150: a notice of three sentences.
    pub report_characters_min: u32,
    /// Longest title line.
    ///
    /// Unit: code points. Default 44: titles of official documents run to two lines of 22
    /// characters (GB/T 9704-2012, section 7.3.1).
    pub title_characters_max: u32,
    /// Shortest title line.
    ///
    /// Unit: code points. Default 4: 工作总结.
    pub title_characters_min: u32,
    /// Start of a paragraph in which the time and the unit of an opening must stand.
    ///
    /// Unit: code points. Default 60: two clauses.
    pub opening_characters: u32,
    /// Start of a paragraph in which 现将…如下 must stand.
    ///
    /// Unit: code points. Default 600: it ends the opening paragraph, which is one page at most.
    pub announcement_characters: u32,
    /// Longest line that addresses the reader.
    ///
    /// Unit: code points. Default 30: three addressees in one line.
    pub addressee_characters_max: u32,
    /// Blank lines above a line, beyond what the file has between its paragraphs, that are a
    /// break in the layout.
    ///
    /// Unit: lines. Default 2: one alone is often a slip.
    pub blank_lines_extra: u32,
    /// Share of the paragraphs that must have the same indent before another one says anything.
    ///
    /// Unit: percent. Default 60: more than half beyond doubt.
    pub indent_share_min: u32,
    /// Longest line that can be a notice or an advert of a web site.
    ///
    /// Unit: code points. Default 80: what is longer is a paragraph that mentions such words.
    pub notice_characters_max: u32,
    /// Lines between two lines of an advert that belong to it.
    ///
    /// Unit: lines. Default 4: a name, a slogan, an offer, a price.
    pub advert_gap_lines_max: u32,
    /// Lines at the start of a file among which the title of a compilation or report stands.
    ///
    /// Unit: lines with text. Default 6: emblem, number, date, compiler, title in two lines.
    pub front_lines_max: u32,
    /// Longest foreword of a compilation that is nobody's report.
    ///
    /// Unit: characters without white space. Default 600: one page.
    pub foreword_characters_max: u32,
}

impl Default for SplitConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            signs_min: 2,
            report_characters_min: 150,
            title_characters_max: 44,
            title_characters_min: 4,
            opening_characters: 60,
            announcement_characters: 600,
            addressee_characters_max: 30,
            blank_lines_extra: 2,
            indent_share_min: 60,
            notice_characters_max: 80,
            advert_gap_lines_max: 4,
            front_lines_max: 6,
            foreword_characters_max: 600,
        }
    }
}

impl SplitConfig {
    /// Checks that a document cannot be split without a sign.
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        let holds = (1..=SIGNS).contains(&self.signs_min);
        check(holds, "split.signs_min", self.signs_min, "1 to 6")
    }
}

/// Signs that a boundary can have at most; with more asked for nothing would ever be split.
const SIGNS: u32 = 6;

/// Where the unit of a report is taken from before its text is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitFrom {
    /// Table, signature, text, folder, file name, properties, in this order.
    #[default]
    Auto,
    /// The folder that the file lies in.
    Folder,
    /// The file name without its extension.
    Name,
    /// The first group of this regular expression, matched on the path.
    Regex(String),
}

/// Where titles, units and dates come from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metadata {
    /// What the unit is taken from.
    pub unit_from: UnitFrom,
}

impl Metadata {
    /// Checks that a pattern is a regular expression with a group.
    pub(crate) fn validate(&self) -> Result<(), ConfigError> {
        let UnitFrom::Regex(pattern) = &self.unit_from else {
            return Ok(());
        };
        let holds = regex::Regex::new(pattern).is_ok_and(|regex| regex.captures_len() > 1);
        check(holds, "metadata.unit_from", pattern, "a regular expression with a group ( )")
    }
}

/// How the parts of an official document are told apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Segment {
    /// Longest line that can be a heading or a title.
    ///
    /// Unit: symbols. Default 40: titles of official documents run to two lines of 22 characters
    /// (GB/T 9704-2012, section 7.3.1).
    pub heading_symbols_max: u32,
}

impl Default for Segment {
    fn default() -> Self {
        Self { heading_symbols_max: 40 }
    }
}
