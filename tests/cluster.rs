//! A real scheduler and two executors, each a process of its own, on loopback: the same answers, views and pictures as from
//! the engine that is built in; and what happens when they are gone.

use std::collections::BTreeSet;
use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use asymmetry::dataset::Dataset;
use asymmetry::dataset::library::Library;
use asymmetry::dataset::observation::Observation;
use asymmetry::dataset::stored::{self, Stored};
use asymmetry::import;
use asymmetry::problem::Problem;
use asymmetry::query::Query;
use asymmetry::query::cluster::Cluster;
use asymmetry::query::engine::Engine;
use asymmetry::table::numbered;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::view::{self, View};
use asymmetry::work::figures::{Desk, Figures};
use asymmetry::work::worker::Workers;
use asymmetry::workspace::{Panel, Shared};
use ballista_core::object_store::{runtime_env_with_s3_support, session_config_with_s3_support, session_state_with_s3_support};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{SchedulerConfig, TaskDistributionPolicy};
use ballista_scheduler::scheduler_process::start_server;
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::{ParquetReadOptions, SessionContext, col};
use tokio::runtime::{Builder, Runtime};

use crate::bucket::Bucket;
use crate::cli::Folder;
use crate::large;

/// Tells a process of this test what it is; the one that a person starts is told nothing.
const PART: &str = "ASYMMETRY_TEST_PART";
const PORT: &str = "ASYMMETRY_TEST_PORT";
const OF_SCHEDULER: &str = "ASYMMETRY_TEST_SCHEDULER";
const FOLDER: &str = "ASYMMETRY_TEST_FOLDER";

#[test]
fn a_cluster_answers_as_this_machine_does_and_may_be_gone() {
    let port = |name: &str| std::env::var(name).expect(name).parse().expect("a port");
    let folder = || PathBuf::from(std::env::var_os(FOLDER).expect(FOLDER));
    match std::env::var(PART).as_deref() {
        Ok("scheduler") => runtime().block_on(schedule(port(PORT))),
        Ok("executor") => runtime().block_on(execute(port(PORT), port(OF_SCHEDULER), &folder())),
        Ok(_) => ask(&folder()),
        Err(_) => {
            // What is kept is kept in a folder of this test, which a process is told when it starts.
            let here = large::folder("cluster");
            let mut asking = part("asker");
            asking.env("ASYMMETRY_CACHE", here.0.join("kept")).env(FOLDER, &here.0);
            let status = asking.status().expect("the test starts itself");
            assert!(status.success(), "the part that asks failed; see above");
        }
    }
}

/// This test once more, as another part of it.
fn part(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    let test = "cluster::a_cluster_answers_as_this_machine_does_and_may_be_gone";
    command.args([test, "--exact", "--nocapture"]).env(PART, name);
    command
}

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

async fn schedule(port: u16) {
    let own = SchedulerConfig { bind_port: port, external_host: "127.0.0.1".to_owned(), ..SchedulerConfig::default() };
    // As the program of the project that a person starts does: it knows object stores.
    let config = own
        .with_task_distribution(TaskDistributionPolicy::RoundRobin)
        .with_override_config_producer(Arc::new(session_config_with_s3_support))
        .with_override_session_builder(Arc::new(session_state_with_s3_support));
    let cluster = BallistaCluster::new_from_config(&config).await.expect("the state of a cluster");
    start_server(cluster, SocketAddr::from(([127, 0, 0, 1], port)), Arc::new(config)).await.expect("a scheduler");
}

