//! Listening on an address, and stopping without cutting anybody off.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;

use crate::outcome::Failure;

/// The runtime that serves.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}

/// Listens on `port` of this machine only, or on a free port when something else has it.
pub async fn listen_on_loopback(port: u16) -> Result<TcpListener, Failure> {
    let on = |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    match TcpListener::bind(on(port)).await {
        Ok(listener) => Ok(listener),
        Err(_) if port != 0 => Ok(TcpListener::bind(on(0)).await?),
        Err(error) => Err(error.into()),
    }
}

/// Waits for Ctrl-C or for the system's word to end.
pub async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let end = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let end = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = end => {}
    }
}
