import Crypto

/// What a request asks for, as a digest: two requests with one idempotency key must have the same.
package struct RequestFingerprint: Sendable, Hashable {
    /// SHA-256 over the parts, each preceded by its length so that no two divisions look alike.
    package let bytes: [UInt8]

    /// - Parameters:
    ///   - method: The request's method.
    ///   - target: Its path and query.
    ///   - body: Its whole body.
    package init(method: String, target: String, body: some Sequence<UInt8>) {
        var digest = SHA256()
        for part in [Array(method.utf8), Array(target.utf8), Array(body)] {
            let length = UInt64(part.count)
            digest.update(data: (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) })
            digest.update(data: part)
        }
        bytes = Array(digest.finalize())
    }

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}
