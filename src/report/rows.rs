//! The rows that a run leaves behind; every output is a projection of them.
//!
//! Integers where countable, ratios as `{"n", "d"}`, bits as integers of 1/1000 bit, absent is
//! `null`. Sorted by id, without a clock and without options that cannot change a finding.

mod given;
mod layer_run;
mod reviewed;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::metadata::Origin;
use crate::model::{Diagnostic, Layer, Ratio};
use crate::read::Verdict;
use crate::split::ExclusionReason;

pub use given::{CnkiRow, CnkiSectionRow, DifferenceRow, ReferenceRow};
pub use layer_run::LayerRun;
pub use reviewed::{AnswerRow, FoundRow, PassageReviewRow, ReviewExclusionRow, ReviewRow};

/// Everything that a finished run knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// One a report, by (document, report).
    pub documents: Vec<DocumentRow>,
    /// One a passage of a pair, by id.
    pub passages: Vec<PassageRow>,
    /// Set phrases, by id.
    pub boilerplate: Vec<BoilerplateRow>,
    /// Families of reports and of passages, by id.
    pub families: Vec<FamilyRow>,
    /// Forms with their slots, by id.
    pub templates: Vec<TemplateRow>,
    /// Shared mistakes, by id.
    pub anomalies: Vec<AnomalyRow>,
    /// What files of different units have in common besides text, by id.
    #[serde(default)]
    pub forensics: Vec<ForensicRow>,
    /// Pairs of reports with any likeness, by left, then right.
    pub pairs: Vec<PairRow>,
    /// Questions whose answers change most; at most ten.
    pub questions: Vec<QuestionRow>,
    /// What could not be read, and what a person should know.
    pub diagnostics: Vec<Diagnostic>,
    /// What stood behind the evidence.
    pub basis: BasisRow,
    /// What reviewers decided; `None` before a review.
    #[serde(default)]
    pub review: Option<ReviewRow>,
}

/// A report named by its document and number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportKey {
    /// The document as given.
    pub document: String,
    /// 1, 2, … in the document.
    pub report: u32,
}

/// One report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// The document as given.
    pub document: String,
    /// 1, 2, … in the document.
    pub report: u32,
    /// First code point in the document's extracted text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// For a person: file, 第 n 篇, title.
    pub name: String,
    /// The title line.
    pub title: Option<String>,
    /// The unit that the report speaks for.
    pub unit: Option<String>,
    /// Who signed it.
    pub author: Option<String>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Administrative level.
    pub level: Option<String>,
    /// The unit above.
    pub superior: Option<String>,
    /// Where each of these values came from.
    pub metadata_from: BTreeMap<String, Origin>,
    /// Whether the text can be trusted.
    pub verdict: Verdict,
    /// How the file was read: `docx`, `txt (GB18030)`.
    pub format: String,
    /// 总字数: body, tables, text boxes, notes; without white space and ignorable characters.
    pub characters: u64,
    /// Characters of headers, footers, comments, hidden and deleted text, outside 总字数.
    pub characters_outside: u64,
    /// Characters by layer; they add up to `characters`. `null` for unreadable text.
    pub account: Option<BTreeMap<Layer, u64>>,
    /// The copied characters by role; they add up to `account.copied`.
    pub roles: Option<RolesRow>,
    /// `null` for unreadable text.
    pub ratios: Option<RatiosRow>,
    /// The figures under CNKI's names; only under the preset `cnki`.
    #[serde(default)]
    pub cnki: Option<CnkiRow>,
    /// Codes of DESIGN section 3, in the order given there.
    pub tags: Vec<String>,
    /// Where the copied characters are found as well, the largest share first.
    pub sources: Vec<SourceRow>,
    /// Foldings that smell of evasion, counted: `zero-width`, `look-alike`, …
    pub evasion: BTreeMap<String, u64>,
    /// The first places of each of these kinds.
    #[serde(default)]
    pub evasion_examples: Vec<EvasionRow>,
    /// Blanks, masked words, missing words, residue; by place.
    pub placeholders: Vec<PlaceholderRow>,
    /// What stands in texts that the user gave, or claims to; by place.
    #[serde(default)]
    pub references: Vec<ReferenceRow>,
    /// Text taken out of the comparison; by place.
    pub exclusions: Vec<ExclusionRow>,
    /// The report from start to end, a run a layer; without gaps, white space included in the run
    /// that it stands in.
    pub layers: Vec<LayerRun>,
    /// What a review changed, as it was found; `None` where it changed nothing.
    #[serde(default)]
    pub found: Option<FoundRow>,
}

