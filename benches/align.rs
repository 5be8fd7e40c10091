//! One pair: of a batch of n reports, n (n - 1) / 2 times.

mod invented;

use criterion::{Criterion, criterion_group, criterion_main};
use leitong::align::{self, Prepared, Side};

fn pair(c: &mut Criterion) {
    let archive = invented::archive(5);
    let config = invented::config();
    let of = |report| Prepared::of(report, &archive, &config.align);
    let prepared: Vec<Prepared> = archive.reports.iter().map(of).collect();
    let side = |i: usize| Side::of(&archive.reports[i], &prepared[i]);
    let mut group = c.benchmark_group("align");
    group.bench_function("seeds and words of a report", |b| {
        b.iter(|| Prepared::of(&archive.reports[0], &archive, &config.align));
    });
    group.bench_function("strangers", |b| {
        b.iter(|| align::pair(side(0), side(1), &config));
    });
    group.bench_function("a paragraph shared", |b| {
        b.iter(|| align::pair(side(3), side(4), &config));
    });
    group.finish();
}

criterion_group!(benches, pair);
criterion_main!(benches);
