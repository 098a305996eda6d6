//! Planned absences.

use domain::{
    Date,
    id::{GroupId, PersonId, PlanId, PupilId},
    pupil::Plan,
    session::Session,
};
use jiff::Timestamp;

use crate::{Row, StoreError, Tx, error::changed};

const SELECT: &str = "select plans.id, plans.pupil_id, plans.first_day, plans.first_half, plans.last_day, plans.last_half, \
     plans.code, plans.reason from plans";

/// Adds a planned absence, recorded by somebody at a time. Its own number is not looked at; the new one is given back.
pub fn add(tx: &mut dyn Tx, plan: &Plan, by: PersonId, at: Timestamp) -> Result<PlanId, StoreError> {
    let last = tx.first("select coalesce(max(id), 0) from plans", &[], |row| row.int(0))?.unwrap_or(0);
    let sql = "insert into plans (id, pupil_id, first_day, first_half, last_day, last_half, code, reason, recorded_by, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        (last + 1).into(),
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
    Ok(PlanId(last + 1))
}

/// The plans for pupils of a group that cover some session of `day`.
pub fn of_group(tx: &mut dyn Tx, group: GroupId, day: Date) -> Result<Vec<Plan>, StoreError> {
    let sql = format!(
        "{SELECT} join memberships on memberships.pupil_id = plans.pupil_id \
         where memberships.group_id = $1 and plans.first_day <= $2 and plans.last_day >= $2 order by plans.id limit 500"
    );
    tx.list(&sql, &[group.0.into(), day.into()], read)
}

/// The plans for a pupil that end on `day` or later, soonest first.
pub fn of_pupil(tx: &mut dyn Tx, pupil: PupilId, day: Date) -> Result<Vec<Plan>, StoreError> {
    let sql = format!("{SELECT} where plans.pupil_id = $1 and plans.last_day >= $2 order by plans.first_day limit 50");
    tx.list(&sql, &[pupil.0.into(), day.into()], read)
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
