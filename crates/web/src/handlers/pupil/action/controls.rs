//! The form that a handbook's entry makes: its fields, parts, consent, parent, people and outcomes, and back again.

use domain::{
    elsewhere::Pattern,
    rule::{Consent, Kind, Source, Unit, slug},
};
use service::case::{
    HOW_IT_ENDED, Needs, Sight, WHICH_PARENT,
    asked::{CHAIRED_BY, CONSENT, Field, Shape, WHO_CAME},
};

use super::super::plain;
use crate::{
    form::{Fields, FormError, typed_day},
    pages::pupil::action::{Choice, Control, ControlShape},
    words,
};

/// The control in which it is said how something ended.
pub(in crate::handlers) const OUTCOME: &str = "outcome";
/// The control in which a parent is chosen.
pub(in crate::handlers) const PARENT: &str = "parent";
/// The control for what else was said.
pub(in crate::handlers) const NOTE: &str = "note";

/// A control that fills a field of the record.
struct Filling {
    field: String,
    control: Control,
}

/// Every control of the form, with what was sent in it.
pub(in crate::handlers) fn controls(sight: &Sight, sent: &Fields) -> Vec<Control> {
    let mut controls: Vec<Control> = parent(sight).into_iter().collect();
    controls.extend(fillings(sight).into_iter().map(|filling| filling.control));
    controls.extend(outcome(sight));
    controls.push(Control::new(
        NOTE,
        "What was said or agreed",
        "Kept in the case. It may stay empty.",
        ControlShape::Area,
    ));
    with_sent(&mut controls, sent);
    with_record(&mut controls, sight, sent);
    controls
}

/// What the record says stands in a part until something is sent for it, be it nothing.
fn with_record(controls: &mut [Control], sight: &Sight, sent: &Fields) {
    for (part, filled) in sight.possible.action.parts.iter().zip(&sight.filled).filter(|(_, filled)| !filled.is_empty())
    {
        let id = control_id(&part.head.name);
        let unsaid = controls.iter_mut().filter(|control| control.id == id && sent.all(&id).next().is_none());
        unsaid.for_each(|control| control.values = vec![filled.clone()]);
    }
}

/// The controls of these fields alone, with what was sent in them.
pub(in crate::handlers) fn of_fields(fields: &[Field], sent: &Fields) -> Vec<Control> {
    let mut controls: Vec<Control> = fields.iter().map(|field| of_field(field).control).collect();
    with_sent(&mut controls, sent);
    controls
}

/// What was filled in in these fields alone.
pub(in crate::handlers) fn filled_fields(fields: &[Field], sent: &Fields) -> Vec<(String, String)> {
    fields.iter().map(of_field).map(|filling| (filling.field, value(&filling.control, sent))).collect()
}

/// The id of the control of the field called `name`, and its name in a form.
pub(in crate::handlers) fn control_id(name: &str) -> String {
    format!("f-{}", slug(name))
}

fn of_field(field: &Field) -> Filling {
    let (hint, shape) = of_shape(&field.shape);
    Filling { field: field.name.clone(), control: Control::new(&control_id(&field.name), &field.name, &hint, shape) }
}

fn with_sent(controls: &mut [Control], sent: &Fields) {
    for control in controls {
        control.values = sent.all(&control.id).filter(|text| !text.is_empty()).map(str::to_owned).collect();
        if matches!(control.shape, ControlShape::Day)
            && let Some(day) = control.values.first().and_then(|text| typed_day(text))
        {
            control.values = vec![day.to_string()];
        }
    }
}

/// What was sent in a control. A day is turned to how it is kept; one that cannot be read stays as it was typed.
fn value(control: &Control, sent: &Fields) -> String {
    match control.shape {
        ControlShape::Day => {
            let text = sent.text(&control.id);
            typed_day(text).map_or_else(|| text.to_owned(), |day| day.to_string())
        }
        ControlShape::Any { .. } => sent.all(&control.id).collect::<Vec<&str>>().join(", "),
        _ => sent.text(&control.id).to_owned(),
    }
}

/// What was filled in, field by field.
pub(in crate::handlers) fn filled(sight: &Sight, sent: &Fields) -> Vec<(String, String)> {
    fillings(sight).into_iter().map(|filling| (filling.field, value(&filling.control, sent))).collect()
}

/// The error for one missing thing: at the control that would give it, else at the list of what has to be on record.
pub(in crate::handlers) fn error(sight: &Sight, missing: &str) -> FormError {
    let said = format!("{}.", words::sentence(&plain(missing)).trim_end_matches('.'));
    let at = match missing {
        HOW_IT_ENDED => return FormError::new(OUTCOME, "Say how it ended"),
        WHICH_PARENT => return FormError::new(PARENT, "Choose the parent whom it is for"),
        _ => field_of(sight, missing),
    };
    FormError::new(&at.unwrap_or_else(|| String::from("before")), said)
}

