//! How much of a file is taken in at most. Counted while it is read: what a file says of its own size is not believed.

use crate::table::columnar::Bounds;

/// Bytes that come out of what is compressed: 1 GiB.
pub const MOST_BYTES: u64 = 1 << 30;

/// Members of an archive.
pub const MOST_MEMBERS: usize = 10_000;

/// Cells of one file, empty ones between others counted.
pub const MOST_CELLS: usize = 50_000_000;

/// Of Parquet and Arrow files.
pub const OF_COLUMNS: Bounds = Bounds { cells: MOST_CELLS, bytes: MOST_BYTES as usize };
