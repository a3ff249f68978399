//! The real window on a display of its own: started, pressed with the mouse, looked at, closed and started again. Where
//! the machine lacks Xvfb or a tool, the test says that it was skipped; with `ASYMMETRY_REQUIRE_WINDOW` set it fails.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use asymmetry::dataset::library::Library;
use asymmetry::picture::look::Size;
use asymmetry::picture::{Form, Picture};
use asymmetry::query::engine::Engine;
use asymmetry::view;
use asymmetry::workspace::recovery;
use eframe::egui::{Pos2, Rect, Role, pos2, vec2};

use crate::window::Desk;

const TOOLS: [&str; 3] = ["Xvfb", "xdotool", "import"];
const WIDTH: usize = 1440;
const HEIGHT: usize = 900;
/// So many points of a colour are more than the edge of a letter.
const ENOUGH: usize = 20;
const PATIENCE: Duration = Duration::from_secs(120);

/// Red, green, blue.
type Ink = [u8; 3];

/// An X server of this test alone, and what the program leaves behind.
struct Display {
    server: Child,
    name: String,
    home: PathBuf,
}

/// What is on the display, row by row.
struct Shot {
    pixels: Vec<u8>,
}

impl Display {
    /// `None` when a tool is missing and nobody insists.
    fn open() -> Option<Self> {
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
        let home = std::env::temp_dir().join(format!("asymmetry-display-{}", std::process::id()));
        fs::remove_dir_all(&home).ok();
        fs::create_dir_all(&home).expect("a folder");
        let screen = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-dpi", "96", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("its output")).read_line(&mut number).expect("the number of the display");
        Some(Self { server, name: format!(":{}", number.trim()), home })
    }

