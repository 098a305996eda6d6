//! Leave of absence: a parent asks for it before it begins, behind a link or on paper, and sees what was decided; the school
//! sees which requests wait, with what they are decided on. Deciding itself is a step of the handbook like any other.

mod form;
mod requests;

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    code::CodeTable,
    decide::{Attempt, Facts, Given, attempt, given},
    id::{PersonId, PupilId},
    leave::{self, FIRST_DAY, LAST_DAY, REQUEST, Request},
    permission::{Actor, Role},
    pupil::{Contact, Pupil},
    rule::{Action, Applies, Rules},
    school::School,
};

pub use form::{blank, form};
pub use requests::{Requests, Waiting, of_school};

use crate::{
    App, Error,
    case::{
        Act, act,
        asked::{self, Field},
        prefill, roles,
    },
    link::{self, Link, Purpose},
    reply,
};

/// The most letters of one answer.
pub const LONGEST: usize = reply::LONGEST;

/// What the page behind a link shows and asks.
#[derive(Debug, Clone)]
pub struct Page {
    /// Whose link it is.
    pub contact: Contact,
    /// The school that decides.
    pub school: School,
    /// The child of the link with brothers and sisters of the same parent, each with what was asked for them.
    pub children: Vec<Child>,
    /// What the handbook's request asks a parent.
    pub fields: Vec<Field>,
}

/// A child with what was asked for them, the latest first.
#[derive(Debug, Clone)]
pub struct Child {
    /// Who.
    pub pupil: Pupil,
    /// The requests.
    pub requests: Vec<Asked>,
}

/// A request as a family sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The first day that was asked for, if it can be read.
    pub first: Option<Date>,
    /// The last day that was asked for, if it can be read.
    pub last: Option<Date>,
    /// What came of it.
    pub answer: Answer,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It waits for a decision.
    Waits,
    /// Another request took its place before it was decided.
    AskedAnew,
    /// It was decided on a day.
    Decided {
        /// The day.
        on: Date,
        /// The days that are granted, first and last, with the letters of the code that the register expects; nothing when none is.
        granted: Option<(Date, Date, String)>,
        /// The letters of the code that an absence without another reason has on the other days asked for; empty for none.
        otherwise: String,
    },
}

/// What became of a request that a parent sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sent {
    /// It is on record; the handbook may advise something beside it.
    Kept(Vec<String>),
    /// It lacks this, in the handbook's words; nothing is on record.
    Lacks(Vec<String>),
}

/// What the page behind a link shows and asks; nothing when the link opens nothing.
pub fn open(app: &App, token: &str) -> Result<Option<Page>, Error> {
    let Some(link) = opened(app, token)? else { return Ok(None) };
    let Some((contact, pupils)) = reply::family(app, &link)? else { return Ok(None) };
    let school = app.school(pupils[0].school)?.clone();
    let rules = app.rules(school.id)?;
    let fields = rules.action(REQUEST).map(|action| asked_of_a_parent(rules, action)).unwrap_or_default();
    let children = pupils.into_iter().map(|pupil| {
        let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
        let requests = app.with_facts((&pupil, app.today()), &history, seen)?;
        Ok(Child { pupil, requests })
    });
    let children = children.collect::<Result<Vec<Child>, Error>>()?;
    Ok(Some(Page { contact, school, children, fields }))
}

fn opened(app: &App, token: &str) -> Result<Option<Link>, Error> {
    Ok(link::read(app, token)?.filter(|link| link.purpose == Purpose::Leave))
}

/// Puts a parent's request on record, if the handbook takes it; nothing when the link opens nothing or `child` is not of it.
pub fn ask(app: &App, token: &str, child: PupilId, typed: &[(String, String)]) -> Result<Option<Sent>, Error> {
    let Some(link) = opened(app, token)? else { return Ok(None) };
    let Some((contact, pupils)) = reply::family(app, &link)? else { return Ok(None) };
    let Some(pupil) = pupils.into_iter().find(|pupil| pupil.id == child) else { return Ok(None) };
    let action = app.rules(pupil.school)?.action(REQUEST).ok_or(Error::NotFound("request for leave"))?;
    let name = action.head.name.clone();
    let fields = filled(app, &pupil, &contact, action, typed)?;
    let given: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.trim())).collect();
    loop {
        let (last, history) = app.store.read::<_, Error>(|tx| {
            Ok((store::case::last_number(tx, pupil.school)?, store::case::of_pupil(tx, pupil.id)?))
        })?;
        let decided =
            app.with_facts((&pupil, app.today()), &history, |rules, facts| decided(rules, facts, &name, &given))?;
        let advice = match decided {
            Ok(advice) => advice,
            Err(lacks) => return Ok(Some(Sent::Lacks(lacks))),
        };
        if act::append_first(app, request(app, &pupil, &contact, &name, &given), last)? {
            return Ok(Some(Sent::Kept(advice)));
        }
    }
}

