//! Settings as TOML with what the source code says of each: unit, range, default, reason.
//!
//! The documentation of the fields in `config` is the only place where these are written down, so
//! it is read from there.

use std::collections::BTreeMap;

use crate::config::Settings;

/// The files that settings are declared in.
const SOURCES: [&str; 7] = [
    include_str!("../config/mod.rs"),
    include_str!("../config/input.rs"),
    include_str!("../config/matching.rs"),
    include_str!("../config/evidence.rs"),
    include_str!("../config/regions.rs"),
    include_str!("../config/references.rs"),
    include_str!("../config/preset.rs"),
];

/// What is known of a field of a struct.
struct Field<'a> {
    kind: &'a str,
    documentation: Vec<&'a str>,
}

/// Fields by struct and name.
type Fields<'a> = BTreeMap<(&'a str, &'a str), Field<'a>>;

/// `settings` as the text of a `leitong.toml`, each value below its documentation.
///
/// # Errors
/// Those of the TOML writer.
pub(super) fn commented(settings: &Settings) -> Result<String, toml::ser::Error> {
    let fields = SOURCES.iter().flat_map(|source| fields(source)).collect::<Fields>();
    let text = toml::to_string(settings)?;
    let mut out = String::new();
    let mut owner = "Settings";
    for line in text.lines() {
        let field = match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(table) => {
                let field = fields.get(&("Settings", table));
                owner = field.map_or("", |field| field.kind);
                field
            }
            None => line.split_once(" = ").and_then(|(key, _)| fields.get(&(owner, key))),
        };
        for comment in field.map(|field| field.documentation.as_slice()).unwrap_or_default() {
            out.push_str(format!("# {comment}").trim_end());
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
    }
    Ok(out)
}

/// The documented fields of the structs of a source file.
fn fields(source: &str) -> Vec<((&str, &str), Field<'_>)> {
    let mut found = Vec::new();
    let mut owner = "";
    let mut documentation = Vec::new();
    for line in source.lines() {
        let line = line.trim();
        if let Some(comment) = line.strip_prefix("///") {
            documentation.push(comment.trim());
            continue;
        }
        if let Some(name) = line.strip_prefix("pub struct ") {
            owner = name.trim_end_matches(['{', ' ']);
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").and_then(|rest| rest.strip_suffix(',')?.split_once(": "))
        {
            let documentation = std::mem::take(&mut documentation);
            found.push(((owner, name), Field { kind, documentation }));
        }
        documentation.clear();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_documentation_and_is_read_back_the_same() {
        let settings = Settings::default();
        let text = commented(&settings).expect("TOML");
        let mut before = "";
        for line in text.lines() {
            let is_setting = line.contains(" = ") && !line.starts_with('#');
            assert!(!is_setting || before.starts_with('#'), "{line} has no documentation");
            before = line;
        }
        assert_eq!(Settings::from_toml(&text).expect("what was written"), settings);
    }
}
