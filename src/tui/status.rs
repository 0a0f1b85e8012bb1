//! The status line: a passing message or a job's progress at the left, the saved mark at the right.

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::cx::{Cx, Tone};
use super::request::{Step, Ticket};
use super::text;
use super::theme::Role;
use crate::model::LocalTime;
use crate::wording::pace::pace;

/// How long a message stays, if no key is pressed.
const STAYS: Duration = Duration::from_secs(8);

#[derive(Default)]
pub struct Status {
    message: Option<(Tone, String, Duration)>,
    /// Edits that are not yet on the disk.
    writing: usize,
    saved: Option<LocalTime>,
    jobs: BTreeMap<Ticket, Job>,
}

/// How far a job is, since when, and when it said so.
#[derive(Clone, Copy, Debug)]
struct Job {
    step: Step,
    begun: Duration,
    told: Duration,
}

impl Status {
    pub fn say(&mut self, tone: Tone, text: String, now: Duration) {
        self.message = Some((tone, text, now));
    }

    /// A message has been read once another key is pressed.
    pub fn read(&mut self) {
        self.message = None;
    }

    /// Whether something changed with time.
    pub fn tick(&mut self, now: Duration) -> bool {
        let over = |(_, _, since): &(Tone, String, Duration)| now.saturating_sub(*since) >= STAYS;
        self.message.take_if(|message| over(message)).is_some()
    }

    pub fn write_begins(&mut self) {
        self.writing += 1;
    }

    /// `saved`: when it reached the disk, or nothing if it failed.
    pub fn write_ends(&mut self, saved: Option<LocalTime>) {
        self.writing = self.writing.saturating_sub(1);
        self.saved = saved.or(self.saved);
    }

    pub const fn writing(&self) -> bool {
        self.writing > 0
    }

    /// A job that waits for its turn has no speed yet: it counts from its first word.
    pub fn job_begins(&mut self, job: Ticket, now: Duration) {
        self.jobs.insert(job, Job { step: Step::default(), begun: now, told: now });
    }

    pub fn job_at(&mut self, job: Ticket, step: Step, now: Duration) {
        // What nobody knew would take long is one from its first word on.
        let known = self.jobs.entry(job).or_insert(Job { step: Step::default(), begun: now, told: now });
        let begun = if known.step == Step::default() { now } else { known.begun };
        *known = Job { step, begun, told: now };
    }

    pub fn job_ends(&mut self, job: Ticket) {
        self.jobs.remove(&job);
    }

    pub fn jobs(&self) -> impl Iterator<Item = Ticket> {
        self.jobs.keys().copied()
    }

    /// What passes, in lines of this width.
    fn message(&self, cx: &Cx, width: u16) -> Vec<Line<'static>> {
        let Some((tone, said, _)) = &self.message else { return Vec::new() };
        let sign = match tone {
            Tone::Good => format!("{} ", cx.theme.glyphs.done),
            Tone::Bad => format!("{} ", cx.theme.glyphs.not_applicable),
            Tone::Plain => String::new(),
        };
        let style = cx.style(tone.role());
        text::wrap(&format!("{sign}{said}"), width).into_iter().map(|line| Line::styled(line, style)).collect()
    }

    fn left(&self, cx: &Cx, width: u16, locked: bool) -> Option<Line<'static>> {
        if let Some(last) = self.message(cx, width).pop() {
            return Some(last);
        }
        let job = self.jobs.values().next().filter(|_| !locked)?;
        Some(progress(cx, job))
    }

    /// The flags and the saved mark.
    fn right(&self, cx: &Cx) -> Line<'static> {
        let words = &cx.words;
        let mut parts = Vec::new();
        if cx.desk.demo {
            parts.push(Span::styled(crate::t!(words, "status-demo"), cx.style(Role::Warning)));
        }
        if cx.masked {
            parts.push(Span::styled(crate::t!(words, "status-masked"), cx.style(Role::Warning)));
        }
        let scope = if cx.everyone { crate::t!(words, "status-everyone") } else { crate::t!(words, "status-mine") };
        parts.push(Span::styled(scope, cx.style(Role::Muted)));
        if self.writing() {
            parts.push(Span::styled(crate::t!(words, "status-writing"), cx.style(Role::UnderWay)));
        } else if let Some(at) = self.saved {
            let time = at.wall().format("%H:%M").to_string();
            parts.push(Span::styled(crate::t!(words, "status-saved", time = time), cx.style(Role::Done)));
        }
        let between = format!(" {} ", cx.theme.glyphs.separator);
        let mut spans = Vec::new();
        for part in parts {
            if !spans.is_empty() {
                spans.push(Span::styled(between.clone(), cx.style(Role::Muted)));
            }
            spans.push(part);
        }
        Line::from(spans)
    }
}

