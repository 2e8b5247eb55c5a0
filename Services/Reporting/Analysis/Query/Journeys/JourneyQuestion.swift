package import MeshCore

/// A question about visitors' journeys: a funnel, retention, paths, attribution. It is in the words of ``ReportQuery``, with
/// members of its own beside `site_id` and `date_range`.
package struct JourneyQuestion {
    package let siteID: String
    private let object: JSONObject
    private var reader = QueryReader()

    /// - Throws: ``QueryError`` when it names no site.
    package init(json: JSONValue) throws(QueryError) {
        guard let object = json.objectValue else {
            throw QueryError(errors: [FieldError(field: "", code: "wrong_type", message: "An object is expected.")])
        }
        self.object = object
        siteID = object["site_id"]?.stringValue ?? ""
        if siteID.isEmpty { reader.fail("site_id", "required", "The site's name is expected.") }
    }

    /// Reads it as a funnel: `steps`, each a list of filters that all have to hold; `window_seconds`; `order`;
    /// `breakdown`.
    ///
    /// - Throws: ``QueryError`` with everything that is wrong.
    package mutating func funnel(at moment: QueryMoment) throws(QueryError) -> FunnelDefinition {
        reader.checkMembers(
            of: object, known: ["site_id", "date_range", "steps", "window_seconds", "order", "breakdown"])
        let range = range(at: moment)
        var steps: [ReportFilter] = []
        for (position, step) in (object["steps"]?.arrayValue ?? []).enumerated() {
            if let filter = reader.filters(step, field: "steps[\(position)]") {
                steps.append(filter)
            } else {
                reader.fail("steps[\(position)]", "required", "At least one filter is expected.")
            }
        }
        if !FunnelDefinition.stepCounts.contains(steps.count) {
            reader.fail("steps", "out_of_range", "Two to ten steps are expected.")
        }
        let window = reader.number(object["window_seconds"], field: "window_seconds", in: 1...366 * 86_400)
        let order = word(object["order"], "order", of: FunnelDefinition.Order.self) ?? .loose
        let breakdown = visitDimension("breakdown")
        try finish()
        return try made(
            FunnelDefinition(
                steps: steps, window: .seconds(window ?? 86_400), order: order, range: range, breakdown: breakdown),
            "steps")
    }

    /// Reads it as retention: `grain`, `periods`, `kind`, and the filters `birth` and `comeback`.
    ///
    /// - Throws: ``QueryError`` with everything that is wrong.
    package mutating func retention(at moment: QueryMoment) throws(QueryError) -> RetentionDefinition {
        reader.checkMembers(
            of: object, known: ["site_id", "date_range", "grain", "periods", "kind", "birth", "comeback"])
        let range = range(at: moment)
        let grain = word(object["grain"], "grain", of: RetentionDefinition.Grain.self) ?? .day
        let kind = word(object["kind"], "kind", of: RetentionDefinition.Kind.self) ?? .exact
        let periods = reader.number(object["periods"], field: "periods", in: RetentionDefinition.periodCounts)
        let birth = reader.filters(object["birth"], field: "birth")
        let comeback = reader.filters(object["comeback"], field: "comeback")
        try finish()
        return try made(
            RetentionDefinition(
                birth: birth, comeback: comeback, grain: grain, range: range, periodCount: periods ?? 8, kind: kind),
            "periods")
    }

    /// Reads it as paths: `anchor`, `direction`, `length`, `filters`.
    ///
    /// - Throws: ``QueryError`` with everything that is wrong.
    package mutating func path(at moment: QueryMoment) throws(QueryError) -> PathDefinition {
        reader.checkMembers(of: object, known: ["site_id", "date_range", "anchor", "direction", "length", "filters"])
        let range = range(at: moment)
        let direction = word(object["direction"], "direction", of: PathDefinition.Direction.self) ?? .next
        let length = reader.number(object["length"], field: "length", in: PathDefinition.lengths)
        if let anchor = object["anchor"], anchor.stringValue == nil {
            reader.fail("anchor", "wrong_type", "A page is expected.")
        }
        let filter = reader.filters(object["filters"])
        if filter?.dependsOnEvent == true {
            reader.fail("filters", "conflict", "Paths are of whole visits: filter by visits, or with has_done.")
        }
        try finish()
        return try made(
            PathDefinition(
                anchor: object["anchor"]?.stringValue, direction: direction, length: length ?? 4, range: range,
                filter: filter), "length")
    }

    /// Reads it as attribution: the filters `conversion`, `dimension`, `model`, `lookback_days`.
    ///
    /// - Throws: ``QueryError`` with everything that is wrong.
    package mutating func attribution(at moment: QueryMoment) throws(QueryError) -> AttributionDefinition {
        reader.checkMembers(
            of: object, known: ["site_id", "date_range", "conversion", "dimension", "model", "lookback_days"])
        let range = range(at: moment)
        let conversion = reader.filters(object["conversion"], field: "conversion")
        if conversion == nil { reader.fail("conversion", "required", "At least one filter is expected.") }
        let dimension = visitDimension("dimension") ?? .source
        let name = object["model"]?.stringValue ?? "last_non_direct"
        let model = Self.models[name]
        if model == nil || (object["model"] != nil && object["model"]?.stringValue == nil) {
            reader.fail("model", "unknown", "One of \(Self.models.keys.sorted().joined(separator: ", ")) is expected.")
        }
        let days = reader.number(object["lookback_days"], field: "lookback_days", in: 0...366)
        try finish()
        guard let conversion, let model else { preconditionFailure("what is missing was told") }
        return try made(
            AttributionDefinition(
                conversion: conversion, dimension: dimension, model: model,
                lookback: .seconds((days ?? 30) * 86_400), range: range), "dimension")
    }

    private static let models: [String: AttributionModel] = [
        "first": .first, "last": .last, "last_non_direct": .lastNonDirect, "linear": .linear,
        "position_based": .positionBased, "time_decay": .timeDecay,
    ]

    private mutating func range(at moment: QueryMoment) -> Range<Timestamp> {
        reader.range(object["date_range"], field: "date_range")
            .resolved(at: moment.now, in: moment.calendar, firstDay: moment.firstDay)
    }

    private mutating func visitDimension(_ field: String) -> Dimension? {
        guard let value = object[field] else { return nil }
        guard let dimension = value.stringValue.flatMap(Dimension.init), dimension.scope == .visit else {
            reader.fail(field, "unknown", "A dimension of visits is expected.")
            return nil
        }
        return dimension
    }

    private mutating func word<Word: RawRepresentable<String>>(
        _ value: JSONValue?, _ field: String, of type: Word.Type
    ) -> Word? {
        guard let value else { return nil }
        guard let word = value.stringValue.flatMap(Word.init(rawValue:)) else {
            reader.fail(field, "unknown", "\(value) is not known here.")
            return nil
        }
        return word
    }

    private func finish() throws(QueryError) {
        guard reader.errors.isEmpty else { throw QueryError(errors: reader.errors) }
    }

    /// What a definition's own rules refuse although each field is well.
    private func made<Definition>(_ definition: Definition?, _ field: String) throws(QueryError) -> Definition {
        guard let definition else {
            throw QueryError(errors: [
                FieldError(field: field, code: "conflict", message: "The fields do not go together.")
            ])
        }
        return definition
    }
}
