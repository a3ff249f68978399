//! Files are read by this program started again: some readers of formats end the whole process on a tiny file, and nothing
//! within it stops that. The reader may use so much memory and time and no more; when it dies, only the file is not read.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::dataset::Origin;
use crate::import::hints::Hints;
use crate::import::parcel::{self, Parcel, Wish};
use crate::import::stage;
use crate::problem::Problem;

/// The hidden command by which the program becomes a reader.
pub const COMMAND: &str = "read-apart";

/// The program that is started as the reader; without one, files are read here.
static READER: OnceLock<PathBuf> = OnceLock::new();

/// Files are read by this program from now on. The first one named stays.
pub fn read_with(program: PathBuf) {
    READER.get_or_init(|| program);
}

pub(super) fn reader() -> Option<&'static Path> {
    READER.get().map(PathBuf::as_path)
}

/// How much one reading may take.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of memory.
    pub memory: usize,
    /// From its start to its answer.
    pub seconds: u64,
}

impl Limits {
    pub const USUAL: Self = Self { memory: 900 << 20, seconds: 60 };
    /// Of a file that is read row by row; the time begins anew whenever it has come on.
    pub const IN_ROWS: Self = Self { memory: 1200 << 20, seconds: 60 };
}

/// Whoever waits for a reading: sees how far it has come, and may stop it.
#[derive(Clone, Debug, Default)]
pub struct Watch(Arc<Seen>);

#[derive(Debug, Default)]
struct Seen {
    is_stopped: AtomicBool,
    bytes: AtomicU64,
    rows: AtomicU64,
}

impl Watch {
    /// Nobody waits any more.
    pub fn stop(&self) {
        self.0.is_stopped.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.0.is_stopped.load(Ordering::Relaxed)
    }

    /// Bytes taken from disk, and rows read, of a file that is read row by row.
    pub fn progress(&self) -> [u64; 2] {
        [self.0.bytes.load(Ordering::Relaxed), self.0.rows.load(Ordering::Relaxed)]
    }

    fn saw(&self, [bytes, rows]: [u64; 2]) {
        self.0.bytes.store(bytes, Ordering::Relaxed);
        self.0.rows.store(rows, Ordering::Relaxed);
    }
}

/// What the reader is told, as JSON on its standard input.
#[derive(Serialize, Deserialize)]
struct Errand {
    path: PathBuf,
    hints: Hints,
    wish: Wish,
    limits: Limits,
}

/// Has a file read by another process.
///
/// # Errors
/// What the reader found wrong with the file; or that it could not be started, took too long, was stopped, or died, and where.
pub fn read(program: &Path, path: &Path, hints: &Hints, wish: &Wish, limits: Limits, watch: &Watch) -> Result<Parcel, Problem> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let problem = || Problem::new(format!("Could not read {name}"));
    // A path that is not text would not survive the way, and the reader works elsewhere.
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let errand = Errand { path: path.clone(), hints: hints.clone(), wish: wish.clone(), limits };
    let errand = serde_json::to_vec(&errand).map_err(|error| problem().because(error))?;
    let start = Command::new(program).arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = start.map_err(|error| problem().because(format!("its reader could not be started: {error}")))?;
    if let Some(mut input) = child.stdin.take() {
        // A reader that is gone already is told of below.
        let _ = input.write_all(&errand);
    }
    let heard = hear(&mut child, Duration::from_secs(limits.seconds), watch);
    if watch.is_stopped() {
        return Err(problem().because("you stopped it").hint("Nothing was changed."));
    }
    if heard.is_late {
        let why = format!("its reader had not finished{} after {} seconds", heard.place(), limits.seconds);
        return Err(problem().because(why).hint("Nothing was changed. Is the file whole? Try a smaller part of it."));
    }
    match parcel::unwrap(&heard.answer, Origin::File(path)) {
        Some(outcome) => outcome,
        None => {
            let why = format!("its reader stopped{}", heard.place());
            Err(problem().because(why).hint("Nothing was changed. The file may be damaged, or made to do harm; try to save it anew."))
        }
    }
}

/// What came from a reader until its end.
struct Heard {
    answer: Vec<u8>,
    /// The last thing it said it was doing: "sheet 2".
    stage: Option<String>,
    is_late: bool,
}

impl Heard {
    fn place(&self) -> String {
        self.stage.as_ref().map(|stage| format!(" at {stage}")).unwrap_or_default()
    }
}

/// So often a stop is looked for.
const GLANCE: Duration = Duration::from_millis(50);

/// Listens to both ends of a reader until it is done, its time is over, or it is stopped.
fn hear(child: &mut Child, time: Duration, watch: &Watch) -> Heard {
    let (sender, receiver) = mpsc::channel();
    if let Some(mut output) = child.stdout.take() {
        thread::spawn(move || {
            let mut answer = Vec::new();
            // What was cut off is no whole parcel, and is told as such.
            let _ = output.read_to_end(&mut answer);
            sender.send(answer).ok();
        });
    }
    let seen = watch.clone();
    let stages = child.stderr.take().map(|errors| {
        thread::spawn(move || {
            let lines = BufReader::new(errors).lines().map_while(Result::ok);
            let told = |line: String| {
                stage::progress_of(&line).into_iter().for_each(|progress| seen.saw(progress));
                line.strip_prefix(stage::SIGN).map(str::to_owned)
            };
            lines.filter_map(told).last()
        })
    });
    let mut until = Instant::now() + time;
    let mut before = watch.progress();
    let answer = loop {
        // Whoever comes on may go on.
        let now = watch.progress();
        if std::mem::replace(&mut before, now) != now {
            until = Instant::now() + time;
        }
        match receiver.recv_timeout(GLANCE.min(until.saturating_duration_since(Instant::now()))) {
            Err(RecvTimeoutError::Timeout) if Instant::now() < until && !watch.is_stopped() => {}
            answer => break answer,
        }
    };
    let is_late = matches!(answer, Err(RecvTimeoutError::Timeout));
    if is_late {
        let _ = child.kill();
    }
    // Its end is waited for, so that none is left behind.
    let _ = child.wait();
    let stage = stages.and_then(|thread| thread.join().ok()).flatten();
    Heard { answer: answer.unwrap_or_default(), stage, is_late }
}

/// The other side: reads the errand on standard input, does it within its limits, and puts the answer on standard output.
///
/// # Errors
/// When there is no errand, or nobody takes the answer.
pub fn serve(limit_memory: impl FnOnce(usize)) -> Result<(), Problem> {
    let problem = || Problem::new("Could not read apart");
    let errand: Errand = serde_json::from_reader(std::io::stdin().lock()).map_err(|error| problem().because(error))?;
    limit_memory(errand.limits.memory);
    stage::tell();
    let outcome = match &errand.wish {
        Wish::Dataset => super::inspect_here(&errand.path, &errand.hints).map(|opened| Parcel::Dataset(Box::new(opened))),
        Wish::Preview => super::preview_here(&errand.path, &errand.hints).map(|preview| Parcel::Preview(Box::new(preview))),
        Wish::Store(folder) => {
            super::large::store_here(&errand.path, &errand.hints, folder).map(|opened| Parcel::Dataset(Box::new(opened)))
        }
        Wish::Tables => super::tables_here(&errand.path, &errand.hints).map(|(sheets, report)| Parcel::Tables(sheets, Box::new(report))),
    };
    stage::at("handing over what was read");
    let bytes = parcel::wrap(outcome)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(|error| problem().because(error))
}
