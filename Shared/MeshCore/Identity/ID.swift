/// The id of one kind of entity: a prefix that names the kind, and a UUID of version 7 in Crockford's base 32, so that
/// ids sort by the time of their making (`prd_01jd4t9x5se4nvk3qk2m7c8h6r`).
///
/// An id of a product cannot be given where an account's is wanted, in Swift and on the wire.
package struct ID<Entity: Identified>: Hashable, Sendable {
    package let uuid: UUIDv7

    package init(_ uuid: UUIDv7) {
        self.uuid = uuid
    }

    /// Makes a new id, greater than every one that this process made before.
    package static func make() -> Self {
        Self(UUIDv7Generator.nextOfProcess())
    }

    /// Makes an id from a time and a source of random bits that the caller holds, so that a seed replays it.
    package static func make(at time: Timestamp, using random: inout some RandomNumberGenerator) -> Self {
        Self(
            UUIDv7(
                milliseconds: time.milliseconds, randomA: UInt16(truncatingIfNeeded: random.next() as UInt64),
                randomB: random.next()))
    }

    /// The moment of its making, to the millisecond.
    package var timestamp: Timestamp { uuid.timestamp }
}

extension ID: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.uuid < right.uuid
    }
}

extension ID: LosslessStringConvertible {
    package var description: String {
        let prefix = Entity.idPrefix.utf8
        let length = prefix.count + 1 + CrockfordBase32.characterCount
        return unsafe String(unsafeUninitializedCapacity: length) { buffer in
            var position = 0
            for byte in prefix {
                unsafe buffer[position] = byte
                position += 1
            }
            unsafe buffer[position] = UInt8(ascii: "_")
            unsafe CrockfordBase32.write(high: uuid.high, low: uuid.low, to: buffer, at: position + 1)
            return length
        }
    }

    /// Reads an id in either case; nil when it is of another kind or no id at all.
    package init?(_ description: String) {
        guard let uuid = IDText.uuid(of: description, prefix: Entity.idPrefix) else { return nil }
        self.uuid = uuid
    }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an id of the kind \(Entity.idPrefix)_")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
