/// The fields of one message head (or its trailers) in the order in which they came, pseudo-header fields first.
///
/// Names are lower case, as in HTTP/2 (RFC 9113, section 8.2); a head of HTTP/1.1 is held in the same form, so that
/// the rest of the mesh sees one protocol. All bytes lie in one buffer: a head costs two allocations however many
/// fields it has, and passes from one session to the other without becoming strings.
package struct HeaderBlock: Sendable {
    /// Where one field lies in ``bytes``: the name, and right behind it the value.
    package struct Field: Sendable {
        package var start: Int32
        package var nameLength: Int32
        package var valueLength: Int32
        /// Whether intermediaries must not index it (RFC 7541, section 7.1.3), as for credentials.
        package var isSensitive: Bool
    }

    /// Octets of memory that are kept for the next head.
    private static let keptBytes = 2 * 1024

    package private(set) var bytes: [UInt8] = []
    package private(set) var fields: [Field] = []

    package init() {}

    package init(reservingFields fieldCount: Int, bytes byteCount: Int) {
        fields.reserveCapacity(fieldCount)
        bytes.reserveCapacity(byteCount)
    }

    package var count: Int { fields.count }
    package var isEmpty: Bool { fields.isEmpty }

    /// The size that HPACK and SETTINGS_MAX_HEADER_LIST_SIZE count: 32 octets a field beyond its own
    /// (RFC 9113, section 6.5.2).
    package var listSize: Int { bytes.count + 32 * fields.count }

    /// Appends a field. The name must already be lower case.
    package mutating func append(
        name: some Collection<UInt8>, value: some Collection<UInt8>, isSensitive: Bool = false
    ) {
        let start = bytes.count
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: value)
        fields.append(
            Field(
                start: Int32(truncatingIfNeeded: start), nameLength: Int32(truncatingIfNeeded: name.count),
                valueLength: Int32(truncatingIfNeeded: value.count), isSensitive: isSensitive))
    }

    /// Appends a field whose name and value lie in memory; they are copied. The name must already be lower case.
    package mutating func append(
        name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>, isSensitive: Bool = false
    ) {
        let start = bytes.count
        unsafe bytes.append(contentsOf: name)
        unsafe bytes.append(contentsOf: value)
        fields.append(
            Field(
                start: Int32(truncatingIfNeeded: start), nameLength: Int32(truncatingIfNeeded: name.count),
                valueLength: Int32(truncatingIfNeeded: value.count), isSensitive: isSensitive))
    }

    package mutating func append(_ name: String, _ value: String, isSensitive: Bool = false) {
        var (name, value) = (name, value)
        name.withUTF8 { name in
            // Both lie in memory for as long as the closures run.
            value.withUTF8 { value in unsafe append(name: name, value: value, isSensitive: isSensitive) }
        }
    }

    /// Takes all fields away and keeps the memory for the next ones, unless it is more than an ordinary head needs or
    /// somebody else still reads it.
    package mutating func removeAll() {
        guard (1...Self.keptBytes).contains(bytes.capacity) else {
            self = HeaderBlock(reservingFields: 16, bytes: 512)
            return
        }
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }

    /// Takes the last field away.
    package mutating func removeLast() {
        guard let field = fields.popLast() else { return }
        bytes.removeSubrange(Int(field.start)...)
    }

    /// Appends a field whose value lies in memory as it is. The name must already be lower case.
    package mutating func append(_ name: StaticString, _ value: Span<UInt8>, isSensitive: Bool = false) {
        let start = bytes.count
        // A static string's octets are there for ever; the span's are, as long as the call goes on.
        unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        unsafe value.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        fields.append(
            Field(
                start: Int32(truncatingIfNeeded: start), nameLength: Int32(truncatingIfNeeded: name.utf8CodeUnitCount),
                valueLength: Int32(truncatingIfNeeded: value.count), isSensitive: isSensitive))
    }

    /// Appends fields of another block by their positions, their octets copied at once.
    package mutating func append(fields range: Range<Int>, of other: HeaderBlock) {
        guard !range.isEmpty else { return }
        let first = other.fields[range.lowerBound].start
        let last = other.fields[range.upperBound - 1]
        let shift = Int32(truncatingIfNeeded: bytes.count) - first
        bytes.append(contentsOf: other.bytes[Int(first)..<Int(last.start + last.nameLength + last.valueLength)])
        for position in range {
            var field = other.fields[position]
            field.start += shift
            fields.append(field)
        }
    }

    /// Appends all fields of another block.
    package mutating func append(_ other: HeaderBlock) {
        append(fields: 0..<other.count, of: other)
    }

    package func name(of field: Field) -> ArraySlice<UInt8> {
        bytes[Int(field.start)..<Int(field.start + field.nameLength)]
    }

    package func value(of field: Field) -> ArraySlice<UInt8> {
        let start = Int(field.start + field.nameLength)
        return bytes[start..<start + Int(field.valueLength)]
    }

    /// The value of the first field of this name, as a string.
    package func string(_ name: String) -> String? {
        first(name).map { String(decoding: $0, as: UTF8.self) }
    }
}
