//! What a page draws -> its characters, and how much of it is picture.

use hayro_interpret::BlendMode;
use hayro_interpret::ClipPath;
use hayro_interpret::Device;
use hayro_interpret::DrawMode;
use hayro_interpret::DrawProps;
use hayro_interpret::Image;
use hayro_interpret::ImageData;
use hayro_interpret::ImageDrawProps;
use hayro_interpret::Paint;
use hayro_interpret::RasterImage;
use hayro_interpret::SoftMask;
use hayro_interpret::font::Glyph as FontGlyph;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::font::PositionedGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::kurbo::Affine;
use hayro_interpret::kurbo::BezPath;
use hayro_interpret::kurbo::Point;
use hayro_interpret::kurbo::Rect;
use hayro_interpret::kurbo::Shape as _;
use hayro_interpret::kurbo::Vec2;

use crate::read::embedded::Gallery;
use crate::read::layout;
use crate::read::layout::Direction;
use crate::read::layout::Glyph;
use crate::read::layout::Rule;
use crate::read::ocr;

/// Units of a glyph's own space to one type size.
const UNITS_PER_SIZE: f64 = 1000.0;

/// Type of this size and below cannot be read on the page. Unit: points.
const UNSEEN_SIZE: f64 = 1.0;

/// Red, green and blue from which on a colour is white.
const WHITE: f32 = 0.95;

/// Opacity up to which nothing is seen.
const TRANSPARENT: f32 = 0.05;

/// Lines and areas that make a drawn page: text turned into outlines, or a map.
const DRAWN_PATHS: usize = 200;

/// Coloured areas that are remembered as the ground of white text.
const GROUNDS_MAX: usize = 1000;

/// Lines of a page that may be rules of tables; drawings have more.
const RULES_MAX: usize = 4000;

/// Size and leading of recognised lines. Unit: points.
const LINE_SIZE: f32 = 12.0;
const LINE_LEADING: f32 = 18.0;

/// A page that keeps its characters.
pub(super) struct Canvas<'c, 'g> {
    pub(super) glyphs: Vec<Glyph>,
    /// Level and upright lines.
    pub(super) rules: Vec<Rule>,
    /// Characters drawn in the mode that draws nothing.
    pub(super) invisible: usize,
    /// Glyphs whose character nobody knows.
    pub(super) unmapped: usize,
    /// Share of the page that the largest pictures cover together, at most all of it.
    pub(super) covered: f32,
    /// The pictures for recognition, if they are kept.
    pub(super) pictures: Vec<ocr::Picture>,
    keeps_pictures: bool,
    /// The pictures of the document, to be found again elsewhere.
    gallery: &'c mut Gallery<'g>,
    width: f32,
    height: f32,
    /// Numbers of the glyphs drawn in the mode that draws nothing.
    undrawn: Vec<usize>,
    /// Where something that is not white was painted.
    grounds: Vec<Rect>,
    paths: usize,
    pictures_drawn: usize,
    /// For each open marked content whether it is an artifact of the page.
    marks: Vec<bool>,
}

impl<'c, 'g> Canvas<'c, 'g> {
    pub(super) fn new(
        width: f32,
        height: f32,
        keeps_pictures: bool,
        gallery: &'c mut Gallery<'g>,
    ) -> Self {
        Self {
            glyphs: Vec::new(),
            rules: Vec::new(),
            invisible: 0,
            unmapped: 0,
            covered: 0.0,
            pictures: Vec::new(),
            keeps_pictures,
            gallery,
            width,
            height,
            undrawn: Vec::new(),
            grounds: Vec::new(),
            paths: 0,
            pictures_drawn: 0,
            marks: Vec::new(),
        }
    }

    /// True when there is something to see besides text.
    pub(super) fn is_drawn(&self) -> bool {
        self.pictures_drawn > 0 || self.paths >= DRAWN_PATHS
    }

