//! Nothing is lost: programs are killed at random moments, the disk runs full, and folders take no files.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs, io, thread};

use asymmetry::picture::look::Theme;
use asymmetry::problem::Problem;
use asymmetry::terms::period::Period;
use asymmetry::work::journal::{Journal, Told};
use asymmetry::workspace::briefing::Slide;
use asymmetry::workspace::edit::Edit;
use asymmetry::workspace::history::History;
use asymmetry::workspace::{Panel, Shared, Workspace, file, recovery};

/// Where the child keeps its board; without it there is no child, and its part passes at once.
const FOLDER: &str = "ASYMMETRY_TEST_KEPT_FOLDER";
const SEED: &str = "ASYMMETRY_TEST_KEPT_SEED";
const EDITS: u64 = 200;
/// No edit older than this may be lost.
const OLDEST_LOST: u64 = 2000;

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("asymmetry-kept-{}-{name}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Thousandths of a second, the same in parent and child.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    u64::try_from(since.as_millis()).expect("a time")
}

/// Numbers that follow from a seed, so that parent and child make the same edits.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Any change, and the number of the edit as the title of the briefing.
fn edit(history: &mut History, number: u64, random: &mut Random) {
    let place = random.below(6) as usize;
    let to = random.below(6) as usize;
    let text = "What is said here takes some room. ".repeat(random.below(40) as usize);
    let slide = Box::new(Slide { text, ..Slide::default() });
    let panel = || Box::new(Panel::of(Workspace::first().panels[0].view.clone()));
    let any = match random.below(9) {
        0 => Edit::AddPanel(panel()),
        1 => Edit::RemovePanel(place),
        2 => Edit::MovePanel { from: place, to },
        3 => Edit::OwnAxes(place > to),
        4 => Edit::Share(Shared { from: Some(Period::year(2000 + place as i32)), ..Shared::default() }),
        5 => Edit::RemoveSlide(place),
        6 => Edit::MoveSlide { from: place, to },
        _ => Edit::InsertSlide { at: place, slide },
    };
    if random.below(10) == 0 {
        history.undo();
    }
    let title = Edit::SetBriefing { title: number.to_string(), theme: Theme::Light };
    history.apply(&Edit::Together(vec![any, title]), None);
}

/// The other side of the kill test: it edits until it is killed.
#[test]
fn a_child_edits_until_it_is_killed() {
    let (Some(folder), Ok(seed)) = (env::var_os(FOLDER), env::var(SEED)) else { return };
    let mut random = Random(seed.parse().expect("a number"));
    let mut pauses = Random(random.0 + 1);
    let mut journal = Journal::begin(PathBuf::from(folder), || {});
    let mut history = History::new(Workspace::first());
    for number in 1..=EDITS {
        edit(&mut history, number, &mut random);
        journal.keep(history.now(), None, 0);
        writeln!(io::stdout(), "\nedit {number} {}", now()).expect("told");
        thread::sleep(Duration::from_millis(pauses.below(40)));
    }
    thread::sleep(Duration::from_secs(60));
}

fn child(test: &str) -> Vec<String> {
    [test, "--exact", "--nocapture", "--test-threads=1"].map(str::to_owned).to_vec()
}

/// Kills a child after a while; tells its edits with their times, and when it was killed.
fn killed_after(wait: Duration, folder: &Path, seed: u64) -> (Vec<(u64, u64)>, u64) {
    let mut child = Command::new(env::current_exe().expect("this program"))
        .args(child("kept::a_child_edits_until_it_is_killed"))
        .env(FOLDER, folder)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let (sender, edits) = mpsc::channel();
    let reader = thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let mut words = line.strip_prefix("edit ").into_iter().flat_map(|rest| rest.split(' ')).filter_map(|word| word.parse().ok());
            if let (Some(number), Some(at)) = (words.next(), words.next()) {
                sender.send((number, at)).ok();
            }
        }
    });
    let first = edits.recv_timeout(Duration::from_secs(60)).expect("a first edit");
    thread::sleep(wait);
    let killed_at = now();
    child.kill().expect("killed");
    child.wait().expect("gone");
    reader.join().expect("all was read");
    ([first].into_iter().chain(edits.try_iter()).collect(), killed_at)
}

