//! An X display of a test's own, where the real window is pressed and looked at. Where the machine lacks Xvfb or a tool,
//! the test says that it was skipped; with `ASYMMETRY_REQUIRE_WINDOW` set it fails.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use eframe::egui::{Pos2, Rect};

const TOOLS: [&str; 3] = ["Xvfb", "xdotool", "import"];
/// So many points of a colour are more than the edge of a letter.
const ENOUGH: usize = 20;
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Red, green, blue.
pub type Ink = [u8; 3];

/// An X server of this test alone, and what the program leaves behind.
pub struct Display {
    server: Child,
    name: String,
    size: [usize; 2],
    pub home: PathBuf,
}

/// What is on the display, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Shot {
    size: [usize; 2],
    pixels: Vec<u8>,
}

impl Display {
    /// `None` when a tool is missing and nobody insists.
    pub fn open(name: &str, size: [usize; 2]) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let is_there = |tool: &&str| std::env::split_paths(&path).any(|folder| folder.join(tool).is_file());
        let missing: Vec<&str> = TOOLS.into_iter().filter(|tool| !is_there(tool)).collect();
        if !missing.is_empty() {
            let told = format!("the test of the real window was skipped: this machine lacks {}\n", missing.join(", "));
            assert!(std::env::var_os("ASYMMETRY_REQUIRE_WINDOW").is_none(), "{told}");
            // Straight to the terminal: what a passing test prints is not shown.
            std::io::stderr().write_all(told.as_bytes()).expect("standard error");
            return None;
        }
        let home = std::env::temp_dir().join(format!("asymmetry-{name}-{}", std::process::id()));
        fs::remove_dir_all(&home).ok();
        fs::create_dir_all(&home).expect("a folder");
        let screen = format!("{}x{}x24", size[0], size[1]);
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-dpi", "96", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut number).expect("the number of the display");
        Some(Self { server, name: format!(":{}", number.trim()), size, home })
    }

    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.name)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", &self.home)
            .env("ASYMMETRY_STATE", self.state())
            .env("WINIT_X11_SCALE_FACTOR", "1")
            .env("LIBGL_ALWAYS_SOFTWARE", "1");
        command
    }

    /// Where the board is kept while a program runs.
    pub fn state(&self) -> PathBuf {
        self.home.join("state")
    }

    pub fn boards(&self) -> Vec<PathBuf> {
        fs::read_dir(self.state()).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    }

    pub fn start(&self, arguments: &[&str]) -> Child {
        let mut program = self.command(env!("CARGO_BIN_EXE_asymmetry"));
        program.args(arguments).current_dir(&self.home).spawn().expect("the program starts")
    }

    pub fn do_with_mouse_and_keys(&self, arguments: &[&str]) {
        let status = self.command("xdotool").args(arguments).status().expect("xdotool");
        assert!(status.success(), "xdotool {arguments:?}");
    }

    pub fn click(&self, at: Pos2) {
        let [x, y] = [at.x, at.y].map(|place| format!("{place:.0}"));
        self.do_with_mouse_and_keys(&["mousemove", &x, &y]);
        thread::sleep(Duration::from_millis(150));
        self.do_with_mouse_and_keys(&["click", "1"]);
    }

    /// By its key. Without a window manager the window has to be given the keyboard.
    pub fn quit(&self) {
        self.do_with_window(&["windowfocus", "--sync", "key", "ctrl+q"]);
    }

    pub fn do_with_window(&self, arguments: &[&str]) {
        self.do_with_mouse_and_keys(&[&["search", "--onlyvisible", "--name", "Asymmetry"], arguments].concat());
    }

    /// Width and height of the window, as the display says it.
    pub fn size(&self) -> String {
        let arguments = ["search", "--onlyvisible", "--name", "Asymmetry", "getwindowgeometry"];
        let output = self.command("xdotool").args(arguments).output().expect("xdotool");
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().find_map(|line| line.trim().strip_prefix("Geometry: ")).expect("its geometry").to_owned()
    }

    /// The windows of the program, as the display knows them.
    pub fn windows(&self) -> Vec<String> {
        let output = self.command("xdotool").args(["search", "--onlyvisible", "--name", "Asymmetry"]).output().expect("xdotool");
        String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
    }

    pub fn shot(&self) -> Shot {
        let output = self.command("import").args(["-window", "root", "-depth", "8", "rgb:-"]).output().expect("a screenshot");
        assert_eq!(output.stdout.len(), self.size[0] * self.size[1] * 3, "{}", String::from_utf8_lossy(&output.stderr));
        Shot { size: self.size, pixels: output.stdout }
    }

    /// Looks until something holds, and keeps what it saw last as a picture to look at.
    pub fn until(&self, what: &str, holds: impl Fn(&Shot) -> bool) -> Shot {
        let start = Instant::now();
        loop {
            let shot = self.shot();
            let is_late = start.elapsed() > PATIENCE;
            if holds(&shot) || is_late {
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("window-{}.png", what.replace(' ', "-")));
                self.command("import").args(["-window", "root"]).arg(&path).status().expect("a screenshot");
                assert!(!is_late, "waited in vain for {what}; the screen is in {}", path.display());
                return shot;
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
        fs::remove_dir_all(&self.home).ok();
    }
}

impl Shot {
    /// A picture of red, green and blue, row by row.
    pub fn of(size: [usize; 2], pixels: Vec<u8>) -> Self {
        Self { size, pixels }
    }

    /// What lies from this corner on.
    pub fn part(&self, [left, top]: [usize; 2], size: [usize; 2]) -> Self {
        let row = |y: usize| &self.pixels[(y * self.size[0] + left) * 3..(y * self.size[0] + left + size[0]) * 3];
        Self { size, pixels: (top..top + size[1]).flat_map(row).copied().collect() }
    }

    /// How far two pictures of one size lie apart, of 255, on average.
    pub fn apart_from(&self, other: &Self) -> f64 {
        assert_eq!(self.size, other.size);
        let sum: u64 = self.pixels.iter().zip(&other.pixels).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / self.pixels.len() as f64
    }

    fn at(&self, x: usize, y: usize) -> Ink {
        let place = (y * self.size[0] + x) * 3;
        [self.pixels[place], self.pixels[place + 1], self.pixels[place + 2]]
    }

    pub fn count(&self, area: Rect, wanted: impl Fn(Ink) -> bool) -> usize {
        let inside = |from: f32, to: f32, most: usize| (from.max(0.0) as usize)..(to.max(0.0) as usize).min(most);
        let rows = inside(area.top(), area.bottom(), self.size[1]);
        rows.map(|y| inside(area.left(), area.right(), self.size[0]).filter(|x| wanted(self.at(*x, y))).count()).sum()
    }

    pub fn shows(&self, area: Rect, ink: Ink) -> bool {
        self.count(area, |seen| seen.iter().zip(ink).all(|(a, b)| a.abs_diff(b) <= 3)) >= ENOUGH
    }

    pub fn brightness(&self) -> usize {
        self.pixels.iter().map(|part| usize::from(*part)).sum::<usize>() / self.pixels.len()
    }
}

/// Did the program end well, before patience ran out?
pub fn exit(program: &mut Child) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = program.try_wait().expect("a process") {
            return status.success();
        }
        thread::sleep(Duration::from_millis(100));
    }
    program.kill().ok();
    false
}
