extension SchemaKeyword {
    /// Whether it looks at what the other keywords have evaluated.
    var readsMarks: Bool {
        switch self {
        case .unevaluatedProperties, .unevaluatedItems: true
        case .reference, .dynamicReference, .all, .any, .one, .not, .condition, .dependentSchemas, .members,
            .propertyNames, .required, .dependentRequired, .minProperties, .maxProperties, .items, .contains, .minItems,
            .maxItems, .uniqueItems, .multipleOf, .minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum, .minLength,
            .maxLength, .pattern, .format, .type, .enumeration, .constant:
            false
        }
    }

    /// The schemas that apply to the same value whatever it is.
    var unconditional: [Int] {
        switch self {
        case .reference(_, let node), .not(let node), .condition(let node, _, _): [node]
        case .all(let nodes), .one(let nodes): nodes
        case .any(let nodes): Array(nodes.prefix(1))
        case .dynamicReference, .dependentSchemas, .members, .propertyNames, .required, .dependentRequired,
            .minProperties, .maxProperties, .items, .contains, .minItems, .maxItems, .uniqueItems, .multipleOf,
            .minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum, .minLength, .maxLength, .pattern, .format, .type,
            .enumeration, .constant, .unevaluatedProperties, .unevaluatedItems:
            []
        }
    }
}
