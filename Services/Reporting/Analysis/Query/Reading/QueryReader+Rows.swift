import MeshCore

extension QueryReader {
    /// `[["visitors", "desc"], ["event:page", "asc"]]`
    mutating func order(
        _ value: JSONValue?, metrics: [Metric], dimensions: [QueryDimension]
    ) -> [QueryOrder] {
        guard let value else { return [] }
        guard let items = value.arrayValue, items.count <= QueryLimits.metrics else {
            fail("order_by", "wrong_type", "A list of pairs is expected.")
            return []
        }
        return items.enumerated().compactMap { position, item in
            let field = "order_by[\(position)]"
            guard item.arrayValue?.count == 2, let name = item[0]?.stringValue,
                let direction = item[1]?.stringValue.flatMap(QueryOrder.Direction.init)
            else {
                fail(field, "wrong_type", "A metric or a dimension and asc or desc are expected.")
                return nil
            }
            if let metric = metrics.firstIndex(where: { $0.rawValue == name }) {
                return QueryOrder(key: .metric(metric), direction: direction)
            }
            if let dimension = dimensions.firstIndex(where: { $0.name == name }) {
                return QueryOrder(key: .dimension(dimension), direction: direction)
            }
            fail("\(field)[0]", "unknown", "\(item[0] ?? .null) is neither among the metrics nor the dimensions.")
            return nil
        }
    }

    /// `{"limit": 100, "offset": 200}`
    mutating func page(_ value: JSONValue?) -> (limit: Int, offset: Int) {
        guard let value else { return (QueryLimits.rows, 0) }
        guard let object = value.objectValue else {
            fail("pagination", "wrong_type", "An object is expected.")
            return (QueryLimits.rows, 0)
        }
        checkMembers(of: object, known: ["limit", "offset"], in: "pagination")
        return (
            number(object["limit"], field: "pagination.limit", in: 1...QueryLimits.rows) ?? QueryLimits.rows,
            number(object["offset"], field: "pagination.offset", in: 0...Int(Int32.max)) ?? 0
        )
    }

    /// What has no meaning together.
    mutating func check(metrics: [Metric], dimensions: [QueryDimension], filter: ReportFilter?) {
        if dimensions.count(where: \.isTime) > 1 {
            fail("dimensions", "conflict", "Time can be a dimension once.")
        }
        var grouped: Set<Dimension> = []
        for case .value(let dimension) in dimensions { grouped.insert(dimension) }
        if grouped.count > QueryLimits.dimensions {
            fail("dimensions", "too_long", "At most \(QueryLimits.dimensions) are taken besides time.")
        }
        let used = grouped.union(filter?.eventDimensions ?? [])
        for (position, metric) in metrics.enumerated() {
            let field = "metrics[\(position)]"
            if metric.isOfGoals, !used.contains(.goal) {
                fail(field, "conflict", "\(metric.rawValue) needs event:goal as a dimension or a filter.")
            }
            if metric.isOfPages, !used.contains(.page) {
                fail(field, "conflict", "\(metric.rawValue) needs event:page as a dimension or a filter.")
            }
            if metric.isOfVisits, let dimension = used.filter(\.dividesVisits).min() {
                fail(field, "conflict", "\(metric.rawValue) is of whole visits and does not go with \(dimension.name).")
            }
        }
    }
}

extension ReportFilter {
    /// The dimensions of events by which single events count or do not.
    fileprivate var eventDimensions: Set<Dimension> {
        switch self {
        case .test(let test): test.dimension.scope == .event ? [test.dimension] : []
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.eventDimensions) }
        case .not(let part): part.eventDimensions
        case .hasDone: []
        }
    }
}
