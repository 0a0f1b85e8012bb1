//! What was said, and what is to be done next.

use super::*;

choices! {
    pub enum ExchangeKind: "exchange-kind" {
        Call = "call",
        Meeting = "meeting",
        Mail = "mail",
        SiteVisit = "site_visit",
    }
}

record! {
    /// A call, meeting, mail or site visit with a member or about a centre.
    pub struct Exchange: Kind::Exchange = 4 {
        1: kind: ExchangeKind, required;
        2: date: NaiveDate, required;
        3: member: Ref<Member>;
        4: centre: Ref<Centre>;
        5: contacts: Refs<Contact>;
        6: summary: LongText<2000>, required;
        7: km: Decimal, unit = "km";
        8: by: Ref<Device>;
    }
}

record! {
    /// What is to be done next, by when, by whom.
    pub struct Followup: Kind::Followup = 5 {
        1: what: String, required;
        2: due: NaiveDate, required;
        3: owner: Ref<Device>;
        4: about: AnyRef;
        5: done: bool;
        6: done_on: NaiveDate;
    }
}

record! {
    /// A dated field note about any record; it takes the channel of what it is about.
    pub struct Note: Kind::Note = 15 {
        1: about: AnyRef, required;
        2: date: NaiveDate, required;
        3: text: LongText<2000>, required;
    }
}
