/// Reads what ``PackedWriter`` wrote; throws instead of trusting.
package struct PackedReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    package init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    package init(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    package var remaining: Int { bytes.endIndex - position }

    package mutating func byte() throws(PackedError) -> UInt8 {
        guard remaining > 0 else { throw .endsEarly }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func number() throws(PackedError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .malformed("a number beyond 64 bits") }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw .malformed("a number beyond 64 bits")
    }

    /// A count of things that take at least so many bits each, so that no lie about it costs memory.
    package mutating func count(bitsEach: Int = 8) throws(PackedError) -> Int {
        let value = try number()
        guard value <= UInt64(remaining) * 8 / UInt64(max(bitsEach, 1)) else { throw .endsEarly }
        return Int(value)
    }

    package mutating func signed() throws(PackedError) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    package mutating func fixed<Number: FixedWidthInteger>(_ type: Number.Type) throws(PackedError) -> Number {
        let size = Number.bitWidth / 8
        guard remaining >= size else { throw .endsEarly }
        var value: Number = 0
        for offset in (0..<size).reversed() {
            value = value << 8 | Number(truncatingIfNeeded: bytes[position + offset])
        }
        position += size
        return value
    }

    /// Many numbers, each as ``fixed(_:)``.
    package mutating func fixed<Number: FixedWidthInteger>(_ count: Int) throws(PackedError) -> [Number] {
        let size = Number.bitWidth / 8
        guard count <= remaining / size else { throw .endsEarly }
        let taken = try take(count * size)
        let numbers = unsafe [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe taken.withUnsafeBytes { bytes in
                // Both have as many bytes, as was just taken.
                unsafe UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
            }
            initialized = count
        }
        // As they lie, except on machines that have the highest byte first.
        guard Number(littleEndian: 1) == 1 else { return numbers.map { Number(littleEndian: $0) } }
        return numbers
    }

    package mutating func double() throws(PackedError) -> Double {
        Double(bitPattern: try fixed(UInt64.self))
    }

    package mutating func text() throws(PackedError) -> String {
        let read = try take(try count())
        guard let text = String(validating: read, as: UTF8.self) else { throw .malformed("a text") }
        return text
    }

    package mutating func take(_ count: Int) throws(PackedError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else { throw .endsEarly }
        defer { position += count }
        return bytes[position..<(position + count)]
    }
}