fn check_one_kill(round: u64, seed: u64) {
    let wait = Duration::from_millis(Random(seed).below(5500));
    let folder = folder(&format!("kill-{round}"));
    let (edits, killed_at) = killed_after(wait, &folder, seed);
    let due = edits.iter().filter(|(_, at)| at + OLDEST_LOST <= killed_at).map(|(number, _)| *number).max().unwrap_or_default();
    let told = format!("seed {seed}, killed after {wait:?} at edit {:?}, edit {due} was due", edits.last());
    let (left, problems) = recovery::left(&folder);
    assert!(problems.is_empty(), "{told}: {problems:?}");
    let Some(left) = left.first() else {
        assert_eq!(due, 0, "{told}, and nothing was kept");
        return;
    };
    let kept = &left.kept.board.workspace;
    let number: u64 = kept.briefing.title.parse().expect("the number of an edit");
    assert!(number >= due, "{told}, and edit {number} was kept");
    let (mut history, mut random) = (History::new(Workspace::first()), Random(seed));
    (1..=number).for_each(|number| edit(&mut history, number, &mut random));
    assert_eq!(kept, history.now(), "{told}: every part of it is there");
    fs::remove_dir_all(&folder).ok();
}

#[test]
fn nothing_older_than_two_seconds_is_lost_when_the_program_is_killed_at_any_moment() {
    let start = now();
    thread::scope(|scope| {
        for lane in 0..3 {
            scope.spawn(move || (0..4).for_each(|turn| check_one_kill(lane * 4 + turn, start + (lane * 4 + turn) * 7919)));
        }
    });
}

fn board(text: &str) -> Workspace {
    let slide = Box::new(Slide { text: text.to_owned(), ..Slide::default() });
    Workspace::first().after(&Edit::InsertSlide { at: 0, slide })
}

/// Waits until something holds.
fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "waited in vain for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The board in the only file of a folder, whoever holds it.
fn kept_in(folder: &Path) -> Option<Workspace> {
    let mut files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let file = files.find(|path| path.to_string_lossy().ends_with(".board.json"))?;
    recovery::read(&file).ok().map(|kept| kept.board.workspace)
}

fn problems(journal: &Journal) -> Vec<Problem> {
    let problem = |told| match told {
        Told::Problem(problem) => Some(problem),
        Told::Left(_) => None,
    };
    journal.told().into_iter().filter_map(problem).collect()
}

