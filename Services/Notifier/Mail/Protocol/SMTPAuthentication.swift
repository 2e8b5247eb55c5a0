/// An exchange of AUTH (RFC 4954): PLAIN (RFC 4616), or LOGIN where the server has nothing else.
struct SMTPAuthentication: Sendable {
    enum Step: Hashable, Sendable {
        case write(String)
        case proved
        case refused
    }

    /// The command that begins it.
    let first: String
    private var answers: ArraySlice<String>

    /// - Parameter mechanisms: What the server has; nil when none of it is known.
    init?(_ credentials: SMTPCredentials, among mechanisms: Set<String>) {
        let (name, password) = (Array(credentials.name.utf8), Array(credentials.password.utf8))
        if mechanisms.contains("PLAIN") {
            first = "AUTH PLAIN \(Self.text([0] + name + [0] + password))"
            answers = []
        } else if mechanisms.contains("LOGIN") {
            first = "AUTH LOGIN"
            answers = [Self.text(name), Self.text(password)]
        } else {
            return nil
        }
    }

    mutating func answered(_ reply: SMTPReply) -> Step {
        if reply.code == 235 { return .proved }
        guard reply.code == 334, let answer = answers.popFirst() else { return .refused }
        return .write(answer)
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: Base64Text.encode(bytes), as: UTF8.self) }
}
