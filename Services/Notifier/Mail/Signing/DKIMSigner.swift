import Crypto
import MeshCore

/// Signs messages for a domain (RFC 6376), so that receivers know who answers for them.
package struct DKIMSigner: Sendable {
    private let domain: String
    private let selector: String
    private let key: DKIMKey

    /// - Parameters:
    ///   - domain: Whose signature it is: that of `From`, or one above it, for DMARC (RFC 7489, section 3.1.1).
    ///   - selector: The name under which the domain publishes the key.
    ///   - key: The private one.
    package init(domain: String, selector: String, key: DKIMKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// What is signed where it is there. Both fields of RFC 8058 are, as it asks.
    private static let signedFields: Set<String> = [
        "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
        "list-id",
        "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type", "content-transfer-encoding",
    ]
    /// What is named once more than it is there, so that nobody adds a second one (section 8.15).
    private static let sealedFields = ["from", "to", "subject", "date", "message-id", "content-type"]

    /// The `DKIM-Signature` field of a message, to be put before all others.
    ///
    /// - Parameters:
    ///   - fields: The header, in its order.
    ///   - body: The body.
    ///   - moment: When it is signed.
    /// - Throws: ``DKIMKey/Failure/signing``.
    func field(over fields: [SignedField], body: [UInt8], at moment: Timestamp) throws(DKIMKey.Failure) -> [UInt8] {
        let signed = fields.filter { Self.signedFields.contains($0.name.lowercased()) }
        let names = signed.map { $0.name.lowercased() } + Self.sealedFields
        let hash = Base64Text.encode(Array(SHA256.hash(data: DKIMCanonicalization.body(body))))
        var lines = ["DKIM-Signature: v=1; a=\(key.algorithm); c=relaxed/relaxed; d=\(domain);"]
        lines.append(" s=\(selector); t=\(moment.secondsSince1970);")
        lines += Self.folded(names)
        lines.append(" bh=\(String(decoding: hash, as: UTF8.self));")
        lines.append(" b=")
        let unsigned = Array(lines.joined(separator: "\r\n").utf8)
        // A field that is named more often than it is there adds nothing (section 5.4.2); fields of one name are taken from
        // the last to the first, and here each is there once.
        var header = signed.flatMap { DKIMCanonicalization.field($0.lines) }
        header += DKIMCanonicalization.field(unsigned).dropLast(2)
        let signature = Base64Text.encode(try key.signature(over: header))
        return unsigned + Self.folded(signature) + MailBytes.lineEnd
    }

    /// The list of names, in lines.
    private static func folded(_ names: [String]) -> [String] {
        var lines: [String] = []
        var line = " h="
        for (index, name) in names.enumerated() {
            let piece = name + (index + 1 < names.count ? ":" : ";")
            if line.utf8.count + piece.utf8.count > HeaderField.preferredLine - 2 {
                lines.append(line)
                line = "  "
            }
            line += piece
        }
        return lines + [line]
    }

    /// The signature, in lines that go on with a space.
    private static func folded(_ signature: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for (index, byte) in signature.enumerated() {
            if index > 0, index.isMultiple(of: 72) { result += MailBytes.lineEnd + [MailBytes.space] }
            result.append(byte)
        }
        return result
    }
}
