//! A value that is being worked out off the frame. What was last known stays on show until the new one is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::Instant;

use crate::problem::Problem;
use crate::work::worker::Workers;

/// A value that follows its key.
pub struct Live<Key, Value> {
    /// What was asked for last.
    wanted: Option<Key>,
    value: Option<Value>,
    problem: Option<Problem>,
    request: Option<Request<Value>>,
    /// Counts the values that arrived, so that what is made from them knows when to be made anew.
    edition: u64,
}

struct Request<Value> {
    outcome: Receiver<Result<Value, Problem>>,
    is_abandoned: Arc<AtomicBool>,
    since: Instant,
}

impl<Key, Value> Default for Live<Key, Value> {
    fn default() -> Self {
        Self { wanted: None, value: None, problem: None, request: None, edition: 0 }
    }
}

impl<Key: PartialEq, Value: Send + 'static> Live<Key, Value> {
    /// Called every frame: free while the key is unchanged; a new one abandons the older request.
    pub fn want(&mut self, key: Key, workers: &Workers, work: impl FnOnce() -> Result<Value, Problem> + Send + 'static) {
        if self.wants(&key) {
            return;
        }
        self.abandon();
        self.wanted = Some(key);
        let (sender, outcome) = mpsc::channel();
        let is_abandoned = Arc::new(AtomicBool::new(false));
        self.request = Some(Request { outcome, is_abandoned: Arc::clone(&is_abandoned), since: Instant::now() });
        workers.start(move || {
            if !is_abandoned.load(Ordering::Relaxed) {
                // Nobody listens any more when it was abandoned meanwhile.
                sender.send(work()).ok();
            }
        });
    }

    /// Is this what was asked for last? Then asking again costs nothing.
    pub fn wants(&self, key: &Key) -> bool {
        self.wanted.as_ref() == Some(key)
    }

    /// Takes in what has arrived. True when there is something new to show.
    pub fn collect(&mut self) -> bool {
        let Some(request) = &self.request else { return false };
        let outcome = match request.outcome.try_recv() {
            Ok(outcome) => outcome,
            Err(TryRecvError::Empty) => return false,
            Err(TryRecvError::Disconnected) => Err(Problem::new("Could not work out the figures")
                .because("the work broke off")
                .hint("Choose something else, then this again.")),
        };
        self.request = None;
        match outcome {
            Ok(value) => {
                (self.value, self.problem) = (Some(value), None);
                self.edition += 1;
            }
            Err(problem) => self.problem = Some(problem),
        }
        true
    }

    /// The last value that was worked out, of this key or an older one.
    pub fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }

    /// Why the value wanted last could not be worked out.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Since when the wanted value has been worked out.
    pub fn waiting_since(&self) -> Option<Instant> {
        self.request.as_ref().map(|request| request.since)
    }

    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Lets the key go, so that the next wish is worked out even when it is the same.
    pub fn forget(&mut self) {
        self.abandon();
        self.wanted = None;
    }

    /// Stops waiting; the last value stays.
    pub fn abandon(&mut self) {
        if let Some(request) = self.request.take() {
            request.is_abandoned.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    use super::*;

    fn settle(live: &mut Live<u32, u32>) {
        for _ in 0..500 {
            if live.collect() {
                return;
            }
            thread::sleep(Duration::from_millis(2));
        }
        panic!("nothing arrived");
    }

    #[test]
    fn the_same_wish_is_worked_out_once() {
        let workers = Workers::new(1, || {});
        let mut live = Live::default();
        live.want(1, &workers, || Ok(10));
        settle(&mut live);
        live.want(1, &workers, || Ok(99));
        assert_eq!((live.value(), live.waiting_since()), (Some(&10), None));
    }

    #[test]
    fn the_newest_wish_wins() {
        let workers = Workers::new(1, || {});
        let (release, held) = channel::<()>();
        let mut live = Live::default();
        live.want(1, &workers, move || held.recv().map(|()| 10).map_err(|_| Problem::new("Could not wait")));
        live.want(2, &workers, || Ok(20));
        release.send(()).ok();
        settle(&mut live);
        assert_eq!((live.value(), live.edition()), (Some(&20), 1));
    }

    #[test]
    fn a_failure_keeps_the_last_value_on_show() {
        let workers = Workers::new(1, || {});
        let mut live = Live::default();
        live.want(1, &workers, || Ok(10));
        settle(&mut live);
        live.want(2, &workers, || Err(Problem::new("Could not divide")));
        settle(&mut live);
        assert_eq!(live.value(), Some(&10));
        assert!(live.problem().is_some());
    }
}
