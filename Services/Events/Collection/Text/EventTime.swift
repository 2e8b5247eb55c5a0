import MeshCore

/// Moments as trackers write them.
enum EventTime {
    /// Takes RFC 3339, also without an offset (which is taken as UTC), and milliseconds since 1970.
    static func read(_ value: JSONValue) -> Timestamp? {
        switch value {
        case .string(let text): Timestamp(text) ?? Timestamp(text + "Z") ?? milliseconds(text)
        case .int(let number): Timestamp(milliseconds: number)
        case .double(let number): Int64(exactly: number.rounded()).map { Timestamp(milliseconds: $0) }
        case .null, .bool, .array, .object: nil
        }
    }

    /// Takes the decimal digits of milliseconds since 1970.
    static func milliseconds(_ text: String) -> Timestamp? {
        Int64(text).map { Timestamp(milliseconds: $0) }
    }

    /// The first of some members that is there.
    ///
    /// - Returns: The moment; nil when none of the members is there.
    /// - Throws: ``Rejection`` when it is no moment.
    static func member(_ names: String..., of object: JSONValue) throws(Rejection) -> Timestamp? {
        for name in names {
            guard let value = object[name], value != .null else { continue }
            guard let moment = read(value) else { throw Rejection(.invalidField, field: name, "\(name) is no moment") }
            return moment
        }
        return nil
    }
}
