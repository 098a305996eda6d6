//! Listening on an address, and stopping without cutting anybody off.

use std::{
    future::{Future, IntoFuture},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use tokio::net::TcpListener;

use crate::outcome::Failure;

/// How long answers under way may take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(5);

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

/// Serves until `stop`, then finishes the answers under way.
pub async fn serve(
    listener: TcpListener,
    web: web::handlers::Web,
    stop: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let (tell, told) = tokio::sync::watch::channel(false);
    let is_told = |mut told: tokio::sync::watch::Receiver<bool>| async move {
        // The sender lives as long as this function.
        let _ = told.wait_for(|told| *told).await;
    };
    let routes = web::handlers::routes(web).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, routes).with_graceful_shutdown(is_told(told.clone())).into_future();
    let stopping = async {
        stop.await;
        let _ = tell.send(true);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = serving => Ok(ended?),
        () = stopping => Ok(()),
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
