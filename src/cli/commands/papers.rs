//! `leitong report --to pdf|docx`: papers to read, sign and file away.

use std::fs;
use std::path::Path;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::args::PaperKind;
use crate::cli::args::Papers;
use crate::cli::failure::Failure;
use crate::cli::fonts;
use crate::cli::output;
use crate::cli::words;
use crate::read::Verdict;
use crate::report::Context;
use crate::report::paper;
use crate::report::paper::Face;
use crate::report::paper::Kind;
use crate::report::paper::Order;
use crate::report::paper::Setting;
use crate::report::rows::DocumentRow;
use crate::report::rows::Rows;

/// The folder of the papers inside that of the run.
const FOLDER: &str = "papers";

/// What is written where nothing is named.
const KINDS: [PaperKind; 3] = [PaperKind::Conclusion, PaperKind::Batch, PaperKind::Brief];

/// Writes the papers that `args` name.
pub(super) fn write(
    (rows, context): (&Rows, &Context),
    args: &args::Report,
    papers: Papers,
    voice: Voice,
) -> Ending {
    let lang = voice.lang;
    let folder = args.out.clone().unwrap_or_else(|| args.folder.join(FOLDER));
    let face: Option<Face> = match papers {
        Papers::Pdf => Some(fonts::find(args.font.as_deref(), lang)?),
        Papers::Docx => None,
    };
    let setting = face.as_ref().map_or(Setting::Docx, Setting::Pdf);
    let order = Order { date: args.date.as_deref(), setting };
    fs::create_dir_all(&folder).map_err(|error| output::unwritable(&folder, &error, lang))?;
    let kinds = if args.kind.is_empty() { &KINDS[..] } else { &args.kind };
    let extension = if papers == Papers::Pdf { "pdf" } else { "docx" };
    let mut count = 0;
    for kind in kinds {
        let sheet = match kind {
            PaperKind::Batch => {
                let bytes = paper::batch(rows, context, order);
                count += put(&folder.join(format!("batch.{extension}")), bytes, lang)?;
                continue;
            }
            PaperKind::Conclusion => {
                let bytes = paper::conclusion(rows, context, order);
                count += put(&folder.join(format!("conclusion.{extension}")), bytes, lang)?;
                continue;
            }
            PaperKind::Brief => (Kind::Brief, "brief"),
            PaperKind::Full => (Kind::Full, "full"),
            PaperKind::Compared => (Kind::Compared, "compared"),
        };
        // Another unit's report in an extract has no figures to print.
        let printed = |row: &&DocumentRow| {
            row.ratios.is_some() || matches!(row.verdict, Verdict::Unreadable { .. })
        };
        for (at, row) in rows.documents.iter().filter(printed).enumerate() {
            let bytes = paper::sheet(rows, row, context, sheet.0, order);
            let name = format!("sheet-{:04}-{}.{extension}", at + 1, sheet.1);
            count += put(&folder.join(name), bytes, lang)?;
        }
    }
    if !voice.is_quiet {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("count", &count), ("folder", &folder.display())];
        output::say(&words::fill("papers.done", values, lang));
    }
    Ok(Exit::Done)
}

/// Writes one paper; 1, to be counted.
fn put(
    path: &Path,
    bytes: std::io::Result<Vec<u8>>,
    lang: crate::model::Lang,
) -> Result<usize, Failure> {
    let bytes = bytes.map_err(|error| output::unwritable(path, &error, lang))?;
    output::file(path, |out| out.write_all(&bytes), lang)?;
    Ok(1)
}
