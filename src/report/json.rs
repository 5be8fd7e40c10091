//! `report.json`, the list of all else, and `run.json`, the only file with a clock.

use std::io;
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::config::REPORT_JSON_ROWS_MAX;
use crate::model::Diagnostic;
use crate::report::Context;
use crate::report::FileRow;
use crate::report::InputRow;
use crate::report::RunRow;
use crate::report::rows::BasisRow;
use crate::report::rows::QuestionRow;
use crate::report::rows::Rows;
use crate::report::totals::Totals;

/// Version of the files' format; a change that a reader must know of raises it.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// `report.json` as written.
#[derive(Serialize)]
struct Report<'a> {
    schema_version: u32,
    run_id: &'a str,
    version: &'a str,
    settings: &'a serde_json::Value,
    inputs: &'a [InputRow],
    basis: &'a BasisRow,
    totals: Totals,
    questions: &'a [QuestionRow],
    diagnostics: &'a [Diagnostic],
    files: &'a [FileRow],
    /// `None` above the number of reports up to which all rows are repeated here.
    rows: Option<&'a Rows>,
}

/// What of `report.json` is read again.
#[derive(Deserialize)]
pub(super) struct Contents {
    pub(super) schema_version: u32,
    pub(super) run_id: String,
    pub(super) version: String,
    pub(super) settings: serde_json::Value,
    pub(super) inputs: Vec<InputRow>,
    pub(super) files: Vec<FileRow>,
}

/// The rows that `report.json` repeats; apart, so that nobody reads them who needs none.
#[derive(Deserialize)]
pub(super) struct Repeated {
    /// `None` for a run that is too large.
    pub(super) rows: Option<Rows>,
}

/// A hash of all that can change a finding: inputs, options, version, backgrounds.
pub(super) fn run_id(rows: &Rows, context: &Context) -> String {
    let mut inputs: Vec<&InputRow> = context.inputs.iter().collect();
    inputs.sort();
    let all = serde_json::json!({
        "inputs": inputs,
        "settings": context.settings_json,
        "version": context.version,
        "backgrounds": rows.basis.backgrounds,
        "schema": SCHEMA_VERSION,
    });
    blake3::hash(all.to_string().as_bytes()).to_hex()[..RUN_ID_DIGITS].to_owned()
}

/// Hexadecimal digits of a run id: 128 bits, so that two runs never share one by chance.
const RUN_ID_DIGITS: usize = 32;

/// Writes `report.json`.
///
/// # Errors
/// Those of `out`.
pub(super) fn report(
    rows: &Rows,
    context: &Context,
    files: &[FileRow],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut inputs = context.inputs.clone();
    inputs.sort();
    let report = Report {
        schema_version: SCHEMA_VERSION,
        run_id: &run_id(rows, context),
        version: context.version,
        settings: &context.settings_json,
        inputs: &inputs,
        basis: &rows.basis,
        totals: Totals::of(rows),
        questions: &rows.questions,
        diagnostics: &rows.diagnostics,
        files,
        rows: (rows.documents.len() <= REPORT_JSON_ROWS_MAX).then_some(rows),
    };
    serde_json::to_writer(&mut *out, &report)?;
    out.write_all(b"\n")
}

/// Writes `run.json`.
///
/// # Errors
/// Those of `out`.
pub(super) fn run(id: &str, run: &RunRow, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Run<'a> {
        schema_version: u32,
        run_id: &'a str,
        #[serde(flatten)]
        run: &'a RunRow,
    }
    serde_json::to_writer(&mut *out, &Run { schema_version: SCHEMA_VERSION, run_id: id, run })?;
    out.write_all(b"\n")
}
