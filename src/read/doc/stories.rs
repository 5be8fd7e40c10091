//! Characters with their formats -> the stories that they make.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::read::Part;
use crate::read::compound::u32_at;
use crate::read::doc::fib;
use crate::read::doc::fib::Fib;
use crate::read::doc::fib::Story;
use crate::read::doc::fib::Structure;
use crate::read::doc::formats::Character;
use crate::read::doc::formats::Formats;
use crate::read::doc::pieces::NOTHING;
use crate::read::doc::pieces::Text;
use crate::read::flow::Flow;
use crate::read::flow::Stories;

/// Headers and footers of a section: even and odd header, even and odd footer, first header, first
/// footer (MS-DOC, section 2.8.22).
const SECTION: [Part; 6] =
    [Part::Header, Part::Header, Part::Footer, Part::Footer, Part::Header, Part::Footer];

/// Separators of notes that stand before the headers.
const SEPARATORS: usize = 6;

/// All stories of the file.
pub(super) fn read(fib: &Fib, table: &[u8], text: &Text, formats: &Formats) -> Stories {
    let mut stories = Stories::default();
    let mut reader = Walk { text, formats, boxes: boxes(fib, table) };
    let mut body = Flow::new(Part::Body);
    reader.story(fib.story(Story::Body), &mut body);
    for range in std::mem::take(&mut reader.boxes).into_values() {
        body.begin_box();
        reader.story(range, &mut body);
        body.end_box();
    }
    stories.add(Part::Body, body);
    for (story, part) in [
        (Story::Footnotes, Part::Footnote),
        (Story::Endnotes, Part::Endnote),
        (Story::Comments, Part::Comment),
    ] {
        reader.section(fib.story(story), part, &mut stories);
    }
    let headers = fib.story(Story::Headers);
    for (number, range) in header_ranges(fib, table).into_iter().enumerate().skip(SEPARATORS) {
        let range = headers.start + range.start..(headers.start + range.end).min(headers.end);
        reader.section(range, SECTION[number % SECTION.len()], &mut stories);
    }
    reader.section(fib.story(Story::HeaderBoxes), Part::Header, &mut stories);
    stories
}

/// Where headers and footers stand in their story.
fn header_ranges(fib: &Fib, table: &[u8]) -> Vec<Range<usize>> {
    fib::entries(fib.structure(Structure::Headers, table), 0)
        .map(|(start, end, _)| start..end.max(start))
        .collect()
}

/// Text boxes of the body by the place of their anchors; those without anchor stand behind.
fn boxes(fib: &Fib, table: &[u8]) -> BTreeMap<usize, Range<usize>> {
    let story = fib.story(Story::Boxes);
    let body = fib.story(Story::Body);
    let anchors: BTreeMap<u32, usize> = fib::entries(fib.structure(Structure::Shapes, table), 26)
        .filter_map(|(place, _, data)| Some((u32_at(data, 0)?, place)))
        .collect();
    let mut boxes = BTreeMap::new();
    let mut covered = story.start;
    for (start, end, data) in fib::entries(fib.structure(Structure::Boxes, table), 22) {
        let range = covered.max(story.start + start)..(story.start + end).min(story.end);
        if range.is_empty() {
            continue;
        }
        covered = range.end;
        let shape = u32_at(data, 14).and_then(|shape| anchors.get(&shape).copied());
        let mut place = shape.unwrap_or(body.end);
        while boxes.contains_key(&place) {
            place = place.max(body.end) + 1;
        }
        boxes.insert(place, range);
    }
    // The last paragraph mark of the story belongs to no box.
    if covered + 1 < story.end {
        let behind = boxes.keys().last().map_or(body.end, |last| (*last).max(body.end)) + 1;
        boxes.insert(behind, covered..story.end);
    }
    boxes
}

/// Walks through stories.
struct Walk<'a> {
    text: &'a Text,
    formats: &'a Formats,
    /// Text boxes that were not reached yet.
    boxes: BTreeMap<usize, Range<usize>>,
}

/// Where in a story the walk stands.
#[derive(Default)]
struct State {
    /// Text that waits for its end, because characters may be two units long.
    units: Vec<u16>,
    /// The format of that text.
    look: Character,
    /// Fields that are open; true while their instruction stands.
    fields: Vec<bool>,
    /// Tables around the open paragraph.
    depth: u32,
    in_paragraph: bool,
}

impl Walk<'_> {
    fn section(&mut self, range: Range<usize>, part: Part, stories: &mut Stories) {
        let mut flow = Flow::new(part);
        self.story(range, &mut flow);
        stories.add(part, flow);
    }

    /// The characters of `range`; boxes anchored there follow their paragraphs.
    fn story(&mut self, range: Range<usize>, flow: &mut Flow) {
        let mut state = State::default();
        for place in range {
            let (Some(unit), Some(offset)) =
                (self.text.units.get(place), self.text.offsets.get(place))
            else {
                break;
            };
            if !state.in_paragraph {
                state.in_paragraph = true;
                state.nest(self.formats.paragraph(*offset).depth, flow);
            }
            let look = self.formats.character(*offset);
            if look != state.look {
                state.flush(flow);
                state.look = look;
            }
            match *unit {
                0x08 => {
                    state.flush(flow);
                    if let Some(range) = self.boxes.remove(&place) {
                        flow.begin_box();
                        self.story(range, flow);
                        flow.end_box();
                    }
                }
                0x07 | 0x0d => {
                    state.flush(flow);
                    self.end_paragraph(*unit == 0x07, *offset, look, flow);
                    state.in_paragraph = false;
                    state.fields.iter_mut().for_each(|instruction| *instruction = false);
                }
                unit => state.unit(unit),
            }
        }
        state.flush(flow);
        state.nest(0, flow);
    }

    fn end_paragraph(&self, is_cell: bool, offset: u32, look: Character, flow: &mut Flow) {
        let format = self.formats.paragraph(offset);
        if is_cell && format.ends_row || format.ends_inner_row {
            flow.end_row();
            return;
        }
        flow.end_paragraph(look.deleted && !is_cell);
        if is_cell || format.ends_inner_cell {
            flow.end_cell();
        }
    }
}

impl State {
    /// Opens and closes tables until `depth` are open.
    fn nest(&mut self, depth: u32, flow: &mut Flow) {
        (self.depth..depth).for_each(|_| flow.begin_table());
        (depth..self.depth).for_each(|_| flow.end_table());
        self.depth = depth;
    }

    /// One code unit that ends no paragraph.
    fn unit(&mut self, unit: u16) {
        match unit {
            0x13 => self.fields.push(true),
            0x14 => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            0x15 => {
                self.fields.pop();
            }
            _ if self.fields.contains(&true) => {}
            0x09 => self.units.push(0x09),
            0x0b | 0x0c | 0x0e => self.units.push(0x0a),
            0x1e => self.units.push(u16::from(b'-')),
            // A symbol of a symbol font; its letter means nothing.
            0x28 if self.look.special => {}
            0..0x20 | NOTHING => {}
            unit => self.units.push(unit),
        }
    }

    /// Sends the text that waits where it belongs.
    fn flush(&mut self, flow: &mut Flow) {
        if self.units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        if self.look.deleted {
            flow.deleted.push_str(&text);
        } else if self.look.hidden || (self.look.white && !flow.is_framed()) {
            flow.hidden.push_str(&text);
        } else {
            flow.push(&text);
        }
    }
}
