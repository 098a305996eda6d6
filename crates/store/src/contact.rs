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
    let sql = format!("select {} from contacts where pupil_id = $1 order by position, id limit 20", COLUMNS.join(", "));
    tx.list(&sql, &[pupil.0.into()], read)
}

/// The contacts of every pupil ever enrolled in a school, by pupil and in the order to try.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {} from contacts where pupil_id in (select pupil_id from enrolments where school_id = $1) \
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
