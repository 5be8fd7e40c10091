use leitong::*;
fn main() {
    let t0 = std::time::Instant::now();
    let args: Vec<String> = std::env::args().collect();
    let mut docs = vec![];
    for dir in &args[2..] {
        let mut paths: Vec<_> = if std::path::Path::new(dir).is_dir() { std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect() } else { vec![dir.into()] };
        paths.sort();
        for p in paths {
            let text = String::from_utf8_lossy(&std::fs::read(&p).unwrap()).into_owned();
            let n = text.chars().count() as u32;
            docs.push(read::Document { name: p.file_name().unwrap().to_string_lossy().into(), text, parts: vec![read::PartSpan { span: model::CharSpan::new(0, n), part: read::Part::Body }], properties: Default::default(), content_hash: String::new(), format: "txt", encoding: None, verdict: read::Verdict::Good });
        }
    }
    let config = config::Settings::from_toml(&std::fs::read_to_string("/tmp/leitong.toml").unwrap_or_default()).unwrap().validate().unwrap();
    let archive = pipeline::ingest(docs, vec![], &Default::default(), &config, &pipeline::Silent);
    eprintln!("ingest {:?} reports {}", t0.elapsed(), archive.reports.len());
    let c = pipeline::compare(&archive, &config, &pipeline::Silent);
    eprintln!("compare {:?} pairs {} families {} findings {}", t0.elapsed(), c.aligned.len(), c.evidence.model.users(), c.findings.len());
    use std::io::Write;
    let mut out = std::io::BufWriter::new(std::fs::File::create(&args[1]).unwrap());
    for f in &c.findings {
        let (a, b) = (&archive.reports[f.pair.left as usize], &archive.reports[f.pair.right as usize]);
        let (x, y) = (a.symbols.chars(f.left()), b.symbols.chars(f.right()));
        let side = |r: &archive::Report, s: model::CharSpan| { let d = archive.document(r); let q: String = d.text.chars().skip(s.start as usize).take(s.length() as usize).collect(); serde_json::json!({"document": d.name, "report": r.number, "start": s.start, "end": s.end, "quote": q}) };
        let row = serde_json::json!({"left": side(a, x), "right": side(b, y), "layer": if f.layer == classify::FoundLayer::Copied {"copied"} else {"template"}, "grade": format!("{:?}", f.grade), "kind": format!("{:?}", f.kind), "bits": f.bits, "elog": f.expected_log2, "others": f.others, "matched": f.matched(), "columns": f.columns});
        writeln!(out, "{row}").unwrap();
    }
}
