//! Likeness of pictures that are drawn here: what keeps it, and what has another.

use image::DynamicImage;
use image::GrayImage;
use image::ImageFormat;
use image::Luma;
use image::codecs::jpeg::JpegEncoder;

use super::*;

/// Waves and a gradient: a photograph for the purpose.
fn photograph(seed: f32) -> DynamicImage {
    let value = |x: u32, y: u32| {
        let (x, y) = (x as f32 / 40.0 + seed, y as f32 / 40.0 - seed);
        let wave = (x * 1.3).sin() + (y * 0.9 + seed).cos() + (x * y / 3.0).sin();
        (128.0 + 40.0 * wave) as u8
    };
    DynamicImage::ImageLuma8(GrayImage::from_fn(400, 300, |x, y| Luma([value(x, y)])))
}

/// Bars of the given heights on white paper.
fn chart(heights: &[u32]) -> DynamicImage {
    let is_bar = |x: u32, y: u32| {
        let bar = heights.get(x as usize * heights.len() / 400);
        x % (400 / heights.len() as u32) > 15 && bar.is_some_and(|height| 300 - y < *height)
    };
    let value = |x, y| Luma([if is_bar(x, y) { 60 } else { 255 }]);
    DynamicImage::ImageLuma8(GrayImage::from_fn(400, 300, value))
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).expect("bytes");
    bytes
}

fn embedded(bytes: &[u8]) -> EmbeddedPicture {
    embedded_within(bytes, &Read::default())
}

fn embedded_within(bytes: &[u8], config: &Read) -> EmbeddedPicture {
    let mut gallery = Gallery::new(config);
    gallery.add_file(bytes);
    gallery.finish().remove(0)
}

/// Percent of the steps of grey that two pictures have in common.
fn likeness(a: &[u8], b: &[u8]) -> u32 {
    let (a, b) = (embedded(a).likeness, embedded(b).likeness);
    let count = |of: fn(u64, u64) -> u64| {
        a.iter().zip(&b).map(|(a, b)| of(*a, *b).count_ones()).sum::<u32>()
    };
    100 * count(|a, b| a & b) / count(|a, b| a | b).max(1)
}

#[test]
fn size_and_quality_keep_the_likeness() {
    for picture in [photograph(0.0), photograph(2.5), chart(&[100, 220, 60, 180, 140])] {
        let whole = png(&picture);
        let small = picture.thumbnail(200, 150);
        for (name, other) in [
            ("quality 40", jpeg(&picture, 40)),
            ("a quarter of the size", png(&small)),
            ("both", jpeg(&small, 40)),
        ] {
            let percent = likeness(&whole, &other);
            assert!(percent >= 78, "{name}: {percent} %");
        }
    }
}

#[test]
fn other_pictures_of_the_same_kind_look_different() {
    let photographs = likeness(&png(&photograph(0.0)), &png(&photograph(2.5)));
    assert!(photographs < 60, "photographs: {photographs} %");
    let charts = [chart(&[100, 220, 60, 180, 140]), chart(&[200, 80, 240, 60, 100])];
    let charts = likeness(&png(&charts[0]), &png(&charts[1]));
    assert!(charts < 60, "charts: {charts} %");
}

#[test]
fn white_paper_and_broken_files_show_nothing() {
    let white = DynamicImage::ImageLuma8(GrayImage::from_pixel(300, 200, Luma([255])));
    let paper = embedded(&png(&white));
    assert_eq!((paper.pixels, paper.likeness), (60_000, [0; 4]));
    let broken = embedded(b"no picture");
    assert_eq!((broken.pixels, broken.likeness), (0, [0; 4]));
    let cut = &png(&photograph(0.0))[..200];
    assert_eq!((embedded(cut).pixels, embedded(cut).likeness), (120_000, [0; 4]));
}

#[test]
fn pictures_above_the_limit_are_told_by_content_alone() {
    let one = Read { picture_pixels_max: 1000, ..Read::default() };
    let all = Read { picture_pixels_all_max: 1000, ..Read::default() };
    for config in [one, all] {
        let picture = embedded_within(&png(&photograph(0.0)), &config);
        assert_eq!((picture.pixels, picture.likeness), (120_000, [0; 4]));
    }
}

#[test]
fn records_of_old_office_files_hold_pictures() {
    let file = png(&photograph(0.0));
    let mut stream = vec![7; 13];
    // Instance 0x6e0: one identifier before the picture (MS-ODRAW, section 2.2.28).
    stream.extend([0x00, 0x6e, 0x1e, 0xf0]);
    stream.extend((17 + file.len() as u32).to_le_bytes());
    stream.extend([0; 17]);
    stream.extend(&file);
    stream.extend([9; 5]);
    assert_eq!(of_records(&[&stream], &Read::default()), [embedded(&file)]);
    assert_eq!(of_records(&[&stream[..100]], &Read::default()), []);
}
