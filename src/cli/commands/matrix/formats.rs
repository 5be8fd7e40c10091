//! A matrix as the bytes of one file, for people and for other programs.

use std::io;
use std::io::Write;

use crate::cli::args::Format;
use crate::cli::args::Metric;
use crate::cli::commands::matrix::tables;
use crate::likeness::Cell;
use crate::model::Ratio;
use crate::pipeline::Whole;
use crate::report::heat::Heat;

/// Reports, and the pairs of them that are listed.
pub(super) struct Table<'a> {
    pub(super) wholes: &'a [Whole],
    /// By left and right.
    pub(super) cells: &'a [Cell],
    pub(super) metric: Metric,
}

impl Format {
    /// True when reports are numbers in it, from 0, whose names stand in a list of their own.
    pub(super) fn is_nameless(self) -> bool {
        matches!(self, Self::Npy | Self::Mtx)
    }
}

impl Table<'_> {
    pub(super) fn write(
        &self,
        format: Format,
        is_dense: bool,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            Format::Csv if is_dense => tables::square(self, out),
            Format::Csv => tables::long(self, out),
            Format::Npy if is_dense => self.npy_square(out),
            Format::Npy => self.npy(out),
            Format::Mtx => self.mtx(out),
            Format::Parquet => tables::parquet(self, out),
            Format::Svg => out.write_all(self.heat().svg().as_bytes()),
            Format::Png => out.write_all(&self.heat().png()?),
        }
    }

    /// The picture of the matrix; a report is called by its file and number.
    fn heat(&self) -> Heat {
        let name = |whole: &Whole| {
            let file = whole.document.rsplit('/').next().unwrap_or(&whole.document);
            format!("{file} #{}", whole.report)
        };
        let names: Vec<String> = self.wholes.iter().map(name).collect();
        let cell = |cell: &Cell| (cell.left as usize, cell.right as usize, cell.ratio);
        let cells: Vec<(usize, usize, Ratio)> = self.cells.iter().map(cell).collect();
        Heat::new(&names, &cells, self.is_symmetric())
    }

    /// True when a pair is listed once and holds both ways.
    fn is_symmetric(&self) -> bool {
        self.metric != Metric::Containment
    }

    /// Calls `each` with the values of every row of the square, 0 where a pair is not listed, 1
    /// for a report and itself.
    ///
    /// # Cost
    /// A row and the listed pairs in memory, whatever the square.
    pub(super) fn rows(
        &self,
        mut each: impl FnMut(usize, &[f64]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut cells: Vec<(u32, u32, f64)> =
            self.cells.iter().map(|cell| (cell.left, cell.right, cell.ratio.value())).collect();
        if self.is_symmetric() {
            cells.extend(self.cells.iter().map(|one| (one.right, one.left, one.ratio.value())));
            cells.sort_unstable_by_key(|cell| (cell.0, cell.1));
        }
        let mut rest = cells.as_slice();
        for row in 0..self.wholes.len() {
            let (own, others) = rest.split_at(rest.partition_point(|cell| cell.0 as usize <= row));
            rest = others;
            let mut values = vec![0.0; self.wholes.len()];
            values[row] = 1.0;
            own.iter().for_each(|cell| values[cell.1 as usize] = cell.2);
            each(row, &values)?;
        }
        Ok(())
    }

    /// Listed pairs as a NumPy array of records.
    fn npy(&self, out: &mut dyn Write) -> io::Result<()> {
        let fields = "[('left', '<u4'), ('right', '<u4'), ('n', '<u8'), ('d', '<u8')]";
        npy_header(fields, &format!("({},)", self.cells.len()), out)?;
        for cell in self.cells {
            out.write_all(&cell.left.to_le_bytes())?;
            out.write_all(&cell.right.to_le_bytes())?;
            out.write_all(&cell.ratio.n.to_le_bytes())?;
            out.write_all(&cell.ratio.d.to_le_bytes())?;
        }
        Ok(())
    }

    /// The square as a NumPy array of single precision.
    fn npy_square(&self, out: &mut dyn Write) -> io::Result<()> {
        let count = self.wholes.len();
        npy_header("'<f4'", &format!("({count}, {count})"), out)?;
        self.rows(|_, row| {
            row.iter().try_for_each(|&value| out.write_all(&(value as f32).to_le_bytes()))
        })
    }

    /// Listed pairs as coordinates of Matrix Market, rows and columns from 1.
    fn mtx(&self, out: &mut dyn Write) -> io::Result<()> {
        let symmetry = if self.is_symmetric() { "symmetric" } else { "general" };
        writeln!(out, "%%MatrixMarket matrix coordinate real {symmetry}")?;
        writeln!(out, "% a pair not listed is below the threshold; the diagonal is left out")?;
        writeln!(out, "{0} {0} {1}", self.wholes.len(), self.cells.len())?;
        for cell in self.cells {
            // Of a symmetric matrix the part below the diagonal is written.
            let (row, column) = match self.is_symmetric() {
                true => (cell.right, cell.left),
                false => (cell.left, cell.right),
            };
            writeln!(out, "{} {} {}", row + 1, column + 1, cell.ratio.value())?;
        }
        Ok(())
    }
}

/// The header of the format NPY, version 1.0: padded so that the data begins at a multiple of 64.
///
/// # Source
/// NumPy documentation, `numpy.lib.format`.
fn npy_header(descr: &str, shape: &str, out: &mut dyn Write) -> io::Result<()> {
    /// Magic, version and length of the header.
    const BEFORE: usize = 10;
    let mut header = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}");
    let padding = (BEFORE + header.len() + 1).next_multiple_of(64) - BEFORE - header.len() - 1;
    header.extend(std::iter::repeat_n(' ', padding));
    header.push('\n');
    out.write_all(b"\x93NUMPY\x01\x00")?;
    out.write_all(&(header.len() as u16).to_le_bytes())?;
    out.write_all(header.as_bytes())
}
