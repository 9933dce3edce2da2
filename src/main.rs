//! The `jisr` command.
use jisr::lexicon;
use std::io::Read;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let t = std::time::Instant::now();
    let lex = lexicon::load();
    eprintln!("load {:?} entries {} links {} keys {}", t.elapsed(), lex.entries(), lex.links(), lex.keys());
    match a[1].as_str() {
        "build" => {
            let (s, st) = lexicon::build(text.lines());
            print!("{s}");
            eprintln!("{st:?}");
        }
        "count" => {
            println!("stem\tper_million");
            for (w, n) in lexicon::count(&lex, a[2] == "ar", text.lines(), a[3].parse().unwrap()) {
                println!("{w}\t{n:.1}");
            }
        }
        "learn" => {
            println!("ar\ten\tforward\tbackward");
            for p in lexicon::learn(
                &lex,
                text.lines().skip(1).filter_map(|l| {
                    let mut c = l.split('\t');
                    Some((c.next()?, c.next()?))
                }),
                &Default::default(),
            ) {
                println!("{}\t{}\t{:.0}\t{:.0}", p.ar, p.en, p.forward * 1000.0, p.backward * 1000.0);
            }
        }
        _ => {}
    }
}
