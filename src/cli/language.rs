//! The language that the program speaks: asked for, or that of the locale.

use std::ffi::OsString;

use crate::model::Lang;

/// The language of `--lang` among the arguments, or of the locale; needed before the arguments
/// are understood, since help and complaints about them are in that language too.
pub(super) fn of(arguments: &[OsString]) -> Lang {
    let asked = arguments.iter().enumerate().find_map(|(i, argument)| {
        match argument.to_str()?.strip_prefix("--lang")? {
            "" => parse(arguments.get(i + 1)?.to_str()?),
            value => parse(value.strip_prefix('=')?),
        }
    });
    asked.unwrap_or_else(|| of_locale(&locale()))
}

/// `zh` or `en`.
pub(super) fn parse(name: &str) -> Option<Lang> {
    match name {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The first of the variables that POSIX asks for messages.
#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn locale() -> String {
    let values = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    values.into_iter().flatten().find(|value| !value.is_empty()).unwrap_or_default()
}

/// English where the locale names a language that is not Chinese, else Chinese.
fn of_locale(locale: &str) -> Lang {
    let language = locale.split(['_', '.', '-', '@']).next().unwrap_or_default();
    match language {
        "" | "zh" | "C" | "POSIX" => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_another_language_gives_english_and_no_locale_chinese() {
        for (locale, lang) in [
            ("", Lang::Zh),
            ("C.UTF-8", Lang::Zh),
            ("zh_CN.GB18030", Lang::Zh),
            ("en_GB.UTF-8", Lang::En),
            ("de", Lang::En),
        ] {
            assert_eq!(of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn the_flag_is_seen_in_both_forms() {
        let of = |words: &[&str]| of(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["leitong", "--lang", "en", "scan"]), Lang::En);
        assert_eq!(of(&["leitong", "scan", "--lang=zh"]), Lang::Zh);
    }
}
