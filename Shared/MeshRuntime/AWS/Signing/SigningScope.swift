/// What a signature of version 4 is made for: whose key, and for which day, region and service.
package struct SigningScope: Hashable, Sendable {
    static let terminator = "aws4_request"

    package let accessKeyID: String
    /// `YYYYMMDD`.
    package let date: String
    package let region: String
    package let service: String

    package init(accessKeyID: String, date: String, region: String, service: String) {
        self.accessKeyID = accessKeyID
        self.date = date
        self.region = region
        self.service = service
    }

    /// The scope without the key's id, as it is signed.
    var text: String { "\(date)/\(region)/\(service)/\(Self.terminator)" }

    /// The scope with the key's id, as requests name it.
    var credential: String { "\(accessKeyID)/\(text)" }

    /// Takes a credential apart.
    ///
    /// - Throws: `IncompleteSignatureException` when it has not five parts, `InvalidSignatureException` when it ends
    ///   wrongly.
    init(credential: String) throws(AWSError) {
        let parts = credential.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5 else {
            throw .incompleteSignature(
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '\(credential.prefix(256))'"
            )
        }
        guard parts[4] == Self.terminator else {
            throw .invalidSignature(
                "Credential should be scoped with a valid terminator: '\(Self.terminator)', not '\(parts[4].prefix(64))'."
            )
        }
        self.init(accessKeyID: parts[0], date: parts[1], region: parts[2], service: parts[3])
    }

    /// Whether identity could know it: what cannot be is not asked about.
    var isPlausible: Bool {
        (16...128).contains(accessKeyID.utf8.count)
            && accessKeyID.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
            && date.utf8.count == 8 && date.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && Self.isName(region) && Self.isName(service)
    }

    private static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
            }
    }
}
