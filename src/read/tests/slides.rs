//! Old presentations, made record by record.

use std::io::Write as _;

use super::*;

/// A record: head, kind, length, content (MS-PPT, section 2.3.1).
fn record(head: u16, kind: u16, content: &[u8]) -> Vec<u8> {
    let length = content.len() as u32;
    [&head.to_le_bytes()[..], &kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

/// A record made of records.
fn container(kind: u16, instance: u16, children: &[Vec<u8>]) -> Vec<u8> {
    record(instance << 4 | 0xf, kind, &children.concat())
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A text box; `place` is its placeholder, 0 for none.
fn shape(place: u8, text: &[Vec<u8>]) -> Vec<u8> {
    let holder = record(0, 0x0bc3, &[0, 0, 0, 0, place, 0, 0, 0]);
    container(0xf004, 0, &[container(0xf011, 0, &[holder]), container(0xf00d, 0, text)])
}

fn text(text: &str) -> Vec<u8> {
    record(0, 0x0fa0, &wide(text))
}

fn slide(is_shown: bool, shapes: &[Vec<u8>]) -> Vec<u8> {
    let mut info = vec![0; 16];
    info[10] = if is_shown { 0 } else { 4 };
    container(0x03ee, 0, &[record(0, 0x03f9, &info), container(0x040c, 0, shapes)])
}

/// The entry of an object in a list of slides.
fn listed(object: u32) -> Vec<u8> {
    let mut content = object.to_le_bytes().to_vec();
    content.extend([0; 16]);
    record(0, 0x03f3, &content)
}

/// A stream under construction: objects by number, then the directory and the edit.
#[derive(Default)]
struct Stream {
    bytes: Vec<u8>,
    places: Vec<(u32, u32)>,
    edit: u32,
}

impl Stream {
    fn object(&mut self, number: u32, record: &[u8]) {
        self.places.push((number, self.bytes.len() as u32));
        self.bytes.extend(record);
    }

    /// Saves what was added since the last time.
    fn save(&mut self) {
        let directory = self.bytes.len() as u32;
        let mut entries = Vec::new();
        for (number, place) in self.places.drain(..) {
            entries.extend((number | 1 << 20).to_le_bytes());
            entries.extend(place.to_le_bytes());
        }
        self.bytes.extend(record(0, 0x1772, &entries));
        let mut edit = vec![0; 28];
        edit[8..12].copy_from_slice(&self.edit.to_le_bytes());
        edit[12..16].copy_from_slice(&directory.to_le_bytes());
        edit[16..20].copy_from_slice(&1u32.to_le_bytes());
        self.edit = self.bytes.len() as u32;
        self.bytes.extend(record(0, 0x0ff5, &edit));
    }

    fn file(&self) -> Vec<u8> {
        let mut user = vec![0; 12];
        user[4..8].copy_from_slice(&0xe391_c05f_u32.to_le_bytes());
        user[8..12].copy_from_slice(&self.edit.to_le_bytes());
        compound(&[
            ("Current User", &record(0, 0x0ff6, &user)),
            ("PowerPoint Document", &self.bytes),
        ])
    }
}

fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.into_inner().into_inner()
}

/// Two slides, the second not shown, with notes, a comment and a footer.
fn presentation() -> Stream {
    let mut stream = Stream::default();
    let outline = [listed(2), record(0, 0x0f9f, &[0; 4]), text("工作总结"), listed(3)];
    let footer = container(0x0fd9, 3, &[record(2 << 4, 0x0fba, &wide("内部资料"))]);
    let lists = [container(0x0ff0, 0, &outline), container(0x0ff0, 2, &[listed(4)]), footer];
    stream.object(1, &container(0x03e8, 0, &lists));
    let reference = record(0, 0x0f9e, &0u32.to_le_bytes());
    let bytes = record(0, 0x0fa8, b"GDP 2025\rA\x0bB");
    let number = [text("第*页"), record(0, 0x0fd8, &1u32.to_le_bytes())];
    let mut first = slide(true, &[shape(0, &[bytes]), shape(13, &[reference]), shape(8, &number)]);
    let said = record(1 << 4, 0x0fba, &wide("请核对"));
    first.extend(container(0x2ee0, 0, &[said]));
    let length = first.len() as u32 - 8;
    first[4..8].copy_from_slice(&length.to_le_bytes());
    stream.object(2, &first);
    stream.object(3, &slide(false, &[shape(0, &[text("备用")])]));
    stream.object(4, &container(0x03f0, 0, &[container(0x040c, 0, &[shape(12, &[text("讲稿")])])]));
    stream
}

#[test]
fn old_presentations_keep_their_parts_apart() {
    let mut stream = presentation();
    stream.save();
    let document = read_one(&stream.file());
    assert_eq!((document.format, &document.verdict), ("ppt", &Verdict::Good));
    assert_eq!(of(&document, Part::Body).trim(), "GDP 2025\nA\nB\n工作总结");
    assert_eq!(of(&document, Part::Footer).trim(), "第页\n内部资料");
    assert_eq!(of(&document, Part::Comment).trim(), "请核对\n讲稿");
    assert_eq!(of(&document, Part::Hidden).trim(), "备用");
    assert_covered(&document);
}

#[test]
fn only_the_last_version_of_a_slide_is_read() {
    let mut stream = presentation();
    stream.save();
    stream.object(2, &slide(true, &[shape(0, &[text("改后")])]));
    stream.save();
    let body = of(&read_one(&stream.file()), Part::Body);
    assert!(body.contains("改后") && !body.contains("GDP"), "{body}");
}

#[test]
fn a_lost_directory_leaves_the_slides() {
    let stream = presentation();
    let document = read_one(&stream.file());
    assert_eq!(document.verdict, Verdict::Poor { reasons: vec!["truncated".to_owned()] });
    assert!(of(&document, Part::Body).contains("GDP 2025"));
}

#[test]
fn encrypted_and_damaged_presentations_are_named() {
    let mut user = vec![0; 12];
    user[4..8].copy_from_slice(&0xf3d1_c4df_u32.to_le_bytes());
    let file =
        compound(&[("Current User", &record(0, 0x0ff6, &user)), ("PowerPoint Document", b"x")]);
    let reasons = vec!["encrypted".to_owned()];
    assert_eq!(read_one(&file).verdict, Verdict::Unreadable { reasons });
    let mut stream = presentation();
    stream.save();
    let whole = stream.file();
    for at in (0..whole.len()).step_by(37) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        read_as("x", &damaged, &Read::default());
        read_as("x", &whole[..at], &Read::default());
    }
}
