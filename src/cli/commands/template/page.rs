//! The forms as a page: fixed text with its slots, and a table of what each report filled in.
//!
//! Plain mark-up without scripts; whatever a document holds is escaped.

use std::io;
use std::io::Write;

use crate::cli::commands::percent;
use crate::cli::words;
use crate::model::Lang;
use crate::report::rows::TemplatePart;
use crate::report::rows::TemplateRow;

const STYLE: &str = "body{font:16px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;margin:2rem auto;\
max-width:70rem;padding:0 1rem;color:#1b1b1b;background:#fff}\
h1{font-size:1.4rem}h2{font-size:1.05rem;margin-top:2.5rem}\
.form{white-space:pre-wrap;border:1px solid #bbb;padding:.8rem 1rem}\
.slot{border:1px dashed #1c4587;background:#d7e4f8;padding:0 .3em;border-radius:.2em}\
.values{overflow-x:auto}table{border-collapse:collapse;margin-top:1rem;font-size:.9rem}\
th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;\
min-width:5em;max-width:24em;overflow-wrap:anywhere}thead th{background:#f1f1f1}\
.quiet{color:#666}@media print{.values{overflow:visible}}";

/// Writes the page.
pub(super) fn write(rows: &[TemplateRow], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let code = if lang == Lang::Zh { "zh" } else { "en" };
    let title = escaped(words::word("template.title", lang));
    write!(out, "<!doctype html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\">\n")?;
    write!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")?;
    writeln!(out, "style-src 'unsafe-inline'\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<title>{title}</title><style>{STYLE}</style></head>\n<body>")?;
    writeln!(out, "<h1>{title}</h1>")?;
    if rows.is_empty() {
        writeln!(out, "<p>{}</p>", escaped(words::word("template.none", lang)))?;
    }
    for row in rows {
        form(row, lang, out)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn form(row: &TemplateRow, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let slots: Vec<(String, &[Option<String>])> = row
        .skeleton
        .iter()
        .filter_map(|part| match part {
            TemplatePart::Slot { number, kind, values } => {
                Some((super::slot(*number, kind, lang), values.as_slice()))
            }
            TemplatePart::Fixed { .. } => None,
        })
        .collect();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("id", &row.id),
        ("members", &row.members.len()),
        ("fixed", &row.fits.first().map_or(0, |fit| fit.fixed.d)),
        ("slots", &slots.len()),
        ("saved", &percent(row.saved_bits)),
    ];
    writeln!(out, "<h2>{}</h2>", escaped(&words::fill("template.form", values, lang)))?;
    write!(out, "<div class=\"form\">")?;
    for part in &row.skeleton {
        match part {
            TemplatePart::Fixed { text } => write!(out, "{}", escaped(text))?,
            TemplatePart::Slot { number, kind, .. } => {
                let slot = escaped(&super::slot(*number, kind, lang));
                write!(out, "<span class=\"slot\">{slot}</span>")?;
            }
        }
    }
    writeln!(out, "</div>\n<div class=\"values\"><table><thead><tr>")?;
    write!(out, "<th>{}</th>", escaped(words::word("template.report", lang)))?;
    for (slot, _) in &slots {
        write!(out, "<th>{}</th>", escaped(slot))?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for (i, member) in row.members.iter().enumerate() {
        let number = if member.report > 1 { format!("#{}", member.report) } else { String::new() };
        write!(out, "<tr><th>{}{number}</th>", escaped(&member.document))?;
        for (_, values) in &slots {
            match &values[i] {
                Some(value) => write!(out, "<td>{}</td>", escaped(value))?,
                None => write!(out, "<td class=\"quiet\">—</td>")?,
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// Text that stays text: what mark-up is made of, and characters that turn the direction or that
/// nobody sees, as their code.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
                out.push_str(&format!("&lt;U+{:04X}&gt;", u32::from(c)));
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ratio;

    #[test]
    fn what_a_document_holds_stays_text() {
        let row = TemplateRow {
            id: "A".into(),
            family: "B".into(),
            members: vec![],
            skeleton: vec![TemplatePart::Fixed {
                text: "<script>alert('x')</script>\u{202e}".into(),
            }],
            fits: vec![],
            saved_bits: Ratio::new(1, 2),
        };
        let mut page = Vec::new();
        write(&[row], Lang::En, &mut page).expect("memory can be written");
        let page = String::from_utf8(page).expect("UTF-8");
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;") && !page.contains('\u{202e}'));
    }
}
