//! The XML of one page -> its characters.

use quick_xml::events::BytesStart;

use crate::read::layout;
use crate::read::layout::Glyph;
use crate::read::layout::Rule;
use crate::read::markup;
use crate::read::markup::Node;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;

/// Width of a character that is not Chinese. Unit: type sizes.
const NARROW: f32 = 0.55;

/// Type of this size and below cannot be read on the page. Unit: millimetres; a third of a point.
const UNSEEN_SIZE: f32 = 0.36;

/// Parts of a colour from which on it is white, of 255.
const WHITE: f32 = 242.0;

/// Repetitions of one distance at most. A line holds fewer.
const REPEAT_MAX: usize = 10_000;

/// What is set on a page.
#[derive(Default)]
pub(super) struct Set {
    /// Characters, in points.
    pub(super) glyphs: Vec<Glyph>,
    /// Ids of the templates below.
    pub(super) templates: Vec<String>,
    /// Width and height, if the page says. Unit: millimetres.
    pub(super) size: Option<[f32; 2]>,
    /// Level and upright lines, in points.
    pub(super) rules: Vec<Rule>,
    /// Pictures stand on it.
    pub(super) has_pictures: bool,
}

/// Millimetres in points.
pub(super) fn points(millimetres: f32) -> f32 {
    millimetres * POINTS
}

/// Width and height of a box.
pub(super) fn size(text: &str) -> Option<[f32; 2]> {
    match numbers(text)[..] {
        [_, _, width, height] => Some([width, height]),
        _ => None,
    }
}

/// The characters of a page, or of a template; false when its XML breaks off.
pub(super) fn read(xml: &str, is_template: bool) -> (Set, bool) {
    let mut set = Set::default();
    let mut object: Option<Object> = None;
    let mut code: Option<Code> = None;
    let mut in_box = false;
    let mut painted = false;
    let is_whole = markup::walk(xml, &mut |node| match node {
        Node::Begin(element) => match markup::name(element) {
            "Template" => set.templates.extend(markup::attribute(element, "TemplateID")),
            "PhysicalBox" => in_box = true,
            "ImageObject" => set.has_pictures = true,
            "PathObject" => {
                painted = true;
                set.rules.extend(rule(element));
            }
            "TextObject" => object = Some(Object::new(element, is_template)),
            "FillColor" => {
                if let Some(object) = &mut object {
                    // White on a painted ground is seen; how far the ground reaches is not known.
                    object.is_hidden |= is_unseen(element, painted);
                }
            }
            "TextCode" => {
                code = Some(Code::new(element, code.take()));
            }
            _ => {}
        },
        Node::Text(text) if in_box => set.size = size(text),
        Node::Text(text) => {
            if let (Some(object), Some(code)) = (&object, &mut code) {
                code.set(text, object, &mut set.glyphs);
            }
        }
        Node::End("TextObject") => (object, code) = (None, None),
        Node::End("PhysicalBox") => in_box = false,
        Node::End(_) => {}
    });
    (set, is_whole)
}

/// The rule that a path is; boxes and curves are none.
fn rule(path: &BytesStart) -> Option<Rule> {
    let boundary = markup::attribute(path, "Boundary")?;
    let [x, y, width, height] = <[f32; 4]>::try_from(numbers(&boundary)).ok()?.map(points);
    Rule::new(x, y, x + width, y + height)
}

/// True for white or transparent ink.
fn is_unseen(color: &BytesStart, painted: bool) -> bool {
    let value = markup::attribute(color, "Value").unwrap_or_default();
    let parts = numbers(&value);
    let alpha =
        markup::attribute(color, "Alpha").and_then(|alpha| alpha.trim().parse::<f32>().ok());
    let is_white = matches!(parts.len(), 1 | 3) && parts.iter().all(|part| *part >= WHITE);
    alpha == Some(0.0) || (is_white && !painted)
}

/// A text object: where it stands and how its characters are set.
struct Object {
    /// Left and upper edge.
    origin: [f32; 2],
    /// From the object's own space to its box.
    matrix: [f32; 6],
    /// Size of the type before the matrix.
    size: f32,
    is_hidden: bool,
    is_template: bool,
}

