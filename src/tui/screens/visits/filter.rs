//! Which visits the log shows: the filters set, in the order in which they were set.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::i18n::{Words, format};
use crate::model::calendar::monday_of;
use crate::model::entry::{Looking, partial};
use crate::model::reference::fold;
use crate::model::{Band, Centre, CommuneCode, RecordId, VisitRole, VisitStatus};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::tui::request::VisitFilter;
use crate::wording::values;

/// One thing to filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Facet {
    Centre,
    Commune,
    Period,
    Status,
    Band,
    Role,
    Text,
}

impl Facet {
    pub const ALL: [Self; 7] =
        [Self::Centre, Self::Commune, Self::Period, Self::Status, Self::Band, Self::Role, Self::Text];

    pub fn label(self, words: &Words) -> String {
        match self {
            Self::Centre => t!(words, "visits-by-centre"),
            Self::Commune => t!(words, "visits-by-commune"),
            Self::Period => t!(words, "visits-by-period"),
            Self::Status => t!(words, "visits-by-status"),
            Self::Band => t!(words, "visits-by-band"),
            Self::Role => t!(words, "visits-by-role"),
            Self::Text => t!(words, "visits-by-text"),
        }
    }
}

/// Some days. The named ones move with today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Period {
    ThisWeek,
    ThisMonth,
    LastMonth,
    ThisYear,
    LastYear,
    Between(NaiveDate, NaiveDate),
}

impl Period {
    /// Those that need no dates.
    pub const NAMED: [Self; 5] = [Self::ThisWeek, Self::ThisMonth, Self::LastMonth, Self::ThisYear, Self::LastYear];

    /// First and last day.
    pub fn days(self, today: NaiveDate) -> (NaiveDate, NaiveDate) {
        let month = |first: NaiveDate| {
            let next = first.checked_add_months(Months::new(1));
            (first, next.and_then(|next| next.pred_opt()).unwrap_or(first))
        };
        let first_of_month = today.with_day(1).unwrap_or(today);
        let year = |year: i32| {
            let (first, last) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
            (first.unwrap_or(today), last.unwrap_or(today))
        };
        match self {
            Self::ThisWeek => {
                let monday = monday_of(today);
                (monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday))
            }
            Self::ThisMonth => month(first_of_month),
            Self::LastMonth => month(first_of_month.checked_sub_months(Months::new(1)).unwrap_or(first_of_month)),
            Self::ThisYear => year(today.year()),
            Self::LastYear => year(today.year() - 1),
            Self::Between(from, to) => (from, to),
        }
    }

    pub fn label(self, words: &Words) -> String {
        match self {
            Self::ThisWeek => t!(words, "visits-this-week"),
            Self::ThisMonth => t!(words, "visits-this-month"),
            Self::LastMonth => t!(words, "visits-last-month"),
            Self::ThisYear => t!(words, "visits-this-year"),
            Self::LastYear => t!(words, "visits-last-year"),
            Self::Between(from, to) if from == to => format::date_short(from),
            Self::Between(from, to) => {
                t!(words, "visits-between", from = format::date_short(from), to = format::date_short(to))
            }
        }
    }

    /// `15/11`, `15/11 - 30/11`, `octobre 2026`, `2025`.
    pub fn read(text: &str, today: NaiveDate) -> Option<Self> {
        let one = |text: &str| partial(text.trim(), today, Looking::Back).ok();
        if let Some(date) = one(text) {
            return Some(Self::Between(date.first_day(), date.last_day()));
        }
        let both = [" - ", " au ", " to ", "…", ".."].iter().find_map(|sign| text.split_once(sign));
        let (from, to) = both.or_else(|| text.split_once('-'))?;
        let from = from.trim().trim_start_matches("du ");
        let (from, to) = (one(from)?.first_day(), one(to)?.last_day());
        (from <= to).then_some(Self::Between(from, to))
    }
}

/// The filters set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub centre: Option<RecordId>,
    pub commune: Option<CommuneCode>,
    pub period: Option<Period>,
    pub status: Option<VisitStatus>,
    pub band: Option<Band>,
    pub role: Option<VisitRole>,
    pub text: Option<String>,
    /// The last one set is the first to be cleared.
    order: SetOrder<Facet>,
}

impl Filter {
    /// Says that a facet was just set, or emptied.
    pub fn touch(&mut self, facet: Facet) {
        self.order.touch(facet, self.is_set(facet));
    }

