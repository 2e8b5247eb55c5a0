package import MeshCore

/// A time as the AWS protocols write it: a JSON number of seconds since 1970, with milliseconds as its fraction.
package struct EpochSeconds: Hashable, Sendable {
    package var timestamp: Timestamp

    package init(_ timestamp: Timestamp) {
        self.timestamp = timestamp
    }

    /// The number.
    package var json: JSONValue {
        timestamp.milliseconds.isMultiple(of: 1000)
            ? .int(timestamp.secondsSince1970) : .double(Double(timestamp.milliseconds) / 1000)
    }

    /// The time that a number stands for; nil when it is none that fits.
    static func timestamp(_ seconds: Double) -> Timestamp? {
        Int64(exactly: (seconds * 1000).rounded()).map { Timestamp(milliseconds: $0) }
    }
}

extension EpochSeconds: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let timestamp = Self.timestamp(try container.decode(Double.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no time")
        }
        self.init(timestamp)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Double(timestamp.milliseconds) / 1000)
    }
}

extension JSONValue {
    /// A time as the AWS protocols write it.
    package static func epochSeconds(_ timestamp: Timestamp) -> JSONValue { EpochSeconds(timestamp).json }
}
