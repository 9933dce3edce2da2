//! Tokens: the cases of `tests/data/tokenize/*.txt`, and what holds for every text.
//!
//! A case is a line `lang <TAB> sentence <TAB> tokens`. A token is written as its kind, its value and, for numbers and
//! dates, the words it covers with `_` for white space:
//! `W:word`, `N:90000000=90_million`, `N%` per cent, `No` ordinal, `Nd` decade, `D:2018-12-21=…` (`*` for an unknown
//! part), `L:link`. `\u{200f}` and the like stand for invisible characters.

use jisr::internals::tokenize::Tokenizer;
use jisr::text::{Date, Lang, NumberUnit, Span, Token, TokenKind};
use proptest::prelude::*;
use std::fmt::Write as _;

fn tokens(lang: Lang, text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    Tokenizer::new().tokens(lang, text, Span::new(0, text.len()), &mut out);
    out
}

fn notation(text: &str, tokens: &[Token]) -> String {
    let mut out = String::new();
    for token in tokens {
        if !out.is_empty() {
            out.push(' ');
        }
        let words = token.span.of(text).replace(char::is_whitespace, "_");
        match token.kind {
            TokenKind::Word { .. } => write!(out, "W:{words}"),
            TokenKind::Link => write!(out, "L:{words}"),
            TokenKind::Number(n) => {
                let unit = match n.unit {
                    NumberUnit::Plain => "",
                    NumberUnit::Percent => "%",
                    NumberUnit::Decade => "d",
                    NumberUnit::Ordinal => "o",
                };
                write!(out, "N{unit}:{}={words}", n.value)
            }
            TokenKind::Date(Date { year, month, day }) => {
                let part = |p: Option<u16>| p.map_or("*".to_owned(), |p| format!("{p:02}"));
                let (month, day) = (month.map(u16::from), day.map(u16::from));
                write!(out, "D:{}-{}-{}={words}", part(year), part(month), part(day))
            }
        }
        .expect("writing to a string");
    }
    out
}

/// Resolves `\u{…}`.
fn unescape(cell: &str) -> String {
    let mut parts = cell.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("closing brace");
        out.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("code point"));
        out.push_str(rest);
    }
    out
}

fn check(file: &str, at_least: usize) {
    let mut wrong = String::new();
    let mut count = 0;
    for (i, line) in file.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [lang, sentence, expected] = cells[..] else { panic!("line {}: three cells expected", i + 1) };
        let lang = if lang == "ar" { Lang::Arabic } else { Lang::English };
        let (sentence, expected) = (unescape(sentence), unescape(expected));
        let found = notation(&sentence, &tokens(lang, &sentence));
        if found != expected {
            writeln!(wrong, "line {}: {sentence}\n  expected {expected}\n     found {found}", i + 1)
                .expect("writing to a string");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(count >= at_least, "only {count} cases");
}

#[test]
fn arabic_cases() {
    check(include_str!("../data/tokenize/arabic.txt"), 60);
}

#[test]
fn english_cases() {
    check(include_str!("../data/tokenize/english.txt"), 40);
}

#[test]
fn capital_is_that_of_the_first_letter() {
    let capitals: Vec<bool> = tokens(Lang::English, "Émile met iOS in NATO, قال")
        .iter()
        .map(|t| t.kind == TokenKind::Word { capital: true })
        .collect();
    assert_eq!(capitals, [true, false, false, false, true, false]);
}

#[test]
fn only_the_sentence_is_read() {
    let text = "In 2017. Sales rose 5 million. In 2018.";
    let span = Span::new(9, 30);
    let mut out = vec![Token { span: Span::new(3, 7), kind: TokenKind::Link }];
    Tokenizer::new().tokens(Lang::English, text, span, &mut out);
    assert_eq!(out[0].kind, TokenKind::Link, "what was there stays");
    assert_eq!(notation(text, &out[1..]), "W:Sales W:rose N:5000000=5_million");
}

/// Pieces that numbers, dates, links and words are made of.
const PIECES: &str = "3|5|12|21|2018|1990|300|000|٢٠|۱۲|.|,|،|٫|٬|/|-|:|%|٪|$| | | |\u{a0}|\u{200f}|\u{640}|\u{64e}|\u{301}|'|’|\
    @|#|_|(|)|st|s|m|bn|a|an|and|half|one|twenty|hundred|thousand|million|per|cent|first|nineties|second|May|March|Dec|of|\
    http://x.y|www.|a.b|U|S|é|ß|漢字|Ж|😀|و|ف|ب|ل|ال|لل|في|من|أ|خمسة|عشر|عشرون|مئة|مئتان|ألف|آلاف|ألفين|مليون|نصف|الأول|\
    الحادي|والعشرين|كانون|الثاني|ربيع|آب|ديسمبر|شهر|عام|التسعينيات|القرن|الماضي|المئة|بالمئة";

fn assembled() -> impl Strategy<Value = String> {
    let pieces: Vec<&'static str> = PIECES.split('|').collect();
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|p| p.concat())
}

