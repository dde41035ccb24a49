//! The colours of categories, as they can be seen on white and on black.

use std::fmt::Write as _;

use super::groups::class;
use crate::plan::{Color, Plan};

/// For categories without a colour; told apart by people who see colours otherwise, too.
const PALETTE: [[u8; 3]; 8] = [
    [0, 114, 178],
    [213, 94, 0],
    [0, 158, 115],
    [204, 121, 167],
    [86, 104, 222],
    [150, 110, 20],
    [86, 180, 233],
    [120, 120, 120],
];

/// The page's background, light and dark.
const BACKGROUNDS: [[u8; 3]; 2] = [[255, 255, 255], [21, 24, 29]];

/// Tenths of the contrast that a graphical object has to what surrounds it (WCAG 2.2, 1.4.11), and
/// a little more.
const CONTRAST: u64 = 33;

/// The background, and a rule of CSS for each category of the plan, in light and in dark.
pub(super) fn rules(plan: &Plan) -> String {
    let [light, dark] = BACKGROUNDS.map(|background| {
        let mut rules = format!(":root{{--back:{}}}", hex(background));
        for (n, category) in plan.categories.values().enumerate() {
            let color = category
                .color
                .map_or(PALETTE[n % PALETTE.len()], |Color { rgb }| rgb);
            let _ = write!(
                rules,
                ".{}{{--c:{}}}",
                class(Some(n)),
                hex(seen_on(background, color))
            );
        }
        rules
    });
    format!("{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour, moved towards black or white until it stands out.
fn seen_on(background: [u8; 3], color: [u8; 3]) -> [u8; 3] {
    let toward = if luminance(background) > luminance([128; 3]) {
        0
    } else {
        255
    };
    let mixed = |part: u32| {
        color.map(|channel| ((u32::from(channel) * (20 - part) + toward * part) / 20) as u8)
    };
    (0..20)
        .map(mixed)
        .find(|color| contrast(*color, background) >= CONTRAST)
        .unwrap_or([toward as u8; 3])
}

/// Tenths of the ratio of two colours' luminances (WCAG 2.2).
fn contrast(one: [u8; 3], other: [u8; 3]) -> u64 {
    let (one, other) = (luminance(one), luminance(other));
    let flare = luminance([255; 3]) / 20;
    10 * (one.max(other) + flare) / (one.min(other) + flare)
}

/// How light a colour is; of whole numbers, so that it is the same on every machine.
fn luminance([red, green, blue]: [u8; 3]) -> u64 {
    let linear = |channel: u8| u64::from(channel) * u64::from(channel);
    2126 * linear(red) + 7152 * linear(green) + 722 * linear(blue)
}
