//! The colours of categories, changed until they can be seen on the page, light or dark.

use crate::plan::Plan;

/// Colours for categories without one; people who see colours differently can tell them apart too.
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

/// The least contrast of a graphical object to what surrounds it (WCAG 2.2, 1.4.11), and a little
/// more, in tenths.
const CONTRAST: u64 = 33;
/// The least contrast of text, in tenths: a little more than WCAG 2.2 (1.4.3) asks for.
const TEXT_CONTRAST: u64 = 50;

/// Returns the background, the plan's own colour and the colour of each category as CSS, for light
/// and for dark.
pub(super) fn rules(plan: &Plan) -> String {
    let [light, dark] = BACKGROUNDS.map(|background| {
        let mut rules = format!(":root{{--back:{}}}", hex(background));
        if let Some(color) = plan.color {
            let color = hex(seen_on(background, color.rgb, TEXT_CONTRAST));
            rules += &format!(":root{{--accent:{color}}}");
        }
        for (n, category) in plan.categories.values().enumerate() {
            let color = category
                .color
                .map_or(PALETTE[n % PALETTE.len()], |color| color.rgb);
            let (class, color) = (class(Some(n)), hex(seen_on(background, color, CONTRAST)));
            rules += &format!(".{class}{{--c:{color}}}");
        }
        rules
    });
    format!("{light}@media screen and (prefers-color-scheme:dark){{{dark}}}")
}

/// Returns the class that has the colour of the plan's nth category, from 0; or of none.
pub(super) fn class(category: Option<usize>) -> String {
    category.map_or_else(|| "c".to_owned(), |n| format!("c{n}"))
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Moves a colour towards black or white until it has that contrast, in tenths.
fn seen_on(background: [u8; 3], color: [u8; 3], least: u64) -> [u8; 3] {
    let is_light = luminance(background) > luminance([128; 3]);
    let toward: u32 = if is_light { 0 } else { 255 };
    for part in 0..20 {
        let mixed = color.map(|c| ((u32::from(c) * (20 - part) + toward * part) / 20) as u8);
        if contrast(mixed, background) >= least {
            return mixed;
        }
    }
    [toward as u8; 3]
}

/// Returns the ratio of two colours' luminances (WCAG 2.2), in tenths.
fn contrast(one: [u8; 3], other: [u8; 3]) -> u64 {
    let (one, other) = (luminance(one), luminance(other));
    let flare = luminance([255; 3]) / 20;
    10 * (one.max(other) + flare) / (one.min(other) + flare)
}

/// Returns how light a colour is, in whole numbers, which are the same on every machine.
fn luminance(color: [u8; 3]) -> u64 {
    let [red, green, blue] = color.map(|channel| u64::from(channel).pow(2));
    2126 * red + 7152 * green + 722 * blue
}
