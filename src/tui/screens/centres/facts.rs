//! What is known of one centre beside its checklists.

use ratatui::text::{Line, Span};

use super::look;
use super::rows::Row;
use crate::i18n::format;
use crate::model::{Centre, CentreStatus, Exchange, Followup, Member, Note, Position, RecordId};
use crate::t;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::screens::shared::diverging;
use crate::tui::theme::Role;
use crate::wording::values;

/// Exchanges and notes shown, the newest ones.
const NEWEST: usize = 6;

/// The centre's name, then what blocks its opening, in words.
pub fn summary(row: &Row, cx: &Cx) -> Vec<Line<'static>> {
    let separator = format!(" {} ", cx.theme.glyphs.separator);
    let muted = cx.style(Role::Muted);
    let place = row.departement.map(values::departement).filter(|_| !row.commune.is_empty());
    let mut head = vec![Span::styled(row.name.clone(), cx.style(Role::Title))];
    for part in [(!row.commune.is_empty()).then(|| row.commune.clone()), place].into_iter().flatten() {
        head.extend([Span::styled(separator.clone(), muted), Span::styled(part, muted)]);
    }
    let slip = look::slip(row.pipeline.slip_days, cx);
    if slip.width() > 0 {
        head.push(Span::styled(separator, muted));
        head.extend(slip.spans.into_iter().map(|span| span.patch_style(slip.style)));
    }
    let mut lines = vec![Line::from(head)];
    lines.extend(blockers(row, cx));
    lines
}

fn blockers(row: &Row, cx: &Cx) -> Vec<Line<'static>> {
    if !row.preparing() {
        return vec![look::status(row.status, cx)];
    }
    let all = row.pipeline.blockers();
    if all.is_empty() {
        let said = format!("{} {}", cx.theme.glyphs.done, t!(cx.words, "nothing-blocks"));
        return vec![Line::styled(said, cx.style(Role::Done))];
    }
    let marked = |blocker: &crate::model::pipeline::Blocker| {
        let stopped = matches!(blocker, crate::model::pipeline::Blocker::Stage { .. });
        let (sign, role) =
            if stopped { (cx.theme.glyphs.blocked, Role::Blocked) } else { (cx.theme.glyphs.open, Role::Text) };
        Line::from(vec![Span::styled(format!("{sign} "), cx.style(role)), Span::raw(blocker.words(&cx.words))])
    };
    all.iter().map(marked).collect()
}

/// The page beside the checklists.
pub fn page(id: RecordId, centre: &Centre, row: &Row, cx: &Cx) -> Facts {
    let mut facts = Facts::default();
    if let Some(notice) = diverging::notice(cx, id, Context::Centre) {
        facts.wrapped(notice);
    }
    dates(centre, row, cx, &mut facts);
    facts.heading(t!(cx.words, "centre-blockers"));
    for line in blockers(row, cx) {
        facts.wrapped(line);
    }
    positions(id, cx, &mut facts);
    followups(id, cx, &mut facts);
    exchanges(id, centre, cx, &mut facts);
    notes(id, cx, &mut facts);
    facts
}

fn dates(centre: &Centre, row: &Row, cx: &Cx, facts: &mut Facts) {
    let words = &cx.words;
    let field = |key: &str| {
        let spec = crate::model::Kind::Centre.field(key);
        spec.map_or_else(String::new, |spec| words.field(crate::model::Kind::Centre, spec))
    };
    let partial = |date: Option<crate::model::PartialDate>| date.map(|date| values::partial_date(words, date));
    let day = |date: Option<chrono::NaiveDate>| date.map(|date| format::date_medium(words, date));
    facts.pair(field("status"), look::status(row.status, cx));
    facts.pair_if(field("kind"), centre.kind.map(|kind| words.choice_of(kind)));
    let host = centre.host.and_then(|host| cx.desk.get::<Member>(&host.0)).and_then(|host| host.name.clone());
    facts.pair_if(field("host"), host);
    facts.pair_if(field("first_target"), partial(centre.first_target));
    if let Some(target) = partial(centre.target_opening) {
        let style = if row.pipeline.late { cx.style(Role::Late) } else { cx.style(Role::Text) };
        facts.pair(field("target_opening"), Line::styled(target, style));
    }
    if let Some(forecast) = &row.forecast {
        let late = centre.target_opening.is_some_and(|target| target.last_day() < forecast.opening);
        let role = if late { Role::Late } else { Role::Text };
        let mark = if late { cx.theme.glyphs.late } else { "" };
        let day = format::date_medium(words, forecast.opening);
        let said = format!("{day} {mark}").trim_end().to_owned();
        facts.pair(t!(words, "forecast"), Line::styled(said, cx.style(role)));
        for reason in words.forecast_reasons(forecast) {
            facts.wrapped(Line::styled(reason, cx.style(Role::Muted)));
        }
    }
    facts.pair_if(field("opened"), partial(centre.opened));
    facts.pair_if(field("opened_despite"), centre.opened_despite.as_ref().map(|reason| reason.0.clone()));
    if row.pipeline.slip_days.is_some_and(|days| days != 0) {
        facts.pair(t!(words, "centre-slip"), look::slip(row.pipeline.slip_days, cx));
    }
    facts.pair_if(field("suspended_on"), day(centre.suspended_on).filter(|_| row.status == CentreStatus::Suspended));
    facts.pair_if(field("closed_on"), day(centre.closed_on).filter(|_| row.status == CentreStatus::Closed));
    facts.pair_if(field("abandoned_on"), day(centre.abandoned_on).filter(|_| row.status == CentreStatus::Abandoned));
    facts.pair_if(field("premises"), centre.premises.clone());
    facts.pair_if(field("note"), centre.note.as_ref().map(|note| cx.veiled(&note.0)));
    facts.pair_if(field("url"), centre.url.clone());
}