/// A bar of ten cells and the share done, or the count where the whole is unknown; how fast, how long still, and what stops it.
fn progress(cx: &Cx, job: &Job) -> Line<'static> {
    let (words, step) = (&cx.words, job.step);
    let mut spans = Vec::new();
    let mut said = Vec::new();
    match step.total.filter(|total| *total > 0) {
        None => said.push(crate::t!(words, "job-count", done = words.figure(step.done))),
        Some(total) => {
            let tenths = usize::try_from((step.done.min(total)) * 10 / total).unwrap_or(10);
            spans.push(Span::styled(cx.theme.glyphs.bar_full.repeat(tenths), cx.style(Role::UnderWay)));
            let empty = cx.theme.glyphs.bar_empty.repeat(10_usize.saturating_sub(tenths));
            spans.push(Span::styled(format!("{empty} "), cx.style(Role::Muted)));
            let percent = (step.done.min(total) * 100 / total).to_string();
            said.push(crate::t!(words, "job-share", percent = percent));
        }
    }
    let millis = u64::try_from(job.told.saturating_sub(job.begun).as_millis()).unwrap_or_default();
    said.extend(pace(words, step.counted, step.done, step.total, millis));
    said.push(crate::t!(words, "job-stop"));
    spans.push(Span::raw(said.join(&format!(" {} ", cx.theme.glyphs.separator))));
    Line::from(spans)
}

/// The status line as drawn.
pub struct StatusLine<'a> {
    pub status: &'a Status,
    pub cx: &'a Cx,
    /// Something hides the screens: what stands at the right is of them.
    pub covered: bool,
    /// Nothing is said of what goes on below the lock.
    pub locked: bool,
}

impl StatusLine<'_> {
    /// Nothing passing: the line can show hints instead, where there is one line for both.
    pub fn quiet(&self) -> bool {
        self.status.message.is_none() && (self.locked || self.status.jobs.is_empty())
    }
}

impl StatusLine<'_> {
    /// A message longer than the line begins above it, over the page: it is read whole, or goes with the next key.
    fn above(&self, area: Rect, buf: &mut Buffer) {
        let mut lines = self.status.message(self.cx, area.width);
        lines.pop();
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.y);
        let panel = Rect { y: area.y - rows, height: rows, ..area };
        // The margin too, or a list's mark would stand before the text.
        self.cx.theme.blank(
            Rect { x: panel.x.saturating_sub(1), width: panel.width + 2, ..panel }.intersection(*buf.area()),
            buf,
        );
        for (line, y) in lines.iter().zip(panel.y..panel.bottom()) {
            buf.set_line(panel.x, y, line, panel.width);
        }
    }
}

impl Widget for &StatusLine<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.above(area, buf);
        let right = if self.covered { Line::default() } else { self.status.right(self.cx) };
        let right_width = u16::try_from(right.width()).unwrap_or(0).min(area.width);
        let left = self.status.left(self.cx, area.width, self.locked).unwrap_or_default();
        let wanted = u16::try_from(left.width()).unwrap_or(u16::MAX);
        // What passes is read before it goes: the marks at the right give way to it.
        let shares = wanted.saturating_add(right_width + 2) <= area.width;
        let room = if shares || wanted == 0 { area.width.saturating_sub(right_width + 1) } else { area.width };
        let left = text::ellipsis_line(&left, room, self.cx.theme.glyphs.more);
        if shares || wanted == 0 {
            buf.set_line(area.right().saturating_sub(right_width), area.y, &right, right_width);
        }
        buf.set_line(area.x, area.y, &left, room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::testing::cx;
    use crate::tui::theme::Depth;

    fn said(status: &Status) -> String {
        let cx = cx(Lang::Fr, Depth::Mono);
        status.left(&cx, 80, false).map(|line| line.to_string().replace('\u{a0}', " ")).unwrap_or_default()
    }

    #[test]
    fn a_job_says_how_far_how_fast_and_how_long_still() {
        let (job, mut status) = (Ticket(1), Status::default());
        let at = |seconds: u64| Duration::from_secs(seconds);
        status.job_begins(job, at(10));
        assert_eq!(said(&status), "0 faits · Ctrl-C arrête");
        // It waited for its turn: its speed counts from here.
        status.job_at(job, Step::of(1, Some(9_000)), at(100));
        assert_eq!(said(&status), "░░░░░░░░░░ 0 % · Ctrl-C arrête");
        status.job_at(job, Step::of(3_000, Some(9_000)), at(102));
        assert_eq!(said(&status), "███░░░░░░░ 33 % · 1 500 par s · encore 4 s · Ctrl-C arrête");
        status.job_at(job, Step::of(3_000, Some(900_000)), at(102));
        assert!(said(&status).contains("encore 10 min"), "{}", said(&status));
        status.job_at(job, Step::of(3_000, None), at(103));
        assert_eq!(said(&status), "3 000 faits · 1 000 par s · Ctrl-C arrête");
        status.job_ends(job);
        assert_eq!(said(&status), "");
    }
}
