/// Writes numbers behind each other, little-endian, as ``PackedReader`` reads them.
package struct PackedWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<number.bitWidth / 8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    package mutating func write(_ number: Double) { write(number.bitPattern) }

    /// Writes how many they are, and they.
    package mutating func write(_ numbers: [UInt32]) {
        write(UInt64(numbers.count))
        bytes.reserveCapacity(bytes.count + 4 * numbers.count)
        for number in numbers { write(number) }
    }

    /// Writes how many they are, and they.
    package mutating func write(_ numbers: [Float]) {
        write(UInt64(numbers.count))
        bytes.reserveCapacity(bytes.count + 4 * numbers.count)
        for number in numbers { write(number.bitPattern) }
    }

    /// Writes how many bytes they are, and they.
    package mutating func write(_ part: [UInt8]) {
        write(UInt64(part.count))
        bytes += part
    }
}
