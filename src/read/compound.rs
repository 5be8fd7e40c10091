//! Compound files (MS-CFB): streams within limits, and what their property sets say.

use std::io::Cursor;
use std::io::Read as _;

use cfb::CompoundFile;
use encoding_rs::Encoding;
use encoding_rs::WINDOWS_1252;

use crate::read::Properties;
use crate::read::source::Source;

/// First bytes of every compound file.
const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A compound file in memory.
pub(super) struct Compound<'a> {
    file: CompoundFile<Cursor<&'a [u8]>>,
}

impl<'a> Compound<'a> {
    /// The file, if its directory can be read.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(SIGNATURE) {
            return None;
        }
        CompoundFile::open(Cursor::new(bytes)).ok().map(|file| Self { file })
    }

    /// True when there is a stream of this name in the root.
    pub(super) fn has(&self, name: &str) -> bool {
        self.file.is_stream(name)
    }

    /// The stream, as far as it can be read; it is never longer than the file itself.
    pub(super) fn stream(&mut self, name: &str, source: &Source) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let stream = self.file.open_stream(name).ok()?;
        // A damaged chain ends the stream early; what stands before it is still text.
        let _ = stream.take(source.bytes.len() as u64).read_to_end(&mut bytes);
        Some(bytes)
    }

    /// What the file says of itself.
    pub(super) fn properties(&mut self, source: &Source) -> Properties {
        let set = |bytes: Option<Vec<u8>>| PropertySet { bytes: bytes.unwrap_or_default() };
        let summary = set(self.stream("\u{5}SummaryInformation", source));
        let document = set(self.stream("\u{5}DocumentSummaryInformation", source));
        Properties {
            title: summary.text(2),
            author: summary.text(4),
            last_author: summary.text(8),
            company: document.text(15),
            created: summary.time(12),
            template: summary.text(7),
            program: summary.text(18),
            ..Properties::default()
        }
    }
}

/// Little-endian number of `N` bytes at `at`.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(N)?)?;
    Some(part.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte)))
}

/// 16 bits at `at`.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    number::<2>(bytes, at).and_then(|n| u16::try_from(n).ok())
}

/// 32 bits at `at`.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    number::<4>(bytes, at).and_then(|n| u32::try_from(n).ok())
}

/// 32 bits at `at` as an index or a length.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|n| n as usize)
}

/// A stream of properties (MS-OLEPS), its first section.
struct PropertySet {
    bytes: Vec<u8>,
}

impl PropertySet {
    /// Where the value of property `id` stands, from its type on.
    fn find(&self, id: u32) -> Option<usize> {
        let section = size_at(&self.bytes, 44)?;
        let count = size_at(&self.bytes, section.checked_add(4)?)?;
        let entries = (0..count.min(256)).map(|i| section + 8 + 8 * i);
        let entry = entries.into_iter().find(|at| u32_at(&self.bytes, *at) == Some(id))?;
        section.checked_add(size_at(&self.bytes, entry + 4)?)
    }

    fn text(&self, id: u32) -> Option<String> {
        let at = self.find(id)?;
        let length = size_at(&self.bytes, at + 4)?;
        let text = match u16_at(&self.bytes, at)? {
            0x1f => {
                let raw = self.bytes.get(at + 8..(at + 8).checked_add(length.checked_mul(2)?)?)?;
                encoding_rs::UTF_16LE.decode_without_bom_handling(raw).0.into_owned()
            }
            0x1e => {
                let raw = self.bytes.get(at + 8..(at + 8).checked_add(length)?)?;
                self.encoding().decode_without_bom_handling(raw).0.into_owned()
            }
            _ => return None,
        };
        let text = text.trim_matches(['\0', ' ']).to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// The encoding of 8-bit text: property 1 is its code page.
    fn encoding(&self) -> &'static Encoding {
        let page = self.find(1).and_then(|at| u16_at(&self.bytes, at + 4));
        page.and_then(codepage::to_encoding).unwrap_or(WINDOWS_1252)
    }

    /// A time of property `id` as `2025-03-01T08:30:00Z`.
    fn time(&self, id: u32) -> Option<String> {
        let at = self.find(id)?;
        let ticks = number::<8>(&self.bytes, at + 4)?;
        (u16_at(&self.bytes, at)? == 0x40 && ticks > 0).then(|| iso_time(ticks))
    }
}

/// A time in units of 100 ns since 1601 as date and time of day.
fn iso_time(ticks: u64) -> String {
    let seconds = ticks / 10_000_000;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days from 0000-03-01, in eras of 400 years (Hinnant, "chrono-compatible date algorithms").
    let days = days + 584_694;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + carry;
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_count_from_1601() {
        assert_eq!(iso_time(0), "1601-01-01T00:00:00Z");
        // 11 644 473 600 seconds lie between 1601 and 1970 (Windows FILETIME).
        assert_eq!(iso_time(11_644_473_600 * 10_000_000), "1970-01-01T00:00:00Z");
        assert_eq!(iso_time((11_644_473_600 + 951_782_400) * 10_000_000), "2000-02-29T00:00:00Z");
    }
}
