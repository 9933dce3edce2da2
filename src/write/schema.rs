//! JSON Schemas (draft 2020-12) of what is written as JSON, derived from the very types that are serialised.
//!
//! The contract: a field keeps its name, its type and its meaning; what is new comes as a field of its own. So a reader
//! has to pass over fields that it does not know, and the schemas allow them.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{RunReport, index, jsonl, names_json};

/// A JSON output and its schema.
#[derive(Clone, Copy, Debug)]
pub struct JsonOutput {
    /// Its name: what `jisr schema` is asked for.
    pub name: &'static str,
    /// The command that writes it.
    pub command: &'static str,
    schema: fn() -> Value,
}

impl JsonOutput {
    /// The output that is written as a `T` by `command`.
    pub(crate) const fn of<T: JsonSchema>(name: &'static str, command: &'static str) -> Self {
        JsonOutput { name, command, schema: schema_of::<T> }
    }

    /// The JSON Schema of one value of it: of a line where the output is JSON Lines. Its title is the command.
    pub fn schema(&self) -> Value {
        let mut schema = (self.schema)();
        if let Value::Object(fields) = &mut schema {
            fields.insert("title".to_owned(), self.command.into());
        }
        schema
    }
}

fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// The JSON outputs of alignments and names; [`crate::lab`] has others.
pub const JSON_OUTPUTS: [JsonOutput; 7] = [
    JsonOutput::of::<jsonl::JsonLine<'static>>("align-jsonl", "jisr align --format jsonl"),
    JsonOutput::of::<index::DocumentPairLine<'static>>("align-index", "jisr align --format index"),
    JsonOutput::of::<RunReport<'static>>("align-report", "jisr align --report FILE"),
    JsonOutput::of::<names_json::NameLine<'static>>("names", "jisr names --json"),
    JsonOutput::of::<names_json::MatchLine<'static>>("names-match", "jisr names --match --json"),
    JsonOutput::of::<names_json::RomanisedLine<'static>>(
        "names-standard",
        "jisr names --standard NAME --json",
    ),
    JsonOutput::of::<names_json::StandardLine>("names-standards", "jisr names --standard list --json"),
];
