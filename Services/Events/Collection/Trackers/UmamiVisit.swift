import Crypto
import MeshCore

/// A visit as Umami counts it: it ends half an hour after its last event.
struct UmamiVisit: Hashable, Sendable {
    let website: String
    let sessionID: String
    let visitID: String
    let lastSeen: Timestamp

    private static let timeout = Duration.seconds(1800)

    /// The visit of an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - known: The visit that the tracker remembers, if it does.
    ///   - moment: When the event came in.
    init(of event: CollectedEvent, after known: UmamiVisit?, at moment: Timestamp) {
        website = event.site
        let visitor = Self.digest(event.site, event.visitor.id)
        sessionID = visitor
        lastSeen = moment
        if let known, known.website == event.site, known.sessionID == visitor,
            moment <= known.lastSeen + Self.timeout
        {
            visitID = known.visitID
        } else {
            visitID = Self.digest(visitor, moment.description)
        }
    }

    /// Reads a token that was signed under today's salt or yesterday's; nil for any other.
    init?(token: String, salts: VisitorSalts) {
        let sides = token.split(separator: ".", omittingEmptySubsequences: false)
        guard sides.count == 2, let bytes = Base64Bytes.decode(sides[0]),
            [salts.current, salts.previous].compactMap(\.self)
                .contains(where: { Self.signature(bytes, salt: $0) == sides[1] })
        else { return nil }
        // `try?` as what was signed here can be read; all else ends in nil.
        guard let json = try? JSONValue(parsing: bytes), let website = json["w"]?.stringValue,
            let session = json["s"]?.stringValue, let visit = json["v"]?.stringValue, let at = json["t"]?.intValue
        else { return nil }
        self.website = website
        sessionID = session
        visitID = visit
        lastSeen = Timestamp(milliseconds: at)
    }

    /// The visit as a text that the tracker cannot change.
    func token(salt: [UInt8]) -> String {
        let json: JSONValue = [
            "w": .string(website), "s": .string(sessionID), "v": .string(visitID), "t": .int(lastSeen.milliseconds),
        ]
        return Base64Bytes.encode(json.utf8) + "." + Self.signature(json.utf8, salt: salt)
    }

    private static func signature(_ bytes: [UInt8], salt: [UInt8]) -> String {
        HexText.encode(
            Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: salt)).prefix(16)))
    }

    /// A digest in the form of a UUID (RFC 9562, version 8), which Umami's ids have.
    private static func digest(_ first: String, _ second: String) -> String {
        var bytes = Array(SHA256.hash(data: Array("\(first.utf8.count):\(first)\(second)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = HexText.encode(bytes)
        var parts: [Substring] = []
        var rest = text[...]
        for length in [8, 4, 4, 4, 12] {
            parts.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return parts.joined(separator: "-")
    }
}
