//! Plain text and Markdown: the decoded content, newlines untouched.

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Bytes that are looked at to tell binary content.
const SAMPLE_BYTES: usize = 64 << 10;

/// Takes everything that is text, and says `binary` of what is not.
pub(super) struct Plain;

impl Reader for Plain {
    fn recognises(&self, _: &Source) -> bool {
        true
    }

    fn read(&self, source: &Source) -> Opened {
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let wide = decoded.encoding.starts_with("UTF-16") || decoded.encoding == "UTF-32";
        if !wide && is_binary(source.bytes, source.config.binary_control_per_mille) {
            return source.unreadable("binary", "binary", "");
        }
        let mut text = Assembly::default();
        text.push(Part::Body, &decoded.text);
        source.document(Extract {
            format: "txt",
            text,
            properties: Properties::default(),
            encoding: Some(decoded.encoding.to_owned()),
            doubts: doubts(&decoded),
        })
    }
}

/// `decoding-doubt` where the encoding is in doubt.
pub(super) fn doubts(decoded: &decode::Decoded) -> Vec<String> {
    decoded.in_doubt.then(|| "decoding-doubt".to_owned()).into_iter().collect()
}

/// True when more than `per_mille` of the first bytes are control bytes that text does not have.
fn is_binary(bytes: &[u8], per_mille: u64) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    let controls = sample.iter().filter(is_control).count();
    controls as u64 * 1000 > sample.len() as u64 * per_mille
}
