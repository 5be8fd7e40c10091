//! A paper as PDF: lines and tables on A4, one subset of a face embedded, text that can be copied.
//!
//! `face` knows glyphs, `lines` breaks paragraphs, `page` puts lines on pages, this file writes the
//! objects. Same paper and face, same bytes: no date, no identifier of the file.

mod face;
mod lines;
mod page;

pub use face::{Face, FaceError};

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use subsetter::GlyphRemapper;

use super::block::Paper;

/// A4. Unit: points.
const PAGE: [f32; 2] = [595.28, 841.89];

/// Name of the face in the pages' resources.
const FONT: Name = Name(b"F");

/// How glyphs are named in the file: their numbers in the subset, two bytes each.
const ORDERING: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The glyphs that a paper uses: number in the subset, and the character that it shows.
pub(super) struct Glyphs {
    remapper: GlyphRemapper,
    shows: BTreeMap<u16, char>,
    advances: BTreeMap<u16, f32>,
}

impl Glyphs {
    fn new() -> Self {
        let remapper = GlyphRemapper::new();
        Self { remapper, shows: BTreeMap::new(), advances: BTreeMap::new() }
    }

    /// The number in the subset of the face's glyph for a character.
    fn number(&mut self, glyph: u16, shows: char, advance: f32) -> u16 {
        let number = self.remapper.remap(glyph);
        self.shows.entry(number).or_insert(shows);
        self.advances.insert(number, advance);
        number
    }
}

/// The bytes of the file.
pub(super) fn bytes(paper: &Paper, face: &Face) -> io::Result<Vec<u8>> {
    let mut glyphs = Glyphs::new();
    let pages = page::pages(paper, face, &mut glyphs);
    let mut pdf = Pdf::new();
    let mut next = 1;
    let mut id = || {
        next += 1;
        Ref::new(next - 1)
    };
    let (catalog, tree, info, font) = (id(), id(), id(), id());
    let mut catalogue = pdf.catalog(catalog);
    catalogue.pages(tree).lang(TextStr(paper.lang));
    catalogue.finish();
    let title = format!("{} {}", paper.title, paper.number);
    pdf.document_info(info).title(TextStr(&title)).producer(TextStr(&paper.producer));
    let ids: Vec<(Ref, Ref)> = pages.iter().map(|_| (id(), id())).collect();
    pdf.pages(tree).kids(ids.iter().map(|of| of.0)).count(pages.len() as i32);
    for (content, (page, stream)) in pages.iter().zip(&ids) {
        let mut one = pdf.page(*page);
        one.media_box(Rect::new(0.0, 0.0, PAGE[0], PAGE[1])).parent(tree).contents(*stream);
        one.resources().fonts().pair(FONT, font);
        one.finish();
        let packed = deflated(content)?;
        pdf.stream(*stream, &packed).filter(Filter::FlateDecode);
    }
    embed(&mut pdf, [font, id(), id(), id(), id()], &glyphs, face)?;
    Ok(pdf.finish())
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes)?;
    out.finish()
}

/// Writes the face with the glyphs that were used, their widths and characters.
fn embed(
    pdf: &mut Pdf,
    [font, cid, descriptor, file, unicode]: [Ref; 5],
    glyphs: &Glyphs,
    face: &Face,
) -> io::Result<()> {
    let subset = face.subset(&glyphs.remapper).map_err(io::Error::other)?;
    let name = Name(b"LEITNG+Text");
    pdf.type0_font(font)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    let mut described = pdf.cid_font(cid);
    let is_cff = subset.is_cff;
    described
        .subtype(if is_cff { CidFontType::Type0 } else { CidFontType::Type2 })
        .base_font(name)
        .system_info(ORDERING)
        .font_descriptor(descriptor)
        .default_width(0.0);
    if !is_cff {
        described.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let mut widths = described.widths();
    for (number, advance) in &glyphs.advances {
        widths.consecutive(*number, [*advance]);
    }
    widths.finish();
    described.finish();
    let [bottom, top] = face.extent();
    let mut about = pdf.font_descriptor(descriptor);
    about
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-200.0, bottom, 1200.0, top))
        .italic_angle(0.0)
        .ascent(top)
        .descent(bottom)
        .cap_height(top)
        .stem_v(80.0);
    if is_cff {
        about.font_file3(file)
    } else {
        about.font_file2(file)
    };
    about.finish();
    let packed = deflated(&subset.bytes)?;
    let mut stream = pdf.stream(file, &packed);
    stream.filter(Filter::FlateDecode);
    if is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), subset.bytes.len() as i32);
    }
    stream.finish();
    let mut cmap = UnicodeCmap::new(Name(b"Custom"), ORDERING);
    for (number, shows) in &glyphs.shows {
        cmap.pair(*number, *shows);
    }
    let packed = deflated(&cmap.finish())?;
    pdf.stream(unicode, &packed).filter(Filter::FlateDecode);
    Ok(())
}
