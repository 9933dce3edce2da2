//! scratch
use jisr::*;
use std::io::Read;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut o = Options::default();
    o.mode = match a[1].as_str() {
        "c" => ModeChoice::Comparable,
        "p" => ModeChoice::Parallel,
        _ => ModeChoice::Auto,
    };
    for s in &a[3..] {
        let (k, v) = s.split_once('=').unwrap();
        let v: f32 = v.parse().unwrap();
        match k {
            "cover" => o.score.cover = v,
            "document" => o.score.document = v,
            "words" => o.score.words = v,
            "length" => o.score.length = v,
            "spread" => o.score.length_spread = v,
            "chance" => o.score.length_chance = v,
            "base" => o.score.length_base = v,
            "merge" => o.score.merge = v,
            "cross" => o.score.cross = v,
            "bead" => o.score.bead = v,
            "most" => o.score.most = v,
            "null" => o.parallel.null = v,
            "least" => o.comparable.least = v,
            "further" => o.comparable.further = v,
            "margin" => o.comparable.margin = v,
            "neighbours" => o.comparable.neighbours = v as usize,
            "number" => o.matches.number = v,
            "spelling" => o.matches.spelling = v,
            "alike" => o.matches.alike = v,
            "weak" => o.matches.weak = v,
            "date" => o.matches.date = v,
            "verbatim" => o.matches.verbatim = v,
            "reach" => o.anchors.reach = v as usize,
            "exact" => o.anchors.exact = v as usize,
            "aleast" => o.anchors.least = v,
            "longest" => o.parallel.longest = v as usize,
            "crossed" => o.parallel.longest_crossed = v as usize,
            _ => panic!("{k}"),
        }
    }
    let mut text = String::new();
    std::fs::File::open(&a[2]).unwrap().read_to_string(&mut text).unwrap();
    let t = std::time::Instant::now();
    let lex = lexicon::load();
    eprint!("load {:?} ", t.elapsed());
    let tok = tokenize::Tokenizer::new();
    let mut analyst = evidence::Analyst::new(&lex);
    let t = std::time::Instant::now();
    let mut n = 0;
    for line in text.lines() {
        let d: serde_json::Value = serde_json::from_str(line).unwrap();
        let side = |k: &str| {
            d[k].as_array().unwrap().iter().map(|s| s.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (ar, en) = (side("ar"), side("en"));
        n += ar.len() + en.len();
        let (da, pa) = pipeline::presplit("a", &ar, 0, text::Lang::Arabic, &tok);
        let (de, pe) = pipeline::presplit("e", &en, 1, text::Lang::English, &tok);
        let (aa, ae) = (analyst.analyse(&pa, &da.text), analyst.analyse(&pe, &de.text));
        let al = pipeline::align_pair((&pa, &da.text, &aa), (&pe, &de.text, &ae), &o);
        let beads = &al.beads;
        if a[1] == "a" {
            eprintln!("{:?} {}", al.mode, al.why);
        }
        let pairs: Vec<_> =
            beads.iter().filter(|b| !b.is_null()).map(|b| (b.ar.clone(), b.en.clone())).collect();
        println!("{}", serde_json::json!({"id": d["id"], "gold": pairs}));
    }
    eprintln!("{} sentences {:?} {:.0}/s", n, t.elapsed(), n as f64 / t.elapsed().as_secs_f64());
}
