/// What a session waits for.
package enum SMTPPhase: String, Hashable, Sendable {
    case greeting
    case hello
    case startTLS
    case handshake
    case authentication
    case sender
    case recipient
    case data
    case message
    case reset
    case quit

    /// How long at most: the times of RFC 5321, section 4.5.3.2, and five minutes for what it does not name.
    package var limit: Duration {
        switch self {
        case .greeting, .hello, .startTLS, .authentication, .sender, .recipient, .reset: .seconds(5 * 60)
        case .handshake: .seconds(60)
        // Nothing depends on the answer.
        case .quit: .seconds(5)
        case .data: .seconds(2 * 60)
        case .message: .seconds(10 * 60)
        }
    }
}
