//! The threads that do the work. They take jobs in order, and wake the window when one is done.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// A few threads at work.
#[derive(Clone)]
pub struct Workers {
    jobs: Sender<Job>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Workers {
    /// `wake` is called from a working thread each time a job is done.
    pub fn new(count: usize, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..count.max(1) {
            let queue = Arc::clone(&queue);
            // A thread ends when the window, and with it the sender, is gone.
            thread::spawn(move || {
                while let Some(job) = next(&queue) {
                    // A job that breaks off tells so by its silence; the thread goes on with the next.
                    panic::catch_unwind(AssertUnwindSafe(job)).ok();
                }
            });
        }
        Self { jobs, wake: Arc::new(wake) }
    }

    /// A thread more, for work that must not wait behind what these have to do. It ends when nobody has work for it.
    #[must_use]
    pub fn beside(&self) -> Self {
        let wake = Arc::clone(&self.wake);
        Self::new(1, move || wake())
    }

    /// Does the job when a thread is free.
    pub fn start(&self, job: impl FnOnce() + Send + 'static) {
        let wake = Arc::clone(&self.wake);
        // The threads outlive the sender, so there is always one to take it.
        self.jobs
            .send(Box::new(move || {
                job();
                wake();
            }))
            .ok();
    }

    /// Does the job in a thread of its own: for what may take as long as a person thinks, such as a file dialog.
    pub fn start_aside(&self, job: impl FnOnce() + Send + 'static) {
        let wake = Arc::clone(&self.wake);
        thread::spawn(move || {
            job();
            wake();
        });
    }
}

fn next(queue: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    queue.lock().ok()?.recv().ok()
}
