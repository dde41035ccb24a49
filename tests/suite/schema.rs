//! `planfeed schema` describes what is read.

#[test]
fn the_schema_allows_no_unknown_key_and_no_empty_value() {
    let schema = planfeed::source::schema();
    let definitions = schema["$defs"].as_object().expect("definitions");
    assert!(definitions.contains_key("PlanFile") && definitions.contains_key("EventFile"));
    for (name, definition) in definitions {
        if definition.get("properties").is_some() {
            assert_eq!(definition["additionalProperties"], false, "{name}");
        }
    }
    assert!(!schema.to_string().contains("null"), "{schema:#}");
    assert_eq!(
        definitions["EventEntry"]["required"],
        serde_json::json!(["id", "title", "when"])
    );
}
