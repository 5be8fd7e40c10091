use leitong::*;
fn main() {
    let t0 = std::time::Instant::now();
    let args: Vec<String> = std::env::args().collect();
    let mut docs = vec![];
    for dir in &args[2..] {
        let mut paths: Vec<_> = if std::path::Path::new(dir).is_dir() {
            std::fs::read_dir(dir)
                .unwrap()
                .map(|e| e.unwrap().path())
                .filter(|p| p.extension().is_some_and(|e| e == "txt"))
                .collect()
        } else {
            vec![dir.into()]
        };
        paths.sort();
        for p in paths {
            let text = String::from_utf8_lossy(&std::fs::read(&p).unwrap()).into_owned();
            let n = text.chars().count() as u32;
            docs.push(read::Document {
                name: p.file_name().unwrap().to_string_lossy().into(),
                text,
                parts: vec![read::PartSpan {
                    span: model::CharSpan::new(0, n),
                    part: read::Part::Body,
                }],
                properties: Default::default(),
                content_hash: String::new(),
                format: "txt",
                encoding: None,
                verdict: read::Verdict::Good,
            });
        }
    }
    let config = config::Settings::from_toml(
        &std::fs::read_to_string("/tmp/leitong.toml").unwrap_or_default(),
    )
    .unwrap()
    .validate()
    .unwrap();
    let archive = pipeline::ingest(docs, vec![], &Default::default(), &config, &pipeline::Silent);
    eprintln!("ingest {:?} reports {}", t0.elapsed(), archive.reports.len());
    let c = pipeline::compare(&archive, &config, &pipeline::Silent);
    eprintln!(
        "compare {:?} pairs {} families {} findings {}",
        t0.elapsed(),
        c.aligned.len(),
        c.evidence.model.users(),
        c.findings.len()
    );
    let rows = pipeline::rows(&archive, &c, &config);
    eprintln!("rows {:?}", t0.elapsed());
    let jsonl =
        |name: &str, items: Vec<String>| std::fs::write(name, items.join("\n") + "\n").unwrap();
    jsonl(&args[1], rows.passages.iter().map(|r| serde_json::to_string(r).unwrap()).collect());
    jsonl(
        &format!("{}.docs", args[1]),
        rows.documents.iter().map(|r| serde_json::to_string(r).unwrap()).collect(),
    );
    jsonl(
        &format!("{}.anom", args[1]),
        rows.anomalies.iter().map(|r| serde_json::to_string(r).unwrap()).collect(),
    );
    jsonl(
        &format!("{}.tmpl", args[1]),
        rows.templates.iter().map(|r| serde_json::to_string(r).unwrap()).collect(),
    );
    jsonl(
        &format!("{}.fam", args[1]),
        rows.families.iter().map(|r| serde_json::to_string(r).unwrap()).collect(),
    );
    jsonl(
        &format!("{}.boil", args[1]),
        rows.boilerplate.iter().map(|r| serde_json::to_string(r).unwrap()).collect(),
    );
}
