//! What the tests of the command share: running it, files in a folder of their own, what came out.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use jisr::Jisr;
use jisr::options::{ModeChoice, Settings};
use tempfile::TempDir;

/// The command, as on a terminal without colour, in the folder of the crate.
pub fn jisr<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jisr"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS", "RAYON_NUM_THREADS", "RUST_BACKTRACE"] {
        command.env_remove(name);
    }
    command.args(args);
    command
}

/// What a run gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Fails unless the run ended well.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, 0, "{self:#?}");
        self
    }

    /// Fails unless the run ended with 2 and told each of `said` on standard error, as an error and not as a panic.
    #[track_caller]
    pub fn bad(self, said: &[&str]) -> Self {
        assert_eq!(self.code, 2, "{self:#?}");
        assert!(self.err.contains("error:"), "{self:#?}");
        self.no_panic();
        for said in said {
            assert!(self.err.contains(said), "{said:?} is not in\n{self:#?}");
        }
        self
    }

    #[track_caller]
    pub fn no_panic(&self) {
        assert!(!self.err.contains("panicked"), "{self:#?}");
    }
}

/// Runs the command with `args`.
pub fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Run {
    finish(jisr(args))
}

/// Runs `command`.
pub fn finish(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What snapshots of answers about names leave out: probabilities, counts, persons by country.
pub const NAME_FIGURES: [(&str, &str); 4] = [
    (r"\b[01]\.\d\d\b", "[p]"),
    (r#""(count|probability)":[0-9.e-]+"#, "\"$1\":0"),
    (r"\b([A-Z]{2}) \d+", "$1 n"),
    (r#""([A-Z]{2})":\d+"#, "\"$1\":0"),
];

/// The results of the cases of a data file.
#[derive(Default)]
pub struct Cases {
    count: usize,
    faults: String,
}

impl Cases {
    /// Takes one result. A known failure has to fail: one that passes is mended and belongs among the other cases.
    pub fn add(&mut self, passes: bool, known_failure: bool, shown: &str) {
        self.count += 1;
        match (passes, known_failure) {
            (false, false) => writeln!(self.faults, "fails: {shown}").unwrap(),
            (true, true) => writeln!(self.faults, "no longer a failure, take off its mark: {shown}").unwrap(),
            _ => {}
        }
    }

    /// Fails unless there were `at_least` cases and all came out as the file says.
    #[track_caller]
    pub fn finish(self, at_least: usize) {
        assert!(self.faults.is_empty(), "\n{}", self.faults);
        assert!(self.count >= at_least, "only {} cases", self.count);
    }
}

/// An aligner with the usual settings but for the mode, loaded once for all tests.
pub fn aligner(mode: ModeChoice) -> &'static Jisr {
    static ALL: [OnceLock<Jisr>; 3] = [const { OnceLock::new() }; 3];
    let place = match mode {
        ModeChoice::Auto => 0,
        ModeChoice::Parallel => 1,
        ModeChoice::Comparable => 2,
    };
    ALL[place].get_or_init(|| Jisr::new(Settings { mode, ..Settings::default() }))
}

/// A folder that goes away with its owner.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A folder with a small Arabic and a small English report of one event.
    pub fn with_pair() -> Self {
        let folder = Folder::new();
        folder.file("ar.txt", AR);
        folder.file("en.txt", EN);
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The command run in this folder, so that no path of the machine is in what it says.
    pub fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Run {
        let mut command = jisr(args);
        command.current_dir(self.path());
        finish(command)
    }

    /// The names in the folder, hidden ones too, sorted.
    pub fn names(&self) -> Vec<String> {
        let name = |e: std::io::Result<fs::DirEntry>| e.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(self.path()).unwrap().map(name).collect();
        names.sort();
        names
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).unwrap()
    }
}

/// A path below the folder of the crate.
pub fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A path below the development sets, for tests that are ignored where these are absent (`shared_data`).
pub fn shared(path: &str) -> PathBuf {
    at_root("../shared").join(path)
}

/// The text of a file below the folder of the crate.
pub fn read(path: &str) -> String {
    fs::read_to_string(at_root(path)).unwrap()
}

/// Four sentences about an invented visit.
pub const AR: &str = "زار الرئيس التركي باكو يوم الاثنين.
وقال إن 90 مليون نسمة يعيشون في تركيا.
ثم وقّع مع رئيس أذربيجان اتفاقاً لبناء جسر جديد بكلفة 250 مليون دولار.
وسيعود إلى أنقرة يوم الجمعة.
";

/// The same four in English.
pub const EN: &str = "The Turkish president visited Baku on Monday.
He said that 90 million people live in Turkey.
He then signed an agreement with the president of Azerbaijan to build a new bridge at a cost of 250 million dollars.
He will return to Ankara on Friday.
";

/// `AR` or `EN` as JSON strings, a sentence each.
pub fn sentences(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// A line of given sentences.
pub fn split_line(id: &str, ar: &[&str], en: &[&str]) -> String {
    serde_json::json!({ "id": id, "ar": ar, "en": en }).to_string() + "\n"
}
