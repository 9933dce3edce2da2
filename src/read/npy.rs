//! Vectors in NumPy's format (NEP 1): what a teacher made of each line of a text.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use npyz::half::f16;

use crate::error::{Error, Result};

/// The file of vectors beside a text, `FILE.npy`, if it is there.
pub fn vectors_beside(text: &Path) -> Option<PathBuf> {
    let mut name = text.as_os_str().to_owned();
    name.push(".npy");
    let path = PathBuf::from(name);
    path.is_file().then_some(path)
}

/// Reads a matrix of floats (2, 4 or 8 bytes each) and calls `each` with its rows, in order. Returns rows and columns.
///
/// # Errors
/// When the file cannot be read, is no matrix of floats in C order, or holds what is no number.
pub fn vectors(path: &Path, mut each: impl FnMut(&[f32])) -> Result<(usize, usize)> {
    let file = std::fs::File::open(path).map_err(|e| Error::io(path, "open", e))?;
    let bad = |found: String| {
        Error::content(
            path,
            None,
            "a matrix of floats as numpy.save writes it",
            found,
            "make it with numpy.save",
        )
    };
    let npy = npyz::NpyFile::new(BufReader::new(file)).map_err(|e| bad(e.to_string()))?;
    let &[rows, columns] = npy.shape() else { return Err(bad(format!("shape {:?}", npy.shape()))) };
    if npy.order() != npyz::Order::C {
        return Err(bad("Fortran order".to_owned()));
    }
    let (rows, columns) = (rows as usize, columns as usize);
    let mut row = Vec::with_capacity(columns);
    let mut done = 0;
    let mut take = |x: std::io::Result<f32>| -> Result<()> {
        row.push(x.map_err(|e| Error::io(path, "read", e))?);
        if row.len() == columns {
            done += 1;
            if let Some(x) = row.iter().find(|x| !x.is_finite()) {
                let found = format!("{x} in row {done}");
                return Err(Error::content(
                    path,
                    None,
                    "finite numbers",
                    found,
                    "have the teacher make them anew",
                ));
            }
            each(&row);
            row.clear();
        }
        Ok(())
    };
    let kind = npy.dtype().descr();
    if kind.contains("f2") {
        for x in npy.data::<f16>().map_err(|e| bad(e.to_string()))? {
            take(x.map(f16::to_f32))?;
        }
    } else if kind.contains("f4") {
        for x in npy.data::<f32>().map_err(|e| bad(e.to_string()))? {
            take(x)?;
        }
    } else {
        for x in npy.data::<f64>().map_err(|e| bad(e.to_string()))? {
            take(x.map(|x| x as f32))?;
        }
    }
    Ok((rows, columns))
}
