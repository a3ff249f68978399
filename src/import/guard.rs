//! Readers of binary formats that others wrote may stop in the middle of a damaged file. That costs the file, not the program.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::problem::Problem;

thread_local! {
    /// Is this thread in a reader whose stop is told as a `Problem`?
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What the reader of a file called `name`, which is `what` ("a Parquet file"), gives; or that it stopped.
///
/// # Errors
/// The reader's own, or that it stopped in the middle.
pub fn guarded<T>(name: &str, what: &str, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    keep_quiet();
    let before = IS_GUARDED.replace(true);
    // What a stopped reader leaves half done is thrown away with it.
    let result = catch_unwind(AssertUnwindSafe(read));
    IS_GUARDED.set(before);
    result.unwrap_or_else(|stop| {
        let why = format!("it is {what}, and damaged: its reader stopped in the middle ({})", words(stop.as_ref()));
        Err(Problem::new(format!("Could not read {name}")).because(why).hint("Download or save it again."))
    })
}

/// A stop that is told as a `Problem` is not told on the error output as well.
fn keep_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |stop| {
            if !IS_GUARDED.get() {
                before(stop);
            }
        }));
    });
}

fn words(stop: &(dyn Any + Send)) -> &str {
    let text = stop.downcast_ref::<String>().map(String::as_str).or_else(|| stop.downcast_ref::<&str>().copied());
    text.and_then(|text| text.lines().next()).unwrap_or("it does not say why")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_stops_gives_a_problem() {
        let bytes = [1_u8, 2];
        let place = bytes.len();
        let problem = guarded("a.parquet", "a Parquet file", || Ok(bytes[place])).expect_err("out of bounds");
        assert!(problem.to_string().starts_with("Could not read a.parquet: it is a Parquet file, and damaged"), "{problem}");
        assert!(problem.to_string().contains("index out of bounds"), "{problem}");
        assert_eq!(guarded("a.parquet", "a Parquet file", || Ok(3)), Ok(3));
    }
}
