//! Text of a word-processing story in reading order: paragraphs, tables, text boxes in place;
//! hidden and deleted text aside.

use std::collections::BTreeMap;

use crate::read::Part;
use crate::read::assembly::Assembly;

/// What stands in the text for a picture of the size of a character.
pub(super) const PICTURE: &str = "\u{fffc}";

/// Greatest height and width of a picture that can pass for a character. Unit: points; the largest
/// type of a title is 初号 with 42 (GB/T 9704-2012 asks for 22), and a word has few characters.
const CHARACTER_MAX: [f32; 2] = [42.0, 126.0];

/// True when a picture of this size in a line of text can pass for characters of it.
pub(super) fn is_character(width: f32, height: f32) -> bool {
    let [height_max, width_max] = CHARACTER_MAX;
    height > 0.0 && height <= height_max && width > 0.0 && width <= width_max
}

/// Stretches of text with their parts, in reading order.
pub(super) type Pieces = Vec<(Part, String)>;

/// All stories of a document: the body, then one section for each other part.
#[derive(Default)]
pub(super) struct Stories {
    body: Pieces,
    /// Text by part; the order of [`Part`] is the order in the extracted text.
    sections: BTreeMap<Part, String>,
}

impl Stories {
    /// Adds a story whose text is of `part`; what it hides and what was deleted go aside.
    pub(super) fn add(&mut self, part: Part, mut flow: Flow) {
        let pieces = flow.take_pieces();
        self.add_text(Part::Hidden, &flow.hidden);
        self.add_text(Part::Deleted, &flow.deleted);
        if part == Part::Body {
            self.body.extend(pieces);
        } else {
            pieces.iter().for_each(|(_, text)| self.add_text(part, text));
        }
    }

    /// Adds text to the section of `part`.
    pub(super) fn add_text(&mut self, part: Part, text: &str) {
        self.sections.entry(part).or_default().push_str(text);
    }

    /// True when there is any text.
    pub(super) fn has_text(&self) -> bool {
        let texts = self.body.iter().map(|(_, text)| text).chain(self.sections.values());
        texts.into_iter().any(|text| !text.trim().is_empty())
    }

    /// The whole text with its parts.
    pub(super) fn assemble(self) -> Assembly {
        let mut assembly = Assembly::default();
        self.body.iter().for_each(|(part, text)| assembly.push(*part, text));
        self.sections.iter().for_each(|(part, text)| assembly.push_section(*part, text));
        assembly
    }
}

/// The text of one story, under construction.
pub(super) struct Flow {
    /// The story itself, then the text boxes open inside it.
    layers: Vec<Layer>,
    /// Text that is there and not shown.
    pub(super) hidden: String,
    /// Text that was deleted with changes tracked.
    pub(super) deleted: String,
}

/// A story, or a text box inside it.
struct Layer {
    /// What its text is when it stands in no table.
    part: Part,
    pieces: Pieces,
    /// Text boxes of the open paragraph; they follow it, so that they cut no sentence.
    boxes: Pieces,
    /// Tables that are open.
    tables: u32,
}

impl Layer {
    fn new(part: Part) -> Self {
        Self { part, pieces: Vec::new(), boxes: Vec::new(), tables: 0 }
    }
}

impl Flow {
    /// A story whose text is of `part`.
    pub(super) fn new(part: Part) -> Self {
        Self { layers: vec![Layer::new(part)], hidden: String::new(), deleted: String::new() }
    }

    /// True inside a table or a text box.
    pub(super) fn is_framed(&self) -> bool {
        self.layers.len() > 1 || self.layers.iter().any(|layer| layer.tables > 0)
    }

    /// Appends shown text.
    pub(super) fn push(&mut self, text: &str) {
        let Some(layer) = self.layers.last_mut() else { return };
        let in_table = layer.tables > 0 && matches!(layer.part, Part::Body | Part::TextBox);
        let part = if in_table { Part::Table } else { layer.part };
        match layer.pieces.last_mut() {
            Some((last, end)) if *last == part => end.push_str(text),
            _ => layer.pieces.push((part, text.to_owned())),
        }
    }

    /// Ends a paragraph; its text boxes follow. `joined`: its mark was deleted, so that the next
    /// paragraph goes on in the same line.
    pub(super) fn end_paragraph(&mut self, joined: bool) {
        if !joined {
            self.push("\n");
        }
        for aside in [&mut self.hidden, &mut self.deleted] {
            if !aside.is_empty() && !aside.ends_with('\n') {
                aside.push('\n');
            }
        }
        if let Some(layer) = self.layers.last_mut() {
            let boxes = std::mem::take(&mut layer.boxes);
            layer.pieces.extend(boxes);
        }
    }

    /// Ends the paragraph if one is open.
    pub(super) fn end_open_paragraph(&mut self) {
        let last = self.layers.last();
        let end = last.and_then(|layer| layer.pieces.last()).map(|(_, text)| text);
        let has_boxes = last.is_some_and(|layer| !layer.boxes.is_empty());
        if has_boxes || end.is_some_and(|text| !text.ends_with(['\n', '\t'])) {
            self.end_paragraph(false);
        }
    }

    /// Begins a table.
    pub(super) fn begin_table(&mut self) {
        if let Some(layer) = self.layers.last_mut() {
            layer.tables += 1;
        }
    }

    /// Ends a table.
    pub(super) fn end_table(&mut self) {
        if let Some(layer) = self.layers.last_mut() {
            layer.tables = layer.tables.saturating_sub(1);
        }
    }

    /// Ends a cell: a tab in the place of its last line end.
    pub(super) fn end_cell(&mut self) {
        self.replace_last('\n', "\t");
    }

    /// Ends a row: a line end in the place of its last tab.
    pub(super) fn end_row(&mut self) {
        self.replace_last('\t', "\n");
    }

    fn replace_last(&mut self, last: char, by: &str) {
        if let Some((_, text)) = self.layers.last_mut().and_then(|layer| layer.pieces.last_mut())
            && text.ends_with(last)
        {
            text.pop();
        }
        self.push(by);
    }

    /// Begins a text box.
    pub(super) fn begin_box(&mut self) {
        let story = self.layers.first().map_or(Part::Body, |layer| layer.part);
        self.layers.push(Layer::new(if story == Part::Body { Part::TextBox } else { story }));
    }

    /// Ends a text box.
    pub(super) fn end_box(&mut self) {
        if self.layers.len() < 2 {
            return;
        }
        let inner = self.layers.pop().map(close).unwrap_or_default();
        if let Some(layer) = self.layers.last_mut() {
            layer.boxes.extend(inner);
        }
    }

    /// The story's text; what is still open is closed.
    pub(super) fn take_pieces(&mut self) -> Pieces {
        while self.layers.len() > 1 {
            self.end_box();
        }
        self.layers.pop().map(close).unwrap_or_default()
    }
}

fn close(layer: Layer) -> Pieces {
    let mut pieces = layer.pieces;
    pieces.extend(layer.boxes);
    pieces
}
