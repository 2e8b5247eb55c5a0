/// Writes numbers and texts one after another into bytes that are the same on every machine.
package struct PackedWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    /// Seven bits a byte, the lowest first (LEB128).
    package mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func count(_ value: Int) {
        number(UInt64(value))
    }

    /// A number with a sign, small ones short (zigzag).
    package mutating func signed(_ value: Int64) {
        number(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// Little-endian, in as many bytes as the type has.
    package mutating func fixed<Number: FixedWidthInteger>(_ value: Number) {
        var rest = value
        for _ in 0..<(Number.bitWidth / 8) {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Many numbers, each as ``fixed(_:)``.
    package mutating func fixed<Number: FixedWidthInteger>(contentsOf values: [Number]) {
        // As they lie, except on machines that have the highest byte first.
        let ordered = Number(littleEndian: 1) == 1 ? values : values.map(\.littleEndian)
        unsafe ordered.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    /// The bits of IEEE 754.
    package mutating func double(_ value: Double) {
        fixed(value.bitPattern)
    }

    package mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    package mutating func append(_ more: [UInt8]) {
        bytes.append(contentsOf: more)
    }
}
