import MeshCore

/// Reads a question from JSON, and collects all that is wrong with it.
struct QueryReader {
    private(set) var errors: [FieldError] = []

    mutating func fail(_ field: String, _ code: String, _ message: String) {
        errors.append(FieldError(field: field, code: code, message: message))
    }

    /// A list of texts that each stand for something.
    ///
    /// - Parameter what: What they are, for people.
    mutating func list<Element: Hashable>(
        _ value: JSONValue?, field: String, what: String, limit: Int, _ read: (String) -> Element?
    ) -> [Element] {
        guard let value else { return [] }
        guard let items = value.arrayValue else {
            fail(field, "wrong_type", "A list is expected.")
            return []
        }
        guard items.count <= limit else {
            fail(field, "too_long", "At most \(limit) are taken.")
            return []
        }
        var result: [Element] = []
        for (position, item) in items.enumerated() {
            guard let element = item.stringValue.flatMap(read) else {
                fail("\(field)[\(position)]", "unknown", "\(item) is no \(what).")
                continue
            }
            if result.contains(element) { fail("\(field)[\(position)]", "duplicate", "\(item) is there twice.") }
            result.append(element)
        }
        return result
    }

    /// A whole number from a range; nil when there is none.
    mutating func number(_ value: JSONValue?, field: String, in range: ClosedRange<Int>) -> Int? {
        guard let value else { return nil }
        guard let number = value.intValue.flatMap({ Int(exactly: $0) }), range.contains(number) else {
            fail(field, "out_of_range", "A whole number from \(range.lowerBound) to \(range.upperBound) is expected.")
            return nil
        }
        return number
    }

    mutating func flag(_ value: JSONValue?, field: String) -> Bool {
        guard let value else { return false }
        guard let flag = value.boolValue else {
            fail(field, "wrong_type", "true or false is expected.")
            return false
        }
        return flag
    }

    mutating func checkMembers(of object: JSONObject, known: [String], in field: String = "") {
        for name in object.names where !known.contains(name) {
            fail(field.isEmpty ? name : "\(field).\(name)", "unknown_field", "There is no such field.")
        }
    }
}