    /// Takes the text that was drawn invisibly as the text of the page.
    pub(super) fn show_invisible(&mut self) {
        for &i in &self.undrawn {
            self.glyphs[i].is_hidden = false;
        }
    }

    /// Puts recognised lines on the page.
    pub(super) fn add_lines(&mut self, lines: &[String]) {
        for (row, line) in lines.iter().enumerate() {
            for (column, character) in line.chars().enumerate() {
                self.glyphs.push(Glyph {
                    character,
                    x: LINE_SIZE * column as f32,
                    y: LINE_LEADING * (row + 1) as f32,
                    width: LINE_SIZE,
                    size: LINE_SIZE,
                    direction: Direction::Right,
                    is_hidden: false,
                    is_artifact: false,
                });
            }
        }
    }

    /// True when `ink` at `place` cannot be told from the ground.
    fn is_unseen(&self, ink: &Paint, place: Point) -> bool {
        let Paint::Color(color) = ink else { return false };
        let [red, green, blue, alpha] = color.to_rgba().components();
        let is_white = red.min(green).min(blue) >= WHITE;
        alpha <= TRANSPARENT
            || (is_white && !self.grounds.iter().any(|ground| ground.contains(place)))
    }

    /// Remembers a line as a rule of a table, if it is one.
    fn rule(&mut self, area: Rect) {
        let [left, top, right, bottom] = [area.x0, area.y0, area.x1, area.y1].map(|x| x as f32);
        if self.rules.len() < RULES_MAX {
            self.rules.extend(Rule::new(left, top, right, bottom));
        }
    }

    /// Remembers an area as the ground of white text, unless it is white itself.
    fn paint(&mut self, area: Rect, ink: &Paint, mode: &DrawMode) {
        self.paths += 1;
        self.rule(area);
        let is_white = match ink {
            Paint::Color(color) => {
                color.to_rgba().components()[..3].iter().all(|part| *part >= WHITE)
            }
            Paint::Pattern(_) => false,
        };
        let fills = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if fills && !is_white && self.grounds.len() < GROUNDS_MAX {
            self.grounds.push(area);
        }
    }

    /// Keeps a picture as the settings ask for it.
    fn raster(&mut self, image: &RasterImage) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.gallery.add_grey(&image.stream().raw_data(), pixels, || {
            let mut found = None;
            image.with_rgba(|data, _| found = Some(grey(&data)), None);
            found
        });
        if self.keeps_pictures {
            let pictures = &mut self.pictures;
            image.with_rgba(|data, _| pictures.extend(picture(data)), None);
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph, setting: &Setting) {
        let transform = setting.transform * glyph.transform();
        let origin = transform * Point::ORIGIN;
        let along = turn(transform, Vec2::new(UNITS_PER_SIZE, 0.0));
        let size = turn(transform, Vec2::new(0.0, UNITS_PER_SIZE)).hypot();
        let advance = match &**glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let width = along.hypot() * f64::from(advance.unwrap_or(500.0)) / UNITS_PER_SIZE;
        let is_outside = origin.x < -size
            || origin.y < -size
            || origin.x > f64::from(self.width) + size
            || origin.y > f64::from(self.height) + size;
        let is_hidden =
            setting.is_undrawn || setting.is_unseen || size <= UNSEEN_SIZE || is_outside;
        let text = self.characters(glyph);
        let step = width / text.len().max(1) as f64;
        let unit = along / along.hypot().max(f64::MIN_POSITIVE);
        for (i, &character) in text.iter().enumerate() {
            let mut at = origin + unit * step * i as f64;
            let (mut direction, mut width) =
                (layout::direction(along.x as f32, along.y as f32), step);
            if setting.is_vertical && direction == Direction::Right {
                // The origin stands to the left of the column's middle and below the character.
                at = Point::new(origin.x + width / 2.0, origin.y - size);
                (direction, width) = (Direction::Down, size);
            }
            if setting.is_undrawn {
                self.undrawn.push(self.glyphs.len());
                self.invisible += 1;
            }
            self.glyphs.push(Glyph {
                character,
                x: at.x as f32,
                y: at.y as f32,
                width: width as f32,
                size: size as f32,
                direction,
                is_hidden,
                is_artifact: setting.is_artifact,
            });
        }
    }

