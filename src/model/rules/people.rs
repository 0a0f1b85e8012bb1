//! Members, contacts, exchanges, follow-ups, notes, devices.

use super::{Checker, Severity};
use crate::model::privacy::is_email;
use crate::model::reference::fold;
use crate::model::{Contact, Device, Exchange, Followup, Kind, Member, MemberKind, Note, Setting};

pub(super) fn member(member: &Member, c: &mut Checker) {
    if member.joined.zip(member.left).is_some_and(|(joined, left)| left.last_day() < joined.first_day()) {
        c.refuse("left", "fault-dates-order");
    }
    match member.kind {
        Some(MemberKind::Commune) if member.commune.is_none() => c.warn("commune", "fault-territory-missing"),
        Some(MemberKind::Intercommunal) if member.epci.is_none() => c.warn("epci", "fault-territory-missing"),
        _ => {}
    }
    web_page(member.url.as_deref(), c);
}

/// `http` or `https`.
pub(super) fn web_page(url: Option<&str>, c: &mut Checker) {
    let good =
        |url: &str| (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    if url.is_some_and(|url| !good(url)) {
        c.refuse("url", "fault-url-form");
    }
}

/// Mailbox providers whose addresses are more often someone's own than a town hall's.
const PERSONAL_MAIL: [&str; 12] =
    ["bbox", "free", "gmail", "hotmail", "icloud", "laposte", "live", "orange", "outlook", "sfr", "wanadoo", "yahoo"];

pub(super) fn contact(contact: &Contact, c: &mut Checker) {
    if let Some(email) = contact.work_email.as_deref() {
        let domain = email.split_once('@').map(|(_, domain)| fold(domain)).unwrap_or_default();
        if !is_email(email) || email.ends_with('.') {
            c.refuse("work_email", "fault-email-form");
        } else if domain.split('.').next().is_some_and(|host| PERSONAL_MAIL.contains(&host)) {
            c.warn("work_email", "fault-email-personal");
        }
    }
    if contact.work_phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        c.refuse("work_phone", "fault-phone-form");
    }
}

/// Digits in any grouping, an international prefix, an extension (`poste 12`).
fn is_phone(text: &str) -> bool {
    let folded = fold(text);
    let number =
        ["poste", "ext", "p."].iter().find_map(|sign| folded.split_once(sign)).map_or(&*folded, |(number, _)| number);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    (4..=15).contains(&digits) && number.chars().all(|sign| sign.is_ascii_digit() || " +.()/".contains(sign))
}

pub(super) fn exchange(exchange: &Exchange, c: &mut Checker) {
    if exchange.member.is_none() && exchange.centre.is_none() {
        c.refuse("member", "fault-member-or-centre");
    }
    c.not_in_future("date", exchange.date);
    if exchange.km.is_some_and(|km| km.thousandths() > 2_000_000) {
        c.refuse("km", "fault-km-range");
    }
}

pub(super) fn followup(followup: &Followup, c: &mut Checker) {
    c.not_in_future("done_on", followup.done_on);
    if followup.done_on.is_some() && followup.done != Some(true) {
        c.warn("done_on", "fault-ended-not-done");
    }
}

pub(super) fn note(note: &Note, c: &mut Checker) {
    c.not_in_future("date", note.date);
    let about_visit = note.about.and_then(|about| c.kind_of(about.0)) == Some(Kind::Visit);
    if let Some(text) = note.text.as_ref().filter(|_| about_visit) {
        c.private("text", &text.0);
    }
}

pub(super) fn setting(setting: &Setting, c: &mut Checker) {
    if setting.keep_visits_days.is_some_and(|days| days < Setting::FEWEST_DAYS) {
        c.refuse_with("keep_visits_days", "fault-keep-days", vec![("days", Setting::FEWEST_DAYS.to_string())]);
    }
}

pub(super) fn device(device: &Device, c: &mut Checker) {
    let good = |code: &str| {
        (2..=8).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    if let Some(code) = device.code.as_deref().filter(|code| !code.is_empty() && !good(code)) {
        let args = vec![("text", code.chars().take(20).collect())];
        c.add(c.tag("code"), "fault-device-code", args, Severity::Refused);
    }
}
