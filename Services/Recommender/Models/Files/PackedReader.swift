/// Reads what ``PackedWriter`` has written. Nothing that stands in the bytes makes it read beyond them.
package struct PackedReader: Sendable {
    private let bytes: [UInt8]
    private var place = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether all was read.
    package var isAtEnd: Bool { place == bytes.count }

    /// - Throws: ``ModelError/unreadable``.
    package mutating func read<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(ModelError) -> Number {
        let count = Number.bitWidth / 8
        guard bytes.count - place >= count else { throw .unreadable }
        var number: Number = 0
        for offset in 0..<count {
            number |= Number(truncatingIfNeeded: bytes[place + offset]) << Number(8 * offset)
        }
        place += count
        return number
    }

    /// - Throws: ``ModelError/unreadable``.
    package mutating func readDouble() throws(ModelError) -> Double {
        Double(bitPattern: try read(UInt64.self))
    }

    /// - Throws: ``ModelError/unreadable``.
    package mutating func readNumbers() throws(ModelError) -> [UInt32] {
        let count = try readCount(of: 4)
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(try read(UInt32.self)) }
        return numbers
    }

    /// - Throws: ``ModelError/unreadable``.
    package mutating func readFloats() throws(ModelError) -> [Float] {
        let count = try readCount(of: 4)
        var numbers: [Float] = []
        numbers.reserveCapacity(count)
        for _ in 0..<count { numbers.append(Float(bitPattern: try read(UInt32.self))) }
        return numbers
    }

    /// - Throws: ``ModelError/unreadable``.
    package mutating func readBytes() throws(ModelError) -> [UInt8] {
        let count = try readCount(of: 1)
        defer { place += count }
        return Array(bytes[place..<place + count])
    }

    /// How many follow, of so many bytes each.
    private mutating func readCount(of size: Int) throws(ModelError) -> Int {
        let count = try read(UInt64.self)
        guard count <= UInt64((bytes.count - place) / size) else { throw .unreadable }
        return Int(count)
    }
}
