//! What invented staff fill in: for each thing of a handbook, values that fit the fields, parts and gates it has.

use domain::{
    Date,
    calendar::Calendar,
    rule::{Action, Consent, Kind, Part, Rules, Source, Test},
};

use crate::{
    case::asked::{self, CHAIRED_BY, CONSENT, Field, Shape, WHO_CAME},
    demo::draw::Draw,
};

/// How often a form is filled in anew, with other days and numbers, before it is given up.
pub(super) const TRIES: usize = 4;
/// Days until an end or a review, try by try.
const AHEAD_DAYS: [i64; TRIES] = [26, 12, 40, 5];

const PHRASES: [&str; 6] = [
    "As agreed with the family on the telephone.",
    "See the notes of the talk; nothing has changed since.",
    "Mornings are hardest. The class teacher greets the child at the door.",
    "Set out in the letter home, with what comes next.",
    "Talked through with the child and written down in the child's own words.",
    "Looked at together with the year's marks beside us.",
];

/// Everything that is filled in for `action` on `day`, at the `number`th try.
pub(super) fn fields(
    rules: &Rules,
    (action, asked): (&Action, &[Field]),
    (day, calendar): (Date, &Calendar),
    number: usize,
    draw: &mut Draw,
) -> Vec<(String, String)> {
    let mut filled: Vec<(String, String)> = Vec::new();
    for field in asked {
        let value = value(rules, action, field, (day, calendar), number).unwrap_or_else(|| phrase(draw));
        filled.push((field.name.clone(), value));
    }
    match action.consent {
        Some(Consent::Needed) => filled.push((CONSENT.into(), "given".into())),
        Some(Consent::Asked) => {
            let answer = if draw.chance(0.85) { "given" } else { "refused" };
            filled.push((CONSENT.into(), answer.into()));
        }
        _ => {}
    }
    if action.kind == Kind::Meeting {
        filled.extend(action.chair.first().map(|chair| (CHAIRED_BY.into(), chair.clone())));
        if !action.members.is_empty() {
            filled.push((WHO_CAME.into(), action.members.join(", ")));
        }
    }
    filled.extend(action.quorum.iter().map(|(count, role)| (role.clone(), count.to_string())));
    filled
}

/// What somebody fills in by hand for `action`: its fields, and the parts that no record fills in.
pub(super) fn asked(rules: &Rules, action: &Action) -> Vec<Field> {
    let is_by_hand = |part: &Part| !part.filled_from.as_ref().is_some_and(Source::is_on_record);
    let parts = asked::parts(rules, action).into_iter().zip(&action.parts);
    let parts = parts.filter(|(_, part)| is_by_hand(part)).map(|(field, _)| field);
    asked::fields(rules, action).into_iter().chain(parts).collect()
}

fn phrase(draw: &mut Draw) -> String {
    String::from(*draw.pick(&PHRASES))
}

/// A value that fits the field's shape; nothing for free words.
fn value(
    rules: &Rules,
    action: &Action,
    field: &Field,
    (day, calendar): (Date, &Calendar),
    number: usize,
) -> Option<String> {
    match &field.shape {
        Shape::Day => {
            let is_later = ["end", "last", "review", "until", "by", "next", "return"]
                .iter()
                .any(|word| field.name.split(' ').any(|own| own == *word));
            let ahead = if is_later { AHEAD_DAYS[number % TRIES] } else { number as i64 % 2 };
            let then = day.saturating_add(jiff::Span::new().days(ahead));
            Some(calendar.on_or_after(then).unwrap_or(then).to_string())
        }
        Shape::Number(_) => Some(amount(rules, action, &field.name, number).to_string()),
        Shape::Numbers => Some(String::from("4, 6, 8")),
        Shape::Week => Some(String::from("mon-pm, wed-pm, fri-pm")),
        Shape::YesOrNo => Some(String::from(if number.is_multiple_of(2) { "yes" } else { "no" })),
        Shape::Words(known) if known.is_empty() => None,
        Shape::Words(known) => known.get(number % known.len()).cloned(),
    }
}

/// A number at the edge that the gates have for it, or beside it.
fn amount(rules: &Rules, action: &Action, name: &str, number: usize) -> i64 {
    let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name).map(|limit| &limit.allows);
    let atoms = action.conditions().into_iter().chain(limits).flat_map(|condition| condition.atoms());
    let mut edge = atoms.filter_map(|atom| match &atom.test {
        Test::FieldIn { field, range } if field.field == name => Some(range.bounds.first()?.amount.thousandths / 1000),
        _ => None,
    });
    let edge = edge.next_back().unwrap_or(2);
    (edge + [0, -1, 1, 2][number % TRIES]).max(0)
}
