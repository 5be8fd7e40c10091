#!/usr/bin/env bash
# Runs the release program on corpora and keeps the figures: documents, seconds, peak memory in
# benches/record/speed.csv, quality by the PAN measures in benches/record/quality.csv.
#
# Usage: benches/macro.sh [CORPUS...]     (all of them without a name)
# The corpora lie outside the repository, in the folder that LEITONG_SHARED names, by default
# ../shared; what is absent is skipped by name. Needs GNU time and python3.
set -euo pipefail
cd "$(dirname "$0")/.."

shared=${LEITONG_SHARED:-../shared}
corpora=$shared/corpora
wanted=" $* "
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
date=$(date -u +%Y-%m-%d)
commit=$(git rev-parse --short HEAD)$(git diff --quiet HEAD || echo '+')
record=benches/record
speed=$record/speed.csv
quality=$record/quality.csv

header() {
    [[ -s $1 ]] || echo "$2" >"$1"
}
mkdir -p "$record"
header "$speed" 'date,commit,corpus,documents,user_seconds,wall_seconds,peak_mib,command'
header "$quality" 'date,commit,corpus,kind,plagdet,recall,precision,granularity,copied_pairs,command'

# True when the corpus is asked for and everything it needs is there; else says what is missing.
has() {
    local name=$1 path
    shift
    [[ $wanted == '  ' || $wanted == *" $name "* ]] || return 1
    for path in "$@"; do
        if [[ ! -e $path ]]; then
            echo "$name: skipped, ${path#"$shared"/} is absent"
            return 1
        fi
    done
}

# scan NAME INPUT...: runs the program, records its speed, leaves its results in $out.
scan() {
    local name=$1
    shift
    out=$scratch/$name
    command="leitong scan $name"
    if ! /usr/bin/time -v -o "$scratch/time" \
        target/release/leitong scan "$@" --out "$out" >"$scratch/said" 2>&1; then
        tail -n 20 "$scratch/said"
        echo "$name: failed"
        return 1
    fi
    local documents user wall peak
    documents=$(wc -l <"$out/documents.jsonl")
    user=$(sed -n 's/.*User time (seconds): //p' "$scratch/time")
    wall=$(sed -n 's/.*Elapsed.*): //p' "$scratch/time" |
        awk -F: '{ s = 0; for (i = 1; i <= NF; i++) s = 60 * s + $i; print s }')
    peak=$(awk '/Maximum resident/ { printf "%d", $NF / 1024 }' "$scratch/time")
    echo "$name: $documents reports, user $user s, wall $wall s, peak $peak MiB"
    echo "$date,$commit,$name,$documents,$user,$wall,$peak,$command" >>"$speed"
}

# Pairs of reports with a passage of layer copied.
copied_pairs() {
    python3 - "$1/passages.jsonl" <<'PY'
import json, sys
pairs = set()
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    if row["layer"] == "copied":
        pairs.add(tuple((row[side]["document"], row[side]["report"]) for side in ("left", "right")))
print(len(pairs))
PY
}

# score NAME OPTION...: the PAN measures of the last run, a row a kind.
score() {
    local name=$1 pairs
    shift
    pairs=$(copied_pairs "$out")
    python3 "$shared/eval/plagdet.py" "$@" --found "$out/passages.jsonl" --layer copied |
        tee "$scratch/score"
    awk -v head="$date,$commit,$name" -v pairs="$pairs" -v command="$command" '
        $2 == "plagdet" { print head "," $1 "," $3 "," $5 "," $7 "," $9 "," pairs "," command }
    ' "$scratch/score" >>"$quality"
}

# Copied or not, answer by answer: the share of the key's pairs that were judged as it says.
accuracy() {
    local pairs share
    pairs=$(copied_pairs "$out")
    share=$(python3 - "$out/passages.jsonl" "$2" <<'PY'
import json, os, sys
base, copied = os.path.basename, set()
for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    if row["layer"] == "copied":
        copied.add(frozenset(base(row[side]["document"]) for side in ("left", "right")))
key = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
right = [(frozenset((base(k["susp"]), base(k["src"]))) in copied) == k["plagiarised"] for k in key]
print(f"{sum(right) / len(right):.5f}")
PY
    )
    echo "$1: accuracy $share, $pairs pairs copied"
    echo "$date,$commit,$1,accuracy,$share,,,,$pairs,$command" >>"$quality"
}

# Where no key says what is copied, only the pairs are counted.
count() {
    local pairs
    pairs=$(copied_pairs "$out")
    echo "$1: $pairs pairs copied"
    echo "$date,$commit,$1,entire,,,,,$pairs,$command" >>"$quality"
}

cargo build --release --bin leitong

if has sample data/sample/reports; then
    scan sample data/sample/reports --meta data/sample/meta.csv
    score sample --gold data/sample/gold.jsonl --by
fi
if has seeds "$corpora/seeds"; then
    scan seeds "$corpora"/seeds/*.txt
    score seeds --gold "$corpora/seeds/gold.jsonl" --by
fi
if has clough-stevenson "$corpora/clough-stevenson"; then
    scan clough-stevenson "$corpora/clough-stevenson/docs"
    accuracy clough-stevenson "$corpora/clough-stevenson/gold.jsonl"
fi
# The negative control: one frame, other facts; hardly a pair may be copied.
if has zh-judgments "$corpora/zh-judgments"; then
    scan zh-judgments "$corpora/zh-judgments/docs"
    count zh-judgments
fi
if has zh-gwr "$corpora/zh-gwr"; then
    scan zh-gwr "$corpora/zh-gwr/docs"
    count zh-gwr
fi
if has zh-laws "$corpora/zh-laws"; then
    scan zh-laws "$corpora/zh-laws/docs"
    score zh-laws --laws "$corpora/zh-laws/gold_versions.jsonl"
fi
if has generated-1000 "$shared/bench/generate.py"; then
    if python3 "$shared/bench/generate.py" 1000 "$scratch/generated" >"$scratch/said" 2>&1; then
        scan generated-1000 "$scratch/generated/docs.jsonl"
        python3 "$shared/bench/score_passages.py" "$scratch/generated" "$out/passages.jsonl"
        count generated-1000
    else
        echo "generated-1000: skipped, $(tail -n 1 "$scratch/said")"
    fi
fi