async fn execute(port: u16, scheduler_port: u16, work: &Path) {
    let config = ExecutorProcessConfig {
        external_host: Some("127.0.0.1".to_owned()),
        port,
        grpc_port: free_port(),
        scheduler_host: "127.0.0.1".to_owned(),
        scheduler_port,
        vcores: 1,
        work_dir: Some(work.to_string_lossy().into_owned()),
        override_config_producer: Some(Arc::new(session_config_with_s3_support)),
        override_runtime_producer: Some(Arc::new(runtime_env_with_s3_support)),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await.expect("an executor");
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("its address").port()
}

/// A scheduler and two executors; ended when this goes.
struct Processes {
    children: Vec<Child>,
    works: [PathBuf; 2],
    bucket: Bucket,
}

impl Processes {
    fn start(port: u16, folder: &Path) -> Self {
        let works = ["one", "two"].map(|name| folder.join(format!("executor-{name}")));
        let bucket = folder.join("bucket");
        fs::create_dir_all(&bucket).expect("a folder");
        let mut all = Self { children: Vec::new(), works: works.clone(), bucket: Bucket::of(&bucket) };
        all.child("scheduler", port, &[]);
        for work in &works {
            fs::create_dir_all(work).expect("a folder");
            let (of_scheduler, folder) = (port.to_string(), work.to_string_lossy());
            all.child("executor", free_port(), &[(OF_SCHEDULER, of_scheduler.as_str()), (FOLDER, folder.as_ref())]);
        }
        all
    }

    /// An executor listens when its scheduler knows it.
    fn child(&mut self, name: &str, port: u16, more: &[(&str, &str)]) {
        let mut command = part(name);
        command.env(PORT, port.to_string()).envs(self.bucket.keys()).envs(more.iter().copied()).stdout(Stdio::null());
        self.children.push(command.spawn().expect("a process"));
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < Duration::from_secs(120), "the {name} does not listen");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Executors come behind their scheduler.
    fn tell_executors(&self, signal: &str) {
        let ids = self.children[1..].iter().map(|child| child.id().to_string());
        let status = Command::new("kill").arg(signal).args(ids).status().expect("a command");
        assert!(status.success());
    }

    fn end(&mut self) {
        for child in &mut self.children {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.end();
    }
}

/// The part that asks.
fn ask(folder: &Path) {
    let dataset = import::open(&folder.join("baci")).expect("a dataset");
    let stored = dataset.stored.clone().expect("rows on disk");
    let port = free_port();
    let mut processes = Processes::start(port, folder);
    let cluster = |rows_at: Option<&str>| {
        let rows_at = rows_at.map(|text| text.parse().expect("an address"));
        Cluster::new(format!("df://127.0.0.1:{port}").parse().expect("a scheduler"), rows_at)
    };
    let (here, there) = (Engine::new().expect("an engine"), Engine::at(Some(&cluster(None))).expect("an engine"));
    assert!(!same_answers(&dataset, &here, &there).is_empty());
    let used = |work: &PathBuf| fs::read_dir(work).is_ok_and(|mut entries| entries.next().is_some());
    // Rows this few are one task; which executor has it is the scheduler's affair.
    assert!(processes.works.iter().any(used), "an executor had its part");
    same_from_the_command_line(folder, port);
    let elsewhere = |address: &str| Engine::at(Some(&cluster(Some(address)))).expect("an engine");
    rows_in_other_places(folder, &dataset, &stored, &here, elsewhere);
    assert!(processes.bucket.reads.load(Ordering::Relaxed) > 0, "the rows came from the store");

    called_off_in_time(&dataset, &processes, &Cluster { patience: Duration::from_secs(3), ..cluster(None) });

    let view = View::parse(VIEW, "oil.view.json").expect("a view");
    let mut library = Library::bundled();
    library.add(dataset.clone());
    let found = |engine: &Engine| view::study(&view.subject, &library, engine).expect("findings");
    let there = Arc::new(there);
    assert_eq!(found(&here), found(&there));
    let mut shown = Window::new(library.clone(), Arc::clone(&there), panel(&view));
    shown.settle();
    assert!(shown.figures.problem().is_none() && shown.points() > 0);
    let points = shown.points();

    processes.end();
    // Whoever waited without end would not come to the next line.
    let gone = there.ask(&Query::of(&dataset.id), &dataset).expect_err("nobody is there");
    assert_eq!(gone.what, format!("Could not ask the cluster at df://127.0.0.1:{port}"));
    assert!(gone.why.is_some() && gone.hint.as_deref().is_some_and(|hint| hint.contains("Datasets in memory go on working")), "{gone:?}");
    // The picture stays, with the problem beside it.
    shown.panel = panel(&View::parse(&VIEW.replace("CHN", "USA"), "oil.view.json").expect("a view"));
    shown.settle();
    assert!(shown.figures.problem().is_some_and(|problem| problem.what == gone.what), "{:?}", shown.figures.problem());
    assert_eq!(shown.points(), points);
    let (_, bundled) = view::bundled().into_iter().next().expect("a bundled view");
    assert_eq!(
        view::study(&bundled.subject, &library, &there).expect("figures in memory"),
        view::study(&bundled.subject, &library, &here).expect("figures in memory")
    );

    let _again = Processes::start(port, folder);
    assert!(!same_answers(&dataset, &here, &there).is_empty(), "the same engine asks the cluster that is back");
    shown.panel = panel(&view);
    shown.figures.try_again();
    shown.settle();
    assert!(shown.figures.problem().is_none() && shown.points() == points);
}

/// A job whose executors have fallen silent is waited for as long as was said, and the scheduler rid of it.
fn called_off_in_time(dataset: &Dataset, processes: &Processes, cluster: &Cluster) {
    let hasty = Engine::at(Some(cluster)).expect("an engine");
    assert!(!hasty.ask(&Query::of(&dataset.id), dataset).expect("an answer").observations.is_empty());
    processes.tell_executors("-STOP");
    let late = hasty.ask(&Query::of(&dataset.id), dataset);
    processes.tell_executors("-CONT");
    let late = late.expect_err("no answer");
    assert_eq!(late.why.as_deref(), Some("it had no answer within 3 seconds; the job was called off"), "{late:?}");
    assert!(!hasty.ask(&Query::of(&dataset.id), dataset).expect("an answer").observations.is_empty(), "the next one is answered");
}

const VIEW: &str = r#"{"asymmetry": "view/1", "chart": "line", "subject": {"dataset": "baci", "measure": {"indicator": {}},
    "selection": {"picks": {"reporter": {"only": ["RUS"]}, "partner": {"only": ["CHN"]}, "indicator": {"only": ["trade_value"]}}}}}"#;

