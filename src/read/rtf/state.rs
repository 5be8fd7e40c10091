//! Tokens -> stories: what each group is for, how its text looks, and where it goes.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use encoding_rs::WINDOWS_1252;

use crate::read::Part;
use crate::read::Properties;
use crate::read::flow::Flow;
use crate::read::flow::Stories;
use crate::read::rtf::tokens::Token;

/// Groups inside groups that are followed; deeper ones count as one.
const DEPTH_MAX: usize = 1000;

/// Largest letters that nobody can read; half-points.
const TINY_HALF_POINTS: i32 = 2;

/// Code page of each character set of a font table (Windows `CHARSET`).
const CHARSETS: [(i32, u16); 12] = [
    (0, 1252),
    (128, 932),
    (129, 949),
    (134, 936),
    (136, 950),
    (161, 1253),
    (162, 1254),
    (177, 1255),
    (178, 1256),
    (186, 1257),
    (204, 1251),
    (238, 1250),
];

/// Groups whose text is no text of the document, or stands there a second time.
const SKIPPED: [&str; 42] = [
    "stylesheet",
    "fldinst",
    "listtext",
    "pntext",
    "listtable",
    "list",
    "listoverride",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "sp",
    "shprslt",
    "nonshppict",
    "nonesttables",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "datafield",
    "objdata",
    "objclass",
    "bkmkstart",
    "bkmkend",
    "atnid",
    "atnauthor",
    "atndate",
    "atnref",
    "atntime",
    "atnparent",
    "atrfstart",
    "atrfend",
    "atnicn",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "filetbl",
    "xe",
    "tc",
    "template",
    "doccomm",
];

/// Groups behind `\*` whose text is read all the same.
const STARRED: [&str; 12] = [
    "annotation",
    "shppict",
    "shpinst",
    "ud",
    "nesttableprops",
    "footnote",
    "shptxt",
    "mmath",
    "moMath",
    "fldrslt",
    "company",
    "ftnalt",
];

/// What the text of a group is for.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Text,
    Skip,
    Picture,
    Fonts,
    Colours,
    Property(&'static str),
}

/// What holds inside a group and ends with it.
#[derive(Clone)]
struct Group {
    target: Target,
    /// A story of its own ends with this group.
    ends_story: bool,
    /// A text box ends with this group.
    ends_box: bool,
    font: i32,
    hidden: bool,
    deleted: bool,
    colour: i32,
    tiny: bool,
    shaded: bool,
    in_table: bool,
    /// Stand-in characters behind each `\u`.
    stand_ins: i32,
}

/// Everything between the first token and the last.
pub(super) struct Interpreter {
    groups: Vec<Group>,
    /// Groups that are open beyond the deepest that is followed.
    deeper: usize,
    /// The next word may be one that the reader need not know.
    is_starred: bool,
    /// Characters to leave out, because they stand in for one that was read.
    skip: i32,
    /// Hexadecimal digits of the pictures.
    pictures: Vec<Vec<u8>>,
    bytes: Vec<u8>,
    units: Vec<u16>,
    page: &'static Encoding,
    fonts: BTreeMap<i32, &'static Encoding>,
    default_font: i32,
    whites: Vec<bool>,
    colour: [i32; 3],
    stories: Stories,
    flows: Vec<(Part, Flow, bool)>,
    properties: Properties,
    created: [i32; 5],
    /// Groups were closed that nobody opened, or the file went on after its end.
    is_ended: bool,
}

impl Default for Interpreter {
    fn default() -> Self {
        Self {
            groups: Vec::new(),
            deeper: 0,
            is_starred: false,
            skip: 0,
            pictures: Vec::new(),
            bytes: Vec::new(),
            units: Vec::new(),
            page: WINDOWS_1252,
            fonts: BTreeMap::new(),
            default_font: 0,
            whites: Vec::new(),
            colour: [0; 3],
            stories: Stories::default(),
            flows: vec![(Part::Body, Flow::new(Part::Body), false)],
            properties: Properties::default(),
            created: [0; 5],
            is_ended: false,
        }
    }
}

