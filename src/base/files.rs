//! Files that survive a crash and that others cannot read: whole or not at all, 0600 in folders that are 0700.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// What a temporary file is called.
const PREFIX: &str = ".calcli-";
const SUFFIX: &str = ".tmp";
/// After how long without a change nobody is writing a temporary file any more.
const UNFINISHED: Duration = Duration::from_secs(60);

/// How many symbolic links are followed before they count as a loop, as Linux does (`path_resolution(7)`).
const MOST_LINKS: usize = 40;
/// The most that is read of a file, and so the most that is written, in bytes; none of calcli's own comes near it.
const LONGEST: u64 = 1 << 20;

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Its owner alone, whatever was allowed before.
    Private,
    /// Those who could read the file that it replaces; of a new file its owner alone.
    Kept,
}

/// The content of a file, or `None` where there is none. Only regular files are opened, since a pipe or a device may have no end, and
/// may never begin.
pub fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let Some(length) = regular_length(path)? else { return Ok(None) };
    let Some(file) = found(File::open(path))? else { return Ok(None) };
    // Room for all of it: a buffer that grows leaves a copy of a secret behind.
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(LONGEST)).unwrap_or_default() + 1);
    file.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 1 MiB"));
    }
    Ok(Some(bytes))
}

/// The text of a file, or `None` where there is none; see [`read`].
pub fn read_text(path: &Path) -> io::Result<Option<String>> {
    let text = |bytes| String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"));
    read(path)?.map(text).transpose()
}

/// The length of a file, or `None` where there is none; an error where something else is in its place.
pub fn regular_length(path: &Path) -> io::Result<Option<u64>> {
    match found(fs::metadata(path))? {
        Some(metadata) if !metadata.is_file() => Err(io::Error::other("it is not a regular file")),
        metadata => Ok(metadata.map(|metadata| metadata.len())),
    }
}

/// Whether a path is a symbolic link, wherever that leads.
pub fn is_link(path: &Path) -> io::Result<bool> {
    Ok(found(fs::symlink_metadata(path))?.is_some_and(|metadata| metadata.is_symlink()))
}

/// Replaces a file, or its target where it is a symbolic link: at any instant the old or the new content is there, whole.
/// Folders that are missing are made.
pub fn write_atomic(path: &Path, bytes: &[u8], mode: Mode) -> io::Result<()> {
    let target = target_of(path)?;
    let file = written_beside(&target, bytes)?;
    if mode == Mode::Kept
        && let Some(before) = found(fs::metadata(&target))?
    {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.persist(&target)?;
    sync_folder(&target);
    Ok(())
}

/// Makes a file that only its owner can read, unless there is one already: of several that try at once one succeeds and learns
/// it (`true`), and whoever reads the file sees it whole.
pub fn create_new_private(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let target = target_of(path)?;
    match written_beside(&target, bytes)?.persist_noclobber(&target) {
        Ok(_) => {
            sync_folder(&target);
            Ok(true)
        }
        Err(failure) if failure.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(failure) => Err(failure.error),
    }
}

/// Whether a file of this length could be written to a folder, which is made where it is missing: one is, and removed again.
pub fn try_room(folder: &Path, length: usize) -> io::Result<()> {
    written_beside(&folder.join("room"), &vec![0; length]).map(drop)
}

/// Whether a file could be replaced as [`write_atomic`] does it: all of that but the last step.
pub fn try_to_replace(path: &Path) -> io::Result<()> {
    written_beside(&target_of(path)?, &[]).map(drop)
}

/// Removes a file, and of a symbolic link the link alone. Tells whether there was one.
pub fn remove(path: &Path) -> io::Result<bool> {
    found(fs::remove_file(path)).map(|removed| removed.is_some())
}

/// Makes a folder, and those above it that are missing, for their owner alone.
pub fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether a file can be read or changed by others than its owner. Where the system has no such bits nobody else can.
#[cfg(unix)]
pub fn is_exposed(path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

/// Whether a file can be read or changed by others than its owner. Where the system has no such bits nobody else can.
#[cfg(not(unix))]
pub fn is_exposed(path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| false)
}

/// What lets others than its owner change a file, if anything does: the file itself, or a folder in which they could put another in
/// its place. Where the system has no such bits nobody else can.
#[cfg(unix)]
pub fn changeable_by_others(path: &Path) -> io::Result<Option<PathBuf>> {
    use std::os::unix::fs::PermissionsExt;
    let (target, sticky) = (target_of(path)?, 0o1000);
    for place in [&target, folder_of(&target), folder_of(path)] {
        let Some(metadata) = found(fs::metadata(place))? else { continue };
        let mode = metadata.permissions().mode();
        let guarded = metadata.is_dir() && mode & sticky != 0;
        if mode & 0o022 != 0 && !guarded {
            return Ok(Some(place.to_owned()));
        }
    }
    Ok(None)
}

/// What lets others than its owner change a file, if anything does. Where the system has no such bits nobody else can.
#[cfg(not(unix))]
pub fn changeable_by_others(_path: &Path) -> io::Result<Option<PathBuf>> {
    Ok(None)
}

/// What was found, where "not there" is an answer.
pub fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The file behind a chain of symbolic links, there or not.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if !is_link(&path)? {
            return Ok(path);
        }
        path = folder_of(&path).join(fs::read_link(&path)?);
    }
    Err(io::Error::other(format!("{} is a loop of symbolic links", path.display())))
}

