//! Characters to symbols: every character of every input passes here.

mod invented;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leitong::normalize;

fn symbols(c: &mut Criterion) {
    let text: Vec<char> = invented::texts(20).concat().chars().collect();
    let mut group = c.benchmark_group("normalize");
    group.throughput(Throughput::Elements(text.len() as u64));
    group.bench_function("symbols", |b| b.iter(|| normalize::symbols(&text, 0, &[])));
    group.finish();
}

criterion_group!(benches, symbols);
criterion_main!(benches);
