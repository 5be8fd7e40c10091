//! x
use leitong::*;
struct T(std::time::Instant);
impl pipeline::Progress for T {
    fn begin(&self, s: pipeline::Stage, n: u64) {
        eprintln!("{:?} {s:?} {n}", self.0.elapsed());
    }
    fn advance(&self) {}
}
fn main() {
    let t0 = std::time::Instant::now();
    let args: Vec<String> = std::env::args().collect();
    let config = config::Settings::from_toml(
        &std::fs::read_to_string("/tmp/leitong.toml").unwrap_or_default(),
    )
    .unwrap()
    .validate()
    .unwrap();
    let table = std::fs::read("/tmp/meta.csv")
        .ok()
        .map(|b| metadata::Table::parse("meta.csv", &b).unwrap())
        .unwrap_or_default();
    let given = pipeline::Given { table, ..Default::default() };
    let (docs, diags) = pipeline::read(&args[2..], &config, &T(t0));
    let archive = pipeline::ingest(docs, diags, &given, &config, &T(t0));
    eprintln!("ingest {:?} reports {}", t0.elapsed(), archive.reports.len());
    let c = pipeline::compare(&archive, &config, &T(t0));
    eprintln!(
        "compare {:?} pairs {} users {} findings {}",
        t0.elapsed(),
        c.aligned.len(),
        c.evidence.model.users(),
        c.findings.len()
    );
    let rows = pipeline::rows(&archive, &c, &config);
    eprintln!("rows {:?}", t0.elapsed());
    let texts = archive.documents.iter().map(|d| (d.name.clone(), d.text.clone())).collect();
    let context = report::Context {
        lang: model::Lang::Zh,
        settings_json: serde_json::json!({}),
        inputs: vec![],
        texts: &texts,
        version: "0",
        run: Default::default(),
    };
    std::fs::create_dir_all(&args[1]).unwrap();
    for f in report::write(&rows, &context, std::path::Path::new(&args[1])).unwrap() {
        eprintln!("{} {} {}", f.name, f.rows, f.bytes);
    }
    eprintln!("write {:?}", t0.elapsed());
}
