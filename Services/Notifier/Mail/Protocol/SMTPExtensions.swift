/// What a server said that it can, in its answer to EHLO (RFC 5321, section 4.1.1.1).
package struct SMTPExtensions: Hashable, Sendable {
    /// Commands may be sent before the answers to those before them are there (RFC 2920).
    package var pipelining = false
    package var startTLS = false
    package var eightBitMIME = false
    package var internationalized = false
    /// Delivery status notifications (RFC 3461).
    package var deliveryStatus = false
    /// Names of the mechanisms of AUTH, in upper case (RFC 4954).
    package var authentication: Set<String> = []
    /// SIZE (RFC 1870): nil without it, 0 without a limit, else the most bytes of a message.
    package var size: Int?

    package init() {}

    /// Reads the lines after the first.
    init(_ reply: SMTPReply) {
        for line in reply.lines.dropFirst() {
            let words = line.uppercased().split(separator: " ").map(String.init)
            switch words.first {
            case "PIPELINING": pipelining = true
            case "STARTTLS": startTLS = true
            case "8BITMIME": eightBitMIME = true
            case "SMTPUTF8": internationalized = true
            case "DSN": deliveryStatus = true
            case "SIZE": size = words.dropFirst().first.flatMap { Int($0) } ?? 0
            case "AUTH": authentication.formUnion(words.dropFirst())
            // As some servers write it that were made before RFC 2554.
            case let word? where word.hasPrefix("AUTH="):
                authentication.formUnion([String(word.dropFirst(5))] + words.dropFirst())
            case _?, nil: break
            }
        }
    }
}
