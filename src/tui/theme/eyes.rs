//! Whether colours can be read: contrast as WCAG 2.2 counts it, for usual eyes and for the common colour-vision
//! deficiencies as Machado, Oliveira and Fernandes model them (2009, severity 1).

use ratatui::style::Color;

use super::{Depth, Role, Scheme, Theme};

type Linear = [f64; 3];

/// Grounds that terminals of each sort have: black, the usual dark greys, paper, solarized.
const DARK_GROUNDS: [u32; 3] = [0x00_0000, 0x0c_0c0c, 0x1e_1e1e];
const LIGHT_GROUNDS: [u32; 3] = [0xff_ffff, 0xf5_f5f5, 0xfd_f6e3];

const EYES: [(&str, [[f64; 3]; 3]); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protan", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("deutan", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("tritan", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn linear(rgb: u32) -> Linear {
    [16, 8, 0].map(|shift| {
        let channel = f64::from((rgb >> shift) & 0xff) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    })
}

fn seen(colour: Linear, eye: &[[f64; 3]; 3]) -> Linear {
    eye.map(|row| row.iter().zip(colour).map(|(weight, channel)| weight * channel).sum::<f64>().clamp(0.0, 1.0))
}

fn contrast(a: Linear, b: Linear) -> f64 {
    let light = |[r, g, b]: Linear| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

/// The colours above 15 are the same in every terminal.
fn rgb(colour: Color) -> u32 {
    let cube = |step: u8| if step == 0 { 0 } else { 55 + 40 * u32::from(step) };
    match colour {
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        Color::Indexed(index @ 16..=231) => {
            let cell = index - 16;
            cube(cell / 36) << 16 | cube(cell / 6 % 6) << 8 | cube(cell % 6)
        }
        Color::Indexed(index @ 232..) => (8 + 10 * u32::from(index - 232)) * 0x01_0101,
        other => panic!("{other:?} is the terminal's own"),
    }
}

/// Every role on every ground that it can stand on, by every eye.
fn worst(scheme: Scheme, depth: Depth, roles: impl Fn(&Role) -> bool) -> (f64, String) {
    let theme = Theme::new(depth).with(scheme);
    let (grounds, own): (&[u32], u32) = match scheme {
        Scheme::Light => (&LIGHT_GROUNDS, 0x00_0000),
        Scheme::Contrast => (&[0], 0xff_ffff),
        _ => (&DARK_GROUNDS, 0xcc_cccc),
    };
    let mut worst = (f64::MAX, String::new());
    for role in Role::ALL.iter().filter(|role| roles(role)) {
        let style = theme.style(*role);
        let ink = style.fg.map_or(own, rgb);
        let on = style.bg.map(rgb);
        for ground in on.as_slice().iter().chain(grounds.iter().filter(|_| on.is_none())) {
            for (eye, matrix) in &EYES {
                let figure = contrast(seen(linear(ink), matrix), seen(linear(*ground), matrix));
                if figure < worst.0 {
                    worst = (figure, format!("{scheme:?} {depth:?} {role:?} on {ground:06x}, {eye}: {figure:.2}"));
                }
            }
        }
    }
    worst
}

#[test]
fn text_can_be_told_from_its_ground() {
    for (scheme, bar) in [(Scheme::Dark, 4.5), (Scheme::Light, 4.5), (Scheme::Contrast, 7.0)] {
        for depth in [Depth::Indexed, Depth::True] {
            let (figure, told) = worst(scheme, depth, |_| true);
            assert!(figure >= bar, "{told}, wanted {bar}");
        }
    }
}

#[test]
fn the_selection_stands_out_from_other_rows() {
    for (scheme, ground) in [(Scheme::Dark, 0x1e_1e1e), (Scheme::Light, 0xff_ffff), (Scheme::Contrast, 0)] {
        let Some(bar) = Theme::new(Depth::True).with(scheme).style(Role::Selected).bg else { panic!("{scheme:?}") };
        for (eye, matrix) in &EYES {
            let figure = contrast(seen(linear(rgb(bar)), matrix), seen(linear(ground), matrix));
            assert!(figure >= 2.0, "{scheme:?} {eye} {figure:.2}");
        }
    }
}

#[test]
fn the_figures_are_those_of_the_standard() {
    let close = |a: f64, b: f64| (a - b).abs() < 0.005;
    assert!(close(contrast(linear(0), linear(0xff_ffff)), 21.0));
    assert!(close(contrast(linear(0x77_7777), linear(0xff_ffff)), 4.48));
    assert_eq!(
        [rgb(Color::Indexed(24)), rgb(Color::Indexed(244)), rgb(Color::Indexed(231))],
        [0x5f87, 0x80_8080, 0xff_ffff]
    );
}
