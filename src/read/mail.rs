//! Mail and saved web pages (eml, mhtml): the body, then each attachment as a file of its own.
//!
//! Bodies are decoded here and not by the parser, so that a wrong declaration does no harm.

use std::collections::BTreeSet;
use std::io::Cursor;

use mail_parser::Encoding;
use mail_parser::Message;
use mail_parser::MessageParser;
use mail_parser::MessagePart;
use mail_parser::MimeHeaders as _;
use mail_parser::PartType;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive::Walk;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::html;
use crate::read::plain;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Fields that a mail's header begins with, or holds, in lower case.
const FIELDS: [&str; 8] = [
    "mime-version:",
    "received:",
    "message-id:",
    "return-path:",
    "content-type:",
    "subject:",
    "date:",
    "from:",
];

/// Of these so many must stand there.
const FIELDS_MIN: usize = 2;

/// Reads mail.
pub(super) struct Mail;

impl Reader for Mail {
    fn recognises(&self, source: &Source) -> bool {
        is_mail(&source.head)
    }

    fn read(&self, source: &Source) -> Opened {
        let Some(message) = MessageParser::default().parse(source.bytes) else {
            return source.unreadable("eml", "truncated", "");
        };
        let mut body = Body::default();
        let mut opened = Opened::default();
        let mut names = BTreeSet::new();
        let walk = Walk { depth: source.depth, budget: source.budget, config: source.config };
        for &part in &message.text_body {
            message.part(part).inspect(|part| body.add(part, source));
        }
        for (number, part) in (1..).zip(message.attachments()) {
            match (part.attachment_name(), &part.body) {
                (None, PartType::Html(_)) => body.add(part, source),
                (None, PartType::Message(_)) | (Some(_), _) => {
                    let name = part.attachment_name().unwrap_or("mail.eml").replace('\\', "/");
                    let is_taken = !names.insert(name.clone());
                    let name = if is_taken { format!("{number}-{name}") } else { name };
                    if source.depth < source.config.nesting_max {
                        let content = raw(part, source);
                        opened.append(walk.file(&source.name, &name, || Ok(Cursor::new(content))));
                    }
                }
                _ => {}
            }
        }
        body.text.push_section(Part::Hidden, &body.hidden);
        if !body.has_text && !opened.documents.is_empty() {
            return opened;
        }
        opened.append(source.document(Extract {
            format: "eml",
            text: body.text,
            properties: properties(&message),
            encoding: body.encoding,
            doubts: body.doubts,
        }));
        opened
    }
}

/// True when the text begins with the header of a mail.
fn is_mail(head: &str) -> bool {
    let header = head.split("\n\n").next().unwrap_or_default();
    let header = header.split("\r\n\r\n").next().unwrap_or_default();
    let first = header.lines().next().unwrap_or_default();
    let field = first.split(':').next().unwrap_or_default();
    let known = |line: &str| {
        let line = line.to_ascii_lowercase();
        FIELDS.iter().any(|field| line.starts_with(field))
    };
    first.contains(": ")
        && field.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && header.lines().filter(|line| known(line)).count() >= FIELDS_MIN
}

/// The text of a mail under construction.
#[derive(Default)]
struct Body {
    text: Assembly,
    hidden: String,
    encoding: Option<String>,
    doubts: Vec<String>,
    has_text: bool,
}

impl Body {
    fn add(&mut self, part: &MessagePart, source: &Source) {
        let is_page = matches!(part.body, PartType::Html(_));
        let bytes = raw(part, source);
        let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
        let declared = declared.map(ToOwned::to_owned).or_else(|| html::declaration(&bytes));
        let decoded = decode::decode(&bytes, &source.config.encoding, declared.as_deref());
        if is_page {
            self.hidden.push_str(&html::append(&decoded.text, &mut self.text).hidden);
        } else {
            self.text.push(Part::Body, &decoded.text);
        }
        self.text.push(Part::Body, "\n");
        self.doubts.extend(plain::doubts(&decoded));
        self.doubts.dedup();
        self.encoding.get_or_insert_with(|| decoded.encoding.to_owned());
        self.has_text |= !decoded.text.trim().is_empty();
    }
}

/// The bytes of a part as they were before the mail was packed.
fn raw(part: &MessagePart, source: &Source) -> Vec<u8> {
    if let PartType::Binary(bytes) | PartType::InlineBinary(bytes) = &part.body {
        return bytes.to_vec();
    }
    let place = part.offset_body as usize..part.offset_end as usize;
    let packed = source.bytes.get(place).unwrap_or_default();
    let unpacked = match part.encoding {
        Encoding::Base64 => base64_decode(packed),
        Encoding::QuotedPrintable => quoted_printable_decode(packed),
        Encoding::None => None,
    };
    unpacked.unwrap_or_else(|| packed.to_vec())
}

/// What the mail says of itself: its subject and who sent it when.
fn properties(message: &Message) -> Properties {
    let author = message.from().and_then(|from| from.first());
    let author = author.and_then(|from| from.name().or_else(|| from.address()));
    Properties {
        title: message.subject().map(ToOwned::to_owned),
        author: author.map(ToOwned::to_owned),
        created: message.date().map(|date| date.to_rfc3339()),
        ..Properties::default()
    }
}
