//! Serving the pages on a network, and stopping without cutting anybody off.

use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use service::App;
use tokio::net::TcpListener;

use crate::handlers::{Web, routes};

/// How long answers under way may take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the background rests at least before it looks again for what changed.
const PAUSE: Duration = Duration::from_secs(20);

/// Serves until `stop`, then finishes the answers under way.
pub async fn serve(listener: TcpListener, web: Web, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let app = Arc::clone(&web.app);
    let warming = tokio::spawn(keep_warm(app));
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
    let ended = tokio::select! {
        ended = serving => ended,
        () = stopping => Ok(()),
    };
    warming.abort();
    ended
}

/// Works out what changed, again and again, so that nobody waits for hundreds of schools. At most a fifth of the time.
async fn keep_warm(app: Arc<App>) {
    loop {
        let (app, began) = (Arc::clone(&app), Instant::now());
        if tokio::task::spawn_blocking(move || app.warm()).await.is_err() {
            return;
        }
        tokio::time::sleep(PAUSE.max(4 * began.elapsed())).await;
    }
}