    /// The characters of a glyph; U+FFFD where nobody knows.
    fn characters(&mut self, glyph: &FontGlyph) -> Vec<char> {
        let text = glyph.as_unicode().map(|text| match text {
            BfString::Char(c) => vec![c],
            BfString::String(text) => text.chars().collect(),
        });
        text.filter(|text| !text.iter().any(|c| c.is_control())).unwrap_or_else(|| {
            self.unmapped += 1;
            vec![char::REPLACEMENT_CHARACTER]
        })
    }
}

/// How a run of glyphs is set.
struct Setting {
    transform: Affine,
    is_undrawn: bool,
    is_unseen: bool,
    is_artifact: bool,
    is_vertical: bool,
}

/// `vector` turned and scaled, not moved.
fn turn(transform: Affine, vector: Vec2) -> Vec2 {
    let [a, b, c, d, _, _] = transform.as_coeffs();
    Vec2::new(a * vector.x + c * vector.y, b * vector.x + d * vector.y)
}

impl<'a> Device<'a> for Canvas<'_, '_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            for segment in path.segments() {
                self.rule(props.transform.transform_rect_bbox(segment.bounding_box()));
            }
        }
        self.paint(props.transform.transform_rect_bbox(path.bounding_box()), &props.paint, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.paint(props.transform.transform_rect_bbox(*rect), &props.paint, mode);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // Stroked text is filled as well where it matters, and would stand here twice.
        let Some(first) = run.glyphs().first() else { return };
        let place = props.transform * first.transform() * Point::ORIGIN;
        let setting = Setting {
            transform: props.transform,
            is_undrawn: matches!(mode, DrawMode::Invisible),
            is_unseen: self.is_unseen(&props.paint, place),
            is_artifact: self.marks.contains(&true),
            is_vertical: run.writing_mode() == WritingMode::Vertical,
        };
        for glyph in run.glyphs() {
            self.glyph(glyph, &setting);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(size);
        self.pictures_drawn += 1;
        let page = Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height));
        let share = (area.intersect(page).area() / page.area().max(1.0)) as f32;
        self.covered = (self.covered + share).min(1.0);
        if self.grounds.len() < GROUNDS_MAX {
            self.grounds.push(area);
        }
        match image {
            Image::Raster(image) => self.raster(&image),
            Image::Stencil(image) if self.keeps_pictures => image.with_stencil(
                |mask, _| {
                    let grey = mask.data.iter().map(|ink| 255 - ink).collect();
                    self.pictures.extend(ocr::Picture::grey(mask.width, mask.height, grey));
                },
                None,
            ),
            Image::Stencil(_) => {}
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.marks.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Width, height and pixels in grey.
fn grey(data: &ImageData) -> (u32, u32, Vec<u8>) {
    match data {
        ImageData::Luma(grey) => (grey.width, grey.height, grey.data.clone()),
        ImageData::Rgb(rgb) => {
            // Weights of ITU-R BT.709, as image files are made grey.
            let grey = |p: &[u8]| {
                let [r, g, b] = [p[0], p[1], p[2]].map(u32::from);
                ((2126 * r + 7152 * g + 722 * b) / 10_000) as u8
            };
            (rgb.width, rgb.height, rgb.data.chunks_exact(3).map(grey).collect())
        }
    }
}

/// An image as the recogniser takes it.
fn picture(data: ImageData) -> Option<ocr::Picture> {
    match data {
        ImageData::Luma(grey) => ocr::Picture::grey(grey.width, grey.height, grey.data),
        ImageData::Rgb(rgb) => ocr::Picture::rgb(rgb.width, rgb.height, rgb.data),
    }
}
