//! The progress to the 200, and what has been published: each figure with its date and its source, never added up.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::i18n::format;
use crate::model::reference::source;
use crate::model::{Centre, CentreStatus, Indicator};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::title::figure_label;
use crate::wording::values;
use crate::workspace::{Agenda, TARGET};

/// The figure that stands beside the team's own count.
const PROFESSIONALS: &str = "professionals";

/// The two counts of professionals, the team's own and the published one, each beside its gauge.
pub fn gauges(cx: &Cx, agenda: &Agenda) -> Vec<Gauge> {
    let words = &cx.words;
    let today = format::date_short(cx.today());
    let own = agenda.headcount.professionals();
    let mut all = vec![Gauge { value: own, said: t!(words, "dash-own", date = today), role: Role::Done }];
    let published = cx.desk.latest_figures().into_iter().find(|(key, _)| *key == PROFESSIONALS);
    if let Some((_, one)) = published {
        let thousandths = one.value.map_or(0, |value| value.thousandths());
        let value = usize::try_from(thousandths / 1000).unwrap_or(0);
        let said = t!(words, "dash-published", date = dated(one), source = cited(one));
        all.push(Gauge { value, said, role: Role::UnderWay });
    }
    all
}

/// A count towards the 200.
pub struct Gauge {
    value: usize,
    said: String,
    role: Role,
}

impl Gauge {
    /// A bar, the count, then whose count it is.
    pub fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let width = (area.width / 4).clamp(8, 30);
        let full = (usize::from(width) * self.value.min(TARGET)).div_ceil(TARGET);
        let glyphs = &cx.theme.glyphs;
        let count = t!(cx.words, "dash-of-target", n = self.value, target = TARGET);
        let line = Line::from(vec![
            Span::styled(glyphs.bar_full.repeat(full), cx.style(self.role)),
            Span::styled(glyphs.bar_empty.repeat(usize::from(width).saturating_sub(full)), cx.style(Role::Muted)),
            Span::styled(format!(" {}  ", text::right(&count, 9)), cx.style(Role::Title)),
            Span::styled(self.said.clone(), cx.style(Role::Muted)),
        ]);
        buf.set_line(area.x, area.y, &text::ellipsis_line(&line, area.width, glyphs.more), area.width);
    }
}

/// The centres by state and the published figures, as a page of facts.
pub fn facts(cx: &Cx, everyone: bool) -> Facts {
    let words = &cx.words;
    let mut facts = Facts::default();
    facts.heading(t!(words, "dash-centres"));
    for status in CentreStatus::ALL {
        let of = |centre: &Centre| centre.status == Some(*status) && (everyone || cx.desk.centre_is_mine(centre));
        let n = cx.desk.all::<Centre>().filter(|(_, centre)| of(centre)).count();
        if n > 0 {
            let label = words.choice(CentreStatus::LIST, status.key());
            facts.pair(label, Line::styled(n.to_string(), cx.style(colour(*status))));
        }
    }
    let figures = cx.desk.latest_figures();
    if figures.is_empty() {
        return facts;
    }
    facts.heading(t!(words, "dashboard-figures"));
    for (key, one) in figures {
        facts.pair(figure_label(key, words), figure(cx, one));
    }
    facts
}

const fn colour(status: CentreStatus) -> Role {
    match status {
        CentreStatus::Open => Role::Done,
        CentreStatus::Preparing => Role::UnderWay,
        CentreStatus::Suspended => Role::Blocked,
        CentreStatus::Closed | CentreStatus::Abandoned => Role::Muted,
    }
}

fn figure(cx: &Cx, one: &Indicator) -> Line<'static> {
    let value = one.value.map_or_else(String::new, |value| values::decimal(cx.words.lang, value));
    let between = format!(" {} ", cx.theme.glyphs.separator);
    // A period of a whole sentence is read in the record.
    let rest = [Some(dated(one)), one.period.clone().filter(|period| !period.ends_with('.')), Some(cited(one))];
    let rest: String = rest.into_iter().flatten().map(|part| format!("{between}{part}")).collect();
    Line::from(vec![Span::styled(value, cx.style(Role::Title)), Span::styled(rest, cx.style(Role::Muted))])
}

fn dated(one: &Indicator) -> String {
    one.as_of.map_or_else(String::new, values::partial_date_short)
}

fn cited(one: &Indicator) -> String {
    let key = one.source.as_deref().unwrap_or_default();
    source(key).map_or_else(|| key.to_owned(), |source| source.publisher.clone())
}
