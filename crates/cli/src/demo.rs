//! `rollbook demo`: an invented authority to look around in, on this machine only.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use clap::Args;
use domain::Date;
use service::{App, Clock};
use tempfile::TempDir;
use web::{cookies::Transport, handlers::Web, pages::sign_in::DemoSignIn};

use crate::{
    argument,
    outcome::{Failure, Outcome},
    progress::Progress,
    server,
};

mod build;
mod sign_ins;

pub use build::known;

/// The port to listen on when none is asked for.
const PORT: u16 = 8080;
/// The one password of everybody in the invented authority. It opens nothing else.
const PASSWORD: &str = "register-2026";

/// Start an invented authority with two school years of registers, on this machine only
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example: rollbook demo --today 2026-11-24")]
pub struct Demo {
    /// The day to show; the same day always gives the same authority. Today unless given
    #[arg(long, value_parser = argument::day)]
    today: Option<Date>,
    /// The handbook that all schools follow, by its folder name, such as knowsley; unless given, each follows its own
    #[arg(long, value_name = "NAME")]
    pack: Option<String>,
    /// The port to listen on; 0 is any free one, and a free one is taken when it is in use
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// Keep the records in this new SQLite file instead of removing them at the end
    #[arg(long, value_name = "FILE", conflicts_with = "postgres")]
    data: Option<PathBuf>,
    /// Also write the address and the sign-ins to this file, as JSON
    #[arg(long, value_name = "FILE")]
    sign_ins_json: Option<PathBuf>,
    /// Keep the records in this empty PostgreSQL database
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,
}

impl Default for Demo {
    fn default() -> Demo {
        Demo { today: None, pack: None, port: PORT, data: None, sign_ins_json: None, postgres: None }
    }
}

/// What there is to serve, and who can sign in.
struct Ready {
    app: Arc<App>,
    people: Vec<service::demo::SignIn>,
}

/// Builds the authority and serves it until Ctrl-C.
pub fn run(demo: &Demo) -> Result<Outcome, Failure> {
    println!("Rollbook {}: making an invented authority. Ctrl-C stops it.", env!("CARGO_PKG_VERSION"));
    let runtime = server::runtime()?;
    let (folder, address) = place(demo)?;
    let today = demo.today.unwrap_or_else(|| Clock::Machine.today());
    let pack = demo.pack.clone();
    let ready = runtime.block_on(async {
        let building = tokio::task::spawn_blocking(move || build::build(&address, today, pack.as_deref()));
        tokio::select! {
            built = building => built?.map(Some),
            () = server::stop_signal() => Ok(None),
        }
    });
    let served = match ready {
        Ok(Some(ready)) => runtime.block_on(serve(demo, ready)),
        Ok(None) => Ok(()),
        Err(failure) => Err(failure),
    };
    runtime.shutdown_background();
    drop(folder);
    served.map(|()| Outcome::Done)
}

/// The address of the database, and the folder that is removed with it at the end.
fn place(demo: &Demo) -> Result<(Option<TempDir>, String), Failure> {
    if let Some(url) = &demo.postgres {
        return Ok((None, url.clone()));
    }
    if let Some(file) = &demo.data {
        if file.exists() {
            let file = file.display();
            return Err(Failure::new(format!("`{file}` is already there: name a new file, or remove this one")));
        }
        return Ok((None, format!("sqlite:{}", file.display())));
    }
    let folder = tempfile::Builder::new().prefix("rollbook-demo-").tempdir()?;
    let address = format!("sqlite:{}", folder.path().join("demo.db").display());
    Ok((Some(folder), address))
}

async fn serve(demo: &Demo, mut ready: Ready) -> Result<(), Failure> {
    let listener = server::listen_on_loopback(demo.port).await?;
    let address = listener.local_addr()?;
    if let Some(app) = Arc::get_mut(&mut ready.app) {
        app.address = format!("http://{address}");
    }
    let entries = sign_ins::entries(&ready.people, &ready.app.authority);
    say(demo, &ready, address, &entries);
    let web = Web { app: Arc::clone(&ready.app), transport: Transport::Plain, demo: Arc::new(entries) };
    if let Some(file) = &demo.sign_ins_json {
        sign_ins::write_json(file, address, &ready.people, &ready.app.authority)?;
    }
    Ok(web::server::serve(listener, web, server::stop_signal()).await?)
}

fn say(demo: &Demo, ready: &Ready, address: SocketAddr, entries: &[DemoSignIn]) {
    println!();
    if let Some(note) = &ready.app.note {
        println!("{note}\n");
    }
    if demo.port != 0 && demo.port != address.port() {
        println!("Port {} is in use, so this is on another.", demo.port);
    }
    println!("Open  http://{address}\n");
    print!("{}", sign_ins::table(entries));
    println!("\nThe password of each is  {PASSWORD}");
}
