import MeshCore

/// Keywords for objects.
extension SchemaComparison {
    mutating func compareObjects(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        compareMaximum("maxProperties", .maxPropertiesAdded, .maxPropertiesDecreased, writer, reader, place)
        compareMinimum("minProperties", .minPropertiesAdded, .minPropertiesIncreased, writer, reader, place)
        try compareRequired(writer, reader, place)
        try compareMembers(writer, reader, place)
        try compareOthers(writer, reader, place)
        compareRequiredDependencies(writer, reader, place)
        try compareSchemaDependencies(writer, reader, place)
        if let names = try readers.schema("propertyNames", of: reader) {
            // Names are texts.
            let before = try writers.schema("propertyNames", of: writer) ?? .anything
            if try !fits(before, names) {
                note(.propertyNamesNarrowed, place.appending("propertyNames"), "fewer names of members are taken")
            }
        }
    }

    private mutating func compareRequired(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        let before = Self.names(writer["required"])
        for name in Self.names(reader["required"]) where !before.contains(name) {
            // Who reads fills it in.
            let member = try readers.schema("properties", [name], of: reader)
            if member?["default"] != nil { continue }
            note(
                .requiredAdded, place.appending("required"),
                "the member \(JSONValue.string(name)) must now be there: make it optional, or give it a default")
        }
    }

    static func names(_ value: JSONValue?) -> [String] {
        value?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    private mutating func compareMembers(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        let before = writer["properties"]?.objectValue ?? JSONObject()
        let after = reader["properties"]?.objectValue ?? JSONObject()
        for name in before.names + after.names.filter({ before[exactly: $0] == nil }) {
            let old = try writers.member(name, of: writer)
            let new = try readers.member(name, of: reader)
            let target = place.appending("properties").appending(name)
            let (isNew, isGone) = (before[exactly: name] == nil, after[exactly: name] == nil)
            if !isNew, !isGone {
                try compare(old, new, target)
            } else if try !fits(old, new) {
                noteMember(name, target, isNew: isNew, old, new)
            }
        }
    }

    private mutating func noteMember(
        _ name: String, _ target: JSONPointer, isNew: Bool, _ old: ComparedSchema, _ new: ComparedSchema
    ) {
        let words = "the member \(JSONValue.string(name))"
        if isNew {
            let isOpen = old.verdict == true || old.parts.allSatisfy(\.object.isEmpty)
            note(
                isOpen ? .propertyAddedToOpen : .propertyAddedNotCovered, target,
                "\(words) is described now, and could be something else before: "
                    + "describe it by {}, or forbid additional members from the first version on")
        } else {
            note(
                new.isNothing ? .propertyRemovedFromClosed : .propertyRemovedNotCovered, target,
                "\(words) is not described any more, and not taken as an additional one")
        }
    }

    /// What is neither named: patterns, and the rest.
    private mutating func compareOthers(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        let before = writer["patternProperties"]?.objectValue ?? JSONObject()
        let after = reader["patternProperties"]?.objectValue ?? JSONObject()
        let (oldRest, newRest) = (try writers.additional(of: writer), try readers.additional(of: reader))
        for pattern in before.names + after.names.filter({ before[exactly: $0] == nil }) {
            let old = try writers.schema("patternProperties", [pattern], of: writer) ?? oldRest
            let new = try readers.schema("patternProperties", [pattern], of: reader) ?? newRest
            try compare(old, new, place.appending("patternProperties").appending(pattern))
        }
        guard try !fits(oldRest, newRest) else { return }
        let target = place.appending("additionalProperties")
        if newRest.isNothing {
            note(.additionalPropertiesRemoved, target, "additional members are not taken any more")
        } else {
            note(.additionalPropertiesNarrowed, target, "less is taken as an additional member")
        }
    }

    private mutating func compareRequiredDependencies(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) {
        let required = Self.names(writer["required"])
        for keyword in ["dependentRequired", "dependencies"] {
            for (name, needs) in reader[keyword]?.objectValue ?? JSONObject() where needs.arrayValue != nil {
                let known = writer["dependentRequired"]?[name] ?? writer["dependencies"]?[name]
                let before = Self.names(known)
                let added = Self.names(needs).filter { !before.contains($0) && !required.contains($0) }
                guard !added.isEmpty else { continue }
                note(
                    known == nil ? .dependencyArrayAdded : .dependencyArrayExtended,
                    place.appending(keyword).appending(name),
                    "the member \(JSONValue.string(name)) now needs \(JSONValue.array(added.map { .string($0) }))")
            }
        }
    }

    private mutating func compareSchemaDependencies(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        for keyword in ["dependentSchemas", "dependencies"] {
            for (name, value) in reader[keyword]?.objectValue ?? JSONObject() where value.arrayValue == nil {
                guard let new = try readers.schema(keyword, [name], of: reader) else { continue }
                let keywords = ["dependentSchemas", "dependencies"]
                let known = keywords.first { writer[$0]?[name]?.arrayValue == nil && writer[$0]?[name] != nil }
                var old: ComparedSchema?
                if let known { old = try writers.schema(known, [name], of: writer) }
                // What the whole says holds as well.
                guard try !fits(old ?? .anything, new), try !fits(writer, new) else { continue }
                note(
                    .dependencySchemaAdded, place.appending(keyword).appending(name),
                    "more is asked of objects with the member \(JSONValue.string(name))")
            }
        }
    }
}