/// Asks several questions of both; gives the answer to the widest.
fn same_answers(dataset: &Dataset, here: &Engine, there: &Engine) -> Vec<Observation> {
    let all = Query::of(&dataset.id);
    let codes = |codes: &[&str]| codes.iter().map(|code| Code::new(*code)).collect::<Vec<_>>();
    let without = |dimension: Dimension| Query { absent: BTreeSet::from([dimension]), ..all.clone() };
    let questions = [
        all.clone().wanting(Dimension::Reporter, codes(&["RUS"])).wanting(Dimension::Partner, codes(&["CHN"])),
        all.clone().wanting(Dimension::Commodity, codes(&["270900", "880330"])).wanting(Dimension::Indicator, codes(&["trade_value"])),
        without(Dimension::Commodity),
        // No row could have it.
        without(Dimension::Holder),
        all.clone().wanting(Dimension::Reporter, codes(&["GBR"])),
        all.clone().wanting(Dimension::Reporter, codes(&["GBR", "AFG"])),
        all.clone().wanting(Dimension::Holder, codes(&["RUS"])),
        all,
    ];
    let mut widest = Vec::new();
    for question in questions {
        let [one, other] = [here, there].map(|engine| engine.ask(&question, dataset).expect("an answer").observations);
        assert_eq!(one.len(), other.len(), "{question:?}");
        for (one, other) in one.iter().zip(&other) {
            assert_same(one, other);
        }
        widest = other;
    }
    widest
}

