//! The template engine: the design system's macros, our filters, and one function that makes a page.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::response::Html;
use domain::tally::Percent;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, context, syntax::SyntaxConfig,
    value::Serde,
};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::{assets, frame::Frame, mark, urls, words};

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Ours;

#[derive(RustEmbed)]
#[folder = "vendor/govuk-frontend-jinja-4.1.0/templates/"]
struct Macros;

/// The folder name under which the design system's macros import each other.
const MACROS: &str = "govuk_frontend_jinja/";

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(environment);

/// Why a page could not be made. Always a fault in a template or its view, never of the person who asked.
#[derive(Debug, thiserror::Error)]
#[error("the page `{template}` could not be made: {}", trail(.source))]
pub struct PageError {
    template: String,
    source: Error,
}

/// Makes a page: `template` with `frame` around it, showing `view`.
pub fn page(frame: &Frame, template: &str, view: impl Serialize) -> Result<Html<String>, PageError> {
    let context = context! { frame => Value::from(Serde(frame)), view => Value::from(Serde(view)) };
    let fault = |source| PageError { template: template.into(), source };
    let template = ENVIRONMENT.get_template(template).map_err(fault)?;
    template.render(context).map(Html).map_err(fault)
}

/// The engine. Public to the crate so that tests can render single components.
pub(crate) fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_loader(source);
    // The macros read parameters that nobody gave. Our own templates are tested strictly, in `sample`.
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the standard delimiters do not clash"));
    // In Jinja2 an undefined value has the length 0, and the macros rely on it.
    environment.add_filter("length", |value: &Value| value.len().unwrap_or(0));
    environment.set_formatter(write);
    add_filters(&mut environment);
    environment.add_global("url", Value::from(BTreeMap::from(fixed_links())));
    environment.add_function("asset", assets::href);
    environment
}

/// Writes a value as the engine does, but leaves `/` as it is: links stay readable and pages shorter.
fn write(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && matches!(state.auto_escape(), AutoEscape::Html) => {
            out.write_str(&escape(text)).map_err(Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// Escapes `text` for HTML, for elements and for attributes in quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

fn source(name: &str) -> Result<Option<String>, Error> {
    let file = match name.strip_prefix(MACROS) {
        Some(name) => Macros::get(name),
        None => Ours::get(name),
    };
    Ok(file.and_then(|file| String::from_utf8(file.data.into_owned()).ok()))
}

fn add_filters(environment: &mut Environment<'static>) {
    let wrong = |what: &str, given: &str| Error::new(ErrorKind::InvalidOperation, format!("`{given}` is not {what}"));
    environment.add_filter("day", move |date: &str| {
        date.parse().map(words::day).map_err(|_| wrong("a date such as 2027-03-12", date))
    });
    environment.add_filter("time", move |time: &str| {
        time.parse().map(words::time).map_err(|_| wrong("a time such as 09:05", time))
    });
    environment.add_filter("days", |half_days: u64| words::days(half_days));
    environment.add_filter("percent", |thousandths: u32| words::percent(Percent::thousandths(thousandths)));
    environment.add_filter("number", |number: i64| words::number(number));
    environment.add_filter("counted", |count: i64, one: &str, many: &str| words::counted(count, one, many));
    environment.add_filter("sentence", |text: &str| words::sentence(text));
    environment.add_filter("telephone", |phone: &str| urls::telephone(phone));
    environment.add_filter("mark", |cell: &Value| -> Result<Value, Error> {
        let part = |name: &str| cell.get_attr(name).map(|value| value.as_str().unwrap_or_default().to_owned());
        Ok(Value::from_safe_string(mark::cell_html(&part("letters")?, &part("family")?)))
    });
}

fn fixed_links() -> [(&'static str, String); 24] {
    [
        ("today", urls::today()),
        ("sign_in", urls::sign_in()),
        ("sign_out", urls::sign_out()),
        ("registers", urls::registers()),
        ("board", urls::board()),
        ("arrivals", urls::arrivals()),
        ("arrival", urls::submission::arrival()),
        ("submissions", urls::submission::all()),
        ("calls", urls::calls()),
        ("reasons", urls::reasons()),
        ("on_site", urls::on_site::list()),
        ("unsettled", urls::unsettled::list()),
        ("area_figures", urls::slice::of_area()),
        ("closings", urls::closing::list()),
        ("marking", urls::marking::form()),
        ("provision", urls::provision::list()),
        ("pupils", urls::pupils()),
        ("outbox", urls::messages::outbox()),
        ("tell_us", urls::reply::ask()),
        ("for_parents", urls::for_parents()),
        ("definitions", urls::definitions()),
        ("accessibility", urls::accessibility()),
        ("privacy", urls::privacy()),
        ("help", urls::help()),
    ]
}

fn trail(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(source) = cause {
        words = format!("{words}: {source}");
        cause = source.source();
    }
    words
}

#[cfg(test)]
mod dom;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
pub(crate) mod sample;
