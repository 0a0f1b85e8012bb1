//! The guided tour: a small panel over the live screens that says what to press, and goes on once that was done.
//!
//! It asks for nothing that writes: it can be taken over real records. The keys that it names are those of the live keymap.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::popup;
use super::text;
use super::theme::Role;
use crate::t;

/// One thing to see: what is said (`tour-NAME`), and the action that leads on.
struct Step {
    name: &'static str,
    wants: Action,
}

const fn step(name: &'static str, wants: Action) -> Step {
    Step { name, wants }
}

/// In the order in which a day is told: what is due, the territory, the centre, the visits, the way out.
const STEPS: &[Step] = &[
    step("dashboard", Action::GoTerritories),
    step("territories", Action::Open),
    step("territory", Action::GoCentres),
    step("centres", Action::Open),
    step("centre", Action::Back),
    step("visits", Action::GoVisits),
    step("log", Action::New),
    step("form", Action::FieldNext),
    step("understood", Action::Cancel),
    step("search", Action::Search),
    step("found", Action::Cancel),
    step("palette", Action::Palette),
    step("commands", Action::Cancel),
    step("help", Action::Help),
    step("words", Action::Back),
    step("synchro", Action::GoSynchro),
];

/// Where a person is on the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tour {
    /// Not on it.
    #[default]
    Away,
    /// It is offered, until something else is done.
    Offered,
    /// At the step of this number.
    At(usize),
    /// The last word, until something else is done.
    Ends,
}

impl Tour {
    /// Begins, or is left.
    pub fn turn(&mut self) {
        *self = match self {
            Self::Away | Self::Offered => Self::At(0),
            Self::At(_) | Self::Ends => Self::Away,
        };
    }

    /// An action was asked for, whatever its key.
    pub fn did(&mut self, action: Action) {
        *self = match *self {
            _ if action == Action::Tour => return,
            Self::At(at) if STEPS.get(at).is_some_and(|step| step.wants == action) => match at + 1 {
                next if next < STEPS.len() => Self::At(next),
                _ => Self::Ends,
            },
            Self::At(at) => Self::At(at),
            Self::Away | Self::Offered | Self::Ends => Self::Away,
        };
    }
}

/// The panel, as drawn over a layer of this context.
pub struct Panel<'a> {
    pub cx: &'a Cx,
    pub tour: Tour,
    pub context: Context,
}

/// The inside of the panel, at most.
const WIDTH: u16 = 44;
/// In a lower window it has no border, and all the width.
const SMALL: u16 = 16;

