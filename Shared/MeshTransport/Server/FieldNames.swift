import Glibc
package import HTTPTypes

/// The names of fields that are common, ready made: to make one from text costs more than all else in a head.
package enum FieldNames {
    /// Slots of the hash table, some six for each name, so that most look-ups compare one name.
    private static let slotCount = 512

    private static let common = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges",
        "access-control-allow-origin",
        "access-control-request-headers", "access-control-request-method", "age", "allow", "authorization", "baggage",
        "cache-control", "cache-status", "content-disposition", "content-encoding", "content-language",
        "content-length",
        "content-location", "content-range", "content-type", "cookie", "date", "dnt", "etag", "expect", "expires",
        "forwarded", "from", "grpc-timeout", "host", "idempotency-key", "if-match", "if-modified-since",
        "if-none-match",
        "if-range", "if-unmodified-since", "last-modified", "link", "location", "max-forwards", "origin", "pragma",
        "prefer", "priority", "proxy-authorization", "proxy-status", "range", "ratelimit", "ratelimit-policy",
        "referer",
        "retry-after", "sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode",
        "sec-fetch-site", "sec-fetch-user", "server", "set-cookie", "strict-transport-security", "te", "trailer",
        "traceparent", "tracestate", "upgrade-insecure-requests", "user-agent", "vary", "via", "www-authenticate",
        "x-deadline-ms", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip",
        "x-request-id",
    ]

    /// All texts one after the other, where each begins and ends, its name, and which name stands in each slot (-1: none).
    private struct Table {
        var text: [UInt8] = []
        var ends: [Int] = [0]
        var names: [HTTPField.Name] = []
        var slots = [Int16](repeating: -1, count: slotCount)
    }

    private static let table: Table = {
        var table = Table()
        for text in common {
            guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
            var slot = unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe FieldNames.slot(of: $0) }
            while table.slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
            table.slots[slot] = Int16(table.names.count)
            table.text += text.utf8
            table.ends.append(table.text.count)
            table.names.append(name)
        }
        return table
    }()

    private static func slot(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard bytes.count > 0 else { return 0 }
        // All three positions lie within the bytes.
        let ends = unsafe Int(bytes[0]) &* 31 &+ Int(bytes[bytes.count - 1])
        let middle = unsafe Int(bytes[bytes.count / 2]) &* 7
        return (bytes.count &* 67 &+ ends &+ middle) & (slotCount - 1)
    }

    /// The name that these lower-case bytes spell; nil when they are no name of a field.
    package static func name(_ bytes: UnsafeBufferPointer<UInt8>) -> HTTPField.Name? {
        var slot = unsafe slot(of: bytes)
        while case let index = Int(table.slots[slot]), index >= 0 {
            let start = table.ends[index]
            if table.ends[index + 1] - start == bytes.count, unsafe isEqual(bytes, at: start) {
                return table.names[index]
            }
            slot = (slot + 1) & (slotCount - 1)
        }
        return unsafe HTTPField.Name(parsed: String(decoding: bytes, as: UTF8.self))
    }

    private static func isEqual(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        unsafe table.text.withUnsafeBufferPointer { text in
            guard let left = bytes.baseAddress, let right = text.baseAddress else { return bytes.isEmpty }
            // The caller has seen that the text is as long as the bytes.
            return unsafe memcmp(left, right + start, bytes.count) == 0
        }
    }
}