impl DocumentRow {
    /// The report's name among all reports.
    pub fn key(&self) -> ReportKey {
        ReportKey { document: self.document.clone(), report: self.report }
    }
}

/// Copied characters by role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolesRow {
    /// The other text was there first.
    pub received: u64,
    /// Others took it from here.
    pub given: u64,
    /// Unknown who was first.
    pub undirected: u64,
}

/// The ratios of one report, each over its 总字数.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatiosRow {
    /// 雷同率: copied, grade strong or medium, received or undirected.
    pub copied: Ratio,
    /// 被他处取用: copied, given.
    pub given: Ratio,
    /// 共同格式（待确认）.
    pub template_unconfirmed: Ratio,
    /// 总重合比: any match of any layer.
    pub overlap: Ratio,
    /// 去除引用: overlap without quotations.
    pub without_quotation: Ratio,
    /// 去除本单位: 雷同率 without what is shared only with reports of the same unit.
    pub without_own_unit: Ratio,
    /// 去除套话: overlap without set phrases.
    pub without_boilerplate: Ratio,
    /// 单篇最大: the largest share found in one other report.
    pub single_largest: Ratio,
}

/// A report that shares copied text with this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// The other document.
    pub document: String,
    /// Its report.
    pub report: u32,
    /// Characters of this report that it explains and no source before it in the list does.
    pub characters: u64,
    /// `received`, `given` or `undirected`.
    pub role: String,
    /// Other reports that have nearly all of that text too, so that nothing says which of them it
    /// is.
    #[serde(default)]
    pub tied: Vec<ReportKey>,
}

/// A placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceholderRow {
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `unfilled`, `masked`, `deleted` or `residue`.
    pub kind: String,
    /// The characters that stand there.
    pub text: String,
    /// The word that another text shows in this place.
    pub stands_for: Option<String>,
    /// The report that shows it.
    pub seen_in: Option<ReportKey>,
    /// Why it is residue: `unit`, `place`, `person`, `platform`, `year`, `meeting`.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A place of something that smells of evasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvasionRow {
    /// A key of `evasion`.
    pub kind: String,
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The text with what stands around it; what cannot be seen as its code, `<U+200B>`.
    pub text: String,
}

/// Text taken out of the comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionRow {
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Why.
    pub reason: ExclusionReason,
    /// The text itself, shortened to 80 characters.
    pub text: String,
}

/// One side of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideRow {
    /// The document as given.
    pub document: String,
    /// Its report.
    pub report: u32,
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Page, where the format has pages.
    pub page: Option<u32>,
    /// Paragraph of the report, from 1.
    pub paragraph: Option<u32>,
    /// The heading above.
    pub heading: Option<String>,
    /// The text itself.
    pub quote: String,
}

impl SideRow {
    /// The report that it stands in.
    pub fn key(&self) -> ReportKey {
        ReportKey { document: self.document.clone(), report: self.report }
    }

    /// True when it stands in the report `key`.
    pub fn is_in(&self, key: &ReportKey) -> bool {
        self.report == key.report && self.document == key.document
    }
}

/// One difference inside a passage, in code points of the documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRow {
    /// `substitute`, `insert` (only right), `delete` (only left), `value` (another number or name
    /// of the same class) or `slot` (a blank against text).
    pub op: String,
    /// Span on the left; empty for an insertion.
    pub left: [u32; 2],
    /// Span on the right; empty for a deletion.
    pub right: [u32; 2],
}

