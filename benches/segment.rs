//! Paragraphs, words and what they cost: words are most of the time of `ingest`.

mod invented;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leitong::normalize;
use leitong::segment::{self, Context, PhraseList};

fn report(c: &mut Criterion) {
    let text: Vec<char> = invented::texts(5).concat().chars().collect();
    let symbols = normalize::symbols(&text, 0, &[]);
    let config = invented::config();
    let phrases = PhraseList::new("");
    let context = Context { config: &config.segment, phrases: &phrases };
    let mut group = c.benchmark_group("segment");
    group.throughput(Throughput::Elements(text.len() as u64));
    group.bench_function("report", |b| {
        b.iter(|| segment::report(&symbols, &text, 0, None, &context));
    });
    group.finish();
}

criterion_group!(benches, report);
criterion_main!(benches);
