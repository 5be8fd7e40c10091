//! PDF: glyphs of every page with their characters, laid out to text by `layout`.
//!
//! The interpreter (hayro) draws each page on a [`canvas::Canvas`] that keeps characters instead
//! of painting them. Text that cannot be seen goes to the hidden part, unless a page is a scan
//! whose recognised text lies invisibly above it. Not read: forms, attachments, alternate texts.

mod canvas;

use hayro_interpret::Context;
use hayro_interpret::InterpreterCache;
use hayro_interpret::InterpreterSettings;
use hayro_interpret::TransformExt as _;
use hayro_interpret::hayro_syntax::DecryptionError;
use hayro_interpret::hayro_syntax::LoadPdfError;
use hayro_interpret::hayro_syntax::Pdf as File;
use hayro_interpret::hayro_syntax::page::Page as FilePage;
use hayro_interpret::interpret_page;
use hayro_interpret::kurbo::Rect;

use crate::read::Opened;
use crate::read::Properties;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::embedded::Gallery;
use crate::read::layout;
use crate::read::layout::Page;
use crate::read::ocr;
use crate::read::pdf::canvas::Canvas;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;
use crate::read::unsupported;
use crate::read::verdict;

/// Bytes at the start among which the mark of the format stands (ISO 32000-1, annex H.3, note 13).
const MARK_BYTES: usize = 1024;

/// Share of a page that a picture covers when it is a scan. Unit: share of the area.
const SCAN_COVER: f32 = 0.4;

/// Characters that a scanned page may have besides its picture, such as a stamp or a page number.
const SCAN_CHARACTERS_MAX: usize = 20;

/// Reads PDF files.
pub(super) struct Pdf;

impl Reader for Pdf {
    fn recognises(&self, source: &Source) -> bool {
        unsupported::contains(&source.bytes[..source.bytes.len().min(MARK_BYTES)], b"%PDF-")
    }

    fn isolated(&self) -> Option<&'static str> {
        Some("pdf")
    }

    fn read(&self, source: &Source) -> Opened {
        let file = match File::new(source.bytes.to_vec()) {
            Ok(file) => file,
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                return source.unreadable("pdf", "encrypted", "");
            }
            Err(error) => return source.unreadable("pdf", "broken-pdf", &format!("{error:?}")),
        };
        let mut gallery = Gallery::new(source.config);
        let reading = Reading::of(&file, &mut gallery, source);
        let pictures = gallery.finish();
        if reading.pages.iter().all(|page| page.glyphs.is_empty()) && reading.is_drawn {
            let detail = reading.ocr_failure.unwrap_or_default();
            let mut opened = source.unreadable("pdf", "image-only", &detail);
            for document in &mut opened.documents {
                document.properties = properties(&file, source);
                document.pictures = pictures.clone();
            }
            return opened;
        }
        let mut text = Assembly::default();
        layout::lay_out(&reading.pages, &mut text);
        let extract = Extract {
            format: "pdf",
            text,
            properties: properties(&file, source),
            encoding: None,
            doubts: reading.doubts,
        };
        source.document_with(extract, pictures)
    }
}

/// All pages of a file.
struct Reading<'s> {
    source: &'s Source<'s>,
    pages: Vec<Page>,
    doubts: Vec<String>,
    /// Pictures or many lines were drawn.
    is_drawn: bool,
    /// Why text of pictures was not recognised.
    ocr_failure: Option<String>,
}

impl<'s> Reading<'s> {
    fn of(file: &File, gallery: &mut Gallery, source: &'s Source) -> Self {
        let mut reading = Self {
            source,
            pages: Vec::new(),
            doubts: Vec::new(),
            is_drawn: false,
            ocr_failure: None,
        };
        let cache = InterpreterCache::new();
        for page in file.pages().iter() {
            reading.page(page, file, &cache, gallery);
        }
        reading.doubts.sort();
        reading.doubts.dedup();
        reading
    }

