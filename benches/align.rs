//! One pair: of a batch of n reports, n (n - 1) / 2 times.

mod invented;

use criterion::{Criterion, criterion_group, criterion_main};
use leitong::align::{self, SeedTable, Side};

fn pair(c: &mut Criterion) {
    let archive = invented::archive(5);
    let config = invented::config();
    let seeds: Vec<SeedTable> =
        archive.reports.iter().map(|r| SeedTable::new(&r.symbols, &config.align)).collect();
    let side = |i: usize| Side::new(&archive.reports[i], &seeds[i]);
    let mut group = c.benchmark_group("align");
    group.bench_function("seeds of a report", |b| {
        b.iter(|| SeedTable::new(&archive.reports[0].symbols, &config.align));
    });
    group.bench_function("strangers", |b| {
        b.iter(|| align::pair(side(0), side(1), &config.align));
    });
    group.bench_function("a paragraph shared", |b| {
        b.iter(|| align::pair(side(3), side(4), &config.align));
    });
    group.finish();
}

criterion_group!(benches, pair);
criterion_main!(benches);
