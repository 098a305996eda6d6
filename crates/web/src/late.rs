//! A page that begins at once and ends when what takes time is worked out. It needs no script: the browser shows what it has.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse, Response},
};
use futures_core::Stream;
use tokio::task::JoinHandle;

/// Where in a page the rest belongs. What stands before it is sent at once.
pub const HERE: &str = "<!-- the rest follows here -->";

/// The answer that tells the router to send each piece as it comes, and not to hold it back to compress it.
#[derive(Debug, Clone, Copy)]
pub struct InPieces;

/// Sends `page` up to [`HERE`], then what `rest` gives, then the end of the page.
pub fn response(page: &str, rest: JoinHandle<String>) -> Response {
    let (beginning, end) = page.split_once(HERE).unwrap_or((page, ""));
    let pieces = Pieces { beginning: Some(beginning.to_owned()), rest: Some(rest), end: end.to_owned() };
    let mut response =
        ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], Body::from_stream(pieces)).into_response();
    response.extensions_mut().insert(InPieces);
    response
}

struct Pieces {
    beginning: Option<String>,
    rest: Option<JoinHandle<String>>,
    end: String,
}

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(beginning) = self.beginning.take() {
            return Poll::Ready(Some(Ok(beginning.into())));
        }
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let worked_out = ready!(Pin::new(rest).poll(context));
        self.rest = None;
        let said = worked_out.unwrap_or_else(|error| {
            tracing::error!(%error, "a page broke off");
            String::from("<p class=\"rb-note\">It could not be worked out. Ask again in a minute.</p>")
        });
        Poll::Ready(Some(Ok(format!("{said}{}", self.end).into())))
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;

    use tokio::sync::oneshot;

    use super::*;

    async fn next(pieces: &mut Pieces) -> Option<String> {
        let piece = poll_fn(|context| Pin::new(&mut *pieces).poll_next(context)).await;
        piece.map(|Ok(bytes)| String::from_utf8(bytes.to_vec()).expect("HTML"))
    }

    #[tokio::test]
    async fn the_beginning_is_sent_before_the_rest_is_worked_out() {
        let (tell, told) = oneshot::channel::<String>();
        let rest = tokio::spawn(async { told.await.unwrap_or_default() });
        let mut pieces = Pieces { beginning: Some("<h1>".into()), rest: Some(rest), end: "</h1>".into() };
        assert_eq!(next(&mut pieces).await.as_deref(), Some("<h1>"));
        tell.send("What if".into()).expect("the rest waits");
        assert_eq!(next(&mut pieces).await.as_deref(), Some("What if</h1>"));
        assert_eq!(next(&mut pieces).await, None);
    }

    #[tokio::test]
    async fn what_breaks_off_is_said_and_the_page_ends_all_the_same() {
        let rest = tokio::spawn(async { panic!("as a test") });
        let response = response(&format!("<main>{HERE}</main>"), rest);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("in memory");
        let html = String::from_utf8(body.to_vec()).expect("HTML");
        assert!(html.starts_with("<main><p") && html.ends_with("Ask again in a minute.</p></main>"), "{html}");
    }
}
