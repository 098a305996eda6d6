//! Style sheets and scripts, embedded in the program. Their address carries a hash of them all, so a browser keeps them
//! until the next release and never mixes two.

use std::sync::LazyLock;

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Ours;

#[derive(RustEmbed)]
#[folder = "vendor/govuk-frontend-6.3.0/dist/"]
struct DesignSystem;

/// Sixteen hexadecimal digits over every asset.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut sum = [0_u8; 8];
    for name in names() {
        let hash = file(&name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
        // Each file is rotated in, so that two files that swap contents give another version.
        sum.rotate_left(1);
        for (at, byte) in hash.iter().enumerate() {
            sum[at % 8] ^= byte;
        }
    }
    hexadecimal(&sum)
});

/// The names of all assets.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = Ours::iter().chain(DesignSystem::iter()).map(String::from).collect();
    names.sort();
    names
}

/// The address of the asset called `name`.
pub fn href(name: &str) -> String {
    format!("/assets/{}/{name}", *VERSION)
}

/// The route under which [`serve`] stands.
pub const ROUTE: &str = "/assets/{version}/{name}";

/// Answers with an asset. One of an older version is still answered, with the present file.
pub async fn serve(Path((version, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(file) = file(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", hexadecimal(&file.metadata.sha256_hash()[..16]));
    let cache = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let answer = [
        (header::CONTENT_TYPE, media_type(&name).to_owned()),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::ETAG, tag),
    ];
    if is_known {
        (StatusCode::NOT_MODIFIED, answer).into_response()
    } else {
        (answer, file.data.into_owned()).into_response()
    }
}

/// The text of the asset called `name`.
pub fn file(name: &str) -> Option<EmbeddedFile> {
    Ours::get(name).or_else(|| DesignSystem::get(name))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_browser_that_has_the_file_is_not_sent_it_again() {
        let path = || Path((VERSION.clone(), String::from("rollbook.css")));
        let first = serve(path(), HeaderMap::new()).await;
        assert_eq!(first.status(), StatusCode::OK);
        assert!(first.headers()[header::CACHE_CONTROL].to_str().is_ok_and(|text| text.contains("immutable")));
        let mut known = HeaderMap::new();
        known.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(serve(path(), known).await.status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn no_asset_names_a_font_or_mark_that_belongs_to_the_government() {
        for name in names() {
            let file = file(&name).expect("just listed");
            let text = String::from_utf8_lossy(&file.data).to_lowercase();
            assert!(!text.contains("gds transport"), "{name} names GDS Transport");
            assert!(!text.contains("crest"), "{name} names the crest");
            assert!(!text.contains("url(/"), "{name} loads a file of its own");
        }
    }
}
