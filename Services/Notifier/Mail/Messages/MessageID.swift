import Crypto

/// The identity of a mail (RFC 5322, section 3.6.4): the same whenever the same notification is written, so that a reader who
/// gets it twice can tell.
package struct MessageID: Hashable, Sendable {
    /// With its angle brackets.
    package let text: String

    /// - Parameters:
    ///   - key: What is unique to the notification and its recipient.
    ///   - domain: The sender's, in ASCII.
    package init(key: String, domain: String) {
        let hash = SHA256.hash(data: Array(key.utf8)).prefix(20)
        let digits = hash.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
        text = "<\(digits.joined())@\(domain)>"
    }
}
