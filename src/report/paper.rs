//! 文本比对报告单 of a report, 批次报告 and 结论 of a run: pages to read, sign and file away.
//!
//! In: rows, context, and which kind. Out: the bytes of a PDF or DOCX. What stands on the pages is
//! written once as `block::Block`s ([`sheet`], [`batch`]); `pdf` and `docx` only set it. The
//! same rows give the same bytes: no clock, no name of a machine; the date is the caller's or a
//! blank to fill in.

mod batch;
mod block;
mod docx;
mod parts;
mod pdf;
mod sheet;

pub use pdf::{Face, FaceError};

use std::io;

use crate::report::Context;
use crate::report::paper::block::Paper;
use crate::report::rows::DocumentRow;
use crate::report::rows::Rows;

/// What stands on the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 简洁: figures and the list of passages.
    Brief,
    /// 全文（标明引文）: the whole text with its layers marked.
    Full,
    /// 全文对照: every passage beside its counterpart.
    Compared,
}

/// How they are set.
#[derive(Clone, Copy)]
pub enum Setting<'a> {
    /// With the glyphs of a face that has Chinese.
    Pdf(&'a Face),
    /// With whatever fonts the reader's office program has.
    Docx,
}

/// What only the person who prints it knows.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// 检测时间; a blank line where it is `None`.
    pub date: Option<&'a str>,
    /// How it is set.
    pub setting: Setting<'a>,
}

/// 文本比对报告单 of one report.
///
/// # Errors
/// When the bytes cannot be made; a defect of the face, or no memory.
///
/// # Cost
/// Linear in the report and its passages.
pub fn sheet(
    rows: &Rows,
    row: &DocumentRow,
    context: &Context,
    kind: Kind,
    order: Order,
) -> io::Result<Vec<u8>> {
    set(&sheet::paper(rows, row, context, kind, order.date), order)
}

/// 批次报告 of a run.
///
/// # Errors
/// As [`sheet()`].
pub fn batch(rows: &Rows, context: &Context, order: Order) -> io::Result<Vec<u8>> {
    set(&batch::paper(rows, context, order.date), order)
}

/// 结论 of a run, on one page.
///
/// # Errors
/// As [`sheet()`].
pub fn conclusion(rows: &Rows, context: &Context, order: Order) -> io::Result<Vec<u8>> {
    set(&batch::conclusion(rows, context, order.date), order)
}

fn set(paper: &Paper, order: Order) -> io::Result<Vec<u8>> {
    match order.setting {
        Setting::Pdf(face) => pdf::bytes(paper, face),
        Setting::Docx => docx::bytes(paper),
    }
}

#[cfg(test)]
mod tests;
