import MeshCore

/// Alternatives, combinations and negations.
extension SchemaComparison {
    /// Compares schemas that are made of others; false when neither is.
    mutating func compareCombined(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) -> Bool {
        // What is written is one of the alternatives, and each of them must be taken.
        for keyword in ["anyOf", "oneOf"] where writer[keyword] != nil {
            let rest = writer.without([keyword])
            for branch in try writers.schemas(keyword, of: writer) {
                guard try !fits(rest.and(branch), reader) else { continue }
                note(.sumNarrowed, place, "an alternative of the schema before is not taken any more")
                return true
            }
            return true
        }
        if reader["allOf"] != nil {
            for (position, part) in try readers.schemas("allOf", of: reader).enumerated() {
                guard try !fits(writer, part) else { continue }
                note(
                    .productExtended, place.appending("allOf").appending(String(position)),
                    "this part of the schema takes less than the schema before")
            }
            try compare(writer, reader.without(["allOf"]), place)
            return true
        }
        if writer["allOf"] != nil { return try compareProduct(writer, reader, place) }
        for keyword in ["anyOf", "oneOf"] where reader[keyword] != nil {
            let rest = reader.without([keyword])
            try compare(writer, rest, place)
            for branch in try readers.schemas(keyword, of: reader) {
                if try fits(writer, branch) { return true }
            }
            note(.sumNarrowed, place.appending(keyword), "no alternative takes all that the schema before took")
            return true
        }
        return false
    }

    /// What is written fits all parts; so it is enough that one of them is taken.
    private mutating func compareProduct(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) -> Bool {
        let rest = writer.without(["allOf"])
        var whole = rest
        for part in try writers.schemas("allOf", of: writer) {
            if try fits(part, reader) { return true }
            whole = whole.and(part.without(["allOf"]))
        }
        if try fits(whole, reader) { return true }
        try compare(rest, reader, place)
        return true
    }

    mutating func compareNegations(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        if let forbidden = try readers.schema("not", of: reader) {
            let before = try writers.schema("not", of: writer)
            // What is forbidden now must have been forbidden before: there, readers and writers change places.
            var turned = self
            turned.turn()
            var isCovered = false
            if let before { isCovered = try turned.fits(forbidden, before) }
            if !isCovered { note(.notExtended, place.appending("not"), "more is forbidden than before") }
        }
        for keyword in ["if", "then", "else"] where reader["if"] != nil && reader[keyword] != nil {
            guard reader[keyword] != writer[keyword] else { continue }
            note(.conditionChanged, place.appending(keyword), "a condition is new or changed")
        }
    }

    private mutating func turn() {
        swap(&writers, &readers)
    }
}
