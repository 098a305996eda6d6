//! The files of a copy, with the hash of each and of each of its lines.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{ExportError, Fault, MANIFEST};

/// The files of a copy by name.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// How many changed lines of one file are named.
const NAMED_LINES: usize = 20;
/// The characters of a line's check.
const CHECK: usize = 8;

/// A folder that is being written.
pub(super) struct Folder {
    root: PathBuf,
    manifest: Vec<[String; 3]>,
}

impl Folder {
    /// A new folder.
    pub(super) fn create(root: &Path) -> Result<Folder, ExportError> {
        let file = |error| ExportError::File { path: root.to_owned(), error };
        fs::create_dir_all(root).map_err(file)?;
        if fs::read_dir(root).map_err(file)?.next().is_some() {
            return Err(ExportError::NotEmpty(root.to_owned()));
        }
        Ok(Folder { root: root.to_owned(), manifest: Vec::new() })
    }

    /// Writes one file.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        self.save(name, bytes)?;
        let lines: String = lines(bytes).map(check).collect();
        self.manifest.push([name.to_owned(), blake3::hash(bytes).to_hex().to_string(), lines]);
        Ok(())
    }

    /// Writes a table.
    pub(super) fn put_table(&mut self, name: &str, header: &[&str], rows: &[Vec<String>]) -> Result<(), ExportError> {
        self.put(name, &table(header, rows)?)
    }

    /// Writes the hashes of all that was put in, and gives the hash of that file.
    pub(super) fn close(self) -> Result<String, ExportError> {
        let rows: Vec<Vec<String>> = self.manifest.iter().map(|row| row.to_vec()).collect();
        let bytes = table(&["file", "blake3", "lines"], &rows)?;
        self.save(MANIFEST, &bytes)?;
        Ok(blake3::hash(&bytes).to_hex().to_string())
    }

    fn save(&self, name: &str, bytes: &[u8]) -> Result<(), ExportError> {
        let path = self.root.join(name);
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder.and_then(|()| fs::write(&path, bytes)).map_err(|error| ExportError::File { path, error })
    }
}

fn table(header: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::from(error.error().kind())).into())
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n')
}

fn check(line: &[u8]) -> String {
    blake3::hash(line).to_hex()[..CHECK].to_owned()
}

/// The files of a copy by name, and what is not as it was written.
pub(super) fn read(root: &Path) -> Result<(Files, Vec<Fault>), ExportError> {
    if !root.join(MANIFEST).is_file() {
        return Err(ExportError::NoExport(root.to_owned()));
    }
    let mut files = Files::new();
    collect(root, root, &mut files)?;
    let manifest = files.remove(MANIFEST).unwrap_or_default();
    let mut faults = Vec::new();
    let mut listed = Vec::new();
    for row in csv::Reader::from_reader(manifest.as_slice()).records() {
        let Ok(row) = row else {
            faults.push(Fault::new(MANIFEST, "a line of it cannot be read"));
            continue;
        };
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let (name, hash, lines) = (cell(0), cell(1), cell(2));
        match files.get(&name) {
            None => faults.push(Fault::new(&name, "the file is missing")),
            Some(bytes) if blake3::hash(bytes).to_hex().as_str() != hash => {
                faults.extend(changed(&name, bytes, &lines))
            }
            Some(_) => {}
        }
        listed.push(name);
    }
    let unlisted = files.keys().filter(|name| !listed.contains(name));
    faults.extend(unlisted.map(|name| Fault::new(name, "the file was put in afterwards")));
    Ok((files, faults))
}

fn collect(root: &Path, folder: &Path, files: &mut Files) -> Result<(), ExportError> {
    let fault = |path: &Path| {
        let path = path.to_owned();
        move |error| ExportError::File { path, error }
    };
    for item in fs::read_dir(folder).map_err(fault(folder))? {
        let path = item.map_err(fault(folder))?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let name: Vec<String> = name.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            files.insert(name.join("/"), fs::read(&path).map_err(fault(&path))?);
        }
    }
    Ok(())
}

/// The lines of a file that are not as they were written.
fn changed(name: &str, bytes: &[u8], checks: &str) -> Vec<Fault> {
    let now: Vec<&[u8]> = lines(bytes).collect();
    let then: Vec<&[u8]> = checks.as_bytes().chunks(CHECK).collect();
    let differs = |at: &usize| {
        now.get(*at).map(|line| check(line)).unwrap_or_default().as_bytes()
            != then.get(*at).copied().unwrap_or_default()
    };
    let places: Vec<usize> = (0..now.len().max(then.len())).filter(differs).collect();
    if now.len() != then.len() {
        let first = places.first().map_or(now.len(), |at| at + 1);
        let what = format!("it has {} lines and had {}; they differ from line {first} on", now.len(), then.len());
        return vec![Fault::new(name, what)];
    }
    let named = places.iter().take(NAMED_LINES).map(|&at| {
        let said = entry_of(name, &now, at).map_or_else(String::new, |entry| format!(", in `{entry}`"));
        Fault::new(format!("{name} line {}", at + 1), format!("it is not as it was exported{said}"))
    });
    let mut faults: Vec<Fault> = named.collect();
    if faults.is_empty() {
        faults.push(Fault::new(name, "it is not as it was exported"));
    }
    if places.len() > NAMED_LINES {
        faults.push(Fault::new(
            name,
            format!("{} more of its lines are not as they were exported", places.len() - NAMED_LINES),
        ));
    }
    faults
}

/// The entry of a handbook in which a line stands.
fn entry_of(name: &str, lines: &[&[u8]], at: usize) -> Option<String> {
    let heading = lines[..=at].iter().rev().find(|line| name.ends_with(".md") && line.starts_with(b"#"))?;
    Some(String::from_utf8_lossy(heading).trim_start_matches('#').trim().to_owned())
}
