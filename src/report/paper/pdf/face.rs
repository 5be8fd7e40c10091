//! One face of a font file: which glyph shows a character, how wide it is, and its subset.

use skrifa::FontRef;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use subsetter::GlyphRemapper;

/// Characters that a face must have to set a report in Chinese.
const NEEDED: &str = "雷同比对报告单（）《》“”、。％№0123456789AaZz";

/// Units of a glyph's measures in PDF: thousandths of the size.
const THOUSAND: f32 = 1000.0;

/// A face that has Chinese.
pub struct Face {
    data: Vec<u8>,
    index: u32,
    units: f32,
    ascent: f32,
    descent: f32,
}

/// Why a face cannot set a report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FaceError {
    /// The file is no font, or has no face of that number.
    #[error("no readable face")]
    Unreadable,
    /// Characters of a report are missing.
    #[error("no glyphs for Chinese")]
    NoChinese,
    /// Its outlines cannot be embedded.
    #[error("outlines that cannot be embedded: {0}")]
    Outlines(String),
}

/// The glyphs of a face that a paper uses, as a font file of their own.
pub(super) struct Subset {
    pub(super) bytes: Vec<u8>,
    /// True for a bare CFF table, false for TrueType outlines.
    pub(super) is_cff: bool,
}

/// A glyph of the face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) number: u16,
    /// In thousandths of the size.
    pub(super) advance: f32,
}

impl Face {
    /// Face `index` of a font file, when it has Chinese and can be embedded.
    ///
    /// # Errors
    /// [`FaceError`] says what is wrong with it.
    pub fn new(data: Vec<u8>, index: u32) -> Result<Self, FaceError> {
        let font = FontRef::from_index(&data, index).map_err(|_| FaceError::Unreadable)?;
        let chars = font.charmap();
        if !NEEDED.chars().all(|c| chars.map(c).is_some_and(|glyph| glyph.to_u32() != 0)) {
            return Err(FaceError::NoChinese);
        }
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let units = f32::from(metrics.units_per_em);
        let (ascent, descent) = (metrics.ascent, metrics.descent);
        let face = Self { data, index, units, ascent, descent };
        let mut probe = GlyphRemapper::new();
        if let Some(glyph) = face.glyph('雷') {
            probe.remap(glyph.number);
        }
        face.subset(&probe).map_err(FaceError::Outlines)?;
        Ok(face)
    }

    /// The face of a font file that sets Chinese best: one of a collection that names simplified
    /// Chinese, else the first that can.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_file(data: Vec<u8>) -> Result<Self, FaceError> {
        let faces: Vec<FontRef> = skrifa::raw::FileRef::new(&data)
            .map_err(|_| FaceError::Unreadable)?
            .fonts()
            .flatten()
            .collect();
        let is_simplified = |font: &FontRef| {
            let names = font.localized_strings(StringId::FAMILY_NAME);
            names.map(|name| name.to_string()).any(|name| name.ends_with(" SC"))
        };
        let mut order: Vec<usize> = (0..faces.len()).collect();
        order.sort_by_key(|&at| !is_simplified(&faces[at]));
        drop(faces);
        let mut failed = FaceError::Unreadable;
        for at in order {
            match Self::new(data.clone(), at as u32) {
                Ok(face) => return Ok(face),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    /// The glyph of a character; `None` where the face has none.
    pub(super) fn glyph(&self, character: char) -> Option<Glyph> {
        let font = self.font()?;
        let number = font.charmap().map(character).filter(|glyph| glyph.to_u32() != 0)?;
        let widths = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = widths.advance_width(number)? * THOUSAND / self.units;
        Some(Glyph { number: u16::try_from(number.to_u32()).ok()?, advance })
    }

    /// Lowest and highest of its letters, in thousandths of the size.
    pub(super) fn extent(&self) -> [f32; 2] {
        [self.descent, self.ascent].map(|of| of * THOUSAND / self.units)
    }

    fn font(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.data, self.index).ok()
    }

    /// The glyphs of `remapper` and no others.
    pub(super) fn subset(&self, remapper: &GlyphRemapper) -> Result<Subset, String> {
        let bytes = subsetter::subset(&self.data, self.index, remapper)
            .map_err(|error| error.to_string())?;
        match table(&bytes, *b"CFF ") {
            Some(cff) => Ok(Subset { bytes: cff.to_vec(), is_cff: true }),
            None => Ok(Subset { bytes, is_cff: false }),
        }
    }
}

/// A table of a font file.
///
/// # Source
/// OpenType 1.9.1, "Organization of an OpenType font": after 12 bytes records of tag, checksum,
/// offset and length, four bytes each.
fn table(font: &[u8], tag: [u8; 4]) -> Option<&[u8]> {
    let record = font.get(12..)?.chunks_exact(16).find(|record| record[..4] == tag)?;
    let number = |at: usize| {
        let bytes = record.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    let (offset, length) = (number(8)?, number(12)?);
    font.get(offset..offset.checked_add(length)?)
}