impl Panel<'_> {
    fn title(&self) -> String {
        let words = &self.cx.words;
        match self.tour {
            Tour::At(at) => {
                let n = at + 1;
                t!(words, "tour-at", n = n, of = STEPS.len())
            }
            _ => t!(words, "tour-title"),
        }
    }

    fn said(&self) -> String {
        let words = &self.cx.words;
        match self.tour {
            Tour::Away => String::new(),
            Tour::Offered => t!(words, "tour-offer"),
            Tour::At(at) => {
                STEPS.get(at).and_then(|step| words.look_up(&format!("tour-{}", step.name))).unwrap_or_default()
            }
            Tour::Ends => t!(words, "tour-ends"),
        }
    }

    /// What to press now, and how one leaves. Where a key does not work, what closes the place comes first.
    fn presses(&self) -> Vec<(String, String)> {
        let words = &self.cx.words;
        let key = |action| self.cx.keymap.key_label(action, self.context, words);
        let closing = [Action::Cancel, Action::Back].into_iter().find(|action| !key(*action).is_empty());
        let wanted = match self.tour {
            Tour::Offered => return vec![(key(Action::Tour), t!(words, "tour-begin"))],
            Tour::At(at) => STEPS.get(at).map(|step| step.wants),
            Tour::Away | Tour::Ends => None,
        };
        let now = wanted.filter(|action| !key(*action).is_empty()).or(wanted.and(closing));
        let leave = wanted.map(|_| {
            let whole = self.cx.keymap.key_label(Action::Tour, Context::Global, words);
            let keys = match key(Action::Tour) {
                here if here.is_empty() => format!("{} {whole}", closing.map(key).unwrap_or_default()),
                here => here,
            };
            (keys, t!(words, "tour-leave"))
        });
        now.map(|action| (key(action), action.label(words))).into_iter().chain(leave).collect()
    }

    /// The lines of the panel in a width: what is said, then the keys.
    fn lines(&self, width: u16) -> Vec<Line<'static>> {
        let cx = self.cx;
        let said = text::wrap(&self.said(), width).into_iter().map(|line| Line::styled(line, cx.style(Role::Text)));
        let mut lines: Vec<Line> = said.collect();
        let presses = self.presses().into_iter().map(|(key, label)| {
            [Span::styled(key, cx.style(Role::Key)), Span::styled(format!(" {label}"), cx.style(Role::Muted))]
        });
        // Side by side where there is room.
        let mut row: Vec<Span> = Vec::new();
        for press in presses {
            let used: usize = row.iter().map(Span::width).sum();
            if used > 0 && used + 3 + press.iter().map(Span::width).sum::<usize>() > usize::from(width) {
                lines.push(Line::from(std::mem::take(&mut row)));
            } else if used > 0 {
                row.push(Span::raw("   "));
            }
            row.extend(press);
        }
        if !row.is_empty() {
            lines.push(Line::from(row));
        }
        lines
    }

    /// At the bottom right of the body, or at the top where the cursor would be under it.
    pub fn render(&self, body: Rect, cursor: Option<Position>, buf: &mut Buffer) {
        if self.tour == Tour::Away || body.height < 4 || body.width < 12 {
            return;
        }
        let bare = body.height < SMALL;
        let sides = if bare { 2 } else { popup::SIDES };
        let width = if bare { body.width } else { WIDTH.saturating_add(sides).min(body.width) };
        let lines = self.lines(width - sides);
        let frame = if bare { 0 } else { 2 };
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(frame).min(body.height);
        let low = Rect { x: body.right() - width, y: body.bottom() - height, width, height };
        let covered = cursor.is_some_and(|cursor| low.contains(cursor));
        let outer = if covered { Rect { y: body.y, ..low } } else { low };
        let inner = if bare {
            self.cx.theme.blank(outer, buf);
            buf.set_style(outer, self.cx.style(Role::Bar));
            Rect { x: outer.x + 1, width: width - sides, ..outer }
        } else {
            popup::boxed(self.cx, &self.title(), outer, buf)
        };
        for (line, y) in lines.iter().zip(inner.y..inner.bottom()) {
            text::ellipsis_line(line, inner.width, self.cx.theme.glyphs.more)
                .render(Rect { y, height: 1, ..inner }, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};

    #[test]
    fn every_step_has_its_words_in_both_languages() {
        for (lang, step) in Lang::ALL.into_iter().flat_map(|lang| STEPS.iter().map(move |step| (lang, step))) {
            let said = Words::new(lang).look_up(&format!("tour-{}", step.name)).unwrap_or_default();
            assert!((20..=150).contains(&said.chars().count()), "{} {}: {said}", lang.code(), step.name);
        }
    }

    #[test]
    fn it_goes_on_by_what_was_wanted_and_by_nothing_else() {
        let mut tour = Tour::default();
        tour.did(Action::GoTerritories);
        assert_eq!(tour, Tour::Away);
        tour.turn();
        tour.did(Action::Down);
        assert_eq!(tour, Tour::At(0));
        for step in STEPS {
            tour.did(step.wants);
        }
        assert_eq!(tour, Tour::Ends);
        tour.did(Action::Down);
        assert_eq!(tour, Tour::Away);
    }

    #[test]
    fn an_offer_is_gone_with_the_next_action() {
        let mut tour = Tour::Offered;
        tour.did(Action::Down);
        assert_eq!(tour, Tour::Away);
        let mut tour = Tour::Offered;
        tour.did(Action::Tour);
        tour.turn();
        assert_eq!(tour, Tour::At(0));
    }
}
