//! Pictures inside documents -> what finds them again in other documents: a hash of their bytes,
//! and their likeness, which survives another size, another quality and another format.
//!
//! The likeness is a difference hash (Krawetz 2013, "Kind of like that"): the picture is shrunk to
//! 17 by 16 cells of grey, and each bit says whether a cell is brighter than the one to its right.
//! Wider than the original's 9 by 8, because tables and scans of text are alike at that size; a
//! step must exceed the noise of compression, so that white paper gives no bits at all.

use std::io::Cursor;

use image::ImageReader;
use image::Limits;
use image::imageops;
use serde::Deserialize;
use serde::Serialize;
use zip::ZipArchive;

use crate::config::Read;
use crate::read::archive;
use crate::read::compound::size_at;
use crate::read::compound::u16_at;
use crate::read::source::Source;

/// Cells of a row and of a column; a row has one more, to compare with.
const CELLS: u32 = 16;

/// Steps of grey that are no noise. Unit: 1/255 of the range.
const STEP: i32 = 4;

/// Digits of a content hash: 128 bits, so that two pictures never share one by chance.
const HASH_DIGITS: usize = 32;

/// Pictures of one document that are kept; catalogues of parts have hundreds.
const PICTURES_MAX: usize = 1000;

/// Bytes of a decoded picture: four a pixel, and as much again for the decoder.
const BYTES_A_PIXEL: u64 = 8;

/// Ends of the names of picture files.
const EXTENSIONS: [&str; 11] =
    ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "jb2", "webp"];

/// Folders of packages whose pictures show the document itself.
const PREVIEWS: [&str; 2] = ["Thumbnails/", "docProps/"];

/// A picture inside a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EmbeddedPicture {
    /// The first 128 bits of the BLAKE3 of its bytes as they lie in the file, in hexadecimal.
    pub content_hash: String,
    /// Width times height in pixels; 0 where the picture cannot be decoded.
    pub pixels: u64,
    /// Bits of its difference hash; all 0 where it cannot be decoded or shows nothing.
    pub likeness: [u64; 4],
}

impl EmbeddedPicture {
    /// The picture file `bytes`.
    pub(super) fn file(bytes: &[u8], config: &Read) -> Self {
        // A decoder that panics on a picture must not cost the text around it.
        let decoded = std::panic::catch_unwind(|| decoded(bytes, config));
        let (pixels, likeness) = decoded.ok().flatten().unwrap_or_default();
        Self { content_hash: content_hash(bytes), pixels, likeness }
    }

    /// A picture whose grey pixels are known; `bytes` is what lies in the file.
    pub(super) fn grey(bytes: &[u8], width: u32, height: u32, grey: Vec<u8>) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        let likeness = image::GrayImage::from_raw(width, height, grey);
        let likeness = likeness.map(|grey| likeness_of(&grey)).unwrap_or_default();
        Self { content_hash: content_hash(bytes), pixels, likeness }
    }
}

fn content_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..HASH_DIGITS].to_owned()
}

/// Pixels and likeness of a picture file; `None` when it is too large or of another format.
fn decoded(bytes: &[u8], config: &Read) -> Option<(u64, [u64; 4])> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > config.picture_pixels_max {
        return Some((pixels, [0; 4]));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(pixels * BYTES_A_PIXEL + (1 << 20));
    reader.limits(limits);
    // A damaged picture still has its size.
    let likeness = reader.decode().map(|picture| likeness_of(&picture.to_luma8()));
    Some((pixels, likeness.unwrap_or_default()))
}

/// The difference hash of grey pixels, row by row.
fn likeness_of(grey: &image::GrayImage) -> [u64; 4] {
    let mut bits = [0; 4];
    if grey.width() == 0 || grey.height() == 0 {
        return bits;
    }
    let small = imageops::thumbnail(grey, CELLS + 1, CELLS);
    let value = |x: u32, y: u32| i32::from(small.get_pixel(x, y).0[0]);
    for y in 0..CELLS {
        for x in 0..CELLS {
            if value(x, y) > value(x + 1, y) + STEP {
                let bit = y * CELLS + x;
                bits[bit as usize / 64] |= 1 << (bit % 64);
            }
        }
    }
    bits
}

/// The pictures in the files of a package, each content once.
pub(super) fn of_package(
    package: &mut ZipArchive<Cursor<&[u8]>>,
    source: &Source,
) -> Vec<EmbeddedPicture> {
    let is_picture = |name: &String| {
        let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        EXTENSIONS.contains(&extension.as_str()) && !PREVIEWS.iter().any(|p| name.starts_with(p))
    };
    let names = package.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned());
    let mut names: Vec<String> = names.filter(is_picture).collect();
    names.sort();
    names.truncate(PICTURES_MAX);
    let mut pictures = Vec::new();
    for name in names {
        if let Some((bytes, true)) = archive::part(package, &name, source) {
            pictures.push(EmbeddedPicture::file(&bytes, source.config));
        }
    }
    distinct(pictures)
}

/// Kinds of the records that hold a picture in old office files (MS-ODRAW, section 2.2.23), with
/// the bytes between their head and the picture: one identifier or two, and what stands behind.
const BLIPS: [(u16, [usize; 2]); 7] = [
    (0xf01a, [50, 66]),
    (0xf01b, [50, 66]),
    (0xf01d, [17, 33]),
    (0xf01e, [17, 33]),
    (0xf01f, [17, 33]),
    (0xf029, [17, 33]),
    (0xf02a, [17, 33]),
];

/// The pictures in a stream of an old office file, wherever their records stand; each once.
pub(super) fn of_records(stream: &[u8], config: &Read) -> Vec<EmbeddedPicture> {
    let mut pictures = Vec::new();
    let mut at = 0;
    while at + 8 < stream.len() && pictures.len() < PICTURES_MAX {
        match record(stream, at) {
            Some((bytes, next)) => {
                pictures.push(EmbeddedPicture::file(bytes, config));
                at = next;
            }
            None => at += 1,
        }
    }
    distinct(pictures)
}

/// The picture of the record at `at`, and where the record ends.
fn record(stream: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let kind = u16_at(stream, at + 2)?;
    let (_, heads) = BLIPS.iter().find(|(blip, _)| *blip == kind)?;
    let start = at + 8;
    let end = start.checked_add(size_at(stream, at + 4)?)?;
    let content = stream.get(start..end)?;
    // The instance is odd when there are two identifiers.
    let head = heads[usize::from(u16_at(stream, at)? >> 4 & 1)];
    Some((content.get(head..).filter(|bytes| !bytes.is_empty())?, end))
}

/// Sorted, each content once.
pub(super) fn distinct(mut pictures: Vec<EmbeddedPicture>) -> Vec<EmbeddedPicture> {
    pictures.sort();
    pictures.dedup_by(|a, b| a.content_hash == b.content_hash);
    pictures
}

#[cfg(test)]
mod tests;
