//! JSON Lines: one row a line, in the order of the rows.

use std::io;
use std::io::Write;

use serde::Serialize;

/// Writes `rows`, one a line.
///
/// # Errors
/// Those of `out`.
pub fn write<T: Serialize>(rows: &[T], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
