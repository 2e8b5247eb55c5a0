import MeshCore

extension InterestProfile {
    /// How a profile is kept: 21 bytes for each item, the oldest first.
    package var bytes: [UInt8] {
        var writer = PackedWriter()
        for interest in interests {
            writer.write(interest.item)
            writer.write(interest.weight)
            writer.write(interest.last.milliseconds)
            writer.write(
                SignalKind.allCases.enumerated().reduce(UInt8(0)) { bits, kind in
                    interest.kinds.contains(kind.element) ? bits | 1 << UInt8(kind.offset) : bits
                })
        }
        return writer.bytes
    }

    /// Reads a profile as it was kept.
    ///
    /// - Throws: ``ModelError/unreadable`` when it is something else.
    package init(bytes: [UInt8]) throws(ModelError) {
        var reader = PackedReader(bytes)
        var interests: [Interest] = []
        interests.reserveCapacity(bytes.count / 21)
        while !reader.isAtEnd {
            let item = try reader.read(UInt32.self)
            let weight = try reader.readDouble()
            let last = Timestamp(milliseconds: try reader.read(Int64.self))
            let bits = try reader.read(UInt8.self)
            guard Int(bits) < Self.kinds.count else { throw .unreadable }
            interests.append(Interest(item: item, weight: weight, last: last, kinds: Self.kinds[Int(bits)]))
        }
        self.init(remembered: interests)
    }

    /// The kinds that each number stands for, a bit for each.
    private static let kinds: [Set<SignalKind>] = (0..<1 << SignalKind.allCases.count).map { bits in
        Set(SignalKind.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
    }
}
