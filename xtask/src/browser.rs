//! The stories in a real browser, against a demo that we start and stop.

use std::{fs, path::PathBuf, time::Duration};

use crate::{
    checks::read_summaries,
    command::{Fault, temporary, watch},
    guard::{Server, User, bound},
    install::{self, with_node},
    place::Place,
    stages::Count,
};

/// The day that the demo shows, so that it is the same on every day.
const TODAY: &str = "2026-11-24";

/// How long the demo may take to make its data and answer.
const LIMIT: Duration = Duration::from_secs(180);

/// Starts the demo, runs the stories, stops the demo.
pub fn stage(place: &Place) -> Result<Count, Fault> {
    let browser = install::browser(place).ok_or_else(|| Fault::new("no Chromium found: run `cargo xtask install`"))?;
    let folder = temporary("demo")?;
    let sign_ins = folder.path().join("sign-ins.json");
    let log = folder.path().join("log");
    let records = folder.path().join("demo.db");
    let printed = fs::File::create(&log)?;
    let mut demo = bound(place, &place.built("rollbook"), User::Myself);
    // The demo keeps its database below the folder it is started in or for temporary files; both are ours.
    demo.current_dir(folder.path()).env("TMPDIR", folder.path()).stdout(printed.try_clone()?).stderr(printed);
    demo.args(["demo", "--today", TODAY, "--port", "0", "--data"]).arg(&records).arg("--sign-ins-json").arg(&sign_ins);
    let mut server = Server::start(&mut demo, "TERM")?;
    let is_ready = || fs::read_to_string(&sign_ins).ok().filter(|text| text.trim_end().ends_with('}'));
    if server.wait_for(LIMIT, is_ready).is_none() {
        let printed = fs::read_to_string(&log).unwrap_or_default();
        return Err(Fault::new(format!("the demo did not start; it printed:\n{}", printed.trim())));
    }
    let mut node = with_node(place, "node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]).args(stories(place)?);
    node.env("ROLLBOOK_SIGN_INS", &sign_ins).env("ROLLBOOK_CHROMIUM", browser);
    // What the pages did is compared with the log itself.
    node.env("ROLLBOOK_PROGRAM", place.built("rollbook"))
        .env("ROLLBOOK_RECORDS", format!("sqlite:{}", records.display()));
    let ran = watch(&mut node)?;
    let count = read_summaries(&ran.printed);
    if count == Count::NONE || (!ran.succeeded && count.failed == 0) {
        return Err(Fault::new("the browser stories did not run to their end"));
    }
    Ok(count)
}

fn stories(place: &Place) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in fs::read_dir(place.browser())? {
        let path = entry?.path();
        if path.to_str().is_some_and(|path| path.ends_with(".test.mjs")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