/// The other side of the test of a full disk: no file of it can be larger than a few blocks.
#[test]
fn a_child_has_little_room() {
    let Some(folder) = env::var_os(FOLDER).filter(|_| env::var_os(SEED).is_none()).map(PathBuf::from) else { return };
    let (small, large) = (board("small"), board(&"large".repeat(100_000)));
    let mut journal = Journal::begin(folder.join("state"), || {});
    journal.keep(&small, None, 0);
    until("the small board", || kept_in(&folder.join("state")).as_ref() == Some(&small));
    let mut told = Vec::new();
    // Long enough for several tries.
    for panel in 1..=60 {
        journal.keep(&large, None, panel);
        thread::sleep(Duration::from_millis(100));
        told.extend(problems(&journal));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].to_string().contains("the disk has no room left"), "{}", told[0]);
    assert_eq!(kept_in(&folder.join("state")).as_ref(), Some(&small), "the last that had room is still there");
    let other = board("there is room again");
    journal.keep(&other, None, 0);
    until("the other board", || kept_in(&folder.join("state")).as_ref() == Some(&other));
    journal.end();

    let path = folder.join("board.workspace.json");
    file::save_workspace(&small, &path).expect("there is room");
    let before = fs::read(&path).expect("bytes");
    let problem = file::save_workspace(&large, &path).expect_err("no room");
    assert_eq!(problem.to_string(), "Could not save board.workspace.json: the disk has no room left for it");
    assert_eq!(fs::read(&path).expect("bytes"), before, "the old file is whole");
    let files: Vec<PathBuf> = fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    assert_eq!(files.len(), 2, "nothing half is left: {files:?}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_costs_nothing_that_was_kept_or_saved_and_is_told_once() {
    let folder = folder("full");
    // Without the trap the system would end the program at the first byte too many.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"";
    let output = Command::new("sh")
        .args(["-c", script])
        .arg(env::current_exe().expect("this program"))
        .args(child("kept::a_child_has_little_room"))
        .env(FOLDER, &folder)
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(folder.join("board.workspace.json").exists(), "the child did its part");
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_is_full_is_told() {
    let problem = file::save(Path::new("/dev/full"), b"text").expect_err("no room");
    assert_eq!(problem.to_string(), "Could not save full: the disk has no room left for it");
}

#[test]
fn a_folder_that_takes_no_files_is_told_once_and_nothing_breaks() {
    let file = folder("read-only").join("file");
    fs::write(&file, "").expect("a file");
    // Nobody can write below a file, not even who may do everything else.
    let mut journal = Journal::begin(file.join("state"), || {});
    let mut told = Vec::new();
    for panel in 0..50 {
        journal.keep(&board("kept"), None, panel);
        thread::sleep(Duration::from_millis(100));
        told.extend(problems(&journal));
    }
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].to_string().contains("there is no such folder"), "{}", told[0]);
    journal.end();
    let problem = file::save_workspace(&board("saved"), &file.join("board.workspace.json")).expect_err("no folder");
    assert!(problem.to_string().starts_with("Could not save board.workspace.json: "), "{problem}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_write_protected_keeps_what_was_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("protected");
    let path = folder.join("board.workspace.json");
    file::save_workspace(&board("first"), &path).expect("saved");
    let before = fs::read(&path).expect("bytes");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).expect("protected");
    // Who may do everything writes there all the same.
    let is_protected = fs::write(folder.join("try"), "").is_err();
    let outcome = file::save_workspace(&board("second"), &path);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("open again");
    if is_protected {
        let problem = outcome.expect_err("write-protected");
        assert_eq!(problem.to_string(), "Could not save board.workspace.json: this program is not allowed to write there");
        assert_eq!(fs::read(&path).expect("bytes"), before);
    }
}

#[test]
fn what_a_program_left_is_offered_to_one_other_and_goes_when_it_is_answered() {
    let folder = folder("left");
    let mut gone = Journal::begin(folder.clone(), || {});
    gone.keep(&board("lost"), None, 2);
    drop(gone);
    let mut running = Journal::begin(folder.clone(), || {});
    running.keep(&board("running"), None, 0);
    until("its board", || {
        fs::read_dir(&folder).expect("a folder").flatten().filter(|file| file.path().extension() == Some("json".as_ref())).count() == 2
    });
    let offered = |journal: &Journal| {
        let start = Instant::now();
        loop {
            for told in journal.told() {
                if let Told::Left(left) = told {
                    return left;
                }
            }
            assert!(start.elapsed() < Duration::from_secs(60), "nothing was offered");
            thread::sleep(Duration::from_millis(20));
        }
    };
    let mut left = offered(&running);
    assert_eq!(left.len(), 1);
    assert_eq!((&left[0].kept.board.workspace, left[0].kept.board.panel), (&board("lost"), 2));
    // Neither what another is being offered nor what belongs to one that runs.
    let other = Journal::begin(folder.clone(), || {});
    assert!(offered(&other).is_empty());
    running.forget(left.remove(0));
    running.end();
    other.end();
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 0, "nothing is left");
}

#[test]
fn what_cannot_be_read_is_put_aside_and_told() {
    let folder = folder("unreadable");
    fs::write(folder.join("1-0.board.json"), "{\"asymmetry\": \"recovery/1\", ").expect("a file");
    let (left, problems) = recovery::left(&folder);
    assert!(left.is_empty() && problems.len() == 1, "{problems:?}");
    assert!(folder.join("1-0.board.unreadable").exists());
    assert!(recovery::left(&folder).1.is_empty(), "told once");
}
