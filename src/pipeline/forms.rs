//! Forms that reports have in common, without a comparison of their passages.

use crate::archive::Archive;
use crate::config::Config;
use crate::groups;
use crate::groups::alike::ReportFamily;
use crate::groups::templates::Template;
use crate::report::assemble;
use crate::report::rows::{FamilyRow, TemplateRow};

/// Forms that reports have in common, found by the likeness of whole reports alone.
#[derive(Debug)]
pub struct Forms {
    /// The families of reports.
    pub families: Vec<ReportFamily>,
    /// The forms, by family.
    pub templates: Vec<Template>,
    /// The same as rows, in the order of `templates`.
    pub rows: Vec<TemplateRow>,
    /// The families as rows, in their order; nothing is known of copied text.
    pub family_rows: Vec<FamilyRow>,
}

/// Archive -> forms, without aligning pairs.
///
/// # Cost
/// Linear in the reports.
pub fn forms(archive: &Archive, config: &Config) -> Forms {
    let families = groups::alike::families(archive, &[], &config.groups);
    let templates = groups::templates::of(archive, &families, &config.groups);
    let rows = assemble::templates(archive, &families, &templates);
    let family_rows = assemble::families(archive, &families);
    Forms { families, templates, rows, family_rows }
}

/// Adds the reports that are forms by themselves: those with blanks that are alike to no other.
pub fn add_blank_forms(archive: &Archive, forms: &mut Forms, config: &Config) {
    let (families, templates) = groups::templates::blank(archive, &forms.families, &config.groups);
    for (family, mut template) in families.into_iter().zip(templates) {
        template.family = forms.families.len() as u32;
        forms.families.push(family);
        forms.templates.push(template);
    }
    forms.rows = assemble::templates(archive, &forms.families, &forms.templates);
}
