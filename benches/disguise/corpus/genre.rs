//! The honest frame of a report: what all reports of the genre have in common.

use leitong::model::Layer;

use super::Report;
use super::dice::Dice;
use super::text::Texts;

/// Writes the shared parts of one report.
pub(super) struct Frame<'a> {
    pub(super) texts: &'a Texts,
    pub(super) unit: &'a str,
    pub(super) dice: Dice,
    pub(super) report: Report,
}

/// The ordinals of headings.
const ORDINALS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];

impl<'a> Frame<'a> {
    /// Begins a report with its title, addressee and opening.
    pub(super) fn begin(name: String, unit: &'a str, texts: &'a Texts, mut dice: Dice) -> Self {
        let mut report = Report::new(name);
        let title = dice.pick(&texts.genre["title"]).replace("{unit}", unit);
        report.push(&format!("{title}\n\n县人民政府：\n"), Layer::Boilerplate, "frame");
        let mut frame = Self { texts, unit, dice, report };
        frame.line("opening", Layer::Boilerplate, "formula");
        frame
    }

    /// One text of a kind with its blanks filled in, as a paragraph.
    pub(super) fn line(&mut self, kind: &str, layer: Layer, label: &'static str) {
        let text = self.dice.pick(&self.texts.genre[kind]);
        let text = self.fill(text);
        self.report.push(&format!("　　{text}\n"), layer, label);
    }

    /// A text of a kind whose words in quotation marks are a quotation of this label.
    pub(super) fn quote(&mut self, kind: &str, label: &'static str) {
        let text = self.dice.pick(&self.texts.genre[kind]);
        self.report.push("　　", Layer::Boilerplate, "formula");
        for (i, part) in text.split_inclusive(['“', '”']).enumerate() {
            match i % 2 {
                0 => self.report.push(part, Layer::Boilerplate, "formula"),
                _ => self.report.push(part, Layer::Quotation, label),
            };
        }
        self.end_paragraph();
    }

    /// A heading that names a subject.
    pub(super) fn heading(&mut self, number: usize, subject: &str) {
        let text = self.dice.pick(&self.texts.genre["heading"]).replace("{subject}", subject);
        let text = format!("　　{}、{text}\n　　", ORDINALS[number]);
        self.report.push(&text, Layer::Boilerplate, "heading");
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.report.push("\n", Layer::Original, "own");
    }

    /// Figures, problems, plans, closing, signature.
    pub(super) fn end(mut self) -> Report {
        self.line("stat", Layer::Boilerplate, "statistics");
        self.line("problem", Layer::Boilerplate, "formula");
        self.line("slogan", Layer::Boilerplate, "slogan");
        self.line("plan", Layer::Boilerplate, "formula");
        self.line("closing", Layer::Boilerplate, "formula");
        let day = 5 + self.dice.below(20);
        let signature = format!("\n{}\n2024年12月{day}日\n", self.unit);
        self.report.push(&signature, Layer::Boilerplate, "frame");
        self.report
    }

    /// `{unit}` becomes the unit, every `{n}` a number of its own.
    pub(super) fn fill(&mut self, text: &str) -> String {
        let mut filled = String::new();
        for (i, part) in text.replace("{unit}", self.unit).split("{n}").enumerate() {
            if i > 0 {
                filled.push_str(&(3 + self.dice.below(95)).to_string());
            }
            filled.push_str(part);
        }
        filled
    }
}
