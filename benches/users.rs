//! Users of every run of a batch, and the genre model: what a batch costs beyond its pairs.

mod invented;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leitong::pipeline::{self, Silent};
use leitong::users;

fn evidence(c: &mut Criterion) {
    let archive = invented::archive(40);
    let config = invented::config();
    let aligned = pipeline::compare(&archive, &config, &Silent).aligned;
    let symbols: usize = archive.reports.iter().map(|r| r.symbols.len()).sum();
    let mut group = c.benchmark_group("users");
    group.sample_size(20);
    group.throughput(Throughput::Elements(symbols as u64));
    group.bench_function("evidence of 40 reports", |b| {
        b.iter(|| users::evidence(&archive, &aligned, &config));
    });
    group.finish();
}

criterion_group!(benches, evidence);
criterion_main!(benches);
