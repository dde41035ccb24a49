//! Parses every definition file of a folder with `serde_yaml`, on one thread, into typed structs.
//!
//! It does nothing else: it prints the number of events. The structs have the keys that
//! `tests/bench/plan.py` writes; any other key is an error.

#![expect(dead_code, reason = "fields are parsed, not used")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::{env, fs};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    plan: Plan,
    phases: BTreeMap<String, Phase>,
    categories: BTreeMap<String, Category>,
    venues: BTreeMap<String, Venue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    title: String,
    domain: String,
    url: String,
    revision: String,
    timezone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phase {
    title: String,
    dates: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Category {
    title: String,
    color: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Venue {
    name: String,
    country: String,
    timezone: String,
    geo: [f64; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    phase: String,
    year: i32,
    events: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    id: String,
    title: String,
    category: String,
    when: String,
    r#where: Option<String>,
    hours: Option<String>,
    repeat: Option<Repeat>,
    description: Option<String>,
    links: Option<Vec<Link>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    every: String,
    count: Option<u32>,
    until: Option<String>,
    except: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    title: Option<String>,
    url: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("name a folder")?;
    let mut events = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        if path.file_name().is_some_and(|name| name == "plan.yaml") {
            black_box(serde_yaml::from_str::<PlanFile>(&text)?);
        } else {
            let file: EventFile = black_box(serde_yaml::from_str(&text)?);
            events += file.events.len();
        }
    }
    println!("{events}");
    Ok(())
}
