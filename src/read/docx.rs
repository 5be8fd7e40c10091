//! docx, and the wps files of today that are shaped like it: the package and its stories.
//!
//! Body in reading order; then footnotes, endnotes, headers, footers, comments, and what is hidden
//! or was deleted with changes tracked. Not read: charts, SmartArt, embedded documents.

mod story;
mod styles;

use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive;
use crate::read::decode;
use crate::read::embedded;
use crate::read::flow::Flow;
use crate::read::flow::Stories;
use crate::read::markup;
use crate::read::markup::Node;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;
use crate::read::unsupported;

/// Bytes at the start in which a package whose directory is lost names its parts.
const HEAD_BYTES: usize = 64 << 10;

/// Stories after the body: how their file names begin, and what their text is.
const STORIES: [(&str, Part); 6] = [
    ("diagrams/data", Part::TextBox),
    ("footnotes", Part::Footnote),
    ("endnotes", Part::Endnote),
    ("header", Part::Header),
    ("footer", Part::Footer),
    ("comments", Part::Comment),
];

/// Reads word-processing packages.
pub(super) struct Docx;

impl Reader for Docx {
    fn recognises(&self, source: &Source) -> bool {
        if !archive::is_zip(source.bytes) {
            return false;
        }
        match archive::names(source.bytes) {
            Some(names) => main_part(source, &names).is_some(),
            None => {
                let head = &source.bytes[..source.bytes.len().min(HEAD_BYTES)];
                unsupported::contains(head, b"word/")
                    && unsupported::contains(head, b"[Content_Types].xml")
            }
        }
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(mut package) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("docx", "truncated", "");
        };
        let mut names: Vec<String> =
            package.file_names_raw().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
        names.sort_by_key(|name| (name.len(), name.clone()));
        let Some(main) = main_part(source, &names) else {
            return source.unreadable("docx", "truncated", "");
        };
        let content = Package::read(&mut package, &names, &main, source);
        if content.is_encrypted {
            return source.unreadable("docx", "encrypted", "");
        }
        if content.is_broken && !content.stories.has_text() {
            return source.unreadable("docx", "truncated", "");
        }
        let properties = properties(&mut package, source);
        let pictures = embedded::of_package(&mut package, source);
        let extract = Extract {
            format: "docx",
            text: content.stories.assemble(),
            properties,
            encoding: None,
            doubts: content.is_broken.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// The name of the main story: `word/document.xml`, or as some programs call it `document2.xml`;
/// in any other folder the file that the package's relations name.
fn main_part(source: &Source, names: &[String]) -> Option<String> {
    let is_main = |name: &&String| {
        let stem = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
        stem.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    names.iter().find(is_main).cloned().or_else(|| related_main(source, names))
}

/// The main story that the relations of a word-processing package name (ECMA-376, part 2, section
/// 9.3); `None` for packages of other programs.
fn related_main(source: &Source, names: &[String]) -> Option<String> {
    if !names.iter().any(|name| name == "[Content_Types].xml") {
        return None;
    }
    let mut package = ZipArchive::new(Cursor::new(source.bytes)).ok()?;
    let mut text = |part: &str| {
        let (bytes, _) = archive::part(&mut package, part, source).unwrap_or_default();
        decode::decode(&bytes, "", None).text
    };
    if !text("[Content_Types].xml").contains("wordprocessingml.document.main") {
        return None;
    }
    let mut main = None;
    markup::walk(&text("_rels/.rels"), &mut |node| {
        if let Node::Begin(element) = node
            && markup::value(element, "Type").ends_with("/officeDocument")
        {
            main = Some(markup::resolve("", &markup::value(element, "Target")));
        }
    });
    main.filter(|main| names.contains(main))
}

/// What a package holds.
struct Package {
    stories: Stories,
    is_broken: bool,
    is_encrypted: bool,
}

impl Package {
    fn read(
        package: &mut ZipArchive<Cursor<&[u8]>>,
        names: &[String],
        main: &str,
        source: &Source,
    ) -> Self {
        let mut all = Self { stories: Stories::default(), is_broken: false, is_encrypted: false };
        if let Some(index) = package.index_for_name(main) {
            all.is_encrypted = package.by_index_raw(index).is_ok_and(|entry| entry.encrypted());
        }
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let styles = archive::part(package, &format!("{folder}/styles.xml"), source)
            .map(|(bytes, _)| styles::hidden(&decode::decode(&bytes, "", None).text))
            .unwrap_or_default();
        let mut story = |name: &str, part: Part| {
            let mut flow = Flow::new(part);
            let xml = archive::part(package, name, source);
            let whole = xml.is_some_and(|(bytes, whole)| {
                let xml = decode::decode(&bytes, "", None).text;
                story::read(&xml, &styles, &mut flow) && whole
            });
            all.is_broken |= !whole;
            all.stories.add(part, flow);
        };
        story(main, Part::Body);
        for (stem, part) in STORIES {
            names
                .iter()
                .filter(|name| is_story(name, folder, stem))
                .for_each(|name| story(name, part));
        }
        all
    }
}

/// True for `folder`, `stem`, perhaps a number, `.xml`.
fn is_story(name: &str, folder: &str, stem: &str) -> bool {
    let rest = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
    let rest = rest.and_then(|rest| rest.strip_prefix(stem));
    let number = rest.and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What the package says of itself.
fn properties(package: &mut ZipArchive<Cursor<&[u8]>>, source: &Source) -> Properties {
    let revisions = archive::part(package, "word/settings.xml", source)
        .map(|(bytes, _)| styles::revisions(&decode::decode(&bytes, "", None).text))
        .unwrap_or_default();
    Properties { revisions, ..office_properties(package, source) }
}

/// What any package of Office Open XML says of itself.
pub(super) fn office_properties(
    package: &mut ZipArchive<Cursor<&[u8]>>,
    source: &Source,
) -> Properties {
    let mut text = |part: &str| {
        let (bytes, _) = archive::part(package, part, source).unwrap_or_default();
        decode::decode(&bytes, "", None).text
    };
    let (core, app) = (text("docProps/core.xml"), text("docProps/app.xml"));
    let custom = text("docProps/custom.xml");
    let icv = styles::custom(&custom, "ICV").map(|icv| format!("ICV {icv}"));
    let build = styles::custom(&custom, "KSOProductBuildVer").map(|build| format!("WPS {build}"));
    let program =
        [markup::element(&app, "Application"), markup::element(&app, "AppVersion"), build];
    let program = program.into_iter().flatten().collect::<Vec<String>>().join(" ");
    Properties {
        title: markup::element(&core, "title"),
        author: markup::element(&core, "creator"),
        last_author: markup::element(&core, "lastModifiedBy"),
        created: markup::element(&core, "created"),
        company: markup::element(&app, "Company"),
        template: markup::element(&app, "Template"),
        program: Some(program).filter(|program| !program.is_empty()),
        identifiers: icv.into_iter().collect(),
        revisions: Vec::new(),
    }
}
