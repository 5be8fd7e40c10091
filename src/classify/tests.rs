use super::*;
use crate::align::{self, Prepared, Side};
use crate::archive::tests::of_texts;
use crate::candidates;
use crate::config::{Config, Settings};
use crate::model::Layer;
use crate::users;

const SLOGAN: &str = "我们要一张图纸绘到底，一茬接着一茬种，把渠边的每一寸荒滩都变成好田";

const PARAGRAPH: &str = "三月初七那天夜里，守闸人老郭听见闸门底下有响动，提着马灯下去一看，原来是\
    上游冲来的半截杨树卡住了齿轮。他没有叫醒别人，自己用铁钩一寸一寸往外拖，天亮时两手全是血泡，\
    闸门却赶在洪峰之前合上了";

/// Ten reports, each of its own story.
const STORIES: [&str; 10] = [
    "果园今年改种短枝苹果，嫁接了四百亩，请来的师傅姓邱，腿脚不便，坐着小板凳教人下刀。\
     秋后每户多收八筐，装车时连邮局的台阶上都堆满了纸箱。",
    "图书室搬进了旧粮仓，木地板是拆下来的船板，雨天有一股桐油味。孩子们放学就来，\
     最爱看的是一套掉了封面的航海故事，管理员用牛皮纸重新糊过三回。",
    "养蜂合作社把蜂箱摆到了北坡，槐花谢了转荆条，荆条谢了转野菊。去年冬天冻死七箱，\
     今年学着用稻草编了围裙，开春数一数，一箱也没有少。",
    "老街的石板路重新铺过，匠人坚持不用水泥，缝里填的是糯米浆和石灰。\
     下雨天水从缝里渗走，卖豆腐的推车不再打滑，临街的墙根也干了。",
    "渔业队放了二十万尾鲢鱼苗，约好三年不下大网。看湖的是一对父子，轮流划船，\
     船头挂一盏绿灯，远远就能认出来，偷钓的人见灯便收竿。",
    "戏班子凑齐了十一个人，最老的鼓师八十二岁。他们把祠堂西厢腾出来排戏，\
     台词本被老鼠咬了一角，缺的两句是靠打更人的记忆补上的。",
    "砖窑熄火以后，窑场改成了菌菇棚，恒温恒湿，第一茬平菇卖到了省城的早市。\
     技术员每天骑摩托来两趟，记录本上画满了只有他看得懂的箭头。",
    "盲道从车站一直修到医院门口，中间绕开了三棵银杏。施工队先蒙上眼睛自己走了一遍，\
     发现拐角太急，连夜把转弯处的条砖换成了圆点砖。",
    "茶山上装了六台小气象站，霜降提醒直接发到采茶工的手机里。今年头采只差两天，\
     靠着提前生火熏烟，南坡那一片老丛总算保住了嫩芽。",
    "托儿所的午睡房换了竹帘，蝉声隔在外头。厨房学会了做不加糖的山楂糕，\
     家长开放日那天，一位爷爷悄悄包了两块带走，说是要回去照着做。",
];

/// The ten reports: all with the slogan, the third and the eighth with the paragraph.
fn texts() -> Vec<String> {
    let text = |(i, story): (usize, &&str)| {
        let (before, after) = story.split_once("。").expect("two sentences");
        let paragraph = if i == 2 || i == 7 { PARAGRAPH } else { "" };
        format!("{before}。\n{SLOGAN}。\n{after}\n{paragraph}\n")
    };
    STORIES.iter().enumerate().map(text).collect()
}

fn judged(archive: &Archive, config: &Config) -> (Vec<Finding>, Vec<Vec<Cell>>) {
    let (conclusions, evidence) = concluded(archive, config);
    let cells = layers(archive, &conclusions, &evidence, &config.classify);
    (conclusions.findings, cells)
}

fn concluded(archive: &Archive, config: &Config) -> (Conclusions, Evidence) {
    let prepared: Vec<Prepared> =
        archive.reports.iter().map(|r| Prepared::of(r, archive, &config.align)).collect();
    let side = |i: u32| Side::of(&archive.reports[i as usize], &prepared[i as usize]);
    let align = |pair: Pair| Aligned {
        pair,
        alignments: align::pair(side(pair.left), side(pair.right), config),
    };
    let aligned: Vec<Aligned> =
        candidates::pairs(archive, &config.candidates).into_iter().map(align).collect();
    let evidence = users::evidence(archive, &aligned, config);
    (all(archive, &aligned, &evidence, config), evidence)
}

