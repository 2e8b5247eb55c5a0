/// Values of a row or of several, one behind the other, as ``BulkInsert`` hands them to SQLite: made by who has the time,
/// and then taken as they are.
package struct BulkValues: Sendable {
    enum Value: Sendable {
        case null
        case number(Int64)
        /// Where it is in `bytes`.
        case text(start: Int32, count: Int32)
        /// Where it is in `bytes`.
        case blob(start: Int32, count: Int32)
    }

    private(set) var values: [Value] = []
    /// The texts and blobs. The first byte is nobody's: an empty text, too, must have an address, or it would be null.
    private(set) var bytes: [UInt8] = [0]

    package init() {}

    /// Adds a number.
    package mutating func bind(_ number: Int64) {
        values.append(.number(number))
    }

    /// Adds a text.
    package mutating func bind(_ text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        values.append(.text(start: Int32(start), count: Int32(bytes.count - start)))
    }

    /// Adds a blob.
    package mutating func bind(_ blob: [UInt8]) {
        values.append(.blob(start: Int32(bytes.count), count: Int32(blob.count)))
        bytes.append(contentsOf: blob)
    }

    /// Adds a null.
    package mutating func bindNull() {
        values.append(.null)
    }

    /// Adds the values of another.
    mutating func bind(_ others: BulkValues) {
        let start = Int32(bytes.count)
        bytes.append(contentsOf: others.bytes)
        for value in others.values {
            switch value {
            case .null, .number: values.append(value)
            case .text(let place, let count): values.append(.text(start: start + place, count: count))
            case .blob(let place, let count): values.append(.blob(start: start + place, count: count))
            }
        }
    }

    /// Forgets what was added, and keeps the room.
    mutating func forget() {
        values.removeAll(keepingCapacity: true)
        bytes.removeSubrange(1...)
    }
}