/// What the request asks a parent: its fields and parts but for what the record says.
fn asked_of_a_parent(rules: &Rules, action: &Action) -> Vec<Field> {
    let is_on_record =
        |part: &domain::rule::Part| part.filled_from.as_ref().is_some_and(domain::rule::Source::is_on_record);
    let parts = asked::parts(rules, action).into_iter().zip(&action.parts);
    let typed = parts.filter(|(_, part)| !is_on_record(part)).map(|(field, _)| field);
    asked::fields(rules, action).into_iter().chain(typed).collect()
}

/// What was typed, with what the record says in its place, as the office that copies a paper form would have it.
fn filled(
    app: &App,
    pupil: &Pupil,
    contact: &Contact,
    action: &Action,
    typed: &[(String, String)],
) -> Result<Vec<(String, String)>, Error> {
    let (person, name) = (PersonId(0), contact.name.clone());
    let as_office = Actor { person, name, role: Role::Office, school: Some(pupil.school), groups: Vec::new() };
    let says = prefill::of_pupil(app, &as_office, (pupil, &[], std::slice::from_ref(contact)), action)?;
    let typed = typed.iter().filter(|(_, value)| !value.trim().is_empty());
    let typed: Vec<(&str, &str)> = typed.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Ok(prefill::completed(action, &says, &typed))
}

/// The advice beside a request, or all that it lacks.
fn decided(rules: &Rules, facts: &Facts<'_>, name: &str, fields: &[(&str, &str)]) -> Result<Vec<String>, Vec<String>> {
    let parents = rules.roles.iter().map(|role| role.head.name.as_str()).filter(|name| roles::is_parent(rules, name));
    let parents: Vec<&str> = parents.collect();
    let tried = Attempt { action: name, outcome: "", fields, to: "", roles: Some(&parents) };
    let mut lacks = misfits(rules, name, fields);
    match attempt(rules, facts, &tried) {
        Ok(advice) if lacks.is_empty() => return Ok(advice),
        Ok(_) => {}
        Err(refused) => lacks.extend(refused.missing),
    }
    lacks.dedup();
    Err(lacks)
}

/// What is wrong with what was typed, whatever the handbook asks.
fn misfits(rules: &Rules, name: &str, fields: &[(&str, &str)]) -> Vec<String> {
    let typed = |field: &str| fields.iter().find(|(name, _)| *name == field).map(|(_, value)| *value);
    let day = |field: &str| typed(field)?.parse::<Date>().ok();
    let act = Act { action: name, fields, ..Act::default() };
    let mut misfits = rules.action(name).map(|action| act::not_said(rules, action, &act)).unwrap_or_default();
    if day(FIRST_DAY).zip(day(LAST_DAY)).is_some_and(|(first, last)| last < first) {
        misfits.push(String::from(BACKWARDS));
    }
    let is_too_long = |(_, value): &&(&str, &str)| value.chars().count() > LONGEST;
    misfits.extend(fields.iter().find(is_too_long).map(|(name, _)| format!("{name} is longer than {LONGEST} letters")));
    misfits
}

/// Said of a leave that would end before it begins.
pub const BACKWARDS: &str = "the last day is before the first day";

fn request(app: &App, pupil: &Pupil, contact: &Contact, name: &str, fields: &[(&str, &str)]) -> Event {
    let position = if contact.relationship.is_empty() { "parent" } else { &contact.relationship };
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    Event {
        pupil: pupil.id,
        school: pupil.school,
        at: app.now(),
        by: By { person: PersonId(0), name: contact.name.clone(), position: position.to_owned() },
        done: Done::Did {
            action: name.to_owned(),
            outcome: String::new(),
            to: String::new(),
            fields: fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        },
        note: String::new(),
    }
}

/// The requests of the pupil whom `facts` are about.
fn seen(rules: &Rules, facts: &Facts<'_>) -> Vec<Asked> {
    let all = given(rules, facts);
    let requests = leave::requests(rules, facts.history);
    requests.iter().map(|request| shown(request, &all, rules)).collect()
}

fn shown(request: &Request<'_>, given: &[Given], rules: &Rules) -> Asked {
    let answer = match request.answer {
        leave::Answer::Waits => Answer::Waits,
        leave::Answer::AskedAnew => Answer::AskedAnew,
        leave::Answer::Decided(event) => {
            let on = domain::clock::local(event.at).date();
            let its = |applies: Applies| {
                let is_its = move |one: &&Given| {
                    one.applies == applies && one.done == on && rules.is_same(&one.head.name, leave::DECISION)
                };
                given.iter().find(is_its)
            };
            let granted = its(Applies::Always).map(|one| (one.first, one.last, one.code.clone()));
            let otherwise = its(Applies::IfAbsent).map(|one| one.code.clone()).unwrap_or_default();
            Answer::Decided { on, granted, otherwise }
        }
    };
    Asked { first: request.first(), last: request.last(), answer }
}

/// The words of a code on `day`; empty for one that is not in force.
pub fn words_of(codes: &CodeTable, letters: &str, day: Date) -> String {
    let code = codes.find(letters, day);
    code.and_then(|code| codes.entry(code)).map(|entry| entry.description.clone()).unwrap_or_default()
}
