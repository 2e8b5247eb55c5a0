import MeshCore

/// Keywords for single values.
extension SchemaComparison {
    mutating func compareValues(_ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer) {
        guard let after = Self.values(of: reader) else { return }
        let keyword = place.appending(reader["const"] != nil ? "const" : "enum")
        guard let before = Self.values(of: writer) else {
            return note(.enumAdded, keyword, "only certain values are taken now")
        }
        let kept = ConstantSet(after)
        let lost = before.filter { !kept.contains($0) }
        guard !lost.isEmpty else { return }
        note(.enumNarrowed, keyword, "these values are not taken any more: \(JSONValue.array(lost))")
    }

    mutating func compareTexts(_ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer) {
        compareMaximum("maxLength", .maxLengthAdded, .maxLengthDecreased, writer, reader, place)
        compareMinimum("minLength", .minLengthAdded, .minLengthIncreased, writer, reader, place)
        guard let after = reader["pattern"]?.stringValue else { return }
        guard let before = writer["pattern"]?.stringValue else {
            return note(.patternAdded, place.appending("pattern"), "texts must now match \(after)")
        }
        guard before != after else { return }
        note(.patternChanged, place.appending("pattern"), "texts had to match \(before), and must now match \(after)")
    }

    mutating func compareMaximum(
        _ keyword: String, _ added: SchemaChange, _ decreased: SchemaChange, _ writer: ComparedSchema,
        _ reader: ComparedSchema, _ place: JSONPointer
    ) {
        guard let after = reader[keyword], after.doubleValue != nil else { return }
        guard let before = writer[keyword] else {
            return note(added, place.appending(keyword), "is now at most \(after)")
        }
        guard NumberOrder.isLess(after, before) else { return }
        note(decreased, place.appending(keyword), "was at most \(before), and is now at most \(after)")
    }

    mutating func compareMinimum(
        _ keyword: String, _ added: SchemaChange, _ increased: SchemaChange, _ writer: ComparedSchema,
        _ reader: ComparedSchema, _ place: JSONPointer
    ) {
        // At least 0 is what counts are anyhow.
        guard let after = reader[keyword], let least = after.doubleValue, least > 0 else { return }
        guard let before = writer[keyword] else {
            return note(added, place.appending(keyword), "is now at least \(after)")
        }
        guard NumberOrder.isLess(before, after) else { return }
        note(increased, place.appending(keyword), "was at least \(before), and is now at least \(after)")
    }

    mutating func compareNumbers(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer, _ types: TypeSet
    ) {
        for keyword in ["maximum", "exclusiveMaximum"] {
            guard let after = reader[keyword], after.doubleValue != nil else { continue }
            compareBound(keyword, after, writer, place, (.maximumAdded, .maximumDecreased), isUpper: true)
        }
        for keyword in ["minimum", "exclusiveMinimum"] {
            guard let after = reader[keyword], after.doubleValue != nil else { continue }
            compareBound(keyword, after, writer, place, (.minimumAdded, .minimumIncreased), isUpper: false)
        }
        guard let after = reader["multipleOf"], let divisor = DecimalNumber(after) else { return }
        // Whole numbers are multiples of one.
        let whole: JSONValue? = types.contains(.fraction) ? nil : 1
        let written = writer["multipleOf"] ?? whole
        guard let written, let before = DecimalNumber(written) else {
            return note(.multipleOfAdded, place.appending("multipleOf"), "must now be a multiple of \(after)")
        }
        guard !before.isMultiple(of: divisor) else { return }
        note(
            .multipleOfChanged, place.appending("multipleOf"),
            "was a multiple of \(written), and must now be one of \(after)")
    }

    /// Compares a bound of the reader's with both that the writer may have, with the number itself and without.
    private mutating func compareBound(
        _ keyword: String, _ after: JSONValue, _ writer: ComparedSchema, _ place: JSONPointer,
        _ changes: (added: SchemaChange, narrowed: SchemaChange), isUpper: Bool
    ) {
        let (inclusive, exclusive) = isUpper ? ("maximum", "exclusiveMaximum") : ("minimum", "exclusiveMinimum")
        let bounds = [(writer[inclusive], false), (writer[exclusive], true)]
        let isCovered = bounds.contains { bound, isExclusive in
            guard let bound, bound.doubleValue != nil else { return false }
            let isWider = isUpper ? NumberOrder.isLess(after, bound) : NumberOrder.isLess(bound, after)
            if isWider { return false }
            // At the same number, a bound that leaves it out is covered only by one that does.
            return keyword == inclusive || isExclusive || !ComparedValue.areEqual(bound, after)
        }
        guard !isCovered else { return }
        let before = writer[inclusive] ?? writer[exclusive]
        let change = before == nil ? changes.added : changes.narrowed
        note(change, place.appending(keyword), "the bound is now \(after)" + (before.map { ", and was \($0)" } ?? ""))
    }
}
