//! What if: the question as it is asked, and the answer as a page or a file.

use std::borrow::Cow;

use analysis::Period;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::table::csv_for_excel;
use domain::{
    id::SchoolId,
    permission::{Permission, Place},
    rule::Rules,
};
use service::{
    App,
    what_if::{Asked, as_if_in_force, of, usual_period},
};

use crate::{
    error::Problem,
    form::{self, Fields, FormError},
    frame::Section,
    link::Link,
    pages::what_if::{Choice, Form, WhatIf},
    reader::Reader,
    urls,
};

mod answer;

/// What the address asks for.
struct Question {
    /// The folder name of the pack asked about; empty before one is chosen.
    to: String,
    /// The folder name of the pack that it is compared with; empty for that of each school.
    from: String,
    school: Option<SchoolId>,
    period: Period,
    is_always: bool,
}

pub(super) fn page(app: &App, reader: &Reader, fields: &Fields) -> Result<Response, Problem> {
    reader.actor.require(Permission::SeeWhatIf, Place::Anywhere)?;
    let question = Question::read(app, reader, fields)?;
    let place = question.school.map_or(Place::Anywhere, Place::School);
    reader.actor.require(Permission::SeeWhatIf, place)?;
    let errors = question.errors();
    let answer = match errors.is_empty() && !question.to.is_empty() {
        true => Some(compared(app, reader, &question)?),
        false => None,
    };
    if fields.text("file") == "csv"
        && let Some(found) = &answer
    {
        reader.actor.require(Permission::SeePupils, place)?;
        return file(app, found);
    }
    let page = fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
    let view = WhatIf {
        back: Link::new("Handbook", urls::handbook()),
        form: question.form(app, reader),
        answer: answer.map(|found| answer::view(app, reader, &question, &found, page)).transpose()?,
        errors,
    };
    let frame = reader.frame("What if", Some(Section::Handbook)).wide();
    let frame = if view.errors.is_empty() { frame } else { frame.with_errors() };
    Ok(reader.show(&frame, "what_if/what_if.html", view))
}

fn compared(app: &App, reader: &Reader, question: &Question) -> Result<service::what_if::WhatIf, Problem> {
    let (from, to) = (question.rules(app, &question.from)?, question.rules(app, &question.to)?);
    let to = to.ok_or(Problem::NotFound)?;
    let asked = Asked { school: question.school, period: Some(question.period), from: from.as_deref(), to: &to };
    Ok(of(app, &reader.actor, asked)?)
}

/// A row for each pupil.
fn file(app: &App, found: &service::what_if::WhatIf) -> Result<Response, Problem> {
    let attachment = HeaderValue::from_static("attachment; filename=\"what-if.csv\"");
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let bytes = csv_for_excel(&service::what_if::table(app, found)?);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment)], bytes).into_response())
}

impl Question {
    fn read(app: &App, reader: &Reader, fields: &Fields) -> Result<Question, Problem> {
        let known = |name: &str| -> Result<String, Problem> {
            let asked = fields.text(name);
            let is_known = asked.is_empty() || app.packs().rules.contains_key(asked);
            is_known.then(|| asked.to_owned()).ok_or(Problem::NotFound)
        };
        let usual = usual_period(app);
        let day = |name: &str, usual| match fields.text(name) {
            "" => Ok(usual),
            text => form::day(text).filter(|&day| day <= app.today()).ok_or(Problem::NotFound),
        };
        let asked = match fields.text("school") {
            "" => None,
            text => Some(super::school_id(text)?),
        };
        if let Some(school) = asked {
            app.school(school)?;
        }
        Ok(Question {
            to: known("to")?,
            from: known("from")?,
            school: asked.or(reader.actor.school),
            period: Period { first: day("first", usual.first)?, last: day("last", usual.last)? },
            is_always: fields.text("dates") == "always",
        })
    }

    fn errors(&self) -> Vec<FormError> {
        let is_turned = self.period.last < self.period.first;
        is_turned.then(|| FormError::new("last", "The last day must not be before the first")).into_iter().collect()
    }

    fn rules<'a>(&self, app: &'a App, pack: &str) -> Result<Option<Cow<'a, Rules>>, Problem> {
        if pack.is_empty() {
            return Ok(None);
        }
        let rules = app.packs().rules(pack)?;
        Ok(Some(if self.is_always { Cow::Owned(as_if_in_force(rules)) } else { Cow::Borrowed(rules) }))
    }

    fn form(&self, app: &App, reader: &Reader) -> Form {
        let choice = |value: &str, text: &str, chosen: &str| Choice {
            value: value.to_owned(),
            text: text.to_owned(),
            is_chosen: value == chosen,
        };
        let packs = |chosen: &str| -> Vec<Choice> {
            let packs = app.packs().packs.iter();
            packs.map(|(folder, pack)| choice(folder, &named(&pack.head), chosen)).collect()
        };
        let (to, from) = (packs(&self.to), packs(&self.from));
        let own = if reader.actor.school.is_some() {
            "The pack that the school follows"
        } else {
            "The pack that each school follows"
        };
        let school = self.school.map(|school| school.to_string()).unwrap_or_default();
        let schools = match reader.actor.school {
            Some(_) => Vec::new(),
            None => {
                let each = app.schools().map(|one| choice(&one.id.to_string(), &one.name, &school));
                std::iter::once(choice("", "All schools", &school)).chain(each).collect()
            }
        };
        Form {
            action: urls::what_if(),
            to,
            from: std::iter::once(choice("", own, &self.from)).chain(from).collect(),
            schools,
            first: self.period.first.to_string(),
            last: self.period.last.to_string(),
            latest: app.today().to_string(),
            is_always: self.is_always,
        }
    }

    /// The same question, or that of another school, as the query of an address.
    fn query(&self, school: Option<SchoolId>) -> String {
        let school = school.map(|school| format!("&school={school}")).unwrap_or_default();
        let from = if self.from.is_empty() { String::new() } else { format!("&from={}", urls::encode(&self.from)) };
        let dates = if self.is_always { "&dates=always" } else { "" };
        let Period { first, last } = self.period;
        format!("to={}{from}{school}&first={first}&last={last}{dates}", urls::encode(&self.to))
    }
}

/// `Lancashire, edition 2025-28`.
fn named(head: &domain::rule::PackHead) -> String {
    if head.edition.is_empty() { head.name.clone() } else { format!("{}, edition {}", head.name, head.edition) }
}
