//! Who to ring about a pupil.

use domain::{
    id::{ContactId, PupilId, SchoolId},
    pupil::Contact,
};

use crate::{Row, StoreError, Tx, error::changed};

const COLUMNS: [&str; 11] = [
    "id",
    "pupil_id",
    "position",
    "name",
    "relationship",
    "phone",
    "is_parent",
    "lives_with",
    "address",
    "is_protected",
    "email",
];

/// Adds contacts.
pub fn add_many(tx: &mut dyn Tx, contacts: &[Contact]) -> Result<(), StoreError> {
    let mut rows = contacts.iter().map(|contact| {
        vec![
            contact.id.0.into(),
            contact.pupil.0.into(),
            contact.order.into(),
            (&contact.name).into(),
            (&contact.relationship).into(),
            (&contact.phone).into(),
            contact.is_parent.into(),
            contact.lives_with.into(),
            (&contact.address).into(),
            contact.is_protected.into(),
            (&contact.email).into(),
        ]
    });
    changed("adding contacts", contacts.len() as u64, tx.bulk("contacts", &COLUMNS, &mut rows)?)
}

/// The contacts of a pupil, in the order to try.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {} from contacts where pupil_id = $1 and is_former = 0 order by position, id limit 20",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[pupil.0.into()], read)
}

/// The contacts of every pupil ever enrolled in a school, by pupil and in the order to try.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {} from contacts where is_former = 0 and pupil_id in (select pupil_id from enrolments where school_id = $1) \
         order by pupil_id, position, id limit 50000",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[school.0.into()], read)
}

/// The contacts of these pupils, by pupil and in the order to try: for a list with pupils of many schools.
pub fn of_pupils(tx: &mut dyn Tx, pupils: &[PupilId]) -> Result<Vec<Contact>, StoreError> {
    let mut contacts = Vec::new();
    for &pupil in pupils {
        contacts.extend(of_pupil(tx, pupil)?);
    }
    Ok(contacts)
}

/// The contacts of every child who are reached at an e-mail address or a telephone number, however it is spaced.
pub fn reached_at(tx: &mut dyn Tx, typed: &str) -> Result<Vec<Contact>, StoreError> {
    let (column, key) = if typed.contains('@') {
        ("lower(email)", typed.trim().to_lowercase())
    } else {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix("44").map(|rest| format!("0{rest}"));
        ("replace(phone, ' ', '')", national.unwrap_or(digits))
    };
    if key.len() < 5 {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {} from contacts where is_former = 0 and {column} = $1 order by pupil_id, position limit 20",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[key.into()], read)
}

/// The contacts of a pupil as the admission register keeps them, with protected addresses. For that register alone, which
/// withholds them from whoever may not see them.
pub fn with_protected(tx: &mut dyn Tx, pupil: PupilId) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {} from contacts where pupil_id = $1 and is_former = 0 order by position, id limit 20",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[pupil.0.into()], |row| Ok(Contact { address: row.text(8)?, ..read(row)? }))
}

/// The same of every pupil ever enrolled in a school.
pub fn with_protected_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {} from contacts where is_former = 0 \
         and pupil_id in (select pupil_id from enrolments where school_id = $1) order by pupil_id, position, id limit 50000",
        COLUMNS.join(", ")
    );
    tx.list(&sql, &[school.0.into()], |row| Ok(Contact { address: row.text(8)?, ..read(row)? }))
}

/// Gives a contact everything that `contact` says.
pub fn change(tx: &mut dyn Tx, contact: &Contact) -> Result<(), StoreError> {
    let sql = "update contacts set position = $1, name = $2, relationship = $3, phone = $4, is_parent = $5, \
         lives_with = $6, address = $7, is_protected = $8, email = $9 where id = $10 and pupil_id = $11 and is_former = 0";
    let values = [
        contact.order.into(),
        (&contact.name).into(),
        (&contact.relationship).into(),
        (&contact.phone).into(),
        contact.is_parent.into(),
        contact.lives_with.into(),
        (&contact.address).into(),
        contact.is_protected.into(),
        (&contact.email).into(),
        contact.id.0.into(),
        contact.pupil.0.into(),
    ];
    changed("changing a contact", 1, tx.exec(sql, &values)?)
}

/// Leaves a contact out of every list from now on. What was recorded about them stays.
pub fn retire(tx: &mut dyn Tx, pupil: PupilId, contact: ContactId) -> Result<(), StoreError> {
    let sql = "update contacts set is_former = 1 where id = $1 and pupil_id = $2 and is_former = 0";
    changed("leaving out a contact", 1, tx.exec(sql, &[contact.0.into(), pupil.0.into()])?)
}

/// The next number for a new contact.
pub fn next_id(tx: &mut dyn Tx) -> Result<ContactId, StoreError> {
    crate::next_id::of(tx, "contacts").map(ContactId)
}

/// A protected address never leaves the store: only that there is one.
fn read(row: &Row) -> Result<Contact, StoreError> {
    let is_protected = row.yes(9)?;
    Ok(Contact {
        id: ContactId(row.int(0)?),
        pupil: PupilId(row.int(1)?),
        order: row.byte(2)?,
        name: row.text(3)?,
        relationship: row.text(4)?,
        phone: row.text(5)?,
        email: row.text(10)?,
        is_parent: row.yes(6)?,
        lives_with: row.yes(7)?,
        address: if is_protected { String::new() } else { row.text(8)? },
        is_protected,
    })
}
