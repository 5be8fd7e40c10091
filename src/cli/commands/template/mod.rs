//! `leitong template`: the forms that reports have in common, and how a file fits them.

mod check;
mod page;

use std::collections::BTreeMap;
use std::io;
use std::io::Write;
use std::path::Path;

use crate::archive::Archive;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::commands;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::settings::Chosen;
use crate::cli::words;
use crate::model::Lang;
use crate::pipeline;
use crate::report;
use crate::report::rows::TemplatePart;
use crate::report::rows::TemplateRow;

/// Different values of a slot that the list shows. Unit: values. A line or two of a terminal.
const VALUES_MAX: usize = 8;

/// Columns of a value in the list. Unit: columns.
const VALUE_COLUMNS: usize = 40;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Template, voice: Voice) -> Ending {
    if let Some(folder) = args.html.as_deref().and_then(Path::parent) {
        output::check_folder(folder, voice.lang)?;
    }
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let lang = voice.lang;
    let archive = ingest(&args.inputs, &chosen, voice)?;
    super::say_diagnostics(&archive.diagnostics, lang);
    let forms = pipeline::forms(&archive, &chosen.config);
    if let Some(file) = &args.checked {
        return check::run(file, (&archive, forms), &chosen, args.as_lines, voice);
    }
    if args.lists_families {
        output::data(|out| report::write_lines(&forms.family_rows, out), lang)?;
        return Ok(Exit::Done);
    }
    let rows = &forms.rows;
    if rows.is_empty() && !voice.is_quiet {
        output::say(words::word("template.none", lang));
    }
    if let Some(path) = &args.html {
        output::file(path, |out| page::write(rows, lang, out), lang)?;
        return Ok(Exit::Done);
    }
    if args.as_lines {
        output::data(|out| report::write_lines(rows, out), lang)?;
    } else {
        output::data(|out| rows.iter().try_for_each(|row| list(row, lang, out)), lang)?;
    }
    Ok(Exit::Done)
}

/// The reports behind `inputs`.
///
/// # Errors
/// When none of them can be read.
fn ingest(inputs: &[String], chosen: &Chosen, voice: Voice) -> Result<Archive, Failure> {
    let bars = Bars::new(voice);
    let (documents, diagnostics) = pipeline::read(inputs, &chosen.config, &bars);
    commands::need_text(&documents, &diagnostics, voice.lang)?;
    let archive = pipeline::ingest(documents, diagnostics, &chosen.given, &chosen.config, &bars);
    bars.end();
    Ok(archive)
}

/// A form for a person: what is fixed with the slots in it, then what the slots hold.
fn list(row: &TemplateRow, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let fixed = row.fits.first().map_or(0, |fit| fit.fixed.d);
    let slots =
        row.skeleton.iter().filter(|part| matches!(part, TemplatePart::Slot { .. })).count();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("id", &row.id),
        ("members", &row.members.len()),
        ("fixed", &fixed),
        ("slots", &slots),
        ("saved", &percent(row.saved_bits)),
    ];
    writeln!(out, "{}\n", words::fill("template.form", values, lang))?;
    for line in skeleton(row, lang).lines().filter(|line| !line.trim().is_empty()) {
        for line in layout::wrapped(line.trim_end(), layout::columns().saturating_sub(4)) {
            writeln!(out, "    {line}")?;
        }
    }
    writeln!(out)?;
    for part in &row.skeleton {
        if let TemplatePart::Slot { number, kind, values } = part {
            let kind = report::words::code("slot", kind, lang);
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("number", number), ("kind", &kind), ("values", &counted(values, lang))];
            writeln!(out, "  {}", words::fill("template.values", values, lang))?;
        }
    }
    writeln!(out)
}

/// The text of a form with its slots in lenticular brackets.
fn skeleton(row: &TemplateRow, lang: Lang) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Fixed { text } => text.clone(),
        TemplatePart::Slot { number, kind, .. } => format!("【{}】", slot(*number, kind, lang)),
    };
    row.skeleton.iter().map(part).collect()
}

/// Number and kind of a slot.
fn slot(number: u32, kind: &str, lang: Lang) -> String {
    let kind = report::words::code("slot", kind, lang);
    words::fill("template.slot", &[("number", &number), ("kind", &kind)], lang)
}

/// The different values of a slot with how many have each, the most frequent first.
fn counted(values: &[Option<String>], lang: Lang) -> String {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        let shown = match value {
            Some(value) => layout::clipped(&one_line(value), VALUE_COLUMNS),
            None => words::word("template.nothing", lang).to_owned(),
        };
        *times.entry(shown).or_default() += 1;
    }
    let mut times: Vec<(String, usize)> = times.into_iter().collect();
    times.sort_by_key(|(value, count)| (std::cmp::Reverse(*count), value.clone()));
    let word = |(value, count): &(String, usize)| match count {
        1 => value.clone(),
        _ => words::fill("template.times", &[("value", value), ("times", count)], lang),
    };
    let mut shown: Vec<String> = times.iter().take(VALUES_MAX).map(word).collect();
    if times.len() > VALUES_MAX {
        let rest = times.len() - VALUES_MAX;
        shown.push(words::fill("template.more", &[("count", &rest)], lang));
    }
    shown.join(" | ")
}

/// A value without line ends.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
