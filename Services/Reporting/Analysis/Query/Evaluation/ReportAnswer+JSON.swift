package import MeshCore

extension ReportAnswer {
    /// The answer as Plausible's Stats API v2 writes it, and in `meta` besides: how far the data go, and whether visitors are
    /// counted exactly.
    package var json: JSONValue {
        var meta = JSONObject([
            ("watermark", .string(watermark.description)), ("exact", .bool(isExact)),
        ])
        if !isExact {
            let error = HyperLogLog(precision: DistinctCount.Accuracy().precision).standardError
            meta["approximate"] = .array(
                query.metrics.filter { $0.needs.contains(.visitors) }.map { .string($0.rawValue) })
            meta["standard_error"] = .double((error * 10_000).rounded() / 10_000)
        }
        if query.includes.contains(.timeLabels) { meta["time_labels"] = .array(timeLabels.map { .string($0) }) }
        if query.includes.contains(.totalRows) { meta["total_rows"] = .int(Int64(rowCount)) }
        return ["results": .array(rows.map(\.json)), "meta": .object(meta), "query": queryJSON]
    }

    private var queryJSON: JSONValue {
        [
            "site_id": .string(query.siteID), "metrics": .array(query.metrics.map { .string($0.rawValue) }),
            "date_range": [.string(range.lowerBound.description), .string(range.upperBound.description)],
            "dimensions": .array(query.dimensions.map { .string($0.name) }), "filters": query.writtenFilter,
            "pagination": ["limit": .int(Int64(query.limit)), "offset": .int(Int64(query.offset))],
        ]
    }
}

extension ReportRow {
    fileprivate var json: JSONValue {
        var object = JSONObject([
            ("dimensions", .array(dimensions.map { .string($0) })), ("metrics", .array(metrics.map(\.json))),
        ])
        if let comparison {
            object["comparison"] = [
                "dimensions": .array(comparison.dimensions.map { .string($0) }),
                "metrics": .array(comparison.metrics.map(\.json)),
                "change": .array(comparison.changes.map { $0.map { .double($0) } ?? .null }),
            ]
        }
        return .object(object)
    }
}