#[test]
fn a_passage_holds_the_runs_it_ends_in_to_their_last_symbol() {
    let mut texts = texts();
    for i in [2, 7] {
        texts[i] = texts[i].replace(PARAGRAPH, &format!("{PARAGRAPH}{SLOGAN}。"));
    }
    let config = Settings::default().validate().expect("the defaults are valid");
    let archive = of_texts(&texts);
    let (findings, _) = judged(&archive, &config);
    let copied = findings.iter().find(|f| f.layer == FoundLayer::Copied).expect("the paragraph");
    assert_eq!(copied.left.end, archive.reports[2].symbols.len() as u32);
}

#[test]
fn sentences_that_follow_each_other_everywhere_are_one_set_phrase() {
    let both = format!("{SLOGAN}。年底以前各单位要把整改情况报送领导小组办公室备案。");
    let texts: Vec<String> =
        texts().iter().map(|text| text.replace(&format!("{SLOGAN}。"), &both)).collect();
    let config = Settings::default().validate().expect("the defaults are valid");
    let archive = of_texts(&texts);
    let (conclusions, evidence) = concluded(&archive, &config);
    assert!(conclusions.formulas.iter().all(|spans| spans.len() == 1), "{conclusions:?}");
    let found = phrases(&archive, &conclusions.formulas, &evidence, &config.classify);
    let length = both.chars().filter(|c| c.is_alphanumeric()).count() as u32;
    assert!(found.iter().any(|phrase| phrase.places.iter().all(|p| p.1.length() >= length)));
}

/// The layers of the symbols of `part` in a report.
fn layers_of(part: &str, archive: &Archive, cells: &[Vec<Cell>], report: usize) -> Vec<Layer> {
    let text = &archive.documents[report].text;
    let start = text[..text.find(part).expect("the part")].chars().count() as u32;
    let span = start..start + part.chars().count() as u32;
    let symbols = archive.reports[report].symbols.items.iter().zip(&cells[report]);
    symbols.filter(|(s, _)| span.contains(&s.span.start)).map(|(_, cell)| cell.layer).collect()
}

#[test]
fn a_slogan_is_boilerplate_and_a_paragraph_of_two_is_copied() {
    let config = Settings::default().validate().expect("the defaults are valid");
    let archive = of_texts(&texts());
    let (findings, cells) = judged(&archive, &config);

    let accused: Vec<Pair> = findings.iter().map(|f| f.pair).collect();
    assert_eq!(accused, [Pair { left: 2, right: 7 }]);
    assert_eq!((findings[0].layer, findings[0].kind), (FoundLayer::Copied, Kind::Verbatim));
    // Ten reports are a small sample, so nothing is as sure as it looks.
    assert!(findings[0].grade < Grade::Strong);

    for (report, text) in STORIES.iter().enumerate() {
        let slogan = layers_of(SLOGAN, &archive, &cells, report);
        assert!(slogan.iter().all(|layer| *layer == Layer::Boilerplate), "{report}: {slogan:?}");
        let (story, _) = text.split_once("。").expect("two sentences");
        let own = layers_of(story, &archive, &cells, report);
        assert!(own.iter().all(|layer| *layer == Layer::Original), "{report}: {own:?}");
    }
    for report in [2, 7] {
        let paragraph = layers_of(PARAGRAPH, &archive, &cells, report);
        let copied = paragraph.iter().filter(|layer| **layer == Layer::Copied).count();
        assert_eq!(copied, paragraph.len(), "{report}: {paragraph:?}");
    }
}

#[test]
fn values_that_differ_make_a_copy_a_filled_form() {
    let config = Settings::default().validate().expect("the defaults are valid");
    let mut texts = texts();
    texts[2] = texts[2].replace("三月初七", "1999年3月7日");
    texts[7] = texts[7].replace("三月初七", "2004年5月12日");
    let (findings, _) = judged(&of_texts(&texts), &config);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].pair, Pair { left: 2, right: 7 });
    assert!(findings[0].matched() > 80);
}

#[test]
fn three_copiers_do_not_hide_one_another() {
    let config = Settings::default().validate().expect("the defaults are valid");
    let mut texts = texts();
    texts[4].push_str(PARAGRAPH);
    let (findings, _) = judged(&of_texts(&texts), &config);
    let pairs: Vec<(u32, u32)> = findings.iter().map(|f| (f.pair.left, f.pair.right)).collect();
    assert_eq!(pairs, [(2, 4), (2, 7), (4, 7)]);
    assert!(findings.iter().all(|f| f.layer == FoundLayer::Copied));
}
