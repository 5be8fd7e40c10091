//! ppt of PowerPoint 97 to 2003: the text of the slides in their order; notes and comments,
//! footers and slides that are not shown apart (MS-PPT).
//!
//! Saving may add to a file and leave what was there before: only objects that the directory of
//! the last edit names are read. Not read: masters, embedded files, PowerPoint 95.

mod records;
mod texts;

use std::collections::BTreeSet;

use crate::read::Opened;
use crate::read::Part;
use crate::read::compound::Compound;
use crate::read::compound::size_at;
use crate::read::compound::u16_at;
use crate::read::compound::u32_at;
use crate::read::embedded;
use crate::read::flow::Flow;
use crate::read::flow::Stories;
use crate::read::ppt::records::Directory;
use crate::read::ppt::records::Record;
use crate::read::ppt::records::kind;
use crate::read::ppt::texts::Text;
use crate::read::ppt::texts::Texts;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// The stream of all records.
const MAIN: &str = "PowerPoint Document";

/// The stream that says where the last edit stands.
const USER: &str = "Current User";

/// The folder of a file that also holds a PowerPoint 95 version.
const DUAL: &str = "PP97_DUALSTORAGE";

/// What the last edit's mark is when the records are encrypted (section 2.3.2).
const ENCRYPTED: u32 = 0xf3d1_c4df;

/// The flag of a slide that is not shown (section 2.6.6).
const NOT_SHOWN: u16 = 1 << 2;

/// Lists of the document by their number (section 2.4.14.1).
const SLIDES: u16 = 0;
const NOTES: u16 = 2;

/// Reads old presentations.
pub(super) struct Ppt;

impl Reader for Ppt {
    fn recognises(&self, source: &Source) -> bool {
        Compound::open(source.bytes).is_some_and(|file| {
            (file.has(MAIN) || file.has(&format!("{DUAL}/{MAIN}"))) && !file.has("EncryptedPackage")
        })
    }

    fn read(&self, source: &Source) -> Opened {
        let Some(mut file) = Compound::open(source.bytes) else {
            return source.unreadable("ppt", "truncated", "");
        };
        let folder = if file.has(MAIN) { String::new() } else { format!("{DUAL}/") };
        let stream = file.stream(&format!("{folder}{MAIN}"), source).unwrap_or_default();
        let user = file.stream(&format!("{folder}{USER}"), source).unwrap_or_default();
        // Behind the head of the record: its size, the mark, the place of the last edit.
        if u32_at(&user, 12) == Some(ENCRYPTED) {
            return source.unreadable("ppt", "encrypted", "");
        }
        let directory = size_at(&user, 16).and_then(|at| Directory::read(&stream, at));
        let (stories, is_whole) = match &directory {
            Some(directory) => Presentation { directory, stream: &stream }.read(),
            None => (all_slides(&stream), false),
        };
        if !stories.has_text() && !is_whole {
            return source.unreadable("ppt", "truncated", "");
        }
        let data = file.stream(&format!("{folder}Pictures"), source).unwrap_or_default();
        let pictures = embedded::of_records(&[&data], source.config);
        let extract = Extract {
            format: "ppt",
            text: stories.assemble(),
            properties: file.properties(source),
            encoding: None,
            doubts: (!is_whole).then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// The slides of a file whose directory is lost, as they stand; older versions may be among them.
fn all_slides(stream: &[u8]) -> Stories {
    let mut stories = Stories::default();
    let mut at = 0;
    while let Some((record, next)) = Record::at(stream, at) {
        if record.kind == kind::SLIDE {
            slide(record, &[], &mut stories);
        }
        at = next;
    }
    stories
}

/// A presentation whose directory is known.
struct Presentation<'a> {
    directory: &'a Directory,
    stream: &'a [u8],
}

impl Presentation<'_> {
    /// All text; false when an object that is named is not there.
    fn read(&self) -> (Stories, bool) {
        let mut stories = Stories::default();
        let Some(document) = self.directory.document(self.stream) else {
            return (stories, false);
        };
        let mut is_whole = true;
        let lists = |number: u16| {
            let is_list = move |r: &Record| r.kind == kind::LIST && r.instance == number;
            document.children().filter(is_list)
        };
        for (object, outline) in lists(SLIDES).flat_map(entries) {
            match self.directory.object(object, self.stream) {
                Some(record) => slide(record, &outline, &mut stories),
                None => is_whole = false,
            }
        }
        for (object, _) in lists(NOTES).flat_map(entries) {
            let record = self.directory.object(object, self.stream);
            if let Some(record) = record {
                let mut flow = Flow::new(Part::Comment);
                texts::of_slide(record, &[]).into_iter().for_each(|text| push(&mut flow, &text));
                stories.add(Part::Comment, flow);
            }
        }
        footers(document, &mut stories);
        (stories, is_whole)
    }
}

/// Object and outline texts of each slide of a list.
fn entries(list: Record) -> Vec<(u32, Vec<String>)> {
    let mut entries: Vec<(u32, Texts)> = Vec::new();
    for record in list.children() {
        if record.kind == kind::SLIDE_PERSIST {
            entries.push((u32_at(record.content, 0).unwrap_or(0), Texts::default()));
        } else if let Some((_, texts)) = entries.last_mut() {
            texts.take(record);
        }
    }
    entries.into_iter().map(|(object, texts)| (object, texts.strings())).collect()
}

/// Adds a slide with its comments; `outline` are its texts that stand in the list of slides.
fn slide(record: Record, outline: &[String], stories: &mut Stories) {
    let (mut is_shown, mut comments) = (true, String::new());
    record.each(&mut |inside| match inside.kind {
        kind::SHOW_INFO => {
            is_shown = u16_at(inside.content, 10).is_none_or(|flags| flags & NOT_SHOWN == 0);
        }
        kind::COMMENT => {
            let text = inside.children().find(|r| r.kind == kind::STRING && r.instance == 1);
            comments.push_str(&text.map(texts::string).unwrap_or_default());
            comments.push('\n');
        }
        _ => {}
    });
    let mut flow = Flow::new(Part::Body);
    for text in texts::of_slide(record, outline) {
        if text.is_footer {
            stories.add_text(Part::Footer, &format!("{}\n", text.text));
        } else {
            push(&mut flow, &text);
        }
    }
    stories.add(if is_shown { Part::Body } else { Part::Hidden }, flow);
    stories.add_text(if is_shown { Part::Comment } else { Part::Hidden }, &comments);
}

fn push(flow: &mut Flow, text: &Text) {
    if !text.is_footer {
        flow.push(&text.text);
        flow.end_open_paragraph();
    }
}

/// Adds the headers and footers of all slides and notes, each once.
fn footers(document: Record, stories: &mut Stories) {
    let mut all = BTreeSet::new();
    let groups = document.children().filter(|record| record.kind == kind::HEADERS_FOOTERS);
    for line in groups.flat_map(Record::children).filter(|record| record.kind == kind::STRING) {
        all.insert(texts::string(line));
    }
    all.iter().for_each(|line| stories.add_text(Part::Footer, &format!("{line}\n")));
}