/// Numbers within a relative 1e-12, everything else exactly.
fn assert_same(one: &Observation, other: &Observation) {
    let is_close = |one: f64, other: f64| (one - other).abs() <= 1e-12 * one.abs().max(other.abs());
    let are_close = |one: Option<f64>, other: Option<f64>| match (one, other) {
        (Some(one), Some(other)) => is_close(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let mut other = other.clone();
    if let (Ok(one), Ok(other)) = (&one.amount, &mut other.amount) {
        let are_same = is_close(one.value, other.value) && are_close(one.low, other.low) && are_close(one.high, other.high);
        assert!(are_same, "{one:?} and {other:?}");
        (other.value, other.low, other.high) = (one.value, one.low, one.high);
    }
    assert_eq!(*one, other);
}

/// What a person sees who names the cluster, in front of the command or behind it.
fn same_from_the_command_line(folder: &Path, port: u16) {
    // Gone with the one that the first process made.
    let here = std::mem::ManuallyDrop::new(Folder(folder.to_owned()));
    let address = format!("df://127.0.0.1:{port}");
    let run = |arguments: &[&str]| {
        let outcome = here.run(arguments);
        assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.err);
        outcome.out
    };
    let numbers = run(&["numbers", "baci"]);
    assert_eq!(run(&["--engine", &address, "numbers", "baci"]), numbers);
    assert_eq!(run(&["numbers", "baci", "--engine", &address]), numbers);
    here.write("oil.view.json", VIEW);
    let render = |more: &[&str]| run(&[&["render", "oil.view.json", "--dataset", "baci", "-o", "-"][..], more].concat());
    assert_eq!(render(&["--engine", &address]), render(&[]), "the same picture, byte for byte");
}

/// Rows that executors see under another address, as Parquet or as CSV; rows that they do not see are no answer.
fn rows_in_other_places(folder: &Path, dataset: &Dataset, stored: &Stored, here: &Engine, there: impl Fn(&str) -> Engine) {
    let place = |name: &str| {
        let parts: Vec<_> = stored.folder.components().rev().take(3).collect();
        let rows = parts.into_iter().rev().fold(folder.join(name), |path, part| path.join(part));
        fs::create_dir_all(&rows).expect("a folder");
        (folder.join(name).to_string_lossy().into_owned(), rows)
    };
    let refusal = |address: &str| -> Problem { there(address).ask(&Query::of(&dataset.id), dataset).expect_err("no answer") };

    let (address, rows) = place("copied");
    let unseen = refusal(&address);
    assert!(unseen.why.as_deref().is_some_and(|why| why.starts_with("it finds 0 of ")), "{unseen:?}");
    for entry in fs::read_dir(&stored.folder).expect("rows").flatten() {
        fs::copy(entry.path(), rows.join(entry.file_name())).expect("a copy");
    }
    same_answers(dataset, here, &there(&address));
    same_answers(dataset, here, &there(&format!("file://{address}")));

    // The same in an object store, which only scheduler and executors speak to.
    let (_, rows) = place("bucket/kept");
    for entry in fs::read_dir(&stored.folder).expect("rows").flatten() {
        fs::copy(entry.path(), rows.join(entry.file_name())).expect("a copy");
    }
    same_answers(dataset, here, &there("s3://figures/kept"));
    let unseen = refusal("s3://figures/elsewhere");
    assert!(unseen.why.as_deref().is_some_and(|why| why.starts_with("it finds 0 of ")), "{unseen:?}");

    let (address, rows) = place("as-csv");
    write_csv(stored, &rows, |names| names);
    same_answers(dataset, here, &there(&format!("{address}/*.csv")));
    let (address, rows) = place("as-csv-in-another-order");
    write_csv(stored, &rows, |mut names| {
        let at = |name: &str| names.iter().position(|known| known == name).expect("a column");
        let (reporter, partner) = (at("reporter"), at("partner"));
        names.swap(reporter, partner);
        names
    });
    let misplaced = refusal(&format!("{address}/*.csv"));
    assert!(misplaced.why.as_deref().is_some_and(|why| why.contains("does not begin with")), "{misplaced:?}");
}

fn write_csv(stored: &Stored, rows: &Path, order: impl Fn(Vec<String>) -> Vec<String>) {
    let whole = stored.texts.keys().map(String::as_str).chain([stored::LINE, stored::FILE]);
    let schema = numbered::schema_of(whole, stored::NUMBERS.into_iter());
    let names = order(schema.fields().iter().map(|field| field.name().clone()).collect());
    runtime().block_on(async {
        let options = ParquetReadOptions::default().schema(&schema);
        let all = SessionContext::new().read_parquet(stored.folder.to_string_lossy().into_owned(), options).await.expect("rows");
        let all = all.select(names.iter().map(|name| col(name.as_str())).collect::<Vec<_>>()).expect("columns");
        all.write_csv(&rows.join("rows.csv").to_string_lossy(), DataFrameWriteOptions::new(), None).await.expect("a file");
    });
}

fn panel(view: &View) -> Panel {
    Panel { name: None, view: view.clone(), follows_shared: false, keeps_countries: false, is_seen: false }
}

/// A panel as the window works it out.
struct Window {
    desk: Desk,
    panel: Panel,
    figures: Figures,
}

impl Window {
    fn new(library: Library, engine: Arc<Engine>, panel: Panel) -> Self {
        let workers = Workers::new(1, || {});
        let desk = Desk { library, edition: 0, engine, far: workers.beside(), workers, awaited: BTreeSet::new() };
        Self { desk, panel, figures: Figures::default() }
    }

    fn settle(&mut self) {
        let since = Instant::now();
        loop {
            self.figures.advance(&self.panel, &Shared::default(), &self.desk);
            if self.figures.waiting(Instant::now()).is_none() {
                return;
            }
            assert!(since.elapsed() < Duration::from_secs(120), "nothing arrived");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// How many marks are drawn.
    fn points(&self) -> usize {
        let is_drawn = self.figures.chart().is_some();
        self.figures.findings().filter(|_| is_drawn).map_or(0, |findings| findings.points().count())
    }
}

#[cfg(feature = "window")]
#[test]
fn the_window_asks_the_cluster_that_is_typed_and_then_this_machine_again() {
    use eframe::egui::Role;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    let mut desk = crate::window::Desk::new();
    let preferred = |desk: &crate::window::Desk| {
        let preferences = desk.app().preferences();
        (preferences.engine, preferences.rows_at)
    };
    desk.menu("View", "Cluster");
    let is_disabled = desk.harness.get_by_role_and_label(Role::Button, "Ask the cluster").accesskit_node().is_disabled();
    assert!(is_disabled, "nothing is typed yet");
    for (name, text) in [("Its scheduler", "df://127.0.0.1:1"), ("Where its executors see the rows, if not in the same folder", "/rows")] {
        let field = desk.harness.get_by_role_and_label(Role::TextInput, name);
        field.focus();
        field.type_text(text);
        desk.settle();
    }
    desk.press(Role::Button, "Ask the cluster");
    assert_eq!(preferred(&desk), (Some("df://127.0.0.1:1".to_owned()), Some("/rows".to_owned())));
    assert!(desk.has_picture() && !desk.has_part("Could not"), "figures in memory are not asked of it");
    desk.menu("View", "Cluster");
    desk.press(Role::Button, "Ask this machine");
    assert_eq!(preferred(&desk), (None, None));
}
