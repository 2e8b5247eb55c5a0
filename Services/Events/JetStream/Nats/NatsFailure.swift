/// Why a request to NATS has no answer that helps.
enum NatsFailure: Error {
    /// It could not be sent.
    case notSent(detail: String)
    /// Nobody listens at its subject: there is no such stream, or it has no leader now.
    case noResponders
    case timedOut
    /// There is no such stream.
    case noStream
    /// JetStream refused it.
    case refused(status: Int64, code: Int64, detail: String)
    /// The answer is not understood.
    case malformed
    /// The connection has been closed here.
    case closed

    /// Whether the same request may work a moment later: while a leader is chosen, or a server restarts.
    var isPassing: Bool {
        switch self {
        case .notSent, .noResponders, .timedOut: true
        // 10005 is said of placing a stream while some server is away.
        case .refused(let status, let code, _): status >= 500 || code == 10_005
        case .noStream, .malformed, .closed: false
        }
    }
}

extension NatsFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .notSent(let detail): "NATS cannot be reached (\(detail))"
        case .noResponders: "the stream has no leader now, or is gone"
        case .timedOut: "NATS does not answer"
        case .noStream: "the stream is gone"
        case .refused(_, let code, let detail): "JetStream refused with \(code): \(detail)"
        case .malformed: "NATS answered what is not understood"
        case .closed: "the connection to NATS is closed"
        }
    }
}
