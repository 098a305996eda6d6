//! What stands around all routes: assets, headers, compression, limits, the log, and the answer to an unknown address.

use axum::{
    Router,
    extract::Request,
    http::{Extensions, HeaderMap, Method, StatusCode, Version},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::{
    compression::{CompressionLayer, DefaultPredicate, Predicate},
    limit::RequestBodyLimitLayer,
    trace::TraceLayer,
};

use crate::{assets, cookies::Transport, csrf, error::Problem, headers, late, pages::problem, service_worker};

/// The largest form we take, in bytes. A register of a large set is some 20 kB.
const LARGEST_FORM_BYTES: usize = 1 << 20;

/// The largest form with files that we take, in bytes: five photographs.
const LARGEST_UPLOAD_BYTES: usize = 52 << 20;

/// All of the application: `routes`, those that take files, and everything that is the same for each.
pub fn around(routes: Router, uploads: Router, transport: Transport) -> Router {
    routes
        .layer(RequestBodyLimitLayer::new(LARGEST_FORM_BYTES))
        .merge(uploads.layer(RequestBodyLimitLayer::new(LARGEST_UPLOAD_BYTES)))
        .route(assets::ROUTE, get(assets::serve))
        .route(service_worker::ROUTE, get(service_worker::serve))
        .fallback(unknown)
        .method_not_allowed_fallback(|| async { bare(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(middleware::from_fn(csrf::same_origin))
        .layer(middleware::from_fn_with_state(transport, headers::add))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_sent_whole)))
        .layer(TraceLayer::new_for_http().make_span_with(span))
}

/// Compressing would hold back the beginning of a page whose rest is still being worked out.
fn is_sent_whole(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<late::InPieces>().is_none()
}

/// What is logged of a request.
fn span(request: &Request) -> tracing::Span {
    tracing::info_span!("request", method = %request.method(), path = loggable(request.uri().path()))
}

/// The address without its query, which may hold a name, and without a parent's link: whoever has that speaks for them.
fn loggable(path: &str) -> &str {
    const FAMILIES: &str = "/families/";
    if path.starts_with(FAMILIES) { FAMILIES } else { path }
}

async fn unknown(method: Method) -> Response {
    match method {
        Method::GET | Method::HEAD => Problem::NotFound.into_response(),
        _ => bare(StatusCode::NOT_FOUND),
    }
}

fn bare(status: StatusCode) -> Response {
    (status, problem::page(status)).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{HeaderMap, header},
        routing::post,
    };
    use tower::ServiceExt;

    use super::*;

    async fn ask(request: axum::http::request::Builder, transport: Transport) -> (StatusCode, HeaderMap) {
        let routes = Router::new().route("/", get(|| async { "hello" })).route("/change", post(|| async { "changed" }));
        let request = request.body(Body::empty()).expect("well formed");
        let response = around(routes, Router::new(), transport).oneshot(request).await.expect("infallible");
        (response.status(), response.headers().clone())
    }

    #[tokio::test]
    async fn every_answer_is_strict_about_what_a_browser_may_do_with_it() {
        for address in ["/", "/nowhere", &assets::href("rollbook.css")] {
            let (_, headers) = ask(Request::get(address), Transport::Plain).await;
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("printable");
            assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{address}");
            assert!(!policy.contains("unsafe"), "{address}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{address}");
            assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "{address}");
        }
        let (_, headers) = ask(Request::get("/"), Transport::Encrypted).await;
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn the_log_never_holds_the_link_of_a_parent() {
        assert_eq!(loggable("/families/absence.1.11.20261208.0123"), "/families/");
        assert_eq!(loggable("/families/absence.1.11.20261208.0123/kept"), "/families/");
        assert_eq!(loggable("/pupils/4"), "/pupils/4");
    }

    #[tokio::test]
    async fn pages_are_not_kept_and_assets_are() {
        assert_eq!(ask(Request::get("/"), Transport::Plain).await.1[header::CACHE_CONTROL], "no-store");
        let (status, headers) = ask(Request::get(assets::href("rollbook.css")), Transport::Plain).await;
        assert_eq!(status, StatusCode::OK);
        assert!(headers[header::CACHE_CONTROL].to_str().is_ok_and(|text| text.contains("immutable")));
    }

    #[tokio::test]
    async fn assets_are_sent_compressed_to_browsers_that_can_read_it() {
        let request = Request::get(assets::href("govuk-frontend.css")).header(header::ACCEPT_ENCODING, "gzip");
        assert_eq!(ask(request, Transport::Plain).await.1[header::CONTENT_ENCODING], "gzip");
    }

    #[tokio::test]
    async fn a_form_of_another_site_changes_nothing() {
        let post = || Request::post("/change");
        assert_eq!(ask(post().header("sec-fetch-site", "cross-site"), Transport::Plain).await.0, StatusCode::FORBIDDEN);
        assert_eq!(ask(post().header("sec-fetch-site", "same-origin"), Transport::Plain).await.0, StatusCode::OK);
    }

    #[tokio::test]
    async fn unknown_addresses_and_methods_are_answered_in_words() {
        assert_eq!(ask(Request::get("/nowhere"), Transport::Plain).await.0, StatusCode::NOT_FOUND);
        assert_eq!(ask(Request::get("/change"), Transport::Plain).await.0, StatusCode::METHOD_NOT_ALLOWED);
    }
}
