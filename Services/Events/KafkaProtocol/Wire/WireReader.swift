/// Reads a message's fields from its bytes. Slices of the bytes, such as record batches, are shared and not copied.
package struct WireReader: FieldCoder, Sendable {
    package let version: Int16
    package let isFlexible: Bool
    private let bytes: ArraySlice<UInt8>
    private let limits: WireLimits
    private var position: Int
    private var end: Int
    private var elementsLeft: Int
    /// The tagged fields of the structure that is being read, once its other fields have been.
    private var tags: [UInt32: Range<Int>]?

    package init(_ bytes: ArraySlice<UInt8>, version: Int16, isFlexible: Bool, limits: WireLimits = WireLimits()) {
        self.bytes = bytes
        self.version = version
        self.isFlexible = isFlexible
        self.limits = limits
        position = bytes.startIndex
        end = bytes.endIndex
        elementsLeft = limits.elements
    }

    /// How many bytes have not been read.
    package var remaining: Int { end - position }

    package mutating func field<Value: WireValue>(_ name: StaticString, _ value: inout Value) throws(WireError) {
        do throws(WireError) {
            value = try Value.read(from: &self)
        } catch {
            throw error.within("\(name)")
        }
    }

    package mutating func tagged<Value: WireValue>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Value?
    ) throws(WireError) {
        guard isFlexible else { return }
        let found = try readTags()
        guard let range = found[tag] else { return }
        let saved = (position, end)
        (position, end) = (range.lowerBound, range.upperBound)
        do throws(WireError) {
            value = try Value.read(from: &self)
            guard remaining == 0 else { throw WireError(.tags) }
        } catch {
            throw error.within("\(name)")
        }
        (position, end) = saved
    }

    /// Reads a structure: its fields by `body`, and behind them its tagged fields, also those that it does not know.
    mutating func structure(_ body: (inout WireReader) throws(WireError) -> Void) throws(WireError) {
        let outer = tags
        tags = nil
        try body(&self)
        if isFlexible { _ = try readTags() }
        tags = outer
    }

    /// - Throws: ``WireError`` when bytes follow the last field.
    package func finish() throws(WireError) {
        guard remaining == 0 else { throw WireError(.trailing(remaining)) }
    }

    private mutating func readTags() throws(WireError) -> [UInt32: Range<Int>] {
        if let tags { return tags }
        var found: [UInt32: Range<Int>] = [:]
        let count = try unsignedVarint()
        guard count <= limits.tags else { throw WireError(.length(Int64(count))) }
        var last: UInt32?
        for _ in 0..<count {
            let tag = try unsignedVarint()
            if let last, tag <= last { throw WireError(.tags) }
            last = tag
            let told = try unsignedVarint()
            let length = try checkedLength(Int64(told))
            found[tag] = position..<(position + length)
            position += length
        }
        tags = found
        return found
    }
}

// MARK: - Numbers and lengths

extension WireReader {
    /// A number in network order.
    package mutating func integer<Number: FixedWidthInteger>(_: Number.Type) throws(WireError) -> Number {
        let size = Number.bitWidth / 8
        guard remaining >= size else { throw WireError(.truncated) }
        var number: Number = 0
        for index in position..<(position + size) {
            number = size == 1 ? Number(truncatingIfNeeded: bytes[index]) : number << 8 | Number(bytes[index])
        }
        position += size
        return number
    }

    /// A number in groups of seven bits, the least significant first, of at most five bytes.
    package mutating func unsignedVarint() throws(WireError) -> UInt32 {
        var number: UInt32 = 0
        for shift in stride(from: UInt32(0), to: 35, by: 7) {
            let byte = try integer(UInt8.self)
            // The fifth byte holds the upper four bits, and nothing may follow it.
            if shift == 28, byte > 0x0F { throw WireError(.number) }
            number |= UInt32(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
        }
        throw WireError(.number)
    }

    /// The length of a text or of bytes, or the count of an array.
    ///
    /// - Parameter wide: Whether versions that are not flexible give it in four bytes instead of two.
    /// - Returns: nil for null.
    mutating func length(wide: LengthWidth) throws(WireError) -> Int? {
        let length: Int64
        if isFlexible {
            length = try Int64(unsignedVarint()) - 1
        } else {
            length =
                switch wide {
                case .two: try Int64(integer(Int16.self))
                case .four: try Int64(integer(Int32.self))
                }
        }
        return length == -1 ? nil : try checkedLength(length)
    }

    /// The count of an array, of whose elements each takes a byte at least.
    ///
    /// - Returns: nil for null.
    mutating func count() throws(WireError) -> Int? {
        guard let count = try length(wide: .four) else { return nil }
        guard count <= elementsLeft else { throw WireError(.length(Int64(count))) }
        elementsLeft -= count
        return count
    }

    /// The next bytes, shared with the message.
    package mutating func slice(_ length: Int) throws(WireError) -> ArraySlice<UInt8> {
        let length = try checkedLength(Int64(length))
        defer { position += length }
        return bytes[position..<(position + length)]
    }

    private func checkedLength(_ length: Int64) throws(WireError) -> Int {
        guard length >= 0, length <= Int64(remaining) else { throw WireError(.length(length)) }
        return Int(length)
    }
}
