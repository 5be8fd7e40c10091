//! Fingerprints, MinHash and SimHash of one report.

mod invented;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use leitong::shingle;
use leitong::sketch::{minhash, simhash, winnow};

fn sketches(c: &mut Criterion) {
    let archive = invented::archive(1);
    let report = &archive.reports[0];
    let config = invented::config();
    let shingles = shingle::set(&report.symbols);
    let words = &report.segments.words;
    let mut group = c.benchmark_group("sketch");
    group.throughput(Throughput::Elements(report.symbols.len() as u64));
    group.bench_function("winnow", |b| {
        b.iter(|| winnow::fingerprints(&report.symbols, &config.sketch));
    });
    group.bench_function("minhash", |b| {
        b.iter(|| minhash::signature(&shingles, config.sketch.minhash_permutations as usize));
    });
    group.bench_function("simhash", |b| b.iter(|| simhash::of_words(words)));
    group.finish();
}

criterion_group!(benches, sketches);
criterion_main!(benches);