/// A temporary file with this content, on the disk and in the folder of its future name. It is 0600 from the start. What could
/// not be read again is not written.
fn written_beside(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other("it would become longer than 1 MiB"));
    }
    let folder = folder_of(target);
    create_private_folder(folder)?;
    let mut file = Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Removes what writes that were cut short have left in a folder: temporary files that nobody has written to for a minute.
///
/// # Errors
/// Of the system. A folder that is not there is none.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    let Some(entries) = found(fs::read_dir(folder))? else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_temporary = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|written| written.elapsed().ok());
        if is_temporary && age.is_some_and(|age| age > UNFINISHED) {
            remove(&entry.path())?;
        }
    }
    Ok(())
}

/// Puts a rename on the disk too. Not every system can, and the content is safe either way.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_none_and_not_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_text(&folder.path().join("nothing")).unwrap(), None);
        assert!(!remove(&folder.path().join("nothing")).unwrap());
        assert!(read_text(folder.path()).is_err(), "a folder is not a text");
    }

    #[test]
    fn writing_makes_the_folders_replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.toml");
        for text in ["old", "new"] {
            write_atomic(&path, text.as_bytes(), Mode::Kept).unwrap();
            assert_eq!(read_text(&path).unwrap().as_deref(), Some(text));
        }
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written_and_leaves_the_old_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        write_atomic(&path, b"old", Mode::Private).unwrap();
        let longest = usize::try_from(LONGEST).unwrap();
        assert!(write_atomic(&path, &vec![b'x'; longest + 1], Mode::Private).is_err());
        assert_eq!(read(&path).unwrap().as_deref(), Some(&b"old"[..]));
        write_atomic(&path, &vec![b'x'; longest], Mode::Private).unwrap();
        assert_eq!(read(&path).unwrap().map(|bytes| bytes.len()), Some(longest));
    }

    #[test]
    fn of_many_who_create_a_file_at_once_one_wins_and_all_read_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub/key");
        let winners = std::thread::scope(|scope| {
            let create = |n: u8| {
                let path = path.as_path();
                scope.spawn(move || create_new_private(path, &[n; 1000]).unwrap().then_some(n))
            };
            let threads: Vec<_> = (b'a'..b'q').map(create).collect();
            threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        assert_eq!(winners.len(), 1);
        assert_eq!(fs::read(&path).unwrap(), [winners[0]; 1000]);
    }

    #[cfg(unix)]
    mod unix {
        use super::*;
        use std::os::unix::fs::{PermissionsExt, symlink};

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn new_files_are_0600_in_0700_folders_and_only_a_kept_file_keeps_its_mode() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("deep/file");
            write_atomic(&path, b"1", Mode::Kept).unwrap();
            assert_eq!((mode(&path), mode(&folder.path().join("deep"))), (0o600, 0o700));
            assert!(!is_exposed(&path).unwrap());
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(is_exposed(&path).unwrap());
            write_atomic(&path, b"2", Mode::Kept).unwrap();
            assert_eq!(mode(&path), 0o644);
            write_atomic(&path, b"3", Mode::Private).unwrap();
            assert_eq!(mode(&path), 0o600);
        }

        #[test]
        fn a_symbolic_link_stays_one_also_when_it_is_chained_relative_or_dangling() {
            let folder = tempfile::tempdir().unwrap();
            let [link, second, target] = ["link", "second", "dots/config.toml"].map(|name| folder.path().join(name));
            symlink("second", &link).unwrap();
            symlink(&target, &second).unwrap();
            for text in ["dangling", "there"] {
                write_atomic(&link, text.as_bytes(), Mode::Private).unwrap();
                assert_eq!(fs::read_to_string(&target).unwrap(), text);
                assert!(link.is_symlink() && second.is_symlink() && !target.is_symlink());
            }
            assert!(!create_new_private(&link, b"no").unwrap());
            assert!(remove(&link).unwrap());
            assert!(target.exists() && !link.is_symlink());
        }

        #[test]
        fn what_may_have_no_end_or_never_begin_is_not_read() {
            let folder = tempfile::tempdir().unwrap();
            let [pipe, long, bytes] = ["pipe", "long", "bytes"].map(|name| folder.path().join(name));
            assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
            File::create(&long).unwrap().set_len(LONGEST + 1).unwrap();
            fs::write(&bytes, [0xff]).unwrap();
            for path in [&pipe, Path::new("/dev/zero"), folder.path(), &long] {
                assert!(read(path).is_err(), "{}", path.display());
            }
            assert_eq!(read(&bytes).unwrap(), Some(vec![0xff]));
            assert_eq!(read_text(&bytes).unwrap_err().kind(), ErrorKind::InvalidData);
        }

        #[test]
        fn a_loop_of_links_is_an_error() {
            let folder = tempfile::tempdir().unwrap();
            let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
            symlink(&two, &one).unwrap();
            symlink(&one, &two).unwrap();
            assert!(write_atomic(&one, b"x", Mode::Private).is_err());
        }
    }
}
