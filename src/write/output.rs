//! Where results go: a file that is there whole or not at all, or standard output.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::{Builder, NamedTempFile};

use crate::error::{Error, Result};

/// Writes a file with what `fill` writes, gzipped when the name ends in `.gz`.
///
/// The bytes go to a temporary file in the same folder, which takes the name `path` only when all of it is on disk:
/// whoever looks there finds the old file or the new one, and an error leaves the old one. A symbolic link stays one.
/// What is no ordinary file (`/dev/stdout`, a named pipe) is written to directly.
///
/// # Errors
/// [`Error::Io`] with the path when the folder is absent, when it or the file may not be written, when `path` is a
/// folder, or when `fill` fails.
pub fn to_file(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let failed = |action: &'static str| move |source: io::Error| Error::io(path, action, source);
    let (target, old) = destination(path)?;
    let gzip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        let device = File::options().write(true).open(&target).map_err(failed("open"))?;
        return fill_into(&device, gzip, fill).or_else(silent_pipe).map_err(failed("write"));
    }
    let temporary = temporary(&target).map_err(failed("create"))?;
    fill_into(temporary.as_file(), gzip, fill).map_err(failed("write"))?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions()).map_err(failed("write"))?;
    }
    temporary.as_file().sync_all().map_err(failed("write"))?;
    temporary.persist(&target).map_err(|e| Error::io(path, "write", e.error))?;
    Ok(())
}

/// Whether [`to_file`] could write `path` now: asked before hours of work, not after them. Nothing is left behind and
/// an old file stays as it is.
///
/// # Errors
/// Those of [`to_file`], but for a full disk and a device that refuses.
pub fn check_file(path: &Path) -> Result<()> {
    let (target, old) = destination(path)?;
    if old.is_none_or(|old| old.is_file()) {
        temporary(&target).map_err(|source| Error::io(path, "create", source))?;
    }
    Ok(())
}

/// Whether writing the file `output` would replace the file `input`, by whatever paths the two are named. Devices and
/// pipes hold nothing to replace.
pub fn replaces(output: &Path, input: &Path) -> bool {
    let target = fs::canonicalize(output).ok().filter(|target| target.is_file());
    target.is_some_and(|target| fs::canonicalize(input).is_ok_and(|input| input == target))
}

/// Whether `path` lies in `folder`, not in a folder below it.
pub fn lies_in(path: &Path, folder: &Path) -> bool {
    let parent = fs::canonicalize(path).ok().and_then(|path| Some(path.parent()?.to_owned()));
    parent.is_some_and(|parent| fs::canonicalize(folder).is_ok_and(|folder| folder == parent))
}

/// The file that `path` stands for, and what is known of it when it is there.
fn destination(path: &Path) -> Result<(PathBuf, Option<Metadata>)> {
    // A rename would replace a link itself.
    let target = followed(path).map_err(|source| Error::io(path, "write", source))?;
    let old = fs::metadata(&target).ok();
    match &old {
        Some(old) if old.is_dir() => {
            Err(Error::io(path, "write", io::Error::new(ErrorKind::IsADirectory, "it is a folder")))
        }
        // A rename does not ask whether the file it replaces may be written.
        Some(old) if old.permissions().readonly() => {
            Err(Error::io(path, "write", io::Error::new(ErrorKind::PermissionDenied, "it is read-only")))
        }
        _ => Ok((target, old)),
    }
}

/// `path` with the symbolic links of its last part followed, to a file that need not be there.
fn followed(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const LINKS: usize = 40;
    if let Ok(target) = fs::canonicalize(path) {
        return Ok(target);
    }
    let mut target = path.to_owned();
    if fs::metadata(path).is_ok() {
        // It is there without a name of its own: /dev/stdout that is a pipe.
        return Ok(target);
    }
    for _ in 0..LINKS {
        match fs::read_link(&target) {
            // A relative link starts from the folder it is in; joining an absolute one gives that one.
            Ok(next) => target = target.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}

/// Writes what `fill` writes to standard output. A reader that stops early, as `head` does, is no error.
///
/// # Errors
/// [`Error::Io`] when writing fails for another reason, a full disk for one.
pub fn to_stdout(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    fill_into(io::stdout().lock(), false, fill)
        .or_else(silent_pipe)
        .map_err(|source| Error::io(Path::new("standard output"), "write", source))
}

/// Nobody reads on: stop without complaint.
fn silent_pipe(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

/// Runs `fill` on a buffered, perhaps compressed `file` and sees every byte off.
fn fill_into(
    file: impl Write,
    gzip: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, file);
    if gzip {
        // No name and no time in the header: the same results give the same bytes.
        let mut packed = BufWriter::new(GzEncoder::new(out, Compression::default()));
        fill(&mut packed)?;
        out = packed.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
    } else {
        fill(&mut out)?;
    }
    out.flush()
}

/// A new hidden file beside `target`, deleted unless it is persisted.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(io::Error::new(ErrorKind::NotFound, format!("there is no folder {}", folder.display())));
    }
    let mut prefix = OsString::from(".");
    prefix.push(target.file_name().unwrap_or(OsStr::new("jisr")));
    prefix.push(".");
    let mut builder = Builder::new();
    // Temporary files are private by default; results are as open as the user's umask says.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(&prefix).suffix(".tmp").tempfile_in(folder)
}