/// The control in which `missing` is given.
fn field_of(sight: &Sight, missing: &str) -> Option<String> {
    let fillings = fillings(sight);
    let named = |name: &str| fillings.iter().find(|one| one.field == name).map(|one| one.control.id.clone());
    if missing == "consent is not given" {
        return named(CONSENT);
    }
    if missing == "quorum" {
        return sight.possible.action.quorum.first().and_then(|(_, role)| named(role));
    }
    let is_misfit = |one: &&Filling| missing.starts_with(&format!("{} is ", one.field));
    named(missing).or_else(|| fillings.iter().find(is_misfit).map(|one| one.control.id.clone())).or_else(|| {
        let need = sight.needs.iter().find(|(need, _)| need.otherwise == missing)?;
        let atoms = need.0.holds.atoms();
        let words: Vec<&str> = atoms.iter().map(|atom| atom.words.as_str()).collect();
        fillings
            .iter()
            .find(|one| words.iter().any(|words| words.contains(&format!("\"{}\"", one.field))))
            .map(|one| one.control.id.clone())
    })
}

fn fillings(sight: &Sight) -> Vec<Filling> {
    let mut all: Vec<Filling> = sight.fields.iter().map(of_field).collect();
    let mut add = |field: &str, hint: &str, shape: ControlShape| {
        all.push(Filling { field: field.to_owned(), control: Control::new(&control_id(field), field, hint, shape) });
    };
    let action = &sight.possible.action;
    for (((part, typed), needs), filled) in action.parts.iter().zip(&sight.typed).zip(&sight.parts).zip(&sight.filled) {
        let from = match &part.filled_from {
            Some(Source::Outside(name)) => format!("From {name}. "),
            Some(_) if !filled.is_empty() => String::from("Filled in from the record: correct what is not right. "),
            _ => String::new(),
        };
        let optional = if *needs == Needs::No { "May stay empty." } else { "" };
        let (_, shape) = match &typed.shape {
            Shape::Words(_) => (String::new(), ControlShape::Area),
            shape => of_shape(shape),
        };
        add(&part.head.name, format!("{from}{optional}").trim_end(), shape);
    }
    if matches!(action.consent, Some(Consent::Needed | Consent::Asked)) {
        let hint = match action.consent {
            Some(Consent::Needed) => "Without it nothing is done.",
            _ => "It is asked for, and the answer is kept.",
        };
        add(CONSENT, hint, ControlShape::One { of: ["given", "refused"].map(Choice::plain).into() });
    }
    if action.kind == Kind::Meeting {
        if action.chair.len() > 1 {
            add(CHAIRED_BY, "", ControlShape::One { of: choices(&action.chair) });
        }
        if !action.members.is_empty() {
            add(WHO_CAME, "Whoever is not marked was not there.", ControlShape::Any { of: choices(&action.members) });
        }
        for (count, role) in &action.quorum {
            let hint = format!("How many came. To decide, {count} must have.");
            add(role, &hint, ControlShape::Number { unit: String::new() });
        }
    }
    all
}

/// The half-days of a week, Monday to Friday.
fn half_days() -> Vec<Choice> {
    let half = |(name, ..): (String, _, _)| {
        let text = Pattern::parse(&name).map(Pattern::words).unwrap_or_default();
        Choice { value: name, text, hint: String::new() }
    };
    Pattern::halves().map(half).collect()
}

fn choices(names: &[String]) -> Vec<Choice> {
    names.iter().map(|name| Choice::plain(name)).collect()
}

fn of_shape(shape: &Shape) -> (String, ControlShape) {
    match shape {
        Shape::Day => (String::from("Such as 12 March 2027."), ControlShape::Day),
        Shape::Number(unit) => {
            let unit = if matches!(unit, Unit::Times | Unit::Clock) { "" } else { unit.words().1 };
            (String::new(), ControlShape::Number { unit: unit.into() })
        }
        Shape::Week => (String::new(), ControlShape::Any { of: half_days() }),
        Shape::Numbers => (String::from("Numbers, parted by commas."), ControlShape::Line { known: Vec::new() }),
        Shape::YesOrNo => (String::new(), ControlShape::One { of: ["yes", "no"].map(Choice::plain).into() }),
        Shape::Words(known) if known.is_empty() => (String::new(), ControlShape::Line { known: Vec::new() }),
        Shape::Words(known) => {
            (format!("The handbook knows: {}.", known.join("; ")), ControlShape::Line { known: known.clone() })
        }
    }
}

fn outcome(sight: &Sight) -> Option<Control> {
    let action = &sight.possible.action;
    let label = match action.kind {
        Kind::Finding => "What is found",
        _ => "How it ended",
    };
    let hint = match action.kind {
        Kind::Referral | Kind::Notice => "The answer may come later.",
        _ => "",
    };
    let of = action.ends_as.iter().map(|end| Choice::plain(end)).collect();
    (!action.ends_as.is_empty()).then(|| Control::new(OUTCOME, label, hint, ControlShape::One { of }))
}

/// The parents, each with what is counted for them alone.
fn parent(sight: &Sight) -> Option<Control> {
    let of = sight.parents.iter().map(|(contact, counted)| {
        let counted: Vec<String> = counted
            .iter()
            .filter(|proof| !proof.found.is_empty())
            .map(|proof| format!("{}: {}", words::sentence(&plain(&proof.words)), proof.found))
            .collect();
        Choice {
            value: contact.name.clone(),
            text: format!("{}, {}", contact.name, contact.relationship),
            hint: counted.join(". "),
        }
    });
    let of: Vec<Choice> = of.collect();
    (!of.is_empty()).then(|| Control::new(PARENT, "Which parent", "", ControlShape::One { of }))
}
