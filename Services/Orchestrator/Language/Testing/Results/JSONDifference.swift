import MeshCore

/// The first place where a value is not what it should be.
struct JSONDifference: CustomStringConvertible {
    let description: String

    /// Compares two values; nil when they are equal. Numbers are by their value.
    init?(of actual: JSONValue, from expected: JSONValue) {
        guard let found = Self.difference(of: actual, from: expected, at: .root) else { return nil }
        description = found
    }

    private static func difference(
        of actual: JSONValue, from expected: JSONValue, at place: DefinitionPlace
    ) -> String? {
        if case (.object(let have), .object(let want)) = (actual, expected) {
            return difference(of: have, from: want, at: place)
        }
        if case (.array(let have), .array(let want)) = (actual, expected) {
            return difference(of: have, from: want, at: place)
        }
        if let left = actual.doubleValue, let right = expected.doubleValue, left == right { return nil }
        return actual == expected ? nil : "\(place.text) is \(actual) and should be \(expected)"
    }

    private static func difference(of have: JSONObject, from want: JSONObject, at place: DefinitionPlace) -> String? {
        for (name, value) in want {
            guard let other = have[name] else { return "\(place.member(name).text) is missing" }
            if let found = difference(of: other, from: value, at: place.member(name)) { return found }
        }
        return have.names.first { want[$0] == nil }.map { "\(place.member($0).text) is one too many" }
    }

    private static func difference(of have: [JSONValue], from want: [JSONValue], at place: DefinitionPlace) -> String? {
        for (index, (left, right)) in zip(have, want).enumerated() {
            if let found = difference(of: left, from: right, at: place.element(index)) { return found }
        }
        return have.count == want.count ? nil : "\(place.text) has \(have.count) elements and should have \(want.count)"
    }
}
