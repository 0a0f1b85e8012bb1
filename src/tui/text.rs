//! Text on a grid of cells: width, ellipsis, wrapping. The only place that counts columns.

use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that the text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The text within `columns`; what is cut ends in `more`.
pub fn ellipsis(text: &str, columns: u16, more: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(more));
    let mut cut = take(text, room).trim_end().to_owned();
    if columns > 0 {
        cut.push_str(more);
    }
    cut
}

/// As much of the text's start as `columns` hold.
pub fn take(text: &str, columns: u16) -> &str {
    let mut used = 0;
    for (index, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > usize::from(columns) {
            return text.get(..index).unwrap_or(text);
        }
    }
    text
}

/// A line of spans within `columns`, its style kept; what is cut ends in `more`.
pub fn ellipsis_line(line: &Line<'_>, columns: u16, more: &str) -> Line<'static> {
    let owned = |span: &Span<'_>| Span::styled(span.content.clone().into_owned(), span.style);
    let style = line.style;
    if line.width() <= usize::from(columns) {
        return Line::from_iter(line.spans.iter().map(owned)).style(style);
    }
    let mut room = columns.saturating_sub(width(more));
    let mut spans = Vec::new();
    for span in &line.spans {
        let wide = width(&span.content);
        if wide > room {
            let text = format!("{}{}", take(&span.content, room).trim_end(), if columns > 0 { more } else { "" });
            spans.push(Span::styled(text, span.style));
            break;
        }
        room -= wide;
        spans.push(owned(span));
    }
    Line::from(spans).style(style)
}

/// The text in lines of at most `columns`, cut between words where it can be. Line breaks of the text are kept.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        // A no-break space does not part words.
        for word in paragraph.split([' ', '\t']) {
            let gap = u16::from(!line.is_empty());
            if width(&line) + gap + width(word) <= columns {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word;
            while width(rest) > columns {
                let head = take(rest, columns);
                let head = if head.is_empty() { rest } else { head };
                lines.push(head.to_owned());
                rest = rest.get(head.len()..).unwrap_or_default();
            }
            line = rest.to_owned();
        }
        lines.push(line);
    }
    lines
}

/// The text with a capital: a label of the action table at the head of a line.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The text with spaces after it, to fill `columns`.
pub fn left(text: &str, columns: u16) -> String {
    let pad = usize::from(columns.saturating_sub(width(text)));
    format!("{text}{}", " ".repeat(pad))
}

/// The text with spaces before it, to end at the right of `columns`.
pub fn right(text: &str, columns: u16) -> String {
    let pad = usize::from(columns.saturating_sub(width(text)));
    format!("{}{text}", " ".repeat(pad))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_never_overflows() {
        assert_eq!(ellipsis("Saint-Girons", 12, "…"), "Saint-Girons");
        assert_eq!(ellipsis("Saint-Girons", 8, "…"), "Saint-G…");
        assert_eq!(ellipsis("Villesèque des", 12, "…"), "Villesèque…", "no space before the ellipsis");
        assert_eq!(ellipsis("漢字漢字", 5, "…"), "漢字…");
        assert_eq!(ellipsis("漢字漢字", 4, "…"), "漢…");
        for columns in 0..10 {
            assert!(width(&ellipsis("Céret e\u{301}té 漢字", columns, "…")) <= columns);
        }
    }

    #[test]
    fn a_line_keeps_its_styles_when_cut() {
        let line = Line::from(vec![Span::raw("Céret "), Span::raw("(Pyrénées-Orientales)")]);
        assert_eq!(ellipsis_line(&line, 12, "…").to_string(), "Céret (Pyré…");
        assert_eq!(ellipsis_line(&line, 80, "…").to_string(), "Céret (Pyrénées-Orientales)");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("échéance"), "Échéance");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn wrapping_keeps_every_word() {
        assert_eq!(wrap("une relance à faire", 8), ["une", "relance", "à faire"]);
        assert_eq!(wrap("anticonstitutionnel", 5), ["antic", "onsti", "tutio", "nnel"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("prêt\u{a0}?", 4), ["prêt", "\u{a0}?"]);
    }
}
