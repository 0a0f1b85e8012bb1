//! Pastes where the terminal does not announce them (Windows): keys that come faster than hands make them are one paste.

use std::time::Duration;

use ratatui::crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, MouseEventKind};

use super::app::Event;
use super::key::Key;

/// Two keys nearer than this were not typed by hand.
pub const GAP: Duration = Duration::from_millis(5);
/// Fewer keys than this may be a hand that rolls.
const LEAST: usize = 4;

/// Terminal events, each with the time at which it was read, as events of the application. With `bursts`, quick
/// characters become one paste: its Enter and Tab neither submit nor move, its letters are no commands.
pub fn gather(batch: Vec<(TerminalEvent, Duration)>, bursts: bool) -> Vec<Event> {
    let mut out = Vec::new();
    let mut run: Vec<(KeyEvent, char, Duration)> = Vec::new();
    for (event, at) in batch {
        let typed = match &event {
            TerminalEvent::Key(key) if key.kind == KeyEventKind::Release => continue,
            TerminalEvent::Key(key) if bursts => pasted(key).map(|c| (*key, c, at)),
            _ => None,
        };
        let quick = |last: &(KeyEvent, char, Duration)| at.saturating_sub(last.2) <= GAP;
        if typed.is_none() || run.last().is_some_and(|last| !quick(last)) {
            flush(&mut run, &mut out);
        }
        match (typed, event) {
            (Some(typed), _) => run.push(typed),
            (None, TerminalEvent::Key(key)) => out.push(Event::Key(key)),
            (None, TerminalEvent::Paste(text)) => out.push(Event::Paste(text)),
            (None, TerminalEvent::Mouse(mouse)) if mouse.kind != MouseEventKind::Moved => out.push(Event::Mouse(mouse)),
            (None, TerminalEvent::Resize(..)) => out.push(Event::Resize),
            (None, _) => {}
        }
    }
    flush(&mut run, &mut out);
    out
}

fn flush(run: &mut Vec<(KeyEvent, char, Duration)>, out: &mut Vec<Event>) {
    if run.len() >= LEAST {
        out.push(Event::Paste(run.iter().map(|(_, c, _)| *c).collect()));
    } else {
        out.extend(run.iter().map(|(key, ..)| Event::Key(*key)));
    }
    run.clear();
}

/// The character that a key stands for in a paste.
fn pasted(key: &KeyEvent) -> Option<char> {
    let key = Key::of(key)?;
    match key.code {
        KeyCode::Enter if key.unmodified() => Some('\n'),
        KeyCode::Tab if key.unmodified() => Some('\t'),
        _ => key.typed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, gap: u64) -> Vec<(TerminalEvent, Duration)> {
        let code = |c| match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            c => KeyCode::Char(c),
        };
        let event = |(index, c): (usize, char)| {
            (TerminalEvent::Key(KeyEvent::from(code(c))), Duration::from_millis(index as u64 * gap))
        };
        text.chars().enumerate().map(event).collect()
    }

    #[test]
    fn a_burst_is_one_paste_with_its_enters_and_tabs() {
        match gather(keys("Céret\tici\n", 1), true).as_slice() {
            [Event::Paste(text)] => assert_eq!(text, "Céret\tici\n"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn hands_are_not_bursts() {
        assert_eq!(gather(keys("Céret\n", 30), true).len(), 6);
        assert_eq!(gather(keys("abc", 0), true).len(), 3, "three keys at once may be a rolling hand");
        assert_eq!(gather(keys("Céret\n", 0), false).len(), 6, "where pastes are announced");
    }

    #[test]
    fn releases_do_not_part_a_burst() {
        let mut batch = Vec::new();
        for (event, at) in keys("Millas", 1) {
            let TerminalEvent::Key(mut release) = event.clone() else { unreachable!() };
            release.kind = KeyEventKind::Release;
            batch.push((event, at));
            batch.push((TerminalEvent::Key(release), at));
        }
        assert!(matches!(gather(batch, true).as_slice(), [Event::Paste(text)] if text == "Millas"));
    }
}