    fn command(&self, program: &str) -> Command {
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
    fn state(&self) -> PathBuf {
        self.home.join("state")
    }

    fn boards(&self) -> Vec<PathBuf> {
        fs::read_dir(self.state()).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
    }

    fn start(&self) -> Child {
        self.command(env!("CARGO_BIN_EXE_asymmetry")).current_dir(&self.home).spawn().expect("the program starts")
    }

    fn do_with_mouse_and_keys(&self, arguments: &[&str]) {
        let status = self.command("xdotool").args(arguments).status().expect("xdotool");
        assert!(status.success(), "xdotool {arguments:?}");
    }

    fn click(&self, at: Pos2) {
        let [x, y] = [at.x, at.y].map(|place| format!("{place:.0}"));
        self.do_with_mouse_and_keys(&["mousemove", &x, &y]);
        thread::sleep(Duration::from_millis(150));
        self.do_with_mouse_and_keys(&["click", "1"]);
    }

    /// By its key. Without a window manager the window has to be given the keyboard.
    fn quit(&self) {
        self.do_with_window(&["windowfocus", "--sync", "key", "ctrl+q"]);
    }

    fn do_with_window(&self, arguments: &[&str]) {
        self.do_with_mouse_and_keys(&[&["search", "--onlyvisible", "--name", "Asymmetry"], arguments].concat());
    }

    /// Width and height of the window, as the display says it.
    fn size(&self) -> String {
        let arguments = ["search", "--onlyvisible", "--name", "Asymmetry", "getwindowgeometry"];
        let output = self.command("xdotool").args(arguments).output().expect("xdotool");
        let text = String::from_utf8_lossy(&output.stdout);
        text.lines().find_map(|line| line.trim().strip_prefix("Geometry: ")).expect("its geometry").to_owned()
    }

    fn shot(&self) -> Shot {
        let output = self.command("import").args(["-window", "root", "-depth", "8", "rgb:-"]).output().expect("a screenshot");
        assert_eq!(output.stdout.len(), WIDTH * HEIGHT * 3, "{}", String::from_utf8_lossy(&output.stderr));
        Shot { pixels: output.stdout }
    }

    /// Looks until something holds, and keeps what it saw last as a picture to look at.
    fn until(&self, what: &str, holds: impl Fn(&Shot) -> bool) -> Shot {
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
    fn at(&self, x: usize, y: usize) -> Ink {
        let place = (y * WIDTH + x) * 3;
        [self.pixels[place], self.pixels[place + 1], self.pixels[place + 2]]
    }

    fn count(&self, area: Rect, wanted: impl Fn(Ink) -> bool) -> usize {
        let inside = |from: f32, to: f32, most: usize| (from.max(0.0) as usize)..(to.max(0.0) as usize).min(most);
        let rows = inside(area.top(), area.bottom(), HEIGHT);
        rows.map(|y| inside(area.left(), area.right(), WIDTH).filter(|x| wanted(self.at(*x, y))).count()).sum()
    }

    fn shows(&self, area: Rect, ink: Ink) -> bool {
        self.count(area, |seen| seen.iter().zip(ink).all(|(a, b)| a.abs_diff(b) <= 3)) >= ENOUGH
    }

    fn brightness(&self) -> usize {
        self.pixels.iter().map(|part| usize::from(*part)).sum::<usize>() / self.pixels.len()
    }
}

/// The window without a display: it knows where everything stands and what is drawn.
struct Twin(Desk);

impl Twin {
    fn place(&self, role: Role, label: &str) -> Pos2 {
        self.0.rect(role, Some(label)).center()
    }

    fn canvas(&self) -> Rect {
        self.0.rect(Role::Image, None)
    }

    fn picture(&self) -> Picture {
        let mut view = self.0.front().view.clone();
        let canvas = self.canvas();
        view.look.size = Size::Points(canvas.width() as u16, canvas.height() as u16);
        view::draw(&view, &Library::bundled(), &Engine::new().expect("an engine")).expect("a picture")
    }

    /// The colours of the marks, as they must be on the display.
    fn inks(&self) -> BTreeSet<Ink> {
        let picture = self.picture();
        let marks = picture.shapes.iter().filter(|shape| shape.tag.series.is_some());
        let inks = marks.filter_map(|shape| match &shape.form {
            Form::Rect { fill, .. } | Form::Polygon { fill, .. } | Form::Circle { fill, .. } => Some(*fill),
            Form::Polyline { color, width, .. } => (*width >= 2.0).then_some(*color),
            Form::Hatched { .. } | Form::Text { .. } => None,
        });
        inks.filter(|ink| ink.0[3] == u8::MAX).map(|ink| [ink.0[0], ink.0[1], ink.0[2]]).collect()
    }

    /// A number of a line, away from the edge.
    fn mark(&self) -> Pos2 {
        let picture = self.picture();
        let target = picture.targets[picture.targets.len() / 2];
        self.canvas().min + vec2(target.at[0], target.at[1])
    }
}

#[test]
fn a_real_window_paints_its_panels_hears_the_mouse_and_comes_back_as_it_was_left() {
    let Some(display) = Display::open() else { return };
    let mut program = display.start();
    let mut twin = Twin(Desk::new());
    let canvas = twin.canvas();
    let first = twin.inks();
    let mut before = display.until("trade composition", |shot| first.iter().all(|ink| shot.shows(canvas, *ink)));

    for tab in ["Sentiment", "Market share"] {
        display.click(twin.place(Role::Tab, tab));
        twin.0.press(Role::Tab, tab);
        let inks = twin.inks();
        assert!(inks.iter().any(|ink| !before.shows(canvas, *ink)), "{tab} has a colour of its own");
        before = display.until(&tab.to_lowercase(), |shot| inks.iter().all(|ink| shot.shows(canvas, *ink)));
    }

    // The card at the right fills with words when a mark is clicked.
    let card = Rect::from_min_max(pos2(canvas.right() + 20.0, canvas.top()), pos2(WIDTH as f32, HEIGHT as f32));
    let words = |shot: &Shot| shot.count(card, |[r, g, b]| r < 110 && g < 110 && b < 120);
    let few = words(&before);
    display.click(twin.mark());
    display.until("source card", |shot| words(shot) > few + 400);

    display.click(twin.place(Role::Tab, "Table"));
    let inks = twin.inks();
    display.until("table", |shot| !inks.iter().any(|ink| shot.shows(canvas, *ink)) && words(shot) > few);

    display.click(twin.place(Role::Button, "Dark"));
    display.until("dark", |shot| shot.brightness() < 70);
    display.quit();
    assert!(exit(&mut program), "the program ended well");
    assert_eq!(display.boards(), Vec::<PathBuf>::new(), "the preferences hold the board, so it is kept nowhere else");

    let mut again = display.start();
    display.until("dark after a restart", |shot| shot.brightness() < 70 && shot.brightness() > 20);
    display.do_with_window(&["windowsize", "--sync", "1200", "800", "windowfocus", "--sync", "key", "ctrl+plus", "key", "ctrl+plus"]);
    thread::sleep(Duration::from_secs(1));
    display.quit();
    assert!(exit(&mut again), "and once more");

    let mut larger = display.start();
    display.until("dark at another zoom", |shot| shot.brightness() < 70 && shot.brightness() > 10);
    assert_eq!(display.size(), "1200x800", "as large as it was left");
    display.quit();
    assert!(exit(&mut larger), "and at another zoom");

    let mut killed = display.start();
    display.until("dark before the end", |shot| shot.brightness() < 70 && shot.brightness() > 10);
    thread::sleep(Duration::from_secs(2));
    killed.kill().expect("killed");
    killed.wait().expect("gone");
    let (left, problems) = recovery::left(&display.state());
    assert_eq!((left.len(), problems), (1, Vec::new()), "the board of a program that was killed is there");
}

fn exit(program: &mut Child) -> bool {
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
