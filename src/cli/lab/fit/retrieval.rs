//! `jisr fit retrieval`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::super::aligner::AlignerArgs;
use super::super::lines::{NEIGHBOURS, compared};
use crate::cli::reporter::Reporter;
use jisr::internals::error::Result;
use jisr::internals::evidence::vectors::Margin;
use jisr::internals::lab::evaluate::retrieval::{self, KINDS};
use jisr::write::to_stdout;

/// Fit what each kind of evidence counts in retrieval, one line against all; the weights are shown, and compiled in
#[derive(clap::Args)]
pub struct Args {
    /// Files of lines, Arabic and English in turn
    #[arg(value_name = "FILE", num_args = 2.., required = true)]
    files: Vec<PathBuf>,
    /// AlignedLines of a document, which is fitted on or measured on as a whole
    #[arg(long, value_name = "N", default_value = "30")]
    document: NonZeroUsize,
    #[command(flatten)]
    aligner: AlignerArgs,
}

/// Runs `jisr fit retrieval`: fits what each kind of evidence counts, and shows what each adds: weights fitted on the other documents.
pub fn run(args: &Args, reporter: &Reporter) -> Result<()> {
    let (jisr, _) = args.aligner.to_fit(reporter)?;
    let document = args.document.get();
    let texts = args.files.chunks(2).map(|pair| compared(&jisr, pair)).collect::<Result<Vec<_>>>()?;
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