    fn page<'a>(
        &mut self,
        page: &FilePage<'a>,
        file: &'a File,
        cache: &InterpreterCache<'a>,
        gallery: &mut Gallery,
    ) {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let transform = page.initial_transform(true).to_kurbo();
        let settings = InterpreterSettings::default();
        let mut context = Context::new(transform, area, cache, file.xref(), settings);
        let mut canvas = Canvas::new(width, height, self.source.config.ocr, gallery);
        interpret_page(page, &mut context, &mut canvas);
        self.is_drawn |= canvas.is_drawn();
        if canvas.unmapped > 0 {
            self.doubts.push(verdict::MISSING_TO_UNICODE.to_owned());
        }
        let shown = canvas.glyphs.iter().filter(|glyph| !glyph.is_hidden).count();
        if shown <= SCAN_CHARACTERS_MAX && canvas.covered >= SCAN_COVER {
            self.scan(&mut canvas);
        }
        self.pages.push(Page { width, height, glyphs: canvas.glyphs, rules: canvas.rules });
    }

    /// A page that is a picture: the text that somebody recognised and laid above it, or the text
    /// that is recognised here.
    fn scan(&mut self, canvas: &mut Canvas) {
        let config = self.source.config;
        if canvas.invisible > SCAN_CHARACTERS_MAX {
            canvas.show_invisible();
            return self.doubts.push("recognised-text".to_owned());
        }
        if !config.ocr {
            return self.doubts.push("image-pages".to_owned());
        }
        match ocr::lines(&canvas.pictures, config) {
            Ok(lines) => {
                canvas.add_lines(&lines);
                self.doubts.push("recognised-text".to_owned());
            }
            Err(failure) => {
                self.doubts.push("image-pages".to_owned());
                self.ocr_failure = Some(failure);
            }
        }
    }
}

/// What the file says of itself.
fn properties(file: &File, source: &Source) -> Properties {
    let metadata = file.metadata();
    let text = |bytes: &Option<Box<[u8]>>| {
        let text = decode::decode(bytes.as_ref()?, "", None).text;
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned();
        (!text.is_empty()).then_some(text)
    };
    Properties {
        title: text(&metadata.title),
        author: text(&metadata.author),
        program: program(text(&metadata.creator), text(&metadata.producer)),
        identifiers: identifier(source.bytes).into_iter().collect(),
        created: metadata.creation_date.map(|at| {
            let (date, time) = ((at.year, at.month, at.day), (at.hour, at.minute, at.second));
            let date = format!("{:04}-{:02}-{:02}", date.0, date.1, date.2);
            format!("{date}T{:02}:{:02}:{:02}", time.0, time.1, time.2)
        }),
        ..Properties::default()
    }
}

/// Who made the text and who made the file of it, each once.
fn program(creator: Option<String>, producer: Option<String>) -> Option<String> {
    match (creator, producer) {
        (Some(creator), Some(producer)) if creator != producer => {
            Some(format!("{creator} / {producer}"))
        }
        (creator, producer) => creator.or(producer),
    }
}

/// Longest identifier in the file: 16 bytes are usual, as digits or with every byte escaped.
const IDENTIFIER_BYTES_MAX: usize = 80;

/// The first part of the trailer's `ID`, which stays when a file is changed (ISO 32000-1, section
/// 14.4). Read from the bytes of the last trailer; one inside a packed stream is not found.
fn identifier(bytes: &[u8]) -> Option<String> {
    let is_key = |four: &[u8]| four.starts_with(b"/ID") && !four[3].is_ascii_alphanumeric();
    let at = bytes.windows(4).rposition(is_key)?;
    let rest = bytes[at + 3..].trim_ascii_start().strip_prefix(b"[")?.trim_ascii_start();
    let inside = |last: u8| {
        let end = rest.iter().take(IDENTIFIER_BYTES_MAX).position(|byte| *byte == last)?;
        rest.get(1..end)
    };
    let digits: String = match rest.first()? {
        b'<' => inside(b'>')?.iter().map(|byte| char::from(*byte)).collect(),
        // A string stays as it is written, with its escapes.
        b'(' => inside(b')')?.iter().map(|byte| format!("{byte:02x}")).collect(),
        _ => return None,
    };
    let digits: String = digits.chars().filter(char::is_ascii_hexdigit).collect();
    let is_own = digits.chars().any(|digit| digit != '0');
    is_own.then(|| format!("PDF {}", digits.to_ascii_uppercase()))
}
