/// Writes a message's fields. Long slices, such as record batches, become pieces of the result of their own instead of being
/// copied.
package struct WireWriter: FieldCoder, Sendable {
    /// From how many bytes on a slice is worth a piece of its own.
    private static let shared = 1024

    package let version: Int16
    package let isFlexible: Bool
    private var pieces: [ArraySlice<UInt8>] = []
    private var current: [UInt8] = []
    private var tags: [(tag: UInt32, content: [UInt8])] = []

    package init(version: Int16, isFlexible: Bool) {
        self.version = version
        self.isFlexible = isFlexible
    }

    /// How many bytes have been written.
    package var count: Int { pieces.reduce(current.count) { $0 + $1.count } }

    package mutating func field<Value: WireValue>(_ name: StaticString, _ value: inout Value) throws(WireError) {
        do throws(WireError) {
            try value.write(to: &self)
        } catch {
            throw error.within("\(name)")
        }
    }

    package mutating func tagged<Value: WireValue>(
        _ tag: UInt32, _ name: StaticString, _ value: inout Value?
    ) throws(WireError) {
        guard isFlexible, let value else { return }
        var content = WireWriter(version: version, isFlexible: isFlexible)
        do throws(WireError) {
            try value.write(to: &content)
        } catch {
            throw error.within("\(name)")
        }
        tags.append((tag, content.joined()))
    }

    /// Writes a structure: its fields by `body`, and behind them those that `body` tagged.
    mutating func structure(_ body: (inout WireWriter) throws(WireError) -> Void) throws(WireError) {
        let outer = tags
        tags = []
        try body(&self)
        if isFlexible {
            unsignedVarint(UInt32(tags.count))
            for (tag, content) in tags {
                unsignedVarint(tag)
                unsignedVarint(UInt32(content.count))
                current += content
            }
        }
        tags = outer
    }

    /// What has been written, in pieces that follow each other.
    package consuming func finish() -> [ArraySlice<UInt8>] {
        if !current.isEmpty { pieces.append(current[...]) }
        return pieces
    }

    private consuming func joined() -> [UInt8] {
        pieces.isEmpty ? current : finish().flatMap { $0 }
    }
}

// MARK: - Numbers and lengths

extension WireWriter {
    /// A number in network order.
    package mutating func integer<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            current.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// A number in groups of seven bits, the least significant first.
    package mutating func unsignedVarint(_ number: UInt32) {
        var left = number
        while left >= 0x80 {
            current.append(UInt8(left & 0x7F) | 0x80)
            left >>= 7
        }
        current.append(UInt8(left))
    }

    /// The length of a text or of bytes, or the count of an array.
    ///
    /// - Parameters:
    ///   - length: Of what follows.
    ///   - wide: Whether versions that are not flexible give it in four bytes instead of two.
    mutating func length(_ length: Int, wide: LengthWidth) throws(WireError) {
        if isFlexible {
            guard length < Int32.max else { throw WireError(.length(Int64(length))) }
            return unsignedVarint(UInt32(length + 1))
        }
        switch wide {
        case .two:
            guard let short = Int16(exactly: length) else { throw WireError(.length(Int64(length))) }
            integer(short)
        case .four:
            guard let long = Int32(exactly: length) else { throw WireError(.length(Int64(length))) }
            integer(long)
        }
    }

    /// The length that stands for null.
    mutating func null(wide: LengthWidth) {
        if isFlexible { return unsignedVarint(0) }
        switch wide {
        case .two: integer(-1 as Int16)
        case .four: integer(-1 as Int32)
        }
    }

    /// The bytes as they are.
    package mutating func slice(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.shared else { return current += bytes }
        if !current.isEmpty { pieces.append(current[...]) }
        pieces.append(bytes)
        current = []
    }
}