fn holds(text: &str, from: usize, to: usize) {
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let (from, to) = (bounds[from % bounds.len()], bounds[to % bounds.len()]);
    let span = Span::new(from.min(to), from.max(to));
    for lang in [Lang::Arabic, Lang::English] {
        let mut out = Vec::new();
        TOKENIZER.with(|t| t.tokens(lang, text, span, &mut out));
        let mut last = span.start;
        for token in &out {
            assert!(token.span.start >= last && token.span.start < token.span.end, "order: {token:?}");
            assert!(
                text.get(token.span.start as usize..token.span.end as usize).is_some(),
                "boundary: {token:?}"
            );
            last = token.span.end;
        }
        assert!(last <= span.end, "inside");
        // Every letter and digit is in a token.
        for (at, c) in span.of(text).char_indices() {
            let at = at as u32 + span.start;
            let covered = out.iter().any(|t| t.span.start <= at && at < t.span.end);
            assert!(
                covered || !(c.is_ascii_alphanumeric() || jisr::internals::arabic::is_letter(c)),
                "{c} is lost"
            );
        }
    }
}

thread_local! {
    static TOKENIZER: Tokenizer = Tokenizer::new();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tokens_are_ordered_spans_of_any_text(text in any::<String>(), from: usize, to: usize) {
        holds(&text, from, to);
    }

    #[test]
    fn tokens_are_ordered_spans_of_likely_text(text in assembled(), from: usize, to: usize) {
        holds(&text, from, to);
    }

    #[test]
    fn integers_keep_their_value_in_any_digits(n in 0u32..=u32::MAX) {
        let ascii = n.to_string();
        for zero in ['0', '\u{660}', '\u{6f0}'] {
            let shift = |c: char| char::from_u32(zero as u32 + c as u32 - '0' as u32).expect("a digit");
            let text: String = ascii.chars().map(shift).collect();
            let found = tokens(Lang::Arabic, &text);
            prop_assert_eq!(found.len(), 1);
            let TokenKind::Number(number) = found[0].kind else { panic!("{found:?}") };
            prop_assert_eq!(number.value, f64::from(n));
        }
    }
}

/// Were the work quadratic in the length, this would not end.
#[test]
fn endless_sentences_are_read_to_the_end() {
    for unit in [
        "تسعينيات القرن ",
        "ألف و",
        "1,2,3,",
        "a.b@",
        "one thousand and ",
        "كانون ",
        "May ",
        "أ.",
        "12/12/",
        "-",
    ] {
        let text = unit.repeat(20_000);
        let found = tokens(Lang::Arabic, &text);
        assert_eq!(found.is_empty(), unit == "-", "{unit}");
        assert!(found.windows(2).all(|t| t[0].span.end <= t[1].span.start), "{unit}");
        assert!(found.iter().all(|t| t.span.end as usize <= text.len()), "{unit}");
    }
}
