package import HTTPTypes

/// The names of fields that are common, ready made: to make one from text costs more than all else in a head.
package enum FieldNames {
    /// Slots of the table; with so few names in so many slots a look-up compares one name.
    private static let slotCount = 512

    private static let common = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges",
        "access-control-allow-origin",
        "access-control-request-headers", "access-control-request-method", "age", "allow", "authorization", "baggage",
        "cache-control", "cache-status", "content-disposition", "content-encoding", "content-language",
        "content-length",
        "content-location", "content-range", "content-type", "cookie", "date", "dnt", "etag", "expect", "expires",
        "forwarded",
        "from", "grpc-timeout", "host", "idempotency-key", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "last-modified", "link", "location", "max-forwards", "origin", "pragma", "prefer",
        "priority",
        "proxy-authorization", "proxy-status", "range", "ratelimit", "ratelimit-policy", "referer", "retry-after",
        "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site",
        "sec-fetch-user", "server", "set-cookie", "strict-transport-security", "te", "trailer", "traceparent",
        "tracestate",
        "upgrade-insecure-requests", "user-agent", "vary", "via", "www-authenticate", "x-deadline-ms",
        "x-forwarded-for",
        "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip", "x-request-id",
    ]

    private static let table: [[(bytes: [UInt8], name: HTTPField.Name)]] = {
        var table = [[(bytes: [UInt8], name: HTTPField.Name)]](repeating: [], count: slotCount)
        for text in common {
            guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
            table[slot(Array(text.utf8)[...])].append((Array(text.utf8), name))
        }
        return table
    }()

    private static func slot(_ bytes: ArraySlice<UInt8>) -> Int {
        guard let first = bytes.first, let last = bytes.last else { return 0 }
        let middle = bytes[bytes.startIndex + bytes.count / 2]
        return (bytes.count &* 67 &+ Int(first) &* 31 &+ Int(middle) &* 7 &+ Int(last)) & (slotCount - 1)
    }

    /// The name that these lower-case bytes spell; nil when they are no name of a field.
    package static func name(_ bytes: ArraySlice<UInt8>) -> HTTPField.Name? {
        for entry in table[slot(bytes)] where entry.bytes.count == bytes.count && entry.bytes.elementsEqual(bytes) {
            return entry.name
        }
        return HTTPField.Name(parsed: String(decoding: bytes, as: UTF8.self))
    }
}
