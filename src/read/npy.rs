//! Vectors in NumPy's format (NEP 1): what a teacher made of each line of a text.

use std::io::{BufReader, Read};
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
    let length = file.metadata().map_err(|e| Error::io(path, "read", e))?.len();
    if declared(&file).map_err(|e| Error::io(path, "read", e))?.is_none_or(|numbers| numbers > length) {
        return Err(bad(format!("a shape that {length} bytes cannot have")));
    }
    let file = std::fs::File::open(path).map_err(|e| Error::io(path, "open", e))?;
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

/// How many numbers the head of a file declares; `None` where that is more than can be counted. 0 where no shape is to be
/// seen: then the parser says what is wrong.
fn declared(mut file: impl Read) -> std::io::Result<Option<u64>> {
    /// The longest head looked at; NumPy's own have some hundred bytes.
    const LONGEST_HEAD: u64 = 1 << 16;
    let mut head = Vec::new();
    file.by_ref().take(LONGEST_HEAD).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let shape = head.split_once("'shape'").and_then(|(_, rest)| rest.split_once('(')?.1.split_once(')'));
    let Some((shape, _)) = shape else { return Ok(Some(0)) };
    let numbers = shape.split(',').map(str::trim).filter(|number| !number.is_empty());
    Ok(numbers
        .map(|number| number.trim_end_matches('L').parse::<u64>().ok())
        .try_fold(1u64, |all, number| all.checked_mul(number?)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// columns_2e60.npy aborted, columns_2e64.npy panicked.
    #[test]
    fn a_shape_is_held_against_the_file() {
        let file = |shape: &str| {
            let mut bytes = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
            let head = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}");
            bytes.extend(format!("{head:117}\n").bytes());
            bytes.extend([0; 8]);
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            file
        };
        assert_eq!(vectors(file("1, 2").path(), |_| {}).unwrap(), (1, 2));
        for shape in [
            "2, 1152921504606846976",
            "18446744073709551615, 18446744073709551615",
            "99999999999999999999999, 1",
        ] {
            let error = vectors(file(shape).path(), |_| {}).unwrap_err().to_string();
            assert!(error.contains("cannot have"), "{shape}: {error}");
        }
    }
}
