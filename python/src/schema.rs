//! Arrow schemas of the rows, made from the JSON Schemas that the files of a run obey, so that there
//! is one contract and not two.
//!
//! An object with properties is a struct, one without is a map from strings, an array a list,
//! `enum` a string; what may be `null` or missing in one of several forms is nullable.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use serde_json::Value;

/// Where pieces that several schemas share are looked up.
const COMMON: &str = include_str!("../../data/schema/common.schema.json");

/// What begins a reference to one of them.
const COMMON_REFERENCE: &str = "urn:leitong:schema:common#";

/// The Arrow schema of the rows that `schema` describes: the text of a JSON Schema, and the path
/// inside it, empty for all of it.
pub(crate) fn of(schema: &str, path: &str) -> SchemaRef {
    let parse = |text| -> Value {
        serde_json::from_str(text).expect("invariant: the schemas of the repository are JSON")
    };
    let (common, own) = (parse(COMMON), parse(schema));
    let of = Schemas { common: &common, own: &own };
    let row = own.pointer(path).expect("invariant: the schemas of the repository are whole");
    Arc::new(Schema::new(of.fields(row)))
}

/// What references are resolved in.
struct Schemas<'a> {
    common: &'a Value,
    own: &'a Value,
}

impl<'a> Schemas<'a> {
    /// The schema itself, or what it refers to.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let Some(reference) = schema["$ref"].as_str() else { return schema };
        let found = match reference.strip_prefix(COMMON_REFERENCE) {
            Some(path) => self.common.pointer(path),
            // Of the schema that it stands in, which is one of these two.
            None => {
                let path = reference.trim_start_matches('#');
                self.own.pointer(path).or_else(|| self.common.pointer(path))
            }
        };
        self.resolved(found.expect("invariant: references lead somewhere"))
    }

    /// The forms that a value may have, `null` left out; and whether it may be `null`.
    fn forms(&self, schema: &'a Value) -> (Vec<&'a Value>, bool) {
        let schema = self.resolved(schema);
        let choices = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array());
        if let Some(choices) = choices {
            let each: Vec<_> = choices.iter().map(|choice| self.forms(choice)).collect();
            let is_nullable = each.iter().any(|form| form.1);
            return (each.into_iter().flat_map(|form| form.0).collect(), is_nullable);
        }
        match kind(schema) {
            ("null", _) => (Vec::new(), true),
            (_, is_nullable) => (vec![schema], is_nullable),
        }
    }

    /// The field `name`; nullable when its value is, or when it may be missing.
    fn field(&self, name: &str, schema: &'a Value, is_required: bool) -> Field {
        let (forms, is_nullable) = self.forms(schema);
        Field::new(name, self.data_type(&forms), is_nullable || !is_required)
    }

    /// The type of a value that has one of these forms; only objects have more than one.
    fn data_type(&self, forms: &[&'a Value]) -> DataType {
        let first = forms.first().expect("invariant: no value is always null");
        match kind(first).0 {
            "integer" => DataType::Int64,
            "number" => DataType::Float64,
            "boolean" => DataType::Boolean,
            "array" => {
                let item = self.field("item", &first["items"], true);
                DataType::List(Arc::new(item))
            }
            "object" if first.get("properties").is_some() => DataType::Struct(self.merged(forms)),
            "object" => {
                let key = Field::new("key", DataType::Utf8, false);
                let value = self.field("value", &first["additionalProperties"], true);
                let entry = DataType::Struct(Fields::from(vec![key, value]));
                DataType::Map(Arc::new(Field::new("entries", entry, false)), false)
            }
            _ => DataType::Utf8,
        }
    }

    /// The properties of all forms; nullable where one of the forms lacks it.
    fn merged(&self, forms: &[&'a Value]) -> Fields {
        let mut fields: Vec<Field> = Vec::new();
        for form in forms {
            for field in &self.fields(form) {
                if !fields.iter().any(|known| known.name() == field.name()) {
                    fields.push(field.as_ref().clone());
                }
            }
        }
        let is_missing = |name: &str| forms.iter().any(|form| !requires(form, name));
        let settled = fields.into_iter().map(|field| {
            let is_nullable = field.is_nullable() || is_missing(field.name());
            field.with_nullable(is_nullable)
        });
        settled.collect()
    }

    /// The properties of an object, in the order in which rows have them.
    fn fields(&self, schema: &'a Value) -> Fields {
        let schema = self.resolved(schema);
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties
            .map(|(name, property)| self.field(name, property, requires(schema, name)))
            .collect()
    }
}

fn requires(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().into_iter().flatten().any(|required| required == name)
}

/// The JSON type that a schema without choices allows, and whether it allows `null` besides.
fn kind(schema: &Value) -> (&str, bool) {
    match &schema["type"] {
        Value::String(kind) => (kind, false),
        Value::Array(kinds) => {
            let mut named = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
            (named.next().unwrap_or("null"), kinds.iter().any(|kind| kind == "null"))
        }
        _ => (
            "string",
            schema["enum"].as_array().is_some_and(|values| values.contains(&Value::Null)),
        ),
    }
}
