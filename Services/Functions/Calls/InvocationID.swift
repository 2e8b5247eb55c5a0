import Crypto
import FoundationEssentials

/// The ids of invocations, as AWS has them: UUIDs.
enum InvocationID {
    /// A new one.
    static func make() -> String { UUID().uuidString.lowercased() }

    /// The one that belongs to a caller's key: the same for the same key, so that a handler knows a repetition by it.
    static func of(key: String) -> String {
        if let uuid = UUID(uuidString: key) { return uuid.uuidString.lowercased() }
        var bytes = Array(SHA256.hash(data: Array(key.utf8)).prefix(16))
        // Version 8, made in one's own way (RFC 9562, section 5.8).
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(offset) { text += "-" }
            text.append(digit)
        }
        return text
    }
}
