//! The few things that are done to files. Tests put a disk in their place that fails.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

/// What a writer asks of the system.
pub(super) trait Files: Sync {
    /// Writes a file that was not there, part by part, and waits until it is on the disk.
    fn create(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()>;
    /// Puts a file in the place of another in one step, and waits until that is on the disk.
    fn replace(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; overwrites it with zeros before if `is_wiped`.
    fn remove(&self, path: &Path, is_wiped: bool) -> io::Result<()>;
}

/// The disk itself.
pub(super) struct Disk;

impl Files for Disk {
    fn create(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        // Documents are confidential: nobody but the owner reads them here.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        for part in parts {
            file.write_all(part)?;
        }
        file.sync_all()?;
        sync_folder(path.parent().unwrap_or(path))
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        sync_folder(to.parent().unwrap_or(to))
    }

    fn remove(&self, path: &Path, is_wiped: bool) -> io::Result<()> {
        if is_wiped {
            let mut file = File::options().write(true).open(path)?;
            let mut left = file.metadata()?.len();
            let zeros = vec![0; 1 << 16];
            while left > 0 {
                let step = left.min(zeros.len() as u64);
                file.write_all(&zeros[..step as usize])?;
                left -= step;
            }
            file.sync_all()?;
        }
        fs::remove_file(path)
    }
}

/// Waits until the names in a folder are on the disk, where the system can be asked for it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
