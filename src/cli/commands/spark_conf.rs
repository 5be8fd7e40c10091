//! `leitong spark-conf`: settings of Apache Spark for the Python package, each with its reason.

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::output;
use crate::cli::words;
use crate::config::SPARK;
use crate::model::Lang;

/// Runs the command. The form is that of `spark-defaults.conf`.
pub(in crate::cli) fn run(lang: Lang) -> Ending {
    let write = |out: &mut dyn std::io::Write| {
        SPARK.iter().try_for_each(|(name, value, reason)| {
            writeln!(out, "# {}\n{name} {value}", words::word(reason, lang))
        })
    };
    output::data(write, lang)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_reason_in_both_languages() {
        for (name, value, reason) in SPARK {
            assert!(name.starts_with("spark.") && !value.is_empty());
            let words = [Lang::Zh, Lang::En].map(|lang| words::find(reason, lang));
            assert!(words[0].is_some() && words[0] != words[1], "{name} has no reason");
        }
    }
}