/// One passage of a pair. left = the smaller (document, report, start).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRow {
    /// Twelve letters and digits in three groups, a hash of both contents and spans.
    pub id: String,
    /// The family of passages that it belongs to.
    pub family: Option<String>,
    /// One side.
    pub left: SideRow,
    /// The other side.
    pub right: SideRow,
    /// `copied`, `template` or `quotation`.
    pub layer: Layer,
    /// `verbatim`, `slots`, `light`, `washed`, `reordered`; `base`, `unconfirmed`; `exact`, ….
    pub kind: String,
    /// How the two sides differ, whatever the layer: a kind of `copied`.
    pub difference: String,
    /// `strong`, `medium` or `weak`.
    pub grade: String,
    /// Equal symbols.
    pub matched: u32,
    /// Matched symbols over alignment columns.
    pub identity: Ratio,
    /// Evidence under the model of the genre, 1/1000 bit.
    pub surprise_bits: i64,
    /// Coincidences of this strength expected in the whole run, as its binary logarithm in 1/1000.
    pub expected_by_chance_log2: i64,
    /// The same as a number, for reading.
    pub expected_by_chance: String,
    /// `left-first`, `right-first` or `unknown`.
    pub direction: String,
    /// Percent; 0 for `unknown`.
    pub direction_confidence: u32,
    /// The hints that speak for an order, each with the report that it puts first; they may
    /// contradict each other, and a direction may be `unknown` in spite of them.
    #[serde(default)]
    pub direction_reasons: Vec<ReasonRow>,
    /// Codes and particulars of what speaks for the finding.
    pub support: Vec<ReasonRow>,
    /// Codes and particulars of what speaks against it.
    pub against: Vec<ReasonRow>,
    /// Differences between the two sides, by place.
    pub edits: Vec<EditRow>,
    /// What reviewers decided about it; `None` where they did not.
    #[serde(default)]
    pub review: Option<PassageReviewRow>,
}

impl PassageRow {
    /// False when reviewers rejected or excluded it: it is shown and counts nowhere.
    pub fn stands(&self) -> bool {
        self.review.as_ref().is_none_or(|review| review.counts)
    }
}

/// One reason: a code with the particulars that its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReasonRow {
    /// The same in every language; `report::words` has the sentence.
    pub code: String,
    /// Values for the sentence, by name.
    pub values: BTreeMap<String, String>,
}

/// A set phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoilerplateRow {
    /// Hash of the text.
    pub id: String,
    /// The phrase.
    pub text: String,
    /// Reports that use it.
    pub users: u64,
    /// Independent users among them.
    pub independent_users: u64,
    /// `corpus` (counted here) or `list` (the shipped or given list).
    pub basis: String,
    /// Where it stands.
    pub places: Vec<PlaceRow>,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceRow {
    /// The document as given.
    pub document: String,
    /// Its report.
    pub report: u32,
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A family of reports or of passages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyRow {
    /// Hash of its members.
    pub id: String,
    /// `report` or `passage`.
    pub kind: String,
    /// For reports the whole report, for passages the place.
    pub members: Vec<PlaceRow>,
    /// The member that is most like all others.
    pub representative: PlaceRow,
    /// Verified likeness between members (families of reports only).
    pub edges: Vec<EdgeRow>,
}

/// Verified likeness of two members of a family of reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeRow {
    /// One report.
    pub left: ReportKey,
    /// The other.
    pub right: ReportKey,
    /// Shared shingles over all shingles.
    pub jaccard: Ratio,
    /// Shared shingles over those of the left report: how much of left is in right.
    pub containment_left: Ratio,
    /// Shared shingles over those of the right report.
    pub containment_right: Ratio,
    /// Copied characters on the left and on the right.
    pub copied: [u64; 2],
}

/// A form that several reports filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Hash of the skeleton.
    pub id: String,
    /// The family of reports.
    pub family: String,
    /// The reports.
    pub members: Vec<ReportKey>,
    /// Fixed text and slots in order.
    pub skeleton: Vec<TemplatePart>,
    /// How each member fits, in the order of `members`.
    pub fits: Vec<FitRow>,
    /// Of the bits that describing all members takes, those that the form saves: it is accepted
    /// because it saves some.
    pub saved_bits: Ratio,
}

/// How like a report is to a form, whoever had the text first. Unit: symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FitRow {
    /// Fixed text of the form that the report has.
    pub fixed: Ratio,
    /// Text of the report that is fixed text or an optional clause of the form.
    pub covered: Ratio,
    /// Slots that the report left blank or out, of all slots but optional clauses.
    pub unfilled: Ratio,
}

