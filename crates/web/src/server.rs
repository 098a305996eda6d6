//! Serving the pages on a network, and stopping without cutting anybody off.

use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use tokio::net::TcpListener;

use crate::handlers::{Web, routes};

/// How long answers under way may take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves until `stop`, then finishes the answers under way.
pub async fn serve(listener: TcpListener, web: Web, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let app = Arc::clone(&web.app);
    tokio::task::spawn_blocking(move || app.warm());
    let (tell, told) = tokio::sync::watch::channel(false);
    let is_told = |mut told: tokio::sync::watch::Receiver<bool>| async move {
        // The sender lives as long as this function.
        let _ = told.wait_for(|told| *told).await;
    };
    let routes = routes(web).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, routes).with_graceful_shutdown(is_told(told.clone())).into_future();
    let stopping = async {
        stop.await;
        let _ = tell.send(true);
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        ended = serving => ended,
        () = stopping => Ok(()),
    }
}
