//! The objects of a page's JSON-LD, and what they say by pointing at one another.

use serde_json::{Map, Value};
use std::collections::HashMap;

/// Steps from one object to another, at most: they may point in a circle.
const STEPS: usize = 4;

/// All objects that may be a report, or that others point at.
#[derive(Debug, Default)]
pub(super) struct Graph {
    objects: Vec<Map<String, Value>>,
    by_id: HashMap<String, usize>,
}

impl Graph {
    /// Adds the objects of a block: itself, the members of a list, those of an `@graph`, what a page is about.
    pub(super) fn add(&mut self, value: Value) {
        match value {
            Value::Array(items) => items.into_iter().for_each(|item| self.add(item)),
            Value::Object(mut object) => {
                for field in ["@graph", "mainEntity"] {
                    if object.get(field).is_some_and(|inside| inside.is_array() || inside.is_object()) {
                        let inside = object.shift_remove(field).unwrap_or_default();
                        self.add(inside);
                    }
                }
                if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.len() > 1) {
                    self.by_id.entry(id.to_owned()).or_insert(self.objects.len());
                }
                self.objects.push(object);
            }
            _ => {}
        }
    }

    pub(super) fn objects(&self) -> &[Map<String, Value>] {
        &self.objects
    }

    /// The string itself, or the name of the thing that it is or points at; of several, all, joined by commas.
    pub(super) fn name_of(&self, value: &Value) -> Option<String> {
        self.name_within(value, STEPS)
    }

    fn name_within(&self, value: &Value, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Object(thing) => match thing.get("name") {
                Some(name) => self.name_within(name, steps),
                None => self.pointed_at(thing).and_then(|other| self.name_within(other.get("name")?, steps)),
            },
            Value::Array(items) => {
                let mut names: Vec<String> = Vec::new();
                for name in items.iter().filter_map(|item| self.name_within(item, steps)) {
                    if !name.is_empty() && !names.contains(&name) {
                        names.push(name);
                    }
                }
                (!names.is_empty()).then(|| names.join(", "))
            }
            _ => None,
        }
    }

    fn pointed_at(&self, thing: &Map<String, Value>) -> Option<&Map<String, Value>> {
        let at = *self.by_id.get(thing.get("@id")?.as_str()?)?;
        self.objects.get(at)
    }

    /// Where an object says that it stands.
    pub(super) fn addresses<'o>(&self, object: &'o Map<String, Value>) -> impl Iterator<Item = &'o str> {
        ["url", "mainEntityOfPage", "@id"].into_iter().filter_map(|field| match object.get(field)? {
            Value::String(address) => Some(address.as_str()),
            Value::Object(page) => page.get("@id").or_else(|| page.get("url"))?.as_str(),
            _ => None,
        })
    }
}
