//! Installing what a machine with only the Rust toolchain lacks. What is there already is left alone.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    command::{Fault, ask, cargo, command, run, which},
    place::Place,
    postgres,
};

/// Names under which a Chromium goes.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The oldest Node that playwright-core runs on.
const OLDEST_NODE: u32 = 20;

/// Everything.
pub fn everything(place: &Place) -> Result<(), Fault> {
    packages(place)?;
    tools(place)?;
    browser_packages(place)
}

/// The browser to drive.
pub fn browser(place: &Place) -> Option<PathBuf> {
    let named = std::env::var_os("ROLLBOOK_CHROMIUM").map(PathBuf::from);
    named.or_else(|| BROWSERS.into_iter().find_map(|name| which(place, name)))
}

/// Debian packages.
fn packages(place: &Place) -> Result<(), Fault> {
    let mut missing = Vec::new();
    let mut need = |is_there: bool, packages: &[&'static str]| {
        if !is_there {
            missing.extend_from_slice(packages);
        }
    };
    need(postgres::programs(place).is_some(), &["postgresql"]);
    need(browser(place).is_some(), &["chromium", "fonts-liberation"]);
    need(which(place, "pdftotext").is_some(), &["poppler-utils"]);
    need(has_venv(place), &["python3-venv"]);
    if missing.is_empty() {
        return Ok(());
    }
    let named = missing.join(" ");
    println!("installing {named}");
    if which(place, "apt-get").is_none() {
        return Err(Fault::new(format!("install {named} with this machine's package manager, then run again")));
    }
    let otherwise = format!("apt-get could not install {named}: install them by hand, then run again");
    run(apt(place)?.args(["update", "-qq"]), &otherwise)?;
    run(apt(place)?.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing), &otherwise)
}

fn apt(place: &Place) -> Result<Command, Fault> {
    let mut apt = if postgres::is_root(place)? {
        command(place, "apt-get")
    } else {
        let mut sudo = command(place, "sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(apt)
}

fn has_venv(place: &Place) -> bool {
    ask(command(place, "python3").args(["-c", "import venv, ensurepip"])).is_ok_and(|ran| ran.succeeded)
}

/// The PDF checker, cargo-deny, cargo-nextest and, where the machine has no Node that will do, Node.
pub fn tools(place: &Place) -> Result<(), Fault> {
    for component in ["fmt", "clippy"] {
        if !ask(&mut cargo(place, &[component, "--version"]))?.succeeded {
            let mut rustup = command(place, "rustup");
            run(rustup.args(["component", "add", "rustfmt", "clippy"]), "add rustfmt and clippy to the toolchain")?;
        }
    }
    let mut names = vec!["cargo.txt", "mail.txt", "pdf.txt"];
    if node_of_the_machine(place).is_none() {
        names.push("node.txt");
    }
    let lists: Vec<PathBuf> = names.iter().map(|name| place.root.join("xtask").join("tools").join(name)).collect();
    let wanted: String = lists.iter().map(fs::read_to_string).collect::<Result<_, _>>()?;
    let stamp = place.tools().join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing the tools of xtask/tools: {}", names.join(", "));
    let venv = command(place, "python3").args(["-m", "venv", "--clear"]).arg(place.tools()).status();
    if !venv.is_ok_and(|status| status.success()) {
        return Err(Fault::new("python3 could not make a virtual environment: install python3-venv"));
    }
    for list in &lists {
        pip(place, list)?;
    }
    Ok(fs::write(stamp, wanted)?)
}

/// A command that runs with Node first on its path: the machine's if it will do, else the one that we installed.
pub fn with_node(place: &Place, program: &str) -> Command {
    let node = node_of_the_machine(place).unwrap_or_else(|| place.tools().join("bin").join("node"));
    let folder = node.parent().unwrap_or(&place.root).to_path_buf();
    let mut command = command(place, folder.join(program));
    let path = std::env::var_os("PATH").unwrap_or_default();
    if let Ok(paths) = std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&path))) {
        command.env("PATH", paths);
    }
    command
}

/// The machine's Node, if it is new enough and npm stands beside it.
fn node_of_the_machine(place: &Place) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let nodes = std::env::split_paths(&path).map(|folder| folder.join("node"));
    nodes.filter(|node| node.with_file_name("npm").exists()).find(|node| {
        let version = ask(command(place, node).arg("--version")).map(|ran| ran.printed).unwrap_or_default();
        let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default().to_owned();
        major.parse::<u32>().is_ok_and(|major| major >= OLDEST_NODE)
    })
}

fn pip(place: &Place, list: &Path) -> Result<(), Fault> {
    let mut pip = command(place, place.tools().join("bin").join("pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(list);
    run(&mut pip, &format!("pip could not install what {} lists", list.display()))
}

/// The npm packages that drive the browser.
fn browser_packages(place: &Place) -> Result<(), Fault> {
    let folder = place.browser();
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules").join("installed.json");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing the npm packages of tests/browser");
    let mut npm = with_node(place, "npm");
    npm.current_dir(&folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--no-update-notifier",
        "--loglevel=error",
    ]);
    run(&mut npm, "npm could not install the packages of tests/browser")?;
    Ok(fs::write(stamp, wanted)?)
}
