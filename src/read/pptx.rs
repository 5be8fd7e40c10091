//! pptx: the text of the slides in their order, tables in place; notes and comments, footers and
//! slides that are not shown apart.

mod slide;

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Part;
use crate::read::archive;
use crate::read::decode;
use crate::read::docx;
use crate::read::embedded;
use crate::read::flow::Stories;
use crate::read::markup;
use crate::read::markup::Node;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// The file that lists the slides.
const MAIN: &str = "ppt/presentation.xml";

/// What a slide refers to, by the end of the relation's type, and the part that its text is.
const RELATED: [(&str, Part); 4] = [
    ("/diagramData", Part::TextBox),
    ("/notesSlide", Part::Comment),
    ("/comments", Part::Comment),
    ("/chart", Part::TextBox),
];

/// Reads presentations.
pub(super) struct Pptx;

impl Reader for Pptx {
    fn recognises(&self, source: &Source) -> bool {
        archive::holds(source.bytes, MAIN)
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(package) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("pptx", "truncated", "");
        };
        let mut package = Package { package, source, is_broken: false };
        let mut stories = Stories::default();
        for slide in package.slides() {
            package.slide(&slide, &mut stories);
        }
        let properties = docx::office_properties(&mut package.package, source);
        let pictures = embedded::of_package(&mut package.package, source);
        let extract = Extract {
            format: "pptx",
            text: stories.assemble(),
            properties,
            encoding: None,
            doubts: package.is_broken.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// A presentation being read.
struct Package<'a> {
    package: ZipArchive<Cursor<&'a [u8]>>,
    source: &'a Source<'a>,
    /// A part that should be there is missing or damaged.
    is_broken: bool,
}

impl Package<'_> {
    /// The XML of a part, as far as it can be unpacked.
    fn part(&mut self, name: &str, is_needed: bool) -> Option<String> {
        let found = archive::part(&mut self.package, name, self.source);
        self.is_broken |= is_needed && found.as_ref().is_none_or(|(_, is_whole)| !is_whole);
        found.map(|(bytes, _)| decode::decode(&bytes, "", None).text)
    }

    /// The files of the slides in the order in which they are shown.
    fn slides(&mut self) -> Vec<String> {
        let relations = self.relations(MAIN);
        let mut slides = Vec::new();
        let main = self.part(MAIN, true).unwrap_or_default();
        self.is_broken |= !markup::walk(&main, &mut |node| {
            if let Node::Begin(element) = node
                && markup::name(element) == "sldId"
            {
                // Both the number of the slide and its relation are called `id`.
                let ids = element.attributes().flatten();
                let known = ids.filter_map(|id| relations.get(&id.value.to_string()));
                slides.extend(known.map(|(_, file)| file.clone()).next());
            }
        });
        slides
    }

    /// Kind and file of each relation of the file `of`, by id.
    fn relations(&mut self, of: &str) -> BTreeMap<String, (String, String)> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let xml = self.part(&format!("{folder}/_rels/{file}.rels"), false).unwrap_or_default();
        let mut relations = BTreeMap::new();
        markup::walk(&xml, &mut |node| {
            if let Node::Begin(element) = node
                && markup::name(element) == "Relationship"
                && markup::value(element, "TargetMode") != "External"
            {
                let file = markup::resolve(of, &markup::value(element, "Target"));
                let kind = markup::value(element, "Type");
                relations.insert(markup::value(element, "Id"), (kind, file));
            }
        });
        relations
    }

    /// Adds a slide and what belongs to it.
    fn slide(&mut self, file: &str, stories: &mut Stories) {
        let Some(xml) = self.part(file, true) else { return };
        let is_shown = self.story(&xml, Part::Body, stories);
        for (kind, related) in self.relations(file).into_values() {
            let part = RELATED.iter().find(|(end, _)| kind.ends_with(end)).map(|(_, part)| *part);
            if let Some(part) = part
                && let Some(xml) = self.part(&related, true)
            {
                self.story(&xml, if is_shown { part } else { Part::Hidden }, stories);
            }
        }
    }

    /// Adds the text of one file; false for a slide that is not shown.
    fn story(&mut self, xml: &str, part: Part, stories: &mut Stories) -> bool {
        let read = slide::read(xml);
        self.is_broken |= !read.is_whole;
        stories.add_text(Part::Footer, &read.footer);
        let part = if read.is_shown { part } else { Part::Hidden };
        stories.add(part, read.flow);
        read.is_shown
    }
}