    pub fn is_set(&self, facet: Facet) -> bool {
        match facet {
            Facet::Centre => self.centre.is_some(),
            Facet::Commune => self.commune.is_some(),
            Facet::Period => self.period.is_some(),
            Facet::Status => self.status.is_some(),
            Facet::Band => self.band.is_some(),
            Facet::Role => self.role.is_some(),
            Facet::Text => self.text.is_some(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Clears the filter set last; `false` if none is.
    pub fn clear_last(&mut self) -> bool {
        let Some(facet) = self.order.take_last() else { return false };
        match facet {
            Facet::Centre => self.centre = None,
            Facet::Commune => self.commune = None,
            Facet::Period => self.period = None,
            Facet::Status => self.status = None,
            Facet::Band => self.band = None,
            Facet::Role => self.role = None,
            Facet::Text => self.text = None,
        }
        true
    }

    /// What a facet is set to, in words.
    pub fn said(&self, facet: Facet, cx: &Cx) -> Option<String> {
        let words = &cx.words;
        match facet {
            Facet::Centre => self.centre.map(|id| centre_name(cx, id)),
            Facet::Commune => self.commune.map(|code| cx.veiled(&values::commune(code))),
            Facet::Period => self.period.map(|period| period.label(words)),
            Facet::Status => self.status.map(|status| words.choice(VisitStatus::LIST, status.key())),
            Facet::Band => self.band.map(|band| words.choice(Band::LIST, band.key())),
            Facet::Role => self.role.map(|role| words.choice(VisitRole::LIST, role.key())),
            Facet::Text => self.text.as_ref().map(|text| cx.veiled(text)),
        }
    }

    /// All of them, in one line, in the order in which they were set.
    pub fn line(&self, cx: &Cx) -> String {
        let said = |facet: Facet| {
            let value = self.said(facet, cx)?;
            Some(t!(cx.words, "visits-filter", name = facet.label(&cx.words), value = value))
        };
        self.order.iter().filter_map(said).collect::<Vec<_>>().join("  ·  ")
    }

    /// As the workspace understands it. « Mes dossiers »: my own visits, unless I am the head office.
    pub fn scan(&self, cx: &Cx) -> VisitFilter {
        let days = self.period.map(|period| period.days(cx.today()));
        VisitFilter {
            centre: self.centre,
            commune: self.commune,
            from: days.map(|days| days.0),
            to: days.map(|days| days.1),
            status: self.status,
            band: self.band,
            role: self.role,
            owner: cx.desk.me.filter(|_| !cx.shows_everyone()),
            text: self.text.as_deref().map(fold),
            ..VisitFilter::default()
        }
    }
}

/// A centre's name; the beginning of its id where it is not known here.
pub fn centre_name(cx: &Cx, id: RecordId) -> String {
    cx.desk.get::<Centre>(&id).map_or_else(|| id.short(), crate::wording::title::centre_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_follow_today() {
        let today = day("2026-11-22");
        let days = |period: Period| period.days(today);
        assert_eq!(days(Period::ThisWeek), (day("2026-11-16"), day("2026-11-22")));
        assert_eq!(days(Period::ThisMonth), (day("2026-11-01"), day("2026-11-30")));
        assert_eq!(days(Period::LastMonth), (day("2026-10-01"), day("2026-10-31")));
        assert_eq!(days(Period::LastYear), (day("2025-01-01"), day("2025-12-31")));
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        let today = day("2026-11-22");
        let read = |text: &str| Period::read(text, today).map(|period| period.days(today));
        assert_eq!(read("15/11 - 20/11"), Some((day("2026-11-15"), day("2026-11-20"))));
        assert_eq!(read("du 15/11 au 20/11"), Some((day("2026-11-15"), day("2026-11-20"))));
        assert_eq!(read("octobre 2026"), Some((day("2026-10-01"), day("2026-10-31"))));
        assert_eq!(read("2025"), Some((day("2025-01-01"), day("2025-12-31"))));
        assert_eq!(read("20/11 - 15/11"), None, "the wrong way round");
        assert_eq!(read("blabla"), None);
    }

    #[test]
    fn filters_are_cleared_one_by_one_the_last_first() {
        let mut filter = Filter { status: Some(VisitStatus::Done), ..Filter::default() };
        filter.touch(Facet::Status);
        filter.text = Some("CA".into());
        filter.touch(Facet::Text);
        assert!(filter.clear_last() && filter.text.is_none() && filter.status.is_some());
        assert!(filter.clear_last() && filter.is_empty());
        assert!(!filter.clear_last());
    }
}
