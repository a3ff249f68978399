//! Files are read by this program started again: some readers of formats end the whole process on a tiny file, and nothing
//! within it stops that. The reader may use so much memory and time and no more; when it dies, only the file is not read.

use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};
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
use crate::import::sheet::Sheet;
use crate::import::stage;
use crate::import::stream::shelf::Shelf;
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
    let errand = Errand::of(path, hints, wish, limits);
    // Nothing but the parcel comes.
    errand.run(program, watch, &mut io::sink()).unwrap_or_else(|error| Err(errand.problem().because(error)))
}

/// Has the cells of a file read by another process, and passes them on as they come.
///
/// # Errors
/// When nobody takes them; within, the same as of `read`.
pub fn pass_on(program: &Path, path: &Path, hints: &Hints, out: &mut dyn Write) -> io::Result<Result<Parcel, Problem>> {
    Errand::of(path, hints, &Wish::Cells, Limits::IN_ROWS).run(program, &Watch::default(), out)
}

impl Errand {
    fn of(path: &Path, hints: &Hints, wish: &Wish, limits: Limits) -> Self {
        // A path that is not text would not survive the way, and the reader works elsewhere.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Self { path, hints: hints.clone(), wish: wish.clone(), limits }
    }

    fn problem(&self) -> Problem {
        let name = self.path.file_name().map_or_else(|| self.path.display().to_string(), |name| name.to_string_lossy().into_owned());
        Problem::new(format!("Could not read {name}"))
    }

    fn run(&self, program: &Path, watch: &Watch, out: &mut dyn Write) -> io::Result<Result<Parcel, Problem>> {
        let mut child = match self.start(program) {
            Ok(child) => child,
            Err(problem) => return Ok(Err(problem)),
        };
        let heard = hear(&mut child, self, watch, out)?;
        if watch.is_stopped() {
            return Ok(Err(self.problem().because("you stopped it").hint("Nothing was changed.")));
        }
        if heard.is_late {
            let why = format!("its reader had not finished{} after {} seconds", heard.place(), self.limits.seconds);
            return Ok(Err(self.problem().because(why).hint("Nothing was changed. Is the file whole? Try a smaller part of it.")));
        }
        Ok(parcel::unwrap(&heard.answer, Origin::File(self.path.clone())).unwrap_or_else(|| {
            let hint = "Nothing was changed. The file may be damaged, made to do harm, or hold more than a reader has memory for; try to save it anew, or in parts.";
            Err(self.problem().because(format!("its reader stopped{}", heard.place())).hint(hint))
        }))
    }

    fn start(&self, program: &Path) -> Result<Child, Problem> {
        let errand = serde_json::to_vec(self).map_err(|error| self.problem().because(error))?;
        let start = Command::new(program).arg(COMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = start.map_err(|error| self.problem().because(format!("its reader could not be started: {error}")))?;
        if let Some(mut input) = child.stdin.take() {
            // A reader that is gone already is told of below.
            let _ = input.write_all(&errand);
        }
        Ok(child)
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

/// What comes from the output of a reader.
enum Came {
    /// Of what is passed on.
    Piece(Vec<u8>),
    Answer(Vec<u8>),
}

/// So often a stop is looked for.
const GLANCE: Duration = Duration::from_millis(50);

/// Listens to both ends of a reader until it is done, its time is over, or it is stopped; passes on what is to be.
fn hear(child: &mut Child, errand: &Errand, watch: &Watch, out: &mut dyn Write) -> io::Result<Heard> {
    let time = Duration::from_secs(errand.limits.seconds);
    // Whoever reads faster than it is taken waits.
    let (sender, receiver) = mpsc::sync_channel(2);
    if let Some(mut output) = child.stdout.take() {
        let has_pieces = errand.wish == Wish::Cells;
        thread::spawn(move || {
            while let Some(piece) = if has_pieces { next_piece(&mut output) } else { None } {
                if sender.send(Came::Piece(piece)).is_err() {
                    return;
                }
            }
            let mut answer = Vec::new();
            // What was cut off is no whole parcel, and is told as such.
            let _ = output.read_to_end(&mut answer);
            sender.send(Came::Answer(answer)).ok();
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
    let mut written = Ok(());
    let answer = loop {
        // Whoever comes on may go on.
        let now = watch.progress();
        if std::mem::replace(&mut before, now) != now {
            until = Instant::now() + time;
        }
        match receiver.recv_timeout(GLANCE.min(until.saturating_duration_since(Instant::now()))) {
            Ok(Came::Piece(piece)) => {
                written = out.write_all(&piece);
                until = Instant::now() + time;
                if written.is_err() {
                    break None;
                }
            }
            Ok(Came::Answer(answer)) => break Some(answer),
            Err(RecvTimeoutError::Timeout) if Instant::now() < until && !watch.is_stopped() => {}
            Err(RecvTimeoutError::Timeout) => break None,
            Err(RecvTimeoutError::Disconnected) => break Some(Vec::new()),
        }
    };
    let is_late = answer.is_none();
    if is_late {
        let _ = child.kill();
    }
    // Its end is waited for, so that none is left behind, nor what it put on the disk.
    let _ = child.wait();
    Shelf::of_user().into_iter().for_each(|shelf| shelf.forget(child.id()));
    let stage = stages.and_then(|thread| thread.join().ok()).flatten();
    written.map(|()| Heard { answer: answer.unwrap_or_default(), stage, is_late })
}

/// Pieces come with their length before them; one of no length ends them.
fn next_piece(output: &mut impl Read) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    output.read_exact(&mut length).ok()?;
    let mut piece = vec![0; u32::from_le_bytes(length) as usize];
    output.read_exact(&mut piece).ok().filter(|()| !piece.is_empty())?;
    Some(piece)
}

/// Puts what is written into pieces.
struct InPieces<W>(W);

impl<W: Write> Write for InPieces<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        /// No more than this is held by whoever passes it on.
        const MOST: usize = 1 << 20;
        let piece = &bytes[..bytes.len().min(MOST)];
        if !piece.is_empty() {
            self.0.write_all(&(piece.len() as u32).to_le_bytes())?;
            self.0.write_all(piece)?;
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
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
        Wish::Cells => {
            let mut pieces = BufWriter::with_capacity(1 << 16, InPieces(std::io::stdout().lock()));
            let outcome = super::large::cells_here(&errand.path, &errand.hints, &mut pieces);
            let end = pieces.flush().and_then(|()| std::io::stdout().lock().write_all(&[0; 4]));
            end.map_err(|error| problem().because(error))?;
            // A sheet says that nothing was written, as all of it must be read first.
            outcome.map(|report| {
                Parcel::Tables(if report.is_some() { Vec::new() } else { vec![Sheet::default()] }, Box::new(report.unwrap_or_default()))
            })
        }
        Wish::Tables => super::tables_here(&errand.path, &errand.hints).map(|(sheets, report)| Parcel::Tables(sheets, Box::new(report))),
    };
    stage::at("handing over what was read");
    let bytes = parcel::wrap(outcome)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes).and_then(|()| out.flush()).map_err(|error| problem().because(error))
}
