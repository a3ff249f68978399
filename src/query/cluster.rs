//! Where a cluster is that answers in place of this machine, and where its executors find the rows. Never asks it anything.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// Can this build ask a cluster?
pub const IS_BUILT_IN: bool = cfg!(feature = "cluster");

/// A cluster that is asked about figures too many for memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub scheduler: Scheduler,
    /// What its executors see in place of the folder where rows are kept; `None` when they see the same one.
    pub rows_at: Option<RowsAt>,
    /// How long an answer is waited for.
    pub patience: Duration,
}

/// `df://host:port`: where the scheduler of a cluster listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduler {
    /// An IPv6 address stands in brackets.
    host: String,
    port: u16,
}

/// A folder from its root on, or an address in an object store, and the form of the files there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsAt {
    base: String,
    pub form: Form,
}

/// The form of files of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Parquet,
    /// The same columns under their names, in one order.
    Csv,
}

impl Cluster {
    /// A job of a cluster that is busy or large is done by then; one that has lost its executors would wait without end.
    const PATIENCE: Duration = Duration::from_secs(300);

    pub fn new(scheduler: Scheduler, rows_at: Option<RowsAt>) -> Self {
        Self { scheduler, rows_at, patience: Self::PATIENCE }
    }

    /// Under which address, and in which form, its executors find the rows that are kept in a folder here.
    pub fn rows_of(&self, folder: &Path) -> (String, Form) {
        match &self.rows_at {
            None => (format!("{}/", folder.to_string_lossy().trim_end_matches('/')), Form::Parquet),
            Some(RowsAt { base, form }) => {
                // `content`, the hash of it, `rows`: as they stand in the folder of what is kept.
                let parts: Vec<_> = folder.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                let last = parts[parts.len().saturating_sub(3)..].join("/");
                (format!("{base}/{last}/"), *form)
            }
        }
    }
}

impl Scheduler {
    /// `host:port`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl fmt::Display for Scheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "df://{}", self.place())
    }
}

impl FromStr for Scheduler {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_host = |host: &str| match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
            None => !host.is_empty() && host.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter)),
        };
        let (host, port) = text.strip_prefix("df://").and_then(|rest| rest.trim_end_matches('/').rsplit_once(':')).unzip();
        let port = port.and_then(|port| port.parse::<u16>().ok()).filter(|port| *port > 0);
        let found = host.filter(|host| is_host(host)).zip(port);
        found.map(|(host, port)| Self { host: host.to_owned(), port }).ok_or_else(|| "expected df://host:port".to_owned())
    }
}

impl fmt::Display for RowsAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            Form::Parquet => f.write_str(&self.base),
            Form::Csv => write!(f, "{}{CSV}", self.base),
        }
    }
}

/// Behind an address: the files there are CSV.
const CSV: &str = "/*.csv";

impl FromStr for RowsAt {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (base, form) = match text.strip_suffix(CSV) {
            Some(base) => (base, Form::Csv),
            None => (text.strip_suffix("/*.parquet").unwrap_or(text), Form::Parquet),
        };
        let is_address = base.split_once("://").is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
        // The folder is one of the executors' machines, whatever system asks them.
        match is_address || base.starts_with('/') || Path::new(base).is_absolute() {
            true => Ok(Self { base: base.trim_end_matches('/').to_owned(), form }),
            false => Err("expected a folder from its root on, or an address such as s3://bucket/asymmetry".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_scheduler_and_its_port() {
        for right in ["df://localhost:50050", "df://10.0.0.7:1", "df://[::1]:50050", "df://big-one.example.org:65535"] {
            assert_eq!(right.parse().map(|scheduler: Scheduler| scheduler.to_string()), Ok(right.to_owned()));
        }
        for wrong in
            ["", "localhost:50050", "http://localhost:50050", "df://localhost", "df://:50050", "df://a b:1", "df://a:0", "df://a:65536"]
        {
            assert!(wrong.parse::<Scheduler>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn rows_are_found_under_the_address_that_executors_see() {
        let folder = Path::new("/home/user/.cache/asymmetry/content/0a1b/rows");
        let at = |rows_at: Option<&str>| {
            let rows_at = rows_at.map(|text| text.parse().expect("an address"));
            Cluster::new("df://localhost:50050".parse().expect("a scheduler"), rows_at).rows_of(folder)
        };
        assert_eq!(at(None), ("/home/user/.cache/asymmetry/content/0a1b/rows/".to_owned(), Form::Parquet));
        assert_eq!(at(Some("s3://bucket/asymmetry/")), ("s3://bucket/asymmetry/content/0a1b/rows/".to_owned(), Form::Parquet));
        assert_eq!(at(Some("/mnt/rows")), ("/mnt/rows/content/0a1b/rows/".to_owned(), Form::Parquet));
        assert_eq!(at(Some("s3://bucket/*.csv")), ("s3://bucket/content/0a1b/rows/".to_owned(), Form::Csv));
        for wrong in ["", "rows", "s3://", "://bucket"] {
            assert!(wrong.parse::<RowsAt>().is_err(), "{wrong}");
        }
    }
}
