//! A date asked in one line, with an echo of what was understood.

use chrono::NaiveDate;

use crate::i18n::format;
use crate::model::PartialDate;
use crate::model::entry::{Looking, day, partial};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::popup::Prompt;
use crate::wording::values;

/// Asks for a day. An empty text is an answer only where `optional`: no date.
pub fn day_prompt(tag: &'static str, title: impl Into<String>, text: &str, looking: Looking, optional: bool) -> Prompt {
    Prompt::new(tag, title, text).echo(move |text, cx| match read_day(text, looking, cx) {
        Ok(None) if optional => Ok(t!(cx.words, "no-date")),
        Ok(None) => Err(t!(cx.words, "form-hint-date")),
        Ok(Some(day)) => Ok(told(day, cx)),
        Err(said) => Err(said),
    })
}

/// Asks for a date of day, month or year precision; `more` goes on about what was understood.
pub fn partial_prompt(
    tag: &'static str,
    title: impl Into<String>,
    text: &str,
    looking: Looking,
    more: impl Fn(Option<PartialDate>, &Cx) -> Result<Option<String>, String> + 'static,
) -> Prompt {
    Prompt::new(tag, title, text).echo(move |text, cx| {
        let date = read_partial(text, looking, cx)?;
        let more = more(date, cx)?;
        let said = date.map_or_else(|| t!(cx.words, "no-date"), |date| values::partial_date(&cx.words, date));
        Ok(more.map_or(said.clone(), |more| format!("{said} {} {more}", cx.theme.glyphs.separator)))
    })
}

/// # Errors
/// Why the text is no day, in the user's words.
pub fn read_day(text: &str, looking: Looking, cx: &Cx) -> Result<Option<NaiveDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    day(text, cx.today(), looking).map(Some).map_err(|bad| bad.words(&cx.words))
}

/// # Errors
/// Why the text is no date, in the user's words.
pub fn read_partial(text: &str, looking: Looking, cx: &Cx) -> Result<Option<PartialDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    partial(text, cx.today(), looking).map(Some).map_err(|bad| bad.words(&cx.words))
}

fn told(day: NaiveDate, cx: &Cx) -> String {
    let relative = format::relative_day(&cx.words, day, cx.today());
    format!("{} {} {relative}", format::date_long(&cx.words, day), cx.theme.glyphs.separator)
}
