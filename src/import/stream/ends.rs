//! Ends of lines as one sign, however a file writes them: readers of cells count lines by it.

use std::io::Read;

/// Text in which `\r\n` and `\r` become `\n`, which stands behind the last line as well.
pub struct Ends<R> {
    text: R,
    /// Was the last sign `\r`, so that a `\n` behind it ends nothing more?
    is_ended: bool,
    /// The last sign that was passed on.
    last: u8,
}

impl<R: Read> Ends<R> {
    pub fn new(text: R) -> Self {
        Self { text, is_ended: false, last: b'\n' }
    }
}

impl<R: Read> Read for Ends<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let taken = self.text.read(into)?;
            // Most files have none, and are passed on as they are.
            if taken == 0 {
                let is_open = self.last != b'\n' && !into.is_empty();
                if is_open {
                    into[0] = b'\n';
                    self.last = b'\n';
                }
                return Ok(usize::from(is_open));
            }
            if !self.is_ended && !into[..taken].contains(&b'\r') {
                self.last = into[taken - 1];
                return Ok(taken);
            }
            let mut kept = 0;
            for at in 0..taken {
                let sign = into[at];
                let belongs_to_last = self.is_ended && sign == b'\n';
                self.is_ended = sign == b'\r';
                if !belongs_to_last {
                    into[kept] = if sign == b'\r' { b'\n' } else { sign };
                    kept += 1;
                }
            }
            if kept > 0 {
                self.last = into[kept - 1];
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_lines_are_one_sign_wherever_a_piece_of_the_text_ends() {
        let text = b"a,b\r\n1,\"x\r\ny\"\r\r\n\n2,\r3\r\n4";
        let one_by_one = |size: usize| {
            let (mut ends, mut read, mut piece) = (Ends::new(&text[..]), Vec::new(), vec![0; size]);
            while let Ok(taken @ 1..) = ends.read(&mut piece) {
                read.extend_from_slice(&piece[..taken]);
            }
            String::from_utf8(read).expect("text")
        };
        for size in [1, 2, 3, 5, 64] {
            assert_eq!(one_by_one(size), "a,b\n1,\"x\ny\"\n\n\n2,\n3\n4\n", "{size}");
        }
    }
}
