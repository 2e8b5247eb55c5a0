/// Finds the partition of a key as Kafka's own clients do, so that a key's records come together whoever appends them:
/// murmur2 over the key, its sign bit cleared, modulo the partitions.
package enum Partitioner {
    /// The partition of a key.
    package static func partition(of key: ArraySlice<UInt8>, count: Int) -> Int {
        Int(murmur2(key) & 0x7FFF_FFFF) % count
    }

    /// The partition of a record: by its key; without one by its event's identity, so that the event is noticed when it
    /// comes again; without either by a turn.
    ///
    /// - Parameters:
    ///   - turn: Any number; one that grows spreads the records evenly.
    ///   - count: Of all partitions.
    ///   - dealt: The partitions that have their turn; at least one.
    package static func partition(of record: LogRecord, turn: Int, count: Int, dealt: some Collection<Int>) -> Int {
        if let key = record.key { return partition(of: key, count: count) }
        guard let identity = record.identity else {
            let place = Int(UInt(bitPattern: turn) % UInt(dealt.count))
            return dealt[dealt.index(dealt.startIndex, offsetBy: place)]
        }
        return partition(of: identity.source + identity.id, count: count)
    }

    /// MurmurHash2 (Austin Appleby, 32 bits), with the seed that Kafka uses.
    static func murmur2(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let factor: UInt32 = 0x5BD1_E995
        var hash: UInt32 = 0x9747_B28C ^ UInt32(truncatingIfNeeded: bytes.count)
        var rest = bytes
        while rest.count >= 4 {
            var word = rest.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) } &* factor
            word ^= word >> 24
            hash = (hash &* factor) ^ (word &* factor)
            rest = rest.dropFirst(4)
        }
        if !rest.isEmpty {
            hash ^= rest.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            hash = hash &* factor
        }
        hash ^= hash >> 13
        hash = hash &* factor
        return hash ^ (hash >> 15)
    }
}
