//! What if: the question as it is asked, and the answer as a page or a file.

use std::borrow::Cow;

use analysis::Period;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::table::csv_for_excel;
use domain::{
    calendar::school_year_start,
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
    frame::{Frame, Section},
    handlers::Begun,
    link::Link,
    pages::what_if::{Choice, Form, WhatIf},
    reader::Reader,
    templates, urls, words,
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

/// The question and the page around its answer.
pub(super) struct Asking {
    question: Question,
    frame: Frame,
    page: usize,
}

/// The form at once, with what is asked; the answer follows. Whoever asks for the file waits for all of it.
pub(super) fn begin(app: &App, reader: &Reader, fields: &Fields) -> Result<Begun<Asking>, Problem> {
    reader.actor.require(Permission::SeeWhatIf, Place::Anywhere)?;
    let question = Question::read(app, reader, fields)?;
    let place = question.school.map_or(Place::Anywhere, Place::School);
    reader.actor.require(Permission::SeeWhatIf, place)?;
    let errors = question.errors();
    let is_asked = errors.is_empty() && !question.to.is_empty();
    if fields.text("file") == "csv" && is_asked {
        reader.actor.require(Permission::SeePupils, place)?;
        return file(app, &compared(app, reader, &question)?).map(Begun::Whole);
    }
    let frame = reader.frame("What if", Some(Section::Handbook)).wide();
    let frame = if errors.is_empty() { frame } else { frame.with_errors() };
    let view = WhatIf {
        back: Link::new("Handbook", urls::handbook()),
        form: question.form(app, reader),
        answer: None,
        is_asked,
        asked: question.words(app),
        errors,
    };
    if !is_asked {
        return Ok(Begun::Whole(reader.show(&frame, "what_if/what_if.html", view)));
    }
    let whole = templates::page(&frame, "what_if/what_if.html", view)?.0;
    let page = fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
    Ok(Begun::Part(whole, Asking { question, frame, page }))
}

/// The answer, as the rest of the page.
pub(super) fn finish(app: &App, reader: &Reader, asking: Asking) -> Result<String, Problem> {
    let Asking { question, frame, page } = asking;
    let found = compared(app, reader, &question)?;
    let answer = answer::view(app, reader, &question, &found, page)?;
    Ok(templates::page(&frame, "what_if/answer.html", answer)?.0)
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
        let is_new = ["to", "from", "first", "last", "school"].iter().all(|name| fields.text(name).is_empty());
        if is_new {
            return Question::first(app, reader);
        }
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

    /// What is asked before anybody chose: the handbook of a neighbour, for one school, from the beginning of the school year.
    fn first(app: &App, reader: &Reader) -> Result<Question, Problem> {
        let school = reader.actor.school.or_else(|| app.schools().map(|school| school.id).next());
        let own = match school {
            Some(school) => app.school(school)?.pack.clone(),
            None => String::new(),
        };
        let packs = &app.packs().packs;
        let kind = packs.get(&own).map_or("authority", |pack| pack.head.kind.as_str());
        let neighbour = packs.iter().find(|(folder, pack)| **folder != own && pack.head.kind == kind);
        Ok(Question {
            to: neighbour.map(|(folder, _)| folder.clone()).unwrap_or_default(),
            from: String::new(),
            school,
            period: Period { first: school_year_start(app.today()), last: app.today() },
            is_always: true,
        })
    }

    /// `Knowsley, edition 2024-27, beside the pack that Hillside Primary School follows, 1 August 2026 to 24 November 2026.`
    fn words(&self, app: &App) -> String {
        let name = |folder: &str| app.packs().packs.get(folder).map_or_else(String::new, |pack| named(&pack.head));
        let school = self.school.and_then(|school| app.school(school).ok()).map(|school| school.name.clone());
        let beside = match (self.from.as_str(), &school) {
            ("", Some(school)) => format!("the pack that {school} follows"),
            ("", None) => String::from("the pack that each school follows"),
            (folder, Some(school)) => format!("{}, at {school}", name(folder)),
            (folder, None) => format!("{}, at all schools", name(folder)),
        };
        let (first, last) = (words::full_day(self.period.first), words::full_day(self.period.last));
        format!("{} beside {beside}, {first} to {last}.", name(&self.to))
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