/// One piece of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum TemplatePart {
    /// The same in all members.
    Fixed {
        /// The text.
        text: String,
    },
    /// Filled in by each member.
    Slot {
        /// 1, 2, … in the form.
        number: u32,
        /// `date`, `place`, `unit`, `person`, `number`, `money`, `meeting`, `document-number`,
        /// `placeholder`, `text`; or `clause`: text that some members leave out.
        kind: String,
        /// One value a member, in the order of `members`; `null` where the member has nothing.
        values: Vec<Option<String>>,
    },
}

/// A mistake that two or more reports share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnomalyRow {
    /// Hash of the text and its places.
    pub id: String,
    /// `wrong-word`, `doubled`, `numbering`, `rare-value`.
    pub kind: String,
    /// The mistake with its surroundings.
    pub text: String,
    /// The mistake itself.
    pub mistake: String,
    /// The usual form, where it is known.
    pub usual: Option<String>,
    /// Where it stands.
    pub places: Vec<PlaceRow>,
    /// Passages that hold it.
    pub passages: Vec<String>,
}

/// Something that files of different units have in common besides text: a supporting finding of
/// its own, which changes no layer and no ratio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForensicRow {
    /// Hash of kind, value and files.
    pub id: String,
    /// `file`, `picture`, `similar-picture`, `revision`, `identifier`, `last-author`, `author`,
    /// `created`, `template`, `program`.
    pub kind: String,
    /// `strong`, `medium` or `weak`: how seldom it is so without a common origin.
    pub strength: String,
    /// What they share; of files and pictures its hash.
    pub value: String,
    /// Values of this kind that they share, such as editing sessions.
    pub count: u32,
    /// The files.
    pub files: Vec<FileOfUnit>,
    /// Units among them; a file whose unit nobody knows is a unit of its own.
    pub units: u32,
    /// Codes and particulars of what speaks against it.
    pub against: Vec<ReasonRow>,
}

/// A file with the unit that it speaks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileOfUnit {
    /// The document as given.
    pub document: String,
    /// The unit of its first report that has one.
    pub unit: Option<String>,
}

/// Two reports with all their metrics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairRow {
    /// One report.
    pub left: ReportKey,
    /// The other.
    pub right: ReportKey,
    /// Shared shingles over all shingles.
    pub jaccard: Ratio,
    /// How much of left is in right.
    pub containment_left: Ratio,
    /// How much of right is in left.
    pub containment_right: Ratio,
    /// Word 2-grams in common over all.
    pub words_jaccard: Ratio,
    /// 总重合比: words of left that stand three in a row in right too, in any layer, over its words.
    pub overlap_left: Ratio,
    /// The same of right.
    pub overlap_right: Ratio,
    /// Hamming distance of the SimHashes, 0 to 64.
    pub simhash_distance: u32,
    /// Copied characters on the left.
    pub copied_left: u64,
    /// Copied characters on the right.
    pub copied_right: u64,
    /// Characters of left that are found in right after set phrases, forms and quotations are out,
    /// over its 总字数: the cell of `matrix.csv` in the row of left.
    pub share_left: Ratio,
    /// The same in the row of right.
    pub share_right: Ratio,
    /// Passages of layer `copied`.
    pub passages: u32,
    /// The best grade among them.
    pub grade: Option<String>,
    /// Sum of their evidence, 1/1000 bit.
    pub surprise_bits: i64,
}

/// A question to the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionRow {
    /// Hash of what is asked about.
    pub id: String,
    /// `form`: is this a form that was handed out?
    pub kind: String,
    /// The text that is asked about, shortened.
    pub text: String,
    /// Units or reports that have it.
    pub users: u64,
    /// Characters whose layer hangs on the answer.
    pub characters: u64,
    /// Passages concerned.
    pub passages: Vec<String>,
    /// What reviewers answered; `None` where they did not.
    #[serde(default)]
    pub answer: Option<AnswerRow>,
}

/// What stood behind the evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisRow {
    /// Reports in the run.
    pub reports: u64,
    /// Independent users among them.
    pub independent_users: u64,
    /// True below the number that a genre needs: 样本不足, grades fall by one.
    pub small_sample: bool,
    /// Name and hash of each background used.
    pub backgrounds: Vec<String>,
    /// Whose rules the figures follow: `audit`, `cnki` or `research`.
    #[serde(default)]
    pub preset: String,
}
