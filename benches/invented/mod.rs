//! Reports for the benches, invented by a generator with a seed: no text of any corpus.

#![allow(dead_code, reason = "each bench takes the part that it needs")]

mod dice;

pub(crate) use dice::Dice;
use leitong::archive::Archive;
use leitong::config::{Config, Settings};
use leitong::model::CharSpan;
use leitong::pipeline::{self, Given, Silent};
use leitong::read::{Document, Part, PartSpan, Properties, Verdict};

/// Words that sentences are made of.
const WORDS: &str = "水渠 村民 修建 梯田 今年 完成 三百 亩 果园 嫁接 \
    合作社 收入 增加 学校 操场 铺设 路灯 安装 巡查 河道 \
    清理 垃圾 运送 仓库 粮食 晾晒 干部 走访 老人 探望 \
    医生 出诊 桥梁 加固 森林 防火 值班 夜间 排查 隐患 \
    整改 会议 讨论 方案 通过 预算 公开 茶叶 采摘 销售 \
    道路 硬化 自来水 管网 改造 孩子 图书 借阅 演出 戏台";

/// Sentences that every report has.
const SLOGANS: &[&str] = &[
    "把每一寸荒滩都变成好田，把每一滴渠水都送到田头",
    "一张图纸绘到底，一茬接着一茬种，一年接着一年修",
];

/// A paragraph of sentences.
pub(crate) fn paragraph(dice: &mut Dice, sentences: usize) -> String {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut text = String::new();
    for _ in 0..sentences {
        for clause in 0..2 {
            for _ in 0..4 + dice.below(4) {
                text.push_str(words[dice.below(words.len())]);
            }
            text.push(if clause == 0 { '，' } else { '。' });
        }
    }
    text
}

/// `reports` texts of some 1,500 characters: paragraphs of their own, slogans of all, and in every
/// fifth a paragraph of the one before.
pub(crate) fn texts(reports: usize) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    let mut before = String::new();
    for i in 0..reports {
        let mut dice = Dice::new(i as u64);
        let mut parts: Vec<String> = (0..6).map(|_| paragraph(&mut dice, 8)).collect();
        parts.insert(2, format!("{}。", SLOGANS[i % SLOGANS.len()]));
        if i % 5 == 4 {
            parts[4] = before.clone();
        }
        before = parts[4].clone();
        texts.push(parts.join("\n"));
    }
    texts
}

/// The default settings.
pub(crate) fn config() -> Config {
    Settings::default().validate().expect("the defaults are valid")
}

/// The texts as documents, read and cut.
pub(crate) fn archive(reports: usize) -> Archive {
    let document = |(i, text): (usize, String)| {
        let length = text.chars().count() as u32;
        Document {
            name: format!("{i:04}.txt"),
            text,
            parts: vec![PartSpan { span: CharSpan::new(0, length), part: Part::Body }],
            pages: Vec::new(),
            properties: Properties::default(),
            pictures: Vec::new(),
            content_hash: String::new(),
            format: "txt",
            encoding: None,
            verdict: Verdict::Good,
        }
    };
    let documents = texts(reports).into_iter().enumerate().map(document).collect();
    pipeline::ingest(documents, Vec::new(), &Given::default(), &config(), &Silent)
}
