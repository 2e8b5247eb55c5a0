import MeshCore

extension QueryReader {
    /// `[["is", "visit:country", ["DE"]], …]`, all of which have to hold.
    mutating func filters(_ value: JSONValue?, field: String = "filters") -> ReportFilter? {
        guard let value else { return nil }
        var count = 0
        let parts = filterList(value, field: field, depth: 0, count: &count)
        return parts.isEmpty ? nil : .all(parts)
    }

    private mutating func filterList(
        _ value: JSONValue?, field: String, depth: Int, count: inout Int
    ) -> [ReportFilter] {
        guard let items = value?.arrayValue else {
            fail(field, "wrong_type", "A list of filters is expected.")
            return []
        }
        var filters: [ReportFilter] = []
        for (position, item) in items.enumerated() {
            if let filter = filter(item, field: "\(field)[\(position)]", depth: depth, count: &count) {
                filters.append(filter)
            }
            guard count <= QueryLimits.filters else { break }
        }
        return filters
    }

    private mutating func filter(
        _ value: JSONValue?, field: String, depth: Int, count: inout Int
    ) -> ReportFilter? {
        count += 1
        guard count <= QueryLimits.filters, depth < QueryLimits.filterDepth else {
            fail(field, "too_long", "There are too many filters, or they are nested too deeply.")
            return nil
        }
        guard let items = value?.arrayValue, let name = items.first?.stringValue else {
            fail(field, "wrong_type", "A list that begins with an operator is expected.")
            return nil
        }
        switch name {
        case "and", "or", "not", "has_done", "has_not_done":
            guard items.count == 2 else {
                fail(field, "wrong_type", "\(name) takes one thing.")
                return nil
            }
            return combination(name, of: items[1], field: "\(field)[1]", depth: depth + 1, count: &count)
        default: return test(name, items, field: field)
        }
    }

    private mutating func combination(
        _ name: String, of value: JSONValue, field: String, depth: Int, count: inout Int
    ) -> ReportFilter? {
        switch name {
        case "and": return .all(filterList(value, field: field, depth: depth, count: &count))
        case "or":
            let parts = filterList(value, field: field, depth: depth, count: &count)
            if parts.isEmpty { fail(field, "required", "At least one filter is expected.") }
            return .any(parts)
        case "not": return filter(value, field: field, depth: depth, count: &count).map { .not($0) }
        default:
            let done = filter(value, field: field, depth: depth, count: &count).map { ReportFilter.hasDone($0) }
            return name == "has_done" ? done : done.map { .not($0) }
        }
    }

    /// `["contains", "event:page", ["/blog"], {"case_sensitive": false}]`
    private mutating func test(_ name: String, _ items: [JSONValue], field: String) -> ReportFilter? {
        guard let (comparison, isNegated) = Self.operators[name] else {
            fail("\(field)[0]", "unknown", "\(items[0]) is no operator.")
            return nil
        }
        guard let dimension = items.dropFirst().first?.stringValue.flatMap(Dimension.init) else {
            fail("\(field)[1]", "unknown", "A dimension is expected, not of time.")
            return nil
        }
        guard let clauses = clauses(items.dropFirst(2).first, field: "\(field)[2]") else { return nil }
        let letters = letters(items.dropFirst(3).first, field: "\(field)[3]")
        if items.count > 4 { fail("\(field)[4]", "unknown_field", "A filter has four parts at most.") }
        guard let test = FilterTest(dimension, comparison, clauses, letters: letters) else {
            fail("\(field)[2]", "not_a_pattern", "A pattern cannot be read.")
            return nil
        }
        return isNegated ? .not(.test(test)) : .test(test)
    }

    private mutating func clauses(_ value: JSONValue?, field: String) -> [String]? {
        guard let items = value?.arrayValue, !items.isEmpty, items.count <= QueryLimits.clauses else {
            fail(field, "wrong_type", "A list of 1 to \(QueryLimits.clauses) texts is expected.")
            return nil
        }
        var clauses: [String] = []
        for (position, item) in items.enumerated() {
            guard let clause = item.stringValue, clause.utf8.count <= QueryLimits.clauseBytes else {
                fail(
                    "\(field)[\(position)]", "wrong_type",
                    "A text of at most \(QueryLimits.clauseBytes) bytes is expected.")
                return nil
            }
            clauses.append(clause)
        }
        return clauses
    }

    private mutating func letters(_ value: JSONValue?, field: String) -> FilterTest.Letters {
        guard let value else { return .differ }
        guard let object = value.objectValue else {
            fail(field, "wrong_type", "An object is expected.")
            return .differ
        }
        checkMembers(of: object, known: ["case_sensitive"], in: field)
        guard object["case_sensitive"] != nil else { return .differ }
        return flag(object["case_sensitive"], field: "\(field).case_sensitive") ? .differ : .equal
    }

    private static let operators: [String: (FilterTest.Comparison, isNegated: Bool)] = [
        "is": (.equals, false), "is_not": (.equals, true), "contains": (.contains, false),
        "contains_not": (.contains, true), "matches": (.matches, false), "matches_not": (.matches, true),
    ]
}
