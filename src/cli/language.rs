//! Which language: `--lang`, then `MAILLAGE_LANG`, then what the person prefers, then the system's; French where none of
//! them says.

use std::ffi::OsString;

use i18n_embed::DesktopLanguageRequester;

use crate::i18n::Lang;
use crate::workspace::preferences::Preferences;

/// The language for a command line. It is read before the others are parsed, because their help needs it.
pub fn choose(args: &[OsString]) -> Lang {
    let preferred = || Preferences::read(&Preferences::folder()?).ok()?.language;
    let system = || DesktopLanguageRequester::requested_languages().first().map(ToString::to_string);
    from(args, std::env::var("MAILLAGE_LANG").ok(), || preferred().or_else(system))
}

fn from(args: &[OsString], variable: Option<String>, system: impl FnOnce() -> Option<String>) -> Lang {
    asked(args)
        .and_then(|code| Lang::from_code(&code))
        .or_else(|| variable.and_then(|code| Lang::from_code(&code)))
        .or_else(|| system().and_then(|code| Lang::from_code(&code)))
        .unwrap_or_default()
}

/// What follows `--lang`, as two words or one.
fn asked(args: &[OsString]) -> Option<String> {
    let mut words = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    loop {
        let word = words.next()?;
        if word == "--lang" {
            return words.next().map(|code| code.into_owned());
        }
        if let Some(code) = word.strip_prefix("--lang=") {
            return Some(code.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(line: &str, variable: Option<&str>, system: Option<&str>) -> Lang {
        let args: Vec<OsString> = line.split(' ').map(Into::into).collect();
        from(&args, variable.map(str::to_owned), || system.map(str::to_owned))
    }

    #[test]
    fn the_option_wins_over_the_variable_over_the_system() {
        assert_eq!(chosen("maillage --lang en man", Some("fr"), Some("fr-FR")), Lang::En);
        assert_eq!(chosen("maillage man --lang=en", None, None), Lang::En);
        assert_eq!(chosen("maillage man", Some("en"), Some("fr-FR")), Lang::En);
        assert_eq!(chosen("maillage man", None, Some("en-GB")), Lang::En);
    }

    #[test]
    fn french_is_the_default() {
        assert_eq!(chosen("maillage", None, None), Lang::Fr);
        assert_eq!(chosen("maillage", None, Some("ca-ES")), Lang::Fr);
        assert_eq!(chosen("maillage --lang", Some("xx"), None), Lang::Fr);
        assert_eq!(chosen("maillage set ID -- --lang en", None, None), Lang::Fr);
    }
}
