//! Countries of ISO 3166-1, and cities of other names: what their names mean, and their zones.

use super::text::plain;
use crate::diagnostic::nearest;

/// Each country: its code; its names and other codes; the names of its zones, the better known
/// first.
const COUNTRIES: &str = include_str!("countries.tsv");
/// Each zone of cities that it is not named by, with their names in several languages.
const CITIES: &str = include_str!("cities.tsv");

/// Whether a text is the code of a country.
pub(super) fn is_country(code: &str) -> bool {
    rows(COUNTRIES).any(|[known, ..]| known == code)
}

/// Returns the code of the country of that name, or of the nearest one.
pub(super) fn country_called(name: &str) -> Option<&'static str> {
    let [code, ..] = country(name)?;
    Some(code)
}

/// Returns the zones of a country of that code.
pub(super) fn zones_of_country(code: &str) -> Vec<&'static str> {
    let mut countries = rows(COUNTRIES);
    let country = countries.find(|[known, ..]| *known == code);
    country.map_or_else(Vec::new, |[.., zones]| zones.split(", ").collect())
}

/// Returns the zones of the country or the city of that name, in any language.
pub(super) fn zones_called(name: &str) -> Vec<&'static str> {
    let city = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
    let of_city = rows(CITIES).find(|[_, names, _]| is_named(names, &city));
    if let Some([zone, ..]) = of_city {
        return vec![zone];
    }
    let of_country =
        rows(COUNTRIES).find(|[code, names, _]| is_named(names, name) || *code == name);
    of_country.map_or_else(Vec::new, |[.., zones]| zones.split(", ").collect())
}

fn country(name: &str) -> Option<[&'static str; 3]> {
    let code = plain(name).to_uppercase();
    let mut countries = rows(COUNTRIES);
    let exact = countries.find(|[known, names, _]| *known == code || is_named(names, name));
    exact.or_else(|| {
        let names = rows(COUNTRIES).flat_map(|[_, names, _]| names.split(", "));
        let near = nearest(name, names.filter(|name| name.len() > 4))?;
        rows(COUNTRIES).find(|[_, names, _]| is_named(names, near))
    })
}

fn is_named(names: &str, name: &str) -> bool {
    let name = plain(name);
    names.split(", ").any(|known| plain(known) == name)
}

fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 3]> {
    table.lines().map(|line| {
        let mut cells = line.split('\t');
        [(); 3].map(|()| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::zone_named;

    #[test]
    fn finds_countries_by_name_and_code() {
        let cases = [
            ("UK", Some("GB")),
            ("France", Some("FR")),
            ("fr", Some("FR")),
            ("826", Some("GB")),
            ("CHE", Some("CH")),
            ("Suisse", Some("CH")),
            ("España", Some("ES")),
            ("espana", Some("ES")),
            ("Switzerlnd", Some("CH")),
            ("XX", None),
            ("Atlantis", None),
        ];
        for (name, code) in cases {
            assert_eq!(country_called(name), code, "{name}");
        }
    }

    #[test]
    fn finds_zones_by_country_and_city() {
        for (name, zone) in [
            ("Spain", "Europe/Madrid"),
            ("Londres", "Europe/London"),
            ("Europe/Milan", "Europe/Rome"),
            ("geneve", "Europe/Zurich"),
            ("Suiza", "Europe/Zurich"),
        ] {
            assert_eq!(zones_called(name).first(), Some(&zone), "{name}");
        }
        assert!(zones_called("Nowhere").is_empty());
    }

    #[test]
    fn every_zone_is_known() {
        for [.., zones] in rows(COUNTRIES) {
            for zone in zones.split(", ").filter(|zone| !zone.is_empty()) {
                assert!(zone_named(zone).is_some(), "{zone}");
            }
        }
        for [zone, ..] in rows(CITIES) {
            assert!(zone_named(zone).is_some(), "{zone}");
        }
    }
}
