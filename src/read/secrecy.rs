//! Marks of secrecy as official documents bear them (GB/T 9704-2012, section 7.2.2): 秘密★,
//! 机密★, 绝密★, with the term behind, on a line of their own.

/// The degrees.
const DEGREES: [&str; 3] = ["绝密", "机密", "秘密"];

/// The star between degree and term, as it is printed and as it is typed.
const STARS: [char; 3] = ['★', '☆', '✮'];

/// Longest line that is a mark. Unit: characters. 份号, degree, star, term and urgency.
const MARK_MAX: usize = 24;

/// True when a line or a cell of the text is a mark of secrecy; text that speaks of one is none.
pub(super) fn is_marked(text: &str) -> bool {
    text.contains(STARS) && text.split(['\n', '\r', '\t', '\u{c}']).any(is_mark)
}

fn is_mark(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let copy = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = copy.trim_start_matches("密级").trim_start_matches(['：', ':']);
    let degree = DEGREES.iter().find_map(|degree| rest.strip_prefix(degree));
    degree.is_some_and(|term| term.starts_with(STARS)) && bare.chars().count() <= MARK_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_alone_and_sentences_about_them_do_not_count() {
        for text in ["机密★1年\n正文", "000012\t秘 密 ★\n", "密级：绝密★长期", "00018机密★"]
        {
            assert!(is_marked(text), "{text}");
        }
        for text in ["封面应当标注“机密★”字样。", "机密文件★", "五星★酒店", "绝密"]
        {
            assert!(!is_marked(text), "{text}");
        }
    }
}
