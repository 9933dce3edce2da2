//! Retrieval, one against all: `jisr eval --retrieval` and `jisr fit --retrieval`.

use std::path::PathBuf;

use super::shared::{text_of, usage};
use jisr::Jisr;
use jisr::error::Result;
use jisr::evidence::vectors::Margin;
use jisr::lab::compare_lines;
use jisr::lab::evaluate::retrieval::{self, KINDS, Lines, WEIGHTS};
use jisr::write::to_stdout;

/// Neighbours of a margin, as Artetxe & Schwenk 2019.
pub const NEIGHBOURS: usize = 4;

/// The lines of a text and its translation, compared.
fn lines(jisr: &Jisr, files: &[PathBuf]) -> Result<Lines> {
    let [ar, en] = files else {
        return Err(usage("two files, Arabic and English", format!("{}", files.len()), "name both"));
    };
    let read =
        |path: &PathBuf| -> Result<Vec<String>> { Ok(text_of(path)?.lines().map(str::to_owned).collect()) };
    let (a, e) = (read(ar)?, read(en)?);
    if a.len() != e.len() || a.is_empty() {
        let expected = format!("as many lines in {} as in {}, and some", en.display(), ar.display());
        return Err(usage(expected, format!("{} and {}", e.len(), a.len()), "line n translates line n"));
    }
    Ok(compare_lines(jisr, &a, &e))
}

/// Scores retrieval of each line of one file among all of the other, by vectors alone and with all evidence.
pub fn eval(jisr: &Jisr, files: &[PathBuf], json: bool) -> Result<()> {
    let lines = lines(jisr, files)?;
    let alone = [1.0, 0.0, 0.0, 0.0];
    let mut rows = Vec::new();
    if !lines.cosines.is_empty() {
        for (name, margin) in [
            ("vectors, ratio margin", Margin::Ratio),
            ("vectors, difference margin", Margin::Difference),
            ("vectors, no margin", Margin::None),
        ] {
            rows.push((name, retrieval::accuracy(&lines, &alone, NEIGHBOURS, margin)));
        }
    }
    rows.push(("all evidence", retrieval::accuracy(&lines, &WEIGHTS, NEIGHBOURS, Margin::Difference)));
    to_stdout(|out| {
        if json {
            let map: serde_json::Map<_, _> =
                rows.iter().map(|(name, a)| ((*name).to_owned(), serde_json::json!(a))).collect();
            return writeln!(out, "{}", serde_json::Value::Object(map));
        }
        writeln!(out, "{} lines{:21}ar → en  en → ar", lines.len, "")?;
        rows.iter().try_for_each(|(name, a)| writeln!(out, "{name:32} {:.4}   {:.4}", a.forward, a.backward))
    })
}

/// Fits what each kind of evidence counts, and shows what each adds: weights fitted on the other documents.
pub fn fit(jisr: &Jisr, files: &[PathBuf], document: usize) -> Result<()> {
    let texts = files.chunks(2).map(|pair| lines(jisr, pair)).collect::<Result<Vec<_>>>()?;
    let on = |kinds: &[usize]| -> [bool; 4] { std::array::from_fn(|k| kinds.contains(&k)) };
    let choices =
        [on(&[0]), on(&[0, 1]), on(&[0, 2]), on(&[0, 3]), on(&[0, 1, 2]), on(&[1, 2, 3]), on(&[0, 1, 2, 3])];
    let found = retrieval::ablation(&texts, &choices, document, NEIGHBOURS, Margin::Difference);
    to_stdout(|out| {
        writeln!(
            out,
            "Accuracy ar → en / en → ar, weights fitted on other documents ({document} lines each)"
        )?;
        for (choice, (accuracy, weights)) in choices.iter().zip(found) {
            let kinds: Vec<&str> = (0..4).filter(|&k| choice[k]).map(|k| KINDS[k]).collect();
            write!(out, "{:32}", kinds.join(" + "))?;
            accuracy.iter().try_for_each(|a| write!(out, "  {:.4} / {:.4}", a.forward, a.backward))?;
            writeln!(out, "   weights {weights:.2?}")?;
        }
        Ok(())
    })
}
