//! Running the program.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// What the program said and how it ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) errors: String,
}

/// Where the samples of one register in many layouts are.
pub(crate) const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../imports/tests/data/autumn1_2025");

/// The path of a sample.
pub(crate) fn sample(name: &str) -> String {
    format!("{SAMPLE}/{name}")
}

/// Runs the program to its end.
pub(crate) fn rollbook(arguments: &[&str]) -> Ended {
    rollbook_with(arguments, "")
}

/// Runs the program to its end with `input` on standard input.
pub(crate) fn rollbook_with(arguments: &[&str], input: &str) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rollbook"));
    command.args(arguments).env_remove("RUST_LOG");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A program that reads nothing may have ended already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes UTF-8");
    Ended { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), errors: text(&output.stderr) }
}

/// Writes a file into `folder` and gives its path.
pub(crate) fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("the folder is ours");
    path.display().to_string()
}
