//! Makes the image of the embedded lexicon, which the crate takes in as it is (`lexicon::load`).
//!
//! The script is made of the crate's own modules, so that the image is what the crate would compile at run time.

#![allow(dead_code, reason = "the modules are those of the crate; the script uses a part of each")]

mod arabic;
mod english;
mod hash;
mod image;
mod spelling;

mod lexicon {
    pub mod compile;
    mod embedded;
    pub mod image_write;
    mod index;
    mod key;
    mod parse;
    mod table;
}

mod names {
    pub mod book {
        pub mod compile;
        pub mod key;
        pub mod row;
    }
}

use std::path::Path;

use image::{ALIGN, ByteOrder, ImageSections};
use lexicon::compile::{Sources, compile};
use lexicon::image_write::write;

#[allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn main() -> Result<(), String> {
    // The modules and the lexicon files are part of the script, and cargo runs a script that changed.
    println!("cargo:rerun-if-changed=src/build.rs");
    mark_shared_data();
    let variable = |name: &str| std::env::var(name).map_err(|e| format!("{name}: {e}"));
    let lexicon = compile(&Sources::embedded()).map_err(|(file, bad)| {
        format!("lexicons/{file}:{}: expected {}, found {:?}", bad.line, bad.expected, bad.found)
    })?;
    // Read where it stands, on the machine that the binary is for.
    let big = variable("CARGO_CFG_TARGET_ENDIAN")? == "big";
    let order = if big { ByteOrder::Big } else { ByteOrder::Little };
    let image = write(&lexicon, order);
    let folder = variable("OUT_DIR")?;
    let put = |name: &str, image: Vec<u8>| {
        let path = Path::new(&folder).join(name);
        std::fs::write(&path, image).map_err(|e| format!("{}: {e}", path.display()))
    };
    put("lexicon.image", image)?;
    put("sound_costs.bin", last_section(include_bytes!("../lexicons/names.image"))?)?;
    let mut rows = Vec::new();
    for text in [
        include_str!("../lexicons/persons.tsv"),
        include_str!("../lexicons/organisations.tsv"),
        include_str!("../lexicons/places.tsv"),
    ] {
        names::book::compile::entries(text, &mut rows);
    }
    names::book::compile::table(include_str!("../lexicons/names.tsv"), &mut rows)
        .map_err(|line| format!("lexicons/names.tsv:{line}: expected the columns of the header"))?;
    put("names_book.image", names::book::compile::image(&rows, order))
}

/// Sets `shared_data` where the development sets lie beside the crate: tests that need them are shown as ignored without.
/// What is not there is not watched, or cargo would build all anew each time; when the sets come later, touch this file.
#[allow(clippy::print_stdout, reason = "how a build script speaks to cargo")]
fn mark_shared_data() {
    const ONE_OF_THEM: &str = "../shared/dev/xquad-beads.jsonl";
    println!("cargo:rustc-check-cfg=cfg(shared_data)");
    if Path::new(ONE_OF_THEM).is_file() {
        println!("cargo:rerun-if-changed={ONE_OF_THEM}");
        println!("cargo:rustc-cfg=shared_data");
    }
}

/// The last section of the model of names, its costs of sounds; `names::transliterate::image` says how it is laid out.
fn last_section(image: &[u8]) -> Result<Vec<u8>, String> {
    let sections = ImageSections::new(image.get(ALIGN..).unwrap_or_default(), ByteOrder::Little);
    sections.last().map(<[u8]>::to_vec).ok_or_else(|| "lexicons/names.image: no section".to_owned())
}
