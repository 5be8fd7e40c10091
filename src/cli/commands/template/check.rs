//! How a file fits the forms.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::archive::Archive;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::output;
use crate::cli::settings::Chosen;
use crate::cli::words;
use crate::groups::templates;
use crate::groups::templates::Check;
use crate::model::Lang;
use crate::model::Ratio;
use crate::pipeline;
use crate::pipeline::Forms;
use crate::report;
use crate::report::rows::FitRow;
use crate::report::rows::TemplatePart;
use crate::report::rows::TemplateRow;

/// A report of the file with the form that it is most like.
struct Checked<'a> {
    name: String,
    number: u32,
    form: &'a TemplateRow,
    check: Check,
    fits: bool,
}

/// A report as `--json` prints it.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    report: u32,
    template: &'a str,
    fits: bool,
    fit: FitRow,
    slots: Vec<SlotLine<'a>>,
}

#[derive(Serialize)]
struct SlotLine<'a> {
    number: u32,
    kind: &'a str,
    value: Option<&'a str>,
}

/// Runs `--check`. Status 1 when a report of the file fits no form or left a slot blank.
pub(super) fn run(
    file: &str,
    (known, mut forms): (&Archive, Forms),
    chosen: &Chosen,
    as_lines: bool,
    voice: Voice,
) -> Ending {
    let lang = voice.lang;
    pipeline::add_blank_forms(known, &mut forms, &chosen.config);
    if forms.rows.is_empty() {
        return Err(Failure::of("failure.no-form", &[], lang));
    }
    let archive = super::ingest(&[file.to_owned()], chosen, voice)?;
    let percent = chosen.config.groups.template_fit_percent;
    let found: Vec<Checked> = archive
        .reports
        .iter()
        .filter_map(|report| {
            let check = |(i, template)| (i, templates::check(&archive, template, report));
            let checks = forms.templates.iter().enumerate().map(check);
            let likeness = |(i, check): &(usize, Check)| {
                (check.fit.covered, check.fit.matched, std::cmp::Reverse(*i))
            };
            let (i, check) = checks.max_by_key(likeness)?;
            Some(Checked {
                name: archive.document(report).name.clone(),
                number: report.number,
                form: &forms.rows[i],
                fits: check.fit.matched * 100 >= check.fit.fixed * percent,
                check,
            })
        })
        .collect();
    if as_lines {
        let lines: Vec<Line> = found.iter().map(line).collect();
        output::data(|out| report::write_lines(&lines, out), lang)?;
    } else {
        output::data(|out| found.iter().try_for_each(|one| list(one, lang, out)), lang)?;
    }
    let is_complete = |one: &Checked| one.fits && one.check.fit.unfilled == 0;
    Ok(if found.iter().all(is_complete) { Exit::Done } else { Exit::Reached })
}

/// The slots of the form with what the report has there.
fn slots<'a>(checked: &'a Checked) -> impl Iterator<Item = SlotLine<'a>> {
    let parts = checked.form.skeleton.iter().zip(&checked.check.values);
    parts.filter_map(|(part, value)| match part {
        TemplatePart::Slot { number, kind, .. } => {
            Some(SlotLine { number: *number, kind, value: value.as_deref() })
        }
        TemplatePart::Fixed { .. } => None,
    })
}

fn line<'a>(checked: &'a Checked) -> Line<'a> {
    Line {
        document: &checked.name,
        report: checked.number,
        template: &checked.form.id,
        fits: checked.fits,
        fit: report::assemble::fit(&checked.check.fit),
        slots: slots(checked).collect(),
    }
}

fn list(checked: &Checked, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let fit = &checked.check.fit;
    let ratio = |n: u32, d: u32| percent(Ratio::new(u64::from(n), u64::from(d)));
    let name = match checked.number {
        1 => checked.name.clone(),
        number => format!("{}#{number}", checked.name),
    };
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("name", &name),
        ("id", &checked.form.id),
        ("fixed", &ratio(fit.matched, fit.fixed)),
        ("covered", &ratio(fit.covered, fit.symbols)),
        ("slots", &(fit.filled + fit.unfilled)),
        ("unfilled", &fit.unfilled),
    ];
    let key = if checked.fits { "template.check" } else { "template.misfit" };
    writeln!(out, "{}", words::fill(key, values, lang))?;
    if !checked.fits {
        return Ok(());
    }
    for slot in slots(checked) {
        let kind = report::words::code("slot", slot.kind, lang);
        let is_clause = slot.kind == templates::CLAUSE;
        let nothing = if is_clause { "template.nothing" } else { "template.unfilled" };
        let value = match slot.value {
            Some(value) => layout::clipped(&super::one_line(value), layout::columns()),
            None => words::word(nothing, lang).to_owned(),
        };
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("number", &slot.number), ("kind", &kind), ("values", &value)];
        writeln!(out, "  {}", words::fill("template.values", values, lang))?;
    }
    Ok(())
}
