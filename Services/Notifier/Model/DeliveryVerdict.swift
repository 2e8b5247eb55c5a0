import MeshCore
import NotifierAPI
import NotifierMail

/// What follows for a delivery from what became of an attempt.
enum DeliveryVerdict: Sendable, Equatable {
    case sent(detail: String)
    /// It is tried again: not before `after`, if that is told; at once when it is zero.
    case retry(DeliveryDecision.Verdict, detail: String, after: Duration? = nil)
    /// It is given up; `suppresses` says why nothing else is sent there either.
    case dead(detail: String, suppresses: Suppression.Reason? = nil)

    init(_ result: RecipientResult) {
        switch result {
        case .accepted(let reply): self = .sent(detail: Self.text(reply))
        case .refused(let reply) where reply.isPermanent:
            self = .dead(detail: Self.text(reply), suppresses: Self.isHardBounce(reply) ? .bounce : nil)
        case .refused(let reply): self = .retry(.deferred, detail: Self.text(reply))
        case .unsupported(let detail): self = .dead(detail: detail)
        // What was not begun because the service ends is for whoever is there next, at once.
        case .unsent(.closed): self = .retry(.deferred, detail: Self.text(.closed), after: .zero)
        case .unsent(let failure): self = .retry(.deferred, detail: Self.text(failure))
        case .unknown(let failure): self = .retry(.ambiguous, detail: Self.text(failure))
        }
    }

    /// Whether the mailbox or its domain is not there (RFC 3463, section 3.2); what is refused for its content, or because the
    /// box is full, says nothing of the address.
    private static func isHardBounce(_ reply: SMTPReply) -> Bool { isHardBounce(reply.enhancedStatus) }

    /// The same by its enhanced status alone.
    static func isHardBounce(_ status: String?) -> Bool {
        switch status {
        case "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10": true
        default: false
        }
    }

    private static func text(_ reply: SMTPReply) -> String { String("\(reply)".prefix(500)) }

    private static func text(_ failure: SMTPFailure) -> String {
        let text =
            switch failure {
            case .unreachable(let detail): "The server cannot be reached: \(detail)"
            case .disconnected(let detail): "The connection broke: \(detail)"
            case .timeout(let phase): "The server took too long (\(phase.rawValue))."
            case .refused(let phase, let reply): "The server refused (\(phase.rawValue)): \(reply)"
            case .malformed(let detail): "The server speaks no SMTP: \(detail)"
            case .insecure(let detail): detail
            case .noMechanism: "The server has no way to sign in that we know."
            case .closed: "The service was stopped."
            }
        return String(text.prefix(500))
    }
}
