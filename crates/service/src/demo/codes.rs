//! The codes that the invented schools use, looked up once in the table of the pack.

use domain::{
    Date,
    code::{Code, CodeTable, Role},
    session::Half,
};

/// The codes of the demo by what they stand for.
#[derive(Debug, Clone)]
pub(super) struct Codes {
    present: [Code; 2],
    pub(super) late: Code,
    pub(super) after_close: Code,
    pub(super) not_known: Code,
    pub(super) no_reason: Code,
    pub(super) ill: Code,
    pub(super) not_on_roll: Code,
    pub(super) appointment: Code,
    pub(super) leave: Code,
    pub(super) holiday: Code,
    pub(super) excluded: Code,
    pub(super) part_time: Code,
    pub(super) dual: Code,
    pub(super) activity: Code,
    pub(super) authority_arranged: Code,
    pub(super) visit: Code,
    pub(super) sport: Code,
    pub(super) observance: Code,
    pub(super) travelling: Code,
    pub(super) interview: Code,
    pub(super) not_required: Code,
    pub(super) no_transport: Code,
}

impl Codes {
    /// The codes in force on `day`. Letters that the table lacks give way to the code for "no reason", so that a small
    /// table shows a smaller demo.
    ///
    /// # Panics
    /// When the table has no code for a role that every register needs.
    pub(super) fn of(table: &CodeTable, day: Date) -> Codes {
        let role = |role| table.with_role(role, day).expect("a code table has a code for each role of the register");
        let present = |half| table.present(half, day).expect("a code table has codes for being present");
        let no_reason = role(Role::NoReason);
        let find = |letters| table.find(letters, day).unwrap_or(no_reason);
        Codes {
            present: [present(Half::Morning), present(Half::Afternoon)],
            late: role(Role::LateBeforeClose),
            after_close: role(Role::LateAfterClose),
            not_known: role(Role::ReasonNotKnown),
            no_reason,
            ill: role(Role::Illness),
            not_on_roll: table.with_role(Role::NotOnRoll, day).unwrap_or(no_reason),
            appointment: find("M"),
            leave: find("C"),
            holiday: find("G"),
            excluded: find("E"),
            part_time: find("C2"),
            dual: find("D"),
            activity: find("B"),
            authority_arranged: find("K"),
            visit: find("V"),
            sport: find("P"),
            observance: find("R"),
            travelling: find("T"),
            interview: find("J1"),
            not_required: find("X"),
            no_transport: find("Y1"),
        }
    }

    /// The code for being there when the register of `half` is taken.
    pub(super) fn present(&self, half: Half) -> Code {
        self.present[usize::from(half == Half::Afternoon)]
    }
}
