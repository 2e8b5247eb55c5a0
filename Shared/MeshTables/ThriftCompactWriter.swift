/// Writes structures in Thrift's compact protocol (thrift-compact-protocol.md), as far as Parquet's metadata need it.
struct ThriftCompactWriter {
    private enum Kind: UInt8 {
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    private(set) var bytes: [UInt8] = []
    /// The id of the last field of each structure that is open.
    private var lastIDs: [Int] = [0]

    /// Ends the outermost structure.
    consuming func finish() -> [UInt8] {
        bytes.append(0)
        return bytes
    }

    mutating func field(_ id: Int, _ value: Int32) {
        head(id, .int32)
        put(varint: Self.zigzag(Int64(value)))
    }

    mutating func field(_ id: Int, _ value: Int64) {
        head(id, .int64)
        put(varint: Self.zigzag(value))
    }

    mutating func field(_ id: Int, _ text: String) {
        head(id, .binary)
        put(text)
    }

    mutating func field(_ id: Int, _ write: (inout ThriftCompactWriter) -> Void) {
        head(id, .structure)
        structure(write)
    }

    mutating func field(_ id: Int, _ values: [Int32]) {
        head(id, .list)
        listHead(values.count, .int32)
        for value in values { put(varint: Self.zigzag(Int64(value))) }
    }

    mutating func field(_ id: Int, _ texts: [String]) {
        head(id, .list)
        listHead(texts.count, .binary)
        for text in texts { put(text) }
    }

    mutating func field<Element>(
        _ id: Int, structures elements: [Element], _ write: (inout ThriftCompactWriter, Element) -> Void
    ) {
        head(id, .list)
        listHead(elements.count, .structure)
        for element in elements { structure { write(&$0, element) } }
    }

    private mutating func structure(_ write: (inout ThriftCompactWriter) -> Void) {
        lastIDs.append(0)
        write(&self)
        lastIDs.removeLast()
        bytes.append(0)
    }

    /// Fields come in the order of their ids, which differ by less than 16.
    private mutating func head(_ id: Int, _ kind: Kind) {
        let delta = id - lastIDs[lastIDs.count - 1]
        precondition((1...15).contains(delta), "Fields are written in the order of their ids")
        bytes.append(UInt8(delta) << 4 | kind.rawValue)
        lastIDs[lastIDs.count - 1] = id
    }

    private mutating func listHead(_ count: Int, _ kind: Kind) {
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            put(varint: UInt64(count))
        }
    }

    private mutating func put(_ text: String) {
        put(varint: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func put(varint value: UInt64) { bytes.append(contentsOf: Self.varint(value)) }

    /// Seven bits a byte, the lowest first.
    static func varint(_ value: UInt64) -> [UInt8] {
        var (rest, bytes) = (value, [UInt8]())
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
        return bytes
    }

    private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }
}
