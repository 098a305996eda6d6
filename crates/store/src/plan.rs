//! Planned absences.

use domain::{
    Date,
    id::{GroupId, PersonId, PlanId, PupilId, SchoolId},
    pupil::Plan,
    session::Session,
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

const SELECT: &str = "select plans.id, plans.pupil_id, plans.first_day, plans.first_half, plans.last_day, plans.last_half, \
     plans.code, plans.reason from plans";

/// Adds a planned absence, recorded by somebody at a time. Its own number is not looked at; the new one is given back.
pub fn add(tx: &mut dyn Tx, plan: &Plan, by: PersonId, at: Timestamp) -> Result<PlanId, StoreError> {
    let id = crate::next_id::of(tx, "plans")?;
    let sql = "insert into plans (id, pupil_id, first_day, first_half, last_day, last_half, code, reason, recorded_by, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        id.into(),
        plan.pupil.0.into(),
        plan.first.date.into(),
        plan.first.half.into(),
        plan.last.date.into(),
        plan.last.half.into(),
        plan.code.into(),
        (&plan.reason).into(),
        by.0.into(),
        at.into(),
    ];
    changed("recording a planned absence", 1, tx.exec(sql, &values)?)?;
    Ok(PlanId(id))
}

/// Cancels a planned absence; it stays on record. Refuses when it does not exist or has been cancelled already.
pub fn cancel(tx: &mut dyn Tx, id: PlanId, by: PersonId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update plans set cancelled_by = $1, cancelled_at = $2 where id = $3 and cancelled_at is null";
    changed("cancelling a planned absence", 1, tx.exec(sql, &[by.0.into(), at.into(), id.0.into()])?)
}

/// The plans for pupils who are in a group on `day` that cover some session of it.
pub fn of_group(tx: &mut dyn Tx, group: GroupId, day: Date) -> Result<Vec<Plan>, StoreError> {
    let sql = format!(
        "{SELECT} where plans.cancelled_at is null and plans.first_day <= $1 and plans.last_day >= $1 \
         and plans.pupil_id in (select memberships.pupil_id from memberships where memberships.group_id = $2 \
         and memberships.from_day <= $1 and (memberships.until_day is null or memberships.until_day >= $1)) \
         order by plans.id limit 500"
    );
    tx.list(&sql, &[day.into(), group.0.into()], read)
}

/// The plans for a pupil that end on `day` or later, soonest first.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId, day: Date) -> Result<Vec<Plan>, StoreError> {
    let sql = format!(
        "{SELECT} where plans.cancelled_at is null and plans.pupil_id = $1 and plans.last_day >= $2 \
         order by plans.first_day, plans.id limit 50"
    );
    tx.list(&sql, &[pupil.0.into(), day.into()], read)
}

/// The plans for pupils who were ever enrolled in `school` that cover some day from `first` to `last`.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, first: Date, last: Date) -> Result<Vec<Plan>, StoreError> {
    let sql = format!(
        "{SELECT} where plans.cancelled_at is null and plans.first_day <= $3 and plans.last_day >= $2 \
         and plans.pupil_id in (select enrolments.pupil_id from enrolments where enrolments.school_id = $1) \
         order by plans.id limit 20000"
    );
    tx.list(&sql, &[school.0.into(), first.into(), last.into()], read)
}

fn read(row: &Row) -> Result<Plan, StoreError> {
    Ok(Plan {
        id: PlanId(row.int(0)?),
        pupil: PupilId(row.int(1)?),
        first: Session::new(row.date(2)?, row.half(3)?),
        last: Session::new(row.date(4)?, row.half(5)?),
        code: row.code(6)?,
        reason: row.text(7)?,
    })
}
