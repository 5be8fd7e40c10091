//! The matrix of likeness as a picture: SVG for people and papers, PNG for everything else.
//!
//! In: names and the cells above a threshold. Out: one square, reports that are alike side by side,
//! blank where there is nothing, numbers at the edges with a key beside them (SVG; a PNG has the
//! numbers only, letters would need a font). The same cells give the same bytes.

use std::fmt::Write as _;
use std::io;
use std::io::Write as _;

use flate2::Compression;
use flate2::Crc;
use flate2::write::ZlibEncoder;

use crate::model::Ratio;

/// Colours of ten steps from a tenth to all; those of the viewer.
const STEPS: [[u8; 3]; 9] = [
    [0xfd, 0xee, 0xe6],
    [0xfb, 0xd9, 0xc7],
    [0xf7, 0xbd, 0xa0],
    [0xf0, 0x9c, 0x77],
    [0xe5, 0x78, 0x53],
    [0xd2, 0x52, 0x37],
    [0xb5, 0x33, 0x23],
    [0x8f, 0x1d, 0x17],
    [0x64, 0x10, 0x0f],
];

/// Lines, and the squares where row and column are the same report.
const LINE: [u8; 3] = [0xd9, 0xdd, 0xe3];
const SELF: [u8; 3] = [0x9a, 0xa3, 0xad];
const INK: [u8; 3] = [0x1d, 0x21, 0x27];

/// Side of a cell. Unit: pixels. Room for three digits at the edge.
const CELL: usize = 16;

/// Room for numbers at the left and upper edge. Unit: pixels.
const EDGE: usize = 28;

/// Width of the key of an SVG. Unit: pixels.
const KEY: usize = 420;

/// Characters of a name in the key.
const NAME_CHARACTERS: usize = 30;

/// A matrix to draw.
pub struct Heat {
    /// What the rows are called, in the order of the picture.
    names: Vec<String>,
    /// Row, column, share; in the order of the picture.
    cells: Vec<(usize, usize, Ratio)>,
}

impl Heat {
    /// The matrix of `names`; likeness that holds both ways stands once in `cells` and is drawn
    /// twice when `is_symmetric`. Reports without any cell are left out.
    ///
    /// # Cost
    /// `O(n + c log c)` for n reports and c cells.
    pub fn new(names: &[String], cells: &[(usize, usize, Ratio)], is_symmetric: bool) -> Self {
        let order = order(names.len(), cells);
        let mut places = vec![usize::MAX; names.len()];
        for (place, &report) in order.iter().enumerate() {
            places[report] = place;
        }
        let mut drawn: Vec<(usize, usize, Ratio)> = Vec::new();
        for &(left, right, ratio) in cells {
            drawn.push((places[left], places[right], ratio));
            if is_symmetric {
                drawn.push((places[right], places[left], ratio));
            }
        }
        drawn.sort_unstable_by_key(|&(row, column, _)| (row, column));
        Self { names: order.iter().map(|&at| names[at].clone()).collect(), cells: drawn }
    }

