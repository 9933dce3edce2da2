#!/usr/bin/env bash
# Do two builds of jisr give the same bytes? For changes that must not change what comes out: moves, renames, speed.
#
#   tests/same_outputs.sh OLD NEW [FOLDER]
#
# OLD and NEW are two binaries, built with optimisation. Every form of output is made with both, on the seeds, and on the
# development sets where these lie in ../shared/dev, and compared. What differs is listed and is kept in FOLDER, or in a
# new temporary folder, for `diff -r FOLDER/old FOLDER/new`; then the exit status is 1.
set -euo pipefail

[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
old=$(realpath "$1") new=$(realpath "$2") folder=${3:-$(mktemp -d)}
mkdir -p "$folder/old" "$folder/new"
folder=$(realpath "$folder")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

differ=0 same=0

# both NAME ARGUMENTS...: runs both binaries; what they print, errors and exit status among it, must be the same.
both() {
  local name=$1 side
  shift
  for side in old new; do
    { "${!side}" "$@" && echo "exit 0" || echo "exit $?"; } >"$folder/$side/$name" 2>&1
  done
  if cmp -s "$folder/old/$name" "$folder/new/$name"; then
    same=$((same + 1))
    rm "$folder/old/$name" "$folder/new/$name"
  else
    differ=$((differ + 1))
    echo "differ: $name: jisr $*"
  fi
}

# aligned NAME ARGUMENTS...: `jisr align` in all formats, with all that can be asked for.
aligned() {
  local name=$1 format
  shift
  both "$name.jsonl" align "$@" -q --format jsonl --explain
  both "$name.tsv" align "$@" -q --format tsv --split-clauses
  both "$name.index" align "$@" -q --format index
  both "$name.txt" align "$@" -q --format terminal --explain
}

aligned seeds seeds
aligned seeds-all seeds --all-pairs --min-score 0.3
both seeds-threads.jsonl align seeds -q --format jsonl --explain --threads 1
both seeds-words.jsonl align seeds -q --format jsonl --explain --vectors none
for mode in parallel comparable; do
  both "seeds-$mode.jsonl" align seeds -q --format jsonl --explain --mode "$mode"
done
for gold in parallel comparable; do
  aligned "$gold" --presplit "seeds/$gold.gold"
  both "$gold.scores" eval align "seeds/$gold.gold"
done
both fit-parallel.json fit parallel seeds/parallel.gold
both fit-comparable.json fit comparable seeds/comparable.gold

if [ -d ../shared/dev ]; then
  dev=../shared/dev
  for set in "$dev"/natural/{captions,hadith-mov,tunisia,bible-mov}.jsonl \
    "$dev"/{xquad-noisy,xquad-heavy,tico19-noisy,tico19-comparable,udhr-natural}.jsonl; do
    [ -f "$set" ] || continue
    name=$(basename "$set" .jsonl)
    both "$name.jsonl" align --presplit "$set" -q --format jsonl --explain
    both "$name.tsv" align --presplit "$set" -q --format tsv --split-clauses
  done
  both pool.scores eval pool "$dev/xquad-comparable_hard.jsonl" --size 10
  both clauses.scores eval clauses "$dev/xquad-beads.jsonl"
  both fit-clauses.json fit clauses "$dev/xquad-beads.jsonl"
  [ ! -d ../shared/reports ] || both reports.jsonl align ../shared/reports -q --format jsonl --explain
fi

echo "$same outputs are the same, $differ differ"
[ "$differ" = 0 ] || { echo "see: diff -r $folder/old $folder/new"; exit 1; }
