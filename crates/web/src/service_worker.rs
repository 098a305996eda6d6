//! The program that a browser keeps so that registers and late arrivals work without network. It is made of the scripts of
//! `assets` in the order below, with the addresses it needs at its head, and stands at the root, because it may then look after
//! every page.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

use crate::{assets, urls};

/// Where it stands.
pub const ROUTE: &str = "/service-worker.js";

/// Its parts, each of which uses those before.
const PARTS: [&str; 5] = ["worker-store.js", "worker-secrets.js", "worker-copies.js", "worker-queue.js", "worker.js"];

static SCRIPT: LazyLock<String> = LazyLock::new(script);

/// Answers with the program. A browser asks on each visit whether it has changed.
pub async fn serve() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, SCRIPT.as_str()).into_response()
}

fn script() -> String {
    let parts = PARTS.iter().map(|name| {
        let file = assets::file(name).map(|file| file.data.into_owned()).unwrap_or_default();
        String::from_utf8(file).unwrap_or_default()
    });
    std::iter::once(head()).chain(parts).collect::<Vec<String>>().join("\n")
}

/// What pages need to be shown without network, and where everything is.
fn head() -> String {
    let shown = assets::names().into_iter().filter(|name| !PARTS.contains(&name.as_str()));
    let assets: Vec<String> = shown.map(|name| format!("  '{}'", assets::href(&name))).collect();
    let addresses = [
        ("device", urls::submission::device()),
        ("kept", urls::submission::kept()),
        ("sendArrivals", urls::submission::arrivals()),
        ("arrivals", urls::arrivals()),
        ("registers", urls::registers()),
        ("signIn", urls::sign_in()),
        ("signOut", urls::sign_out()),
    ];
    let addresses: Vec<String> = addresses.iter().map(|(name, address)| format!("  {name}: '{address}'")).collect();
    format!(
        "'use strict'\nconst ADDRESSES = {{\n{}\n}}\nconst ASSETS = [\n{}\n]\n",
        addresses.join(",\n"),
        assets.join(",\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_there_and_the_pages_can_be_shown_without_network() {
        for part in PARTS {
            assert!(assets::file(part).is_some(), "{part}");
        }
        assert!(SCRIPT.contains(&assets::href("rollbook.css")) && SCRIPT.contains("kept: '/submissions/kept'"));
        assert!(!SCRIPT.contains(&assets::href("worker.js")), "the program does not keep itself");
    }

    #[tokio::test]
    async fn a_browser_asks_each_time_whether_it_has_changed() {
        assert_eq!(serve().await.headers()[header::CACHE_CONTROL], "no-cache");
    }
}