fn positions(id: RecordId, cx: &Cx, facts: &mut Facts) {
    let all: Vec<&Position> = cx.desk.about::<Position>(&id).map(|(_, position)| position).collect();
    if all.is_empty() {
        return;
    }
    let count = crate::model::staffing::headcount(all.iter().copied());
    facts.heading(t!(cx.words, "centre-positions", filled = count.filled(), needed = count.needed()));
    for position in all {
        facts.line(crate::tui::screens::positions::in_words(position, cx));
    }
}

fn followups(id: RecordId, cx: &Cx, facts: &mut Facts) {
    let open = cx.desk.about::<Followup>(&id).filter(|(_, followup)| followup.done != Some(true));
    let mut open: Vec<&Followup> = open.map(|(_, followup)| followup).collect();
    open.sort_by_key(|followup| followup.due);
    if open.is_empty() {
        return;
    }
    facts.heading(cx.words.kind_plural(crate::model::Kind::Followup));
    for followup in open {
        let late = followup.due.is_some_and(|due| due < cx.today());
        let role = if late { Role::Late } else { Role::Muted };
        let due = followup.due.map(format::date_short).unwrap_or_default();
        let sign = if late { cx.theme.glyphs.late } else { cx.theme.glyphs.open };
        facts.line(Line::from(vec![
            Span::styled(format!("{sign} {due:<10}  "), cx.style(role)),
            Span::raw(followup.what.clone().unwrap_or_default()),
        ]));
    }
}

/// Of the centre, and of its host about no centre in particular.
fn exchanges(id: RecordId, centre: &Centre, cx: &Cx, facts: &mut Facts) {
    let of_host = centre.host.iter().flat_map(|host| cx.desk.about::<Exchange>(&host.0));
    let of_host = of_host.filter(|(_, exchange)| exchange.centre.is_none());
    let mut all: Vec<(RecordId, &Exchange)> = cx.desk.about::<Exchange>(&id).chain(of_host).collect();
    all.sort_by_key(|(id, exchange)| std::cmp::Reverse((exchange.date, *id)));
    if all.is_empty() {
        return;
    }
    facts.heading(cx.words.kind_plural(crate::model::Kind::Exchange));
    for (_, exchange) in all.into_iter().take(NEWEST) {
        let date = exchange.date.map(format::date_short).unwrap_or_default();
        let kind = exchange.kind.map(|kind| cx.words.choice_of(kind)).unwrap_or_default();
        let said = exchange.summary.as_ref().map(|text| cx.veiled(&text.0)).unwrap_or_default();
        facts.pair(format!("{date} {kind}"), said.replace('\n', " "));
    }
}

fn notes(id: RecordId, cx: &Cx, facts: &mut Facts) {
    let mut all: Vec<(RecordId, &Note)> = cx.desk.about::<Note>(&id).collect();
    all.sort_by_key(|(id, note)| std::cmp::Reverse((note.date, *id)));
    if all.is_empty() {
        return;
    }
    facts.heading(cx.words.kind_plural(crate::model::Kind::Note));
    for (_, note) in all.into_iter().take(NEWEST) {
        let date = note.date.map(format::date_short).unwrap_or_default();
        let said = note.text.as_ref().map(|text| cx.veiled(&text.0)).unwrap_or_default();
        facts.pair(date, said.replace('\n', " "));
    }
}