    /// The picture as SVG, with a key of the numbers.
    pub fn svg(&self) -> String {
        let side = EDGE + CELL * self.names.len();
        let height = side + CELL;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{height}\" \
             font-family=\"sans-serif\" font-size=\"10\">\n<rect width=\"100%\" height=\"100%\" \
             fill=\"#fff\"/>\n",
            side + KEY
        );
        for at in 0..self.names.len() {
            let (place, number) = (EDGE + CELL * at, at + 1);
            let _ = writeln!(
                svg,
                "<rect x=\"{place}\" y=\"{place}\" width=\"{CELL}\" height=\"{CELL}\" \
                 fill=\"{}\"/>\n<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{number}</text>\n\
                 <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{number}</text>\n\
                 <text x=\"{}\" y=\"{}\">{number}  {}</text>",
                hex(SELF),
                EDGE - 4,
                place + 12,
                place + CELL / 2,
                EDGE - 4,
                side + 14,
                place + 12,
                escaped(&self.names[at]),
            );
        }
        for (row, column, ratio) in &self.cells {
            let _ = writeln!(
                svg,
                "<rect x=\"{}\" y=\"{}\" width=\"{CELL}\" height=\"{CELL}\" fill=\"{}\">\
                 <title>{} → {}: {}/{}</title></rect>",
                EDGE + CELL * column,
                EDGE + CELL * row,
                hex(colour(*ratio)),
                row + 1,
                column + 1,
                ratio.n,
                ratio.d,
            );
        }
        for at in 0..=self.names.len() {
            let place = EDGE + CELL * at;
            let _ = writeln!(
                svg,
                "<path d=\"M{EDGE} {place}H{side}M{place} {EDGE}V{side}\" stroke=\"{}\" \
                 stroke-width=\"0.5\"/>",
                hex(LINE)
            );
        }
        svg.push_str("</svg>\n");
        svg
    }

    /// The picture as PNG.
    ///
    /// # Errors
    /// Those of the packer.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let mut canvas = Canvas::new(EDGE + CELL * self.names.len() + 1);
        for at in 0..self.names.len() {
            let place = EDGE + CELL * at;
            canvas.fill([place, place], [CELL, CELL], SELF);
            canvas.number(at + 1, [EDGE - 4, place + 6]);
            canvas.number(at + 1, [place + CELL - 1, EDGE - 10]);
        }
        for (row, column, ratio) in &self.cells {
            canvas.fill([EDGE + CELL * column, EDGE + CELL * row], [CELL, CELL], colour(*ratio));
        }
        let side = CELL * self.names.len() + 1;
        for at in 0..=self.names.len() {
            canvas.fill([EDGE, EDGE + CELL * at], [side, 1], LINE);
            canvas.fill([EDGE + CELL * at, EDGE], [1, side], LINE);
        }
        canvas.png()
    }
}

/// Groups of reports that are alike through one another, the largest first; each from its first
/// report on to whatever is most like the one before.
fn order(count: usize, cells: &[(usize, usize, Ratio)]) -> Vec<usize> {
    let mut near: Vec<Vec<(usize, Ratio)>> = vec![Vec::new(); count];
    for &(left, right, ratio) in cells {
        near[left].push((right, ratio));
        near[right].push((left, ratio));
    }
    let mut is_seen = vec![false; count];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for first in 0..count {
        if is_seen[first] || near[first].is_empty() {
            continue;
        }
        let mut group = Vec::new();
        let mut open = vec![first];
        is_seen[first] = true;
        while let Some(at) = open.pop() {
            group.push(at);
            let mut next: Vec<_> = near[at].iter().filter(|(other, _)| !is_seen[*other]).collect();
            // The last is taken first.
            next.sort_by(|a, b| a.1.value().total_cmp(&b.1.value()).then_with(|| b.0.cmp(&a.0)));
            for (other, _) in next {
                if !std::mem::replace(&mut is_seen[*other], true) {
                    open.push(*other);
                }
            }
        }
        groups.push(group);
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group[0]));
    groups.concat()
}

fn colour(ratio: Ratio) -> [u8; 3] {
    let last = STEPS.len() - 1;
    STEPS[((ratio.value() * STEPS.len() as f64) as usize).min(last)]
}

fn hex(colour: [u8; 3]) -> String {
    let [r, g, b] = colour;
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A name as the text of an element: short, without controls, and no mark-up.
fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for c in name.chars().take(NAME_CHARACTERS) {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            c if crate::normalize::is_counted(c) || c == ' ' => escaped.push(c),
            c => {
                let _ = write!(escaped, "⟨U+{:04X}⟩", u32::from(c));
            }
        }
    }
    if name.chars().nth(NAME_CHARACTERS).is_some() {
        escaped.push('…');
    }
    escaped
}

/// Digits of three by five pixels, a row in three bits, the upper row first.
const DIGITS: [[u8; 5]; 10] = [
    [7, 5, 5, 5, 7],
    [2, 6, 2, 2, 7],
    [7, 1, 7, 4, 7],
    [7, 1, 7, 1, 7],
    [5, 5, 7, 1, 1],
    [7, 4, 7, 1, 7],
    [7, 4, 7, 5, 7],
    [7, 1, 1, 1, 1],
    [7, 5, 7, 5, 7],
    [7, 5, 7, 1, 7],
];

