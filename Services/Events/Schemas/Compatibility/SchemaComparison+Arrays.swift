import MeshCore

/// Keywords for arrays.
extension SchemaComparison {
    mutating func compareArrays(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        compareMaximum("maxItems", .maxItemsAdded, .maxItemsDecreased, writer, reader, place)
        compareMinimum("minItems", .minItemsAdded, .minItemsIncreased, writer, reader, place)
        if reader["uniqueItems"] == true, writer["uniqueItems"] != true {
            note(.uniqueItemsAdded, place.appending("uniqueItems"), "no element may now stand twice")
        }
        try compareItems(writer, reader, place)
        try compareContains(writer, reader, place)
    }

    private mutating func compareItems(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        let before = try writers.items(of: writer)
        let after = try readers.items(of: reader)
        for position in 0..<max(before.prefix.count, after.prefix.count) {
            let (isNew, isGone) = (position >= before.prefix.count, position >= after.prefix.count)
            let old = isNew ? before.rest : before.prefix[position]
            let new = isGone ? after.rest : after.prefix[position]
            let target =
                isGone ? place.appending(after.restKeyword) : place.appending(after.keyword).appending(String(position))
            if !isNew, !isGone {
                try compare(old, new, target)
            } else if try !fits(old, new) {
                let change: SchemaChange =
                    isNew
                    ? (old.verdict == true ? .itemAddedToOpen : .itemAddedNotCovered)
                    : (new.isNothing ? .itemRemovedFromClosed : .itemRemovedNotCovered)
                note(
                    change, target,
                    "the element at \(position) is \(isNew ? "described now" : "not described any more")")
            }
        }
        guard try !fits(before.rest, after.rest) else { return }
        note(
            after.rest.isNothing ? .additionalItemsRemoved : .additionalItemsNarrowed,
            place.appending(after.restKeyword),
            after.rest.isNothing ? "no more elements are taken" : "the other elements are taken with less")
        if !after.rest.isNothing { try compare(before.rest, after.rest, place.appending(after.restKeyword)) }
    }

    private mutating func compareContains(
        _ writer: ComparedSchema, _ reader: ComparedSchema, _ place: JSONPointer
    ) throws(SchemaError) {
        guard let after = try readers.schema("contains", of: reader) else { return }
        let (least, most) = (reader["minContains"]?.intValue ?? 1, reader["maxContains"]?.intValue)
        if least == 0, most == nil { return }
        var isCovered = false
        if let before = try writers.schema("contains", of: writer) {
            isCovered = try fits(before, after) && (writer["minContains"]?.intValue ?? 1) >= least
            if let most {
                // How many fit at most can be told only of the same schema.
                let bound = writer["maxContains"]?.intValue
                isCovered = isCovered && reader["contains"] == writer["contains"] && bound.map { $0 <= most } ?? false
            }
        }
        if !isCovered {
            note(.containsNarrowed, place.appending("contains"), "more is asked of what an array contains")
        }
    }
}
