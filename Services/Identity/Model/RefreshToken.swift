import IdentityAPI
import MeshCore

/// A refresh token as its holder has it: `orr_` + session + `_` + generation and 256 secret bits in base64url. Opaque to clients.
///
/// The session and the generation stand in it so that a token that was used long ago is still known for what it is, without a row
/// for every token that ever was.
struct RefreshToken: Equatable, Sendable {
    let session: Session.ID
    /// 0 for the token that login gives, one more for each rotation.
    let generation: UInt32
    /// 32 bytes.
    let secret: [UInt8]

    static let prefix = "orr_"
    static let secretLength = 32

    init(session: Session.ID, generation: UInt32, secret: [UInt8]) {
        self.session = session
        self.generation = generation
        self.secret = secret
    }

    /// Reads a token; nil when it has not the form of one.
    init?(_ text: String) {
        guard text.utf8.count <= 128, text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(
            separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let session = Session.ID("\(Session.idPrefix)_\(parts[0])"),
            let bytes = Base64Alphabet.url.decode(parts[1]), bytes.count == 4 + Self.secretLength
        else { return nil }
        self.session = session
        self.generation = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.secret = Array(bytes.dropFirst(4))
    }

    /// As it is sent to its holder. Never logged.
    var text: String {
        let counter = (0..<4).map { UInt8(truncatingIfNeeded: generation >> UInt32(24 - 8 * $0)) }
        let name = session.description.dropFirst(Session.idPrefix.count + 1)
        return "\(Self.prefix)\(name)_\(Base64Alphabet.url.encode(counter + secret))"
    }
}