impl Group {
    fn outermost() -> Self {
        Self {
            target: Target::Text,
            ends_story: false,
            ends_box: false,
            font: -1,
            hidden: false,
            deleted: false,
            colour: 0,
            tiny: false,
            shaded: false,
            in_table: false,
            stand_ins: 1,
        }
    }
}

impl Interpreter {
    /// Takes the next token.
    pub(super) fn take(&mut self, token: Token) {
        if self.is_ended {
            return;
        }
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            _ if self.deeper > 0 => {}
            Token::Symbol(b'*') => self.is_starred = true,
            Token::Word(name, number) => self.word(name, number),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(byte) => self.byte(byte),
        }
    }

    /// True when every group was closed.
    pub(super) fn is_closed(&self) -> bool {
        self.is_ended
    }

    /// What the file holds, the pictures as they are written.
    pub(super) fn finish(mut self) -> (Stories, Properties, Vec<Vec<u8>>) {
        self.flush();
        while let Some((part, flow, _)) = self.flows.pop() {
            self.stories.add(part, flow);
        }
        let [year, month, day, hour, minute] = self.created;
        if year > 0 {
            let created = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}");
            self.properties.created = Some(created);
        }
        (self.stories, self.properties, self.pictures)
    }

    fn open(&mut self) {
        self.flush();
        self.skip = 0;
        if self.groups.len() >= DEPTH_MAX {
            self.deeper += 1;
            return;
        }
        let mut group = self.groups.last().cloned().unwrap_or_else(Group::outermost);
        group.ends_story = false;
        group.ends_box = false;
        self.groups.push(group);
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        self.is_starred = false;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(group) = self.groups.pop() else { return };
        if group.ends_box {
            self.flow().end_box();
        }
        if group.ends_story
            && self.flows.len() > 1
            && let Some((part, mut flow, _)) = self.flows.pop()
        {
            flow.end_open_paragraph();
            self.stories.add(part, flow);
        }
        self.is_ended = self.groups.is_empty();
    }

    fn flow(&mut self) -> &mut Flow {
        let last = self.flows.len() - 1;
        &mut self.flows[last].1
    }

    fn target(&self) -> Target {
        self.groups.last().map_or(Target::Skip, |group| group.target)
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        let is_starred = std::mem::take(&mut self.is_starred);
        if name == "u" {
            return self.unicode(number.unwrap_or(0));
        }
        self.skip = 0;
        if name == "uc" {
            // It may stand between the two units of one character.
            if let Some(group) = self.groups.last_mut() {
                group.stand_ins = number.unwrap_or(1).max(0);
            }
            return;
        }
        self.flush();
        let target = self.target();
        let skips = SKIPPED.contains(&name) || (is_starred && !STARRED.contains(&name));
        let Some(group) = self.groups.last_mut() else { return };
        if skips || target == Target::Skip {
            group.target = if name == "ud" { Target::Text } else { Target::Skip };
            return;
        }
        match target {
            Target::Fonts => return self.font_word(name, number.unwrap_or(0)),
            Target::Colours => return self.colour_word(name, number.unwrap_or(0)),
            Target::Picture => return,
            _ => {}
        }
        let value = number.unwrap_or(1);
        match name {
            "f" => group.font = value,
            "v" => group.hidden = value != 0,
            "deleted" => group.deleted = value != 0,
            "cf" => group.colour = value,
            "fs" => group.tiny = value <= TINY_HALF_POINTS,
            "highlight" | "cb" | "chcbpat" | "cbpat" => group.shaded = value != 0,
            "plain" => {
                let kept = group.clone();
                let plain = Group::outermost();
                *group =
                    Group { hidden: false, deleted: false, font: plain.font, colour: 0, ..kept };
                group.tiny = false;
                group.shaded = false;
            }
            "pard" => group.in_table = false,
            "intbl" => group.in_table = true,
            "upr" => group.target = Target::Skip,
            "pict" => {
                group.target = Target::Picture;
                self.pictures.push(Vec::new());
            }
            "fonttbl" => group.target = Target::Fonts,
            "colortbl" => group.target = Target::Colours,
            _ => self.story_word(name, value),
        }
    }

    /// Words that begin stories and boxes, end paragraphs, or stand for characters.
    fn story_word(&mut self, name: &str, value: i32) {
        match name {
            "header" | "headerl" | "headerr" | "headerf" => self.begin(Part::Header),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin(Part::Footer),
            "footnote" => self.begin(Part::Footnote),
            "annotation" => self.begin(Part::Comment),
            "ftnalt" => {
                if let Some((part, _, _)) = self.flows.last_mut() {
                    *part = Part::Endnote;
                }
            }
            "shptxt" => {
                self.flow().begin_box();
                self.groups.iter_mut().next_back().into_iter().for_each(|g| g.ends_box = true);
            }
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" | "lbr" | "column" => self.emit("\n"),
            "tab" => self.emit("\t"),
            "cell" | "nestcell" => {
                self.sync(true);
                self.flow().end_open_paragraph();
                self.flow().end_cell();
            }
            "row" | "nestrow" => {
                self.sync(true);
                self.flow().end_row();
            }
            "ansicpg" => self.page = page(value).unwrap_or(self.page),
            "deff" => self.default_font = value,
            "mac" => self.page = encoding_rs::MACINTOSH,
            _ => self.named(name, value),
        }
    }

    /// Named characters, and properties of the file.
    fn named(&mut self, name: &str, value: i32) {
        let text = match name {
            "emdash" => "—",
            "endash" => "–",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "bullet" => "•",
            "emspace" => "\u{2003}",
            "enspace" => "\u{2002}",
            "qmspace" => "\u{2005}",
            _ => return self.property(name, value),
        };
        self.emit(text);
    }

    fn property(&mut self, name: &str, value: i32) {
        let field = match name {
            "title" => "title",
            "author" => "author",
            "operator" => "operator",
            "company" => "company",
            "creatim" => "creatim",
            "info" | "revtim" | "printim" | "buptim" | "subject" | "keywords" | "category"
            | "manager" | "comment" | "hlinkbase" => "",
            "yr" | "mo" | "dy" | "hr" | "min" => {
                if self.target() == Target::Property("creatim") {
                    let names = ["yr", "mo", "dy", "hr", "min"];
                    let at = names.iter().position(|one| *one == name).unwrap_or(0);
                    self.created[at] = value;
                }
                return;
            }
            _ => return,
        };
        if let Some(group) = self.groups.last_mut() {
            group.target = Target::Property(field);
        }
    }

    /// Begins a story that ends with the open group.
    fn begin(&mut self, part: Part) {
        if let Some(group) = self.groups.last_mut() {
            *group = Group { ends_story: true, stand_ins: group.stand_ins, ..Group::outermost() };
            self.flows.push((part, Flow::new(part), false));
        }
    }

    fn end_paragraph(&mut self) {
        if self.target() == Target::Text {
            let deleted = self.groups.last().is_some_and(|group| group.deleted);
            let in_table = self.groups.last().is_some_and(|group| group.in_table);
            self.sync(in_table);
            self.flow().end_paragraph(deleted);
        }
    }

    /// Begins or ends the table of the open story.
    fn sync(&mut self, in_table: bool) {
        let Some((_, flow, is_open)) = self.flows.last_mut() else { return };
        match (std::mem::replace(is_open, in_table), in_table) {
            (false, true) => flow.begin_table(),
            (true, false) => flow.end_table(),
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match symbol {
            b'~' => self.emit("\u{a0}"),
            b'_' => self.emit("-"),
            b'{' | b'}' | b'\\' => self.byte(symbol),
            b'\r' | b'\n' => self.end_after_flush(),
            _ => {}
        }
    }

    fn end_after_flush(&mut self) {
        self.flush();
        self.end_paragraph();
    }

    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        match self.target() {
            Target::Skip | Target::Fonts => {}
            Target::Picture => {
                self.pictures.last_mut().into_iter().for_each(|digits| digits.push(byte));
            }
            Target::Colours => {
                if byte == b';' {
                    let colour = std::mem::take(&mut self.colour);
                    self.whites.push(colour == [255; 3]);
                }
            }
            _ => {
                if !self.units.is_empty() {
                    self.flush();
                }
                self.bytes.push(byte);
            }
        }
    }

    fn unicode(&mut self, number: i32) {
        if !self.bytes.is_empty() {
            self.flush();
        }
        self.skip = self.groups.last().map_or(1, |group| group.stand_ins);
        if matches!(self.target(), Target::Text | Target::Property(_)) {
            // Units from 0x8000 on are written as negative numbers.
            self.units.push((number & 0xffff) as u16);
        }
    }

    fn font_word(&mut self, name: &str, number: i32) {
        let Some(group) = self.groups.last_mut() else { return };
        let found = match name {
            "f" => {
                group.font = number;
                return;
            }
            "fcharset" => {
                let set = CHARSETS.iter().find(|(set, _)| *set == number);
                set.and_then(|(_, page)| codepage::to_encoding(*page))
            }
            "cpg" => page(number),
            _ => return,
        };
        // Western fonts are named beside Chinese text all the time; they say nothing of its bytes.
        if let Some(encoding) = found.filter(|encoding| *encoding != WINDOWS_1252) {
            self.fonts.insert(group.font, encoding);
        }
    }

    fn colour_word(&mut self, name: &str, number: i32) {
        match name {
            "red" => self.colour[0] = number,
            "green" => self.colour[1] = number,
            "blue" => self.colour[2] = number,
            _ => {}
        }
    }

    /// Decodes what was gathered and sends it on.
    fn flush(&mut self) {
        if self.bytes.is_empty() && self.units.is_empty() {
            return;
        }
        let mut text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
        let bytes = std::mem::take(&mut self.bytes);
        if !bytes.is_empty() {
            let font = self.groups.last().map_or(-1, |group| group.font);
            let font = if font < 0 { self.default_font } else { font };
            let encoding = self.fonts.get(&font).copied().unwrap_or(self.page);
            text.push_str(&encoding.decode_without_bom_handling(&bytes).0);
        }
        self.emit(&text);
    }

    /// Text of the document goes where it belongs.
    fn emit(&mut self, text: &str) {
        let Some(group) = self.groups.last().cloned() else { return };
        match group.target {
            Target::Text => {}
            Target::Property(name) => return self.keep(name, text),
            _ => return,
        }
        self.sync(group.in_table);
        let white = usize::try_from(group.colour).ok().and_then(|n| self.whites.get(n)).copied();
        let shaded = group.shaded || self.flow().is_framed();
        let hidden = group.hidden || group.tiny || (white == Some(true) && !shaded);
        let flow = self.flow();
        if group.deleted {
            flow.deleted.push_str(text);
        } else if hidden {
            flow.hidden.push_str(text);
        } else {
            flow.push(text);
        }
    }

    fn keep(&mut self, name: &str, text: &str) {
        let field = match name {
            "title" => &mut self.properties.title,
            "author" => &mut self.properties.author,
            "operator" => &mut self.properties.last_author,
            "company" => &mut self.properties.company,
            _ => return,
        };
        field.get_or_insert_default().push_str(text);
    }
}

/// The encoding of a code page; GB18030 for the Chinese one, which it contains.
fn page(number: i32) -> Option<&'static Encoding> {
    u16::try_from(number).ok().and_then(codepage::to_encoding)
}
