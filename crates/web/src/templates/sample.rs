//! How a page's test shows that its template and its view fit.

use std::{fs, path::Path};

use minijinja::{UndefinedBehavior, Value, context, value::Serde};
use serde::Serialize;

use crate::{assets, frame::Frame};

/// Makes `template` with `view` in `frame`, such as [`frame::sample`](crate::frame::sample) gives. Fails on any name that
/// the view does not have, on an element left open, on an inline style or script, on an id given twice or missing.
///
/// With `GALLERY` in the environment the page is also written to that folder, to be looked at in a browser.
pub fn render(frame: &Frame, template: &str, view: &impl Serialize) -> String {
    strictly(frame, template, view);
    let html = super::page(frame, template, view).unwrap_or_else(|error| panic!("{error}")).0;
    let title = format!("{} – Rollbook</title>", frame.title);
    assert!(html.contains(&title), "{template} does not extend layout.html");
    let faults = super::dom::faults(&html);
    assert!(faults.is_empty(), "{template}: {}", faults.join("; "));
    if let Some(folder) = std::env::var_os("GALLERY") {
        hang(Path::new(&folder), &format!("{template} {}", frame.title), &html);
    }
    html
}

fn hang(folder: &Path, name: &str, html: &str) {
    let name: String =
        name.replace(".html", "").chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    let assets_at = assets::href("");
    fs::create_dir_all(folder.join("assets")).expect("the gallery can be made");
    for asset in assets::names() {
        let file = assets::file(&asset).expect("just listed");
        fs::write(folder.join("assets").join(asset), &file.data).expect("the gallery can be written");
    }
    let html = html.replace(&assets_at, "assets/");
    fs::write(folder.join(format!("{name}.html")), html).expect("the gallery can be written");
}

/// The macros of the design system read parameters that nobody gave, so here they stand empty.
fn strictly(frame: &Frame, template: &str, view: &impl Serialize) {
    let mut environment = super::environment();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_loader(|name| match name.strip_prefix("govuk_frontend_jinja/components/") {
        Some(rest) => Ok(rest.split_once('/').map(|(component, _)| {
            format!("{{% macro govuk{}(params) %}}{{% endmacro %}}", super::fixtures::pascal(component))
        })),
        None => super::source(name),
    });
    let context = context! { frame => Value::from(Serde(frame)), view => Value::from(Serde(view)) };
    let rendered = environment.get_template(template).and_then(|found| found.render(context));
    if let Err(error) = rendered {
        panic!("{template}: {}", super::trail(&error));
    }
}

#[test]
fn every_page_is_made_from_a_sample() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let texts: Vec<(String, String)> = super::Ours::iter()
        .map(|name| (name.to_string(), super::source(&name).ok().flatten().expect("just listed")))
        .collect();
    for (name, text) in &texts {
        let is_part = texts.iter().any(|(_, other)| other.contains(&format!("{{% extends \"{name}\"")));
        let is_page = text.contains("{% extends ") && !is_part;
        assert!(!is_page || sources.contains(&format!("\"{name}\"")), "{name} is a page that no test makes");
    }
}

/// The text of every source file under `folder`.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for file in fs::read_dir(folder).expect("our own sources") {
        let path = file.expect("readable").path();
        if path.is_dir() {
            all += &sources(&path);
        } else {
            all += &fs::read_to_string(path).expect("text");
        }
    }
    all
}

#[test]
fn what_we_took_from_others_is_as_we_took_it() {
    let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendor");
    let sums = fs::read_to_string(vendor.join("SHA256SUMS")).expect("checked in");
    let listed = |ending: &str| sums.lines().find(|line| line.ends_with(ending)).map(|line| line[..64].to_owned());
    let hexadecimal = |hash: [u8; 32]| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for name in super::Macros::iter() {
        let file = super::Macros::get(&name).expect("just listed");
        let sum = hexadecimal(file.metadata.sha256_hash());
        assert_eq!(listed(&format!("4.1.0/templates/{name}")), Some(sum), "{name} was changed by hand");
    }
    for name in ["govuk-frontend.css", "govuk-frontend.min.js"] {
        let file = assets::file(name).expect("vendored");
        let sum = hexadecimal(file.metadata.sha256_hash());
        assert_eq!(listed(&format!("6.3.0/dist/{name}")), Some(sum), "{name} was changed by hand");
    }
}
