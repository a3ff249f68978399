//! A folder as a bucket of an object store, on loopback: as much of the protocol of S3 as it takes to list and read.

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Seek as _, SeekFrom, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Keys are paths within a folder, below the name of the bucket. Answers as long as the test runs.
pub struct Bucket {
    pub address: String,
    /// How many objects, or parts of them, were read.
    pub reads: Arc<AtomicUsize>,
}

impl Bucket {
    pub fn of(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("its address"));
        let reads = Arc::new(AtomicUsize::new(0));
        let (folder, counted) = (folder.to_owned(), Arc::clone(&reads));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, counted) = (folder.clone(), Arc::clone(&counted));
                thread::spawn(move || answer_all(&stream, &folder, &counted));
            }
        });
        Self { address, reads }
    }

    /// What a process must be told to find it.
    pub fn keys(&self) -> [(&str, &str); 5] {
        [
            ("AWS_ENDPOINT", &self.address),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "nowhere"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ]
    }
}

struct Request {
    method: String,
    path: String,
    range: Option<String>,
}

fn request(lines: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let mut range = None;
    loop {
        line.clear();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        if name.eq_ignore_ascii_case("range") {
            range = Some(value.trim().to_owned());
        }
    }
    Some(Request { method, path, range })
}

fn answer_all(stream: &TcpStream, folder: &Path, reads: &AtomicUsize) {
    let mut lines = BufReader::new(stream);
    while let Some(request) = request(&mut lines) {
        let path = request.path.split('?').next().unwrap_or_default().trim_start_matches('/');
        let key = path.split_once('/').map_or("", |(_, key)| key);
        let response = if key.is_empty() { listed(&request.path, folder) } else { object(&request, &folder.join(key), reads) };
        let (mut out, is_wanted) = (stream, request.method == "GET");
        let body: &[u8] = if is_wanted { &response.1 } else { &[] };
        if out.write_all(response.0.as_bytes()).and_then(|()| out.write_all(body)).is_err() {
            return;
        }
    }
}

/// The head of an answer, and what follows it.
type Response = (String, Vec<u8>);

fn head(status: &str, length: usize, more: &str) -> String {
    let facts = "Last-Modified: Sun, 29 Nov 2026 00:00:00 GMT\r\nETag: \"one\"\r\nConnection: keep-alive";
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{facts}\r\n{more}\r\n")
}

fn object(request: &Request, path: &Path, reads: &AtomicUsize) -> Response {
    let Ok(mut file) = fs::File::open(path).and_then(|file| file.metadata().map(|facts| (file, facts.len()))) else {
        return (head("404 Not Found", 0, ""), Vec::new());
    };
    let size = file.1;
    let [start, end] = request.range.as_deref().and_then(|range| bounds(range, size)).unwrap_or([0, size]);
    let mut bytes = Vec::new();
    if request.method == "GET" {
        reads.fetch_add(1, Ordering::Relaxed);
        file.0.seek(SeekFrom::Start(start)).expect("a place in the file");
        file.0.take(end - start).read_to_end(&mut bytes).expect("its bytes");
    }
    let (status, more) = match &request.range {
        Some(_) => ("206 Partial Content", format!("Content-Range: bytes {start}-{}/{size}\r\n", end - 1)),
        None => ("200 OK", String::new()),
    };
    (head(status, (end - start) as usize, &more), bytes)
}

/// `bytes=0-7`, `bytes=8-`, or `bytes=-8` from the end.
fn bounds(range: &str, size: u64) -> Option<[u64; 2]> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    Some(match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) => [first, (last + 1).min(size)],
        (Ok(first), Err(_)) => [first, size],
        (Err(_), Ok(last)) => [size.saturating_sub(last), size],
        (Err(_), Err(_)) => return None,
    })
}

/// All keys that begin as is wanted.
fn listed(path: &str, folder: &Path) -> Response {
    let prefix = path.split(['?', '&']).find_map(|part| part.strip_prefix("prefix=")).unwrap_or_default().replace("%2F", "/");
    let mut keys: Vec<(String, u64)> = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(key) = path.strip_prefix(folder) {
                keys.push((key.to_string_lossy().into_owned(), entry.metadata().expect("its size").len()));
            }
        }
    }
    keys.retain(|(key, _)| key.starts_with(&prefix));
    keys.sort();
    let contents = keys.iter().map(|(key, size)| {
        format!(
            "<Contents><Key>{key}</Key><LastModified>2026-11-29T00:00:00.000Z</LastModified><ETag>one</ETag><Size>{size}</Size></Contents>"
        )
    });
    let body = format!(
        "<?xml version=\"1.0\"?><ListBucketResult><Name>figures</Name><Prefix>{prefix}</Prefix><KeyCount>{}</KeyCount>\
         <IsTruncated>false</IsTruncated>{}</ListBucketResult>",
        keys.len(),
        contents.collect::<String>()
    );
    (head("200 OK", body.len(), "Content-Type: application/xml\r\n"), body.into_bytes())
}