/// A white square of pixels.
struct Canvas {
    side: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    fn new(side: usize) -> Self {
        Self { side, pixels: vec![0xff; side * side * 3] }
    }

    fn fill(&mut self, [x, y]: [usize; 2], [width, height]: [usize; 2], colour: [u8; 3]) {
        for row in y..(y + height).min(self.side) {
            for column in x..(x + width).min(self.side) {
                let at = (row * self.side + column) * 3;
                self.pixels[at..at + 3].copy_from_slice(&colour);
            }
        }
    }

    /// A number whose last digit ends before x.
    fn number(&mut self, number: usize, [x, y]: [usize; 2]) {
        for (place, digit) in number.to_string().bytes().rev().enumerate() {
            let left = x.saturating_sub(4 * (place + 1));
            for (down, bits) in DIGITS[usize::from(digit - b'0')].into_iter().enumerate() {
                for right in (0..3).filter(|right| bits & (4 >> right) != 0) {
                    self.fill([left + right, y + down], [1, 1], INK);
                }
            }
        }
    }

    /// # Source
    /// PNG (W3C, third edition), sections 5 and 11: signature, header, packed rows with filter 0.
    fn png(&self) -> io::Result<Vec<u8>> {
        let side = u32::try_from(self.side).map_err(io::Error::other)?;
        let mut header = Vec::new();
        header.extend(side.to_be_bytes());
        header.extend(side.to_be_bytes());
        // Eight bits, red green blue, the only compression and filter, not interlaced.
        header.extend([8, 2, 0, 0, 0]);
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        for row in self.pixels.chunks(self.side * 3) {
            packed.write_all(&[0])?;
            packed.write_all(row)?;
        }
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut png, *b"IHDR", &header)?;
        chunk(&mut png, *b"IDAT", &packed.finish()?)?;
        chunk(&mut png, *b"IEND", &[])?;
        Ok(png)
    }
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) -> io::Result<()> {
    png.extend(u32::try_from(content.len()).map_err(io::Error::other)?.to_be_bytes());
    let from = png.len();
    png.extend(kind);
    png.extend(content);
    let mut crc = Crc::new();
    crc.update(&png[from..]);
    png.extend(crc.sum().to_be_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heat() -> Heat {
        let names: Vec<String> =
            ["甲<b>.txt", "乙\u{202e}.txt", "丙.txt", "丁.txt"].map(str::to_owned).to_vec();
        let cells =
            [(0, 3, Ratio::new(9, 10)), (1, 2, Ratio::new(3, 10)), (0, 2, Ratio::new(1, 2))];
        Heat::new(&names, &cells, true)
    }

    #[test]
    fn likes_stand_side_by_side_and_every_cell_is_drawn_both_ways() {
        let heat = heat();
        assert_eq!(heat.names, ["甲<b>.txt", "丁.txt", "丙.txt", "乙\u{202e}.txt"]);
        assert_eq!(heat.cells.len(), 6);
        for (row, column, ratio) in &heat.cells {
            assert!(heat.cells.contains(&(*column, *row, *ratio)));
        }
    }

    #[test]
    fn names_stay_text_in_the_picture() {
        let svg = heat().svg();
        assert!(svg.contains("甲&lt;b&gt;") && !svg.contains("<b>"));
        assert!(svg.contains("⟨U+202E⟩") && !svg.contains('\u{202e}'));
        let mut reader = quick_xml::Reader::from_str(&svg);
        while reader.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
    }

    #[test]
    fn a_picture_is_a_sound_png() {
        let png = heat().png().expect("memory takes all");
        assert!(png.starts_with(b"\x89PNG"));
        let packed = png.windows(4).position(|four| four == b"IDAT").expect("pixels") + 4;
        let mut pixels = Vec::new();
        let mut unpacked = flate2::read::ZlibDecoder::new(&png[packed..]);
        std::io::Read::read_to_end(&mut unpacked, &mut pixels).expect("packed as PNG asks");
        let side = EDGE + CELL * 4 + 1;
        assert_eq!(pixels.len(), side * (side * 3 + 1));
        assert!(heat().png().expect("memory") == png);
    }
}
