import MeshCore

extension QueryReader {
    /// `30d`, or `["2026-11-01", "2026-11-21"]`, or two moments with their offsets.
    mutating func range(_ value: JSONValue?, field: String) -> DateRange {
        switch value {
        case .string(let name):
            if let range = Self.named(name) { return range }
            fail(field, "unknown", "\(value ?? .null) is no range; see the list in the documentation.")
        case .array(let ends): return range(between: ends, field: field)
        case nil: fail(field, "required", "A range such as 30d is expected.")
        case .null, .bool, .int, .double, .object: fail(field, "wrong_type", "A text or a list of two is expected.")
        }
        return .day
    }

    private mutating func range(between ends: [JSONValue], field: String) -> DateRange {
        guard ends.count == 2, let first = ends[0].stringValue, let last = ends[1].stringValue else {
            fail(field, "wrong_type", "A list of two dates or two moments is expected.")
            return .day
        }
        if let days = days(first, last, field: field) { return days }
        guard let from = Timestamp(first), let through = Timestamp(last) else {
            fail(field, "not_a_date", "Two dates (2026-11-21) or two moments (2026-11-21T10:00:00Z) are expected.")
            return .day
        }
        guard from <= through, from.duration(to: through) <= .seconds(QueryLimits.days * 86_400) else {
            fail(field, "out_of_range", "The end lies before the begin, or too far behind it.")
            return .day
        }
        // The last second counts as a whole.
        return .moments(from..<(through + .seconds(1)))
    }

    private mutating func days(_ first: String, _ last: String, field: String) -> DateRange? {
        guard let from = Self.day(first), let through = Self.day(last) else { return nil }
        guard from <= through, through - from <= QueryLimits.days else {
            fail(field, "out_of_range", "The end lies before the begin, or too far behind it.")
            return .day
        }
        return .days(from...through)
    }

    /// `2026-11-21`, counted from 1970-01-01.
    static func day(_ text: String) -> Int? {
        guard text.utf8.count == 10, let moment = Timestamp("\(text)T00:00:00Z") else { return nil }
        return Int(moment.secondsSince1970 / 86_400)
    }

    private static func named(_ name: String) -> DateRange? {
        switch name {
        case "day": return .day
        case "24h": return .last24Hours
        case "realtime": return .realtime
        case "month": return .month
        case "year": return .year
        case "all": return .all
        default:
            if name.hasSuffix("mo"), let count = Int(name.dropLast(2)), (1...120).contains(count) {
                return .lastMonths(count)
            }
            if name.hasSuffix("d"), let count = Int(name.dropLast()), (1...QueryLimits.days).contains(count) {
                return .lastDays(count)
            }
            return nil
        }
    }

    /// `{"comparisons": {"mode": "previous_period"}, "time_labels": true, "total_rows": true}`
    mutating func include(_ value: JSONValue?) -> (ReportQuery.Includes, RangeComparison?) {
        guard let value else { return ([], nil) }
        guard let object = value.objectValue else {
            fail("include", "wrong_type", "An object is expected.")
            return ([], nil)
        }
        checkMembers(of: object, known: ["time_labels", "total_rows", "comparisons"], in: "include")
        var includes: ReportQuery.Includes = []
        if flag(object["time_labels"], field: "include.time_labels") { includes.insert(.timeLabels) }
        if flag(object["total_rows"], field: "include.total_rows") { includes.insert(.totalRows) }
        return (includes, object["comparisons"].flatMap { comparison($0, field: "include.comparisons") })
    }

    private mutating func comparison(_ value: JSONValue, field: String) -> RangeComparison? {
        guard let object = value.objectValue else {
            fail(field, "wrong_type", "An object is expected.")
            return nil
        }
        checkMembers(of: object, known: ["mode", "date_range", "match_day_of_week"], in: field)
        let weekdays: RangeComparison.Weekdays =
            flag(object["match_day_of_week"], field: "\(field).match_day_of_week") ? .match : .ignore
        switch object["mode"]?.stringValue {
        case "previous_period": return RangeComparison(mode: .previousPeriod, weekdays: weekdays)
        case "year_over_year": return RangeComparison(mode: .yearOverYear, weekdays: weekdays)
        case "custom":
            guard case .days(let days) = range(object["date_range"], field: "\(field).date_range") else {
                fail("\(field).date_range", "not_a_date", "Two dates are expected.")
                return nil
            }
            return RangeComparison(mode: .custom(days), weekdays: weekdays)
        default:
            fail("\(field).mode", "unknown", "previous_period, year_over_year or custom is expected.")
            return nil
        }
    }
}
