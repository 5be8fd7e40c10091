//! Pictures inside documents -> what finds them again in other documents: a hash of their bytes,
//! and their likeness, which survives another size, another quality and another format.
//!
//! The likeness is a difference hash (Krawetz 2013, "Kind of like that"): the picture is shrunk to
//! 17 by 16 cells of grey, and each bit says whether a cell is brighter than the one to its right.
//! Wider than the original's 9 by 8, because tables and scans of text are alike at that size; a
//! step must exceed the noise of compression, so that white paper gives no bits at all.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::AssertUnwindSafe;

use image::GrayImage;
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

/// The pictures of one document under construction, each content once. So many pixels are decoded
/// and no more: a book of scanned pages must not take minutes.
pub(super) struct Gallery<'a> {
    config: &'a Read,
    pixels_left: u64,
    pictures: BTreeMap<String, EmbeddedPicture>,
}

impl<'a> Gallery<'a> {
    /// A document without pictures so far.
    pub(super) fn new(config: &'a Read) -> Self {
        Self { config, pixels_left: config.picture_pixels_all_max, pictures: BTreeMap::new() }
    }

    /// True when a picture of so many pixels may be decoded.
    pub(super) fn has_room(&self, pixels: u64) -> bool {
        pixels <= self.config.picture_pixels_max && pixels <= self.pixels_left
    }

    /// Adds the picture file `bytes`.
    pub(super) fn add_file(&mut self, bytes: &[u8]) {
        self.add(bytes, |gallery| {
            // A decoder that panics on a picture must not cost the text around it.
            let decoded = AssertUnwindSafe(|| gallery.decoded(bytes));
            std::panic::catch_unwind(decoded).ok().flatten().unwrap_or_default()
        });
    }

    /// Adds a picture of `pixels` pixels; `grey` gives its width, height and grey pixels, and is
    /// asked only if there is room for them. `bytes` is what lies in the file.
    pub(super) fn add_grey(
        &mut self,
        bytes: &[u8],
        pixels: u64,
        grey: impl FnOnce() -> Option<(u32, u32, Vec<u8>)>,
    ) {
        self.add(bytes, |gallery| {
            let grey = gallery.has_room(pixels).then(grey).flatten();
            let grey =
                grey.and_then(|(width, height, grey)| GrayImage::from_raw(width, height, grey));
            (pixels, grey.map(|grey| likeness_of(&grey)).unwrap_or_default())
        });
    }

    fn add(&mut self, bytes: &[u8], look: impl FnOnce(&Self) -> (u64, [u64; 4])) {
        let content_hash = blake3::hash(bytes).to_hex()[..HASH_DIGITS].to_owned();
        if self.pictures.len() >= PICTURES_MAX || self.pictures.contains_key(&content_hash) {
            return;
        }
        let (pixels, likeness) = look(self);
        if self.has_room(pixels) {
            self.pixels_left -= pixels;
        }
        let picture = EmbeddedPicture { content_hash: content_hash.clone(), pixels, likeness };
        self.pictures.insert(content_hash, picture);
    }

    /// Pixels and likeness of a picture file; `None` when it is of a format that is not known.
    fn decoded(&self, bytes: &[u8]) -> Option<(u64, [u64; 4])> {
        let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
        let (width, height) = reader()?.into_dimensions().ok()?;
        let pixels = u64::from(width) * u64::from(height);
        if !self.has_room(pixels) {
            return Some((pixels, [0; 4]));
        }
        let mut reader = reader()?;
        let mut limits = Limits::default();
        limits.max_alloc = Some(pixels * BYTES_A_PIXEL + (1 << 20));
        reader.limits(limits);
        // A damaged picture still has its size.
        let likeness = reader.decode().map(|picture| likeness_of(&picture.to_luma8()));
        Some((pixels, likeness.unwrap_or_default()))
    }

    /// All pictures, by content.
    pub(super) fn finish(self) -> Vec<EmbeddedPicture> {
        self.pictures.into_values().collect()
    }
}

/// The difference hash of grey pixels, row by row.
fn likeness_of(grey: &GrayImage) -> [u64; 4] {
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
    let mut gallery = Gallery::new(source.config);
    for name in names {
        if let Some((bytes, true)) = archive::part(package, &name, source) {
            gallery.add_file(&bytes);
        }
    }
    gallery.finish()
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

/// The pictures in streams of an old office file, wherever their records stand.
pub(super) fn of_records(streams: &[&[u8]], config: &Read) -> Vec<EmbeddedPicture> {
    let mut gallery = Gallery::new(config);
    for stream in streams {
        let mut at = 0;
        while at + 8 < stream.len() {
            match record(stream, at) {
                Some((bytes, next)) => {
                    gallery.add_file(bytes);
                    at = next;
                }
                None => at += 1,
            }
        }
    }
    gallery.finish()
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

#[cfg(test)]
mod tests;