impl Object {
    fn new(element: &BytesStart, is_template: bool) -> Self {
        let list = |name: &str| numbers(&markup::attribute(element, name).unwrap_or_default());
        let number = |name: &str| list(name).first().copied();
        let matrix = <[f32; 6]>::try_from(list("CTM")).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let origin = match list("Boundary")[..] {
            [x, y, ..] => [x, y],
            _ => [0.0, 0.0],
        };
        let size = number("Size").unwrap_or(0.0);
        let scale = (matrix[2].hypot(matrix[3])).max(f32::MIN_POSITIVE);
        let is_shown = markup::attribute(element, "Visible").is_none_or(|value| value != "false");
        Self {
            origin,
            matrix,
            size,
            is_hidden: !is_shown || size * scale <= UNSEEN_SIZE,
            is_template,
        }
    }

    /// A place of the object on the page, in points.
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.matrix;
        let [left, top] = self.origin;
        (points(a * x + c * y + e + left), points(b * x + d * y + f + top))
    }
}

/// A run of characters: where the next one stands.
struct Code {
    x: f32,
    y: f32,
    steps_x: std::vec::IntoIter<f32>,
    steps_y: std::vec::IntoIter<f32>,
}

impl Code {
    /// A run without a place of its own begins where the one before began.
    fn new(element: &BytesStart, before: Option<Self>) -> Self {
        let list = |name: &str| markup::attribute(element, name).unwrap_or_default();
        let number = |name: &str| numbers(&list(name)).first().copied();
        let (x, y) = before.map_or((0.0, 0.0), |code| (code.x, code.y));
        Self {
            x: number("X").unwrap_or(x),
            y: number("Y").unwrap_or(y),
            steps_x: steps(&list("DeltaX")).into_iter(),
            steps_y: steps(&list("DeltaY")).into_iter(),
        }
    }

    fn set(&mut self, text: &str, object: &Object, glyphs: &mut Vec<Glyph>) {
        for character in text.chars().filter(|c| !matches!(c, '\n' | '\r')) {
            let natural = object.size * if layout::is_wide(character) { 1.0 } else { NARROW };
            let (step_x, step_y) = (self.steps_x.next(), self.steps_y.next());
            let is_downwards =
                step_y.is_some_and(|step| step != 0.0) && step_x.unwrap_or(0.0) == 0.0;
            let step = if is_downwards { (0.0, 1.0) } else { (1.0, 0.0) };
            let (x, y) = object.place(self.x, self.y);
            let (ahead_x, ahead_y) = object.place(self.x + step.0, self.y + step.1);
            let scale = (ahead_x - x).hypot(ahead_y - y);
            let ahead = if is_downwards { step_y } else { step_x }.map(f32::abs);
            let [_, _, c, d, _, _] = object.matrix;
            glyphs.push(Glyph {
                character,
                x,
                y,
                width: scale * ahead.filter(|step| *step > 0.0).unwrap_or(natural).min(natural),
                size: points(object.size * c.hypot(d)),
                direction: layout::direction(ahead_x - x, ahead_y - y),
                is_hidden: object.is_hidden,
                is_artifact: object.is_template,
            });
            let moves = step_x.is_some() || step_y.is_some();
            self.x += step_x.unwrap_or(if moves { 0.0 } else { natural });
            self.y += step_y.unwrap_or(0.0);
        }
    }
}

/// The numbers of a list.
fn numbers(text: &str) -> Vec<f32> {
    text.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// The distances of a list in which `g 3 5` stands for `5 5 5`.
fn steps(text: &str) -> Vec<f32> {
    let mut steps = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let times = words.next().and_then(|times| times.parse::<usize>().ok()).unwrap_or(0);
            let step = words.next().and_then(|step| step.parse().ok()).unwrap_or(0.0);
            steps.extend(std::iter::repeat_n(step, times.min(REPEAT_MAX)));
        } else {
            steps.extend(word.parse::<f32>().ok());
        }
    }
    steps
}
