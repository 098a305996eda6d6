//! `rollbook serve`: the application for a school or an authority, on its own records.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use clap::Args;
use serde::Deserialize;
use service::{App, Clock};
use tokio::net::TcpListener;
use web::{cookies::Transport, handlers::Web};

use crate::{
    argument,
    outbox::{self, MailSettings, TextSettings},
    outcome::{Failure, Outcome},
    packs,
    progress::Progress,
    server,
};

/// Serve the pages on your own records
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook serve --settings rollbook.toml

`example.toml` shows every setting with its default.")]
pub struct Serve {
    /// The settings
    #[arg(long, value_name = "FILE")]
    settings: PathBuf,
}

/// The settings of a server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where the records are.
    pub store: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Whether a proxy in front speaks TLS.
    pub secure: bool,
    /// Where families reach the pages; it stands in the links of messages.
    pub address: String,
    /// How e-mail leaves the house. Without it e-mails are kept and wait.
    pub mail: Option<MailSettings>,
    /// How text messages leave the house. Without it they are kept and wait.
    pub texts: Option<TextSettings>,
}

impl Default for Settings {
    fn default() -> Settings {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8080));
        Settings {
            store: String::from("sqlite:rollbook.db"),
            listen,
            secure: false,
            address: String::from("http://127.0.0.1:8080"),
            mail: None,
            texts: None,
        }
    }
}

impl Settings {
    /// Reads settings. An unknown one is refused, because it may be a known one written wrongly.
    pub fn parse(text: &str) -> Result<Settings, String> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            format!("line {line}: {}: compare it with example.toml", error.message())
        })
    }
}

/// Serves until Ctrl-C.
pub fn run(serve: &Serve) -> Result<Outcome, Failure> {
    let text = argument::file(&serve.settings)?;
    let settings = Settings::parse(&String::from_utf8_lossy(&text))
        .map_err(|what| Failure::new(format!("`{}`: {what}", serve.settings.display())))?;
    println!("Rollbook {}: opening {}", env!("CARGO_PKG_VERSION"), without_password(&settings.store));
    let carriers = outbox::carriers(settings.mail.as_ref(), settings.texts.as_ref())?;
    let mut app = open(&settings)?;
    app.address.clone_from(&settings.address);
    app.channels = outbox::channels(&carriers);
    let app = Arc::new(app);
    let runtime = server::runtime()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
            Failure::new(format!(
                "cannot listen on {}: {error}: stop what has it, or set another `listen`",
                settings.listen
            ))
        })?;
        println!("Listening on http://{}. Ctrl-C stops it.", listener.local_addr()?);
        let transport = if settings.secure { Transport::Encrypted } else { Transport::Plain };
        tokio::spawn(outbox::rounds(Arc::clone(&app), carriers));
        let web = Web { app: Arc::clone(&app), transport, demo: Arc::default() };
        Ok::<(), Failure>(web::server::serve(listener, web, server::stop_signal()).await?)
    });
    runtime.shutdown_background();
    served.map(|()| Outcome::Done)
}

fn open(settings: &Settings) -> Result<App, Failure> {
    let store = store::Store::open(&settings.store)?;
    let is_new = store.read(|tx| store::person::list(tx, None, 1))?.is_empty();
    let progress = Progress::begin();
    progress.reach("Reading the rolls", 0, 1);
    let bar = progress.bar();
    let app = App::open(store, packs::built_in()?, Clock::Machine, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    progress.end();
    if is_new {
        let store = without_password(&settings.store);
        println!("Nobody can sign in yet. Add an administrator, and a school:");
        println!("  rollbook user add you@school.example --name \"Your Name\" --role administrator --store {store}");
        println!("  rollbook school load GIAS.csv --urn 123456 --pack england --morning 08:50-09:20-12:00 \\");
        println!("    --afternoon 13:00-13:15-15:15 --calendar TERMS.csv --store {store}");
    }
    if !settings.listen.ip().is_loopback() && !settings.secure {
        println!("This listens beyond this machine without TLS: put a proxy before it and set `secure = true`.");
    }
    Ok(app)
}

/// The address of a store, fit to be shown.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    match rest.split_once('@') {
        Some((person, place)) => {
            format!("{scheme}://{}@{place}", person.split_once(':').map_or(person, |(name, _)| name))
        }
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_example_shows_its_default() {
        let example = Settings::parse(include_str!("../../../example.toml")).expect("the example is readable");
        assert_eq!(example, Settings::default());
        assert_eq!(Settings::parse("").expect("all defaults"), Settings::default());
    }

    #[test]
    fn the_sections_for_messages_are_read_when_their_marks_are_taken_away() {
        let text = include_str!("../../../example.toml");
        let shown: Vec<&str> = text.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).collect();
        let settings = Settings::parse(&shown.join("\n")).expect("readable");
        assert!(settings.mail.is_some() && settings.texts.is_some());
    }

    #[test]
    fn a_setting_that_nobody_knows_is_refused_with_its_line() {
        let refused = Settings::parse("secure = true\nlissten = \"127.0.0.1:1\"\n").expect_err("a slip");
        assert!(
            refused.starts_with("line 2: unknown field `lissten`, expected one of `store`, `listen`, `secure`"),
            "{refused}"
        );
    }

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(without_password("postgres://ann:secret@db/rollbook"), "postgres://ann@db/rollbook");
        assert_eq!(without_password("sqlite:rollbook.db"), "sqlite:rollbook.db");
    }
}
