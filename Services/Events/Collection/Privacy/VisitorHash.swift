import Crypto

/// The daily ids of visitors who keep none.
///
/// Who sent something is HMAC-SHA-256 (RFC 2104) under the day's salt over user agent and address; the visitor of a
/// site is SHA-256 over that and the site, so that sites cannot compare theirs, and so that a dead letter read again
/// after the salt has gone still finds its visitor. Of both the first 16 bytes are kept, in hexadecimal.
enum VisitorHash {
    static func sender(userAgent: String, address: NetworkAddress?, salt: [UInt8]) -> String {
        let message = joined([userAgent, address?.description ?? ""])
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: salt))
        return HexText.encode(Array(code.prefix(16)))
    }

    static func visitor(sender: String, site: String) -> String {
        HexText.encode(Array(SHA256.hash(data: joined([site, sender])).prefix(16)))
    }

    /// Each part behind its length, so that no two lists of parts make the same message.
    private static func joined(_ parts: [String]) -> [UInt8] {
        var message: [UInt8] = []
        for part in parts {
            let count = UInt32(truncatingIfNeeded: part.utf8.count)
            for shift in [24, 16, 8, 0] as [UInt32] { message.append(UInt8(truncatingIfNeeded: count >> shift)) }
            message += part.utf8
        }
        return message
    }
}
