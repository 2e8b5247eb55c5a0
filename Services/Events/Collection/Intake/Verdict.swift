/// What became of one event of a request.
enum Verdict: Hashable, Sendable {
    case accepted(CollectedEvent)
    case duplicate(CollectedEvent)
    case rejected(Rejection)
    case dropped(DropReason)
    /// The log could not take it; it may be sent again.
    case unavailable(CollectedEvent)

    /// The word that answers say.
    var word: String {
        switch self {
        case .accepted: "accepted"
        case .duplicate: "duplicate"
        case .rejected: "rejected"
        case .dropped: "dropped"
        case .unavailable: "retry"
        }
    }

    /// Why it was not taken; nil when it was.
    var reason: String? {
        switch self {
        case .accepted, .duplicate, .unavailable: nil
        case .rejected(let rejection): rejection.code.rawValue
        case .dropped(let reason): reason.rawValue
        }
    }

    var rejection: Rejection? {
        switch self {
        case .rejected(let rejection): rejection
        case .accepted, .duplicate, .dropped, .unavailable: nil
        }
    }

    var isDropped: Bool {
        switch self {
        case .dropped: true
        case .accepted, .duplicate, .rejected, .unavailable: false
        }
    }

    var isUnavailable: Bool {
        switch self {
        case .unavailable: true
        case .accepted, .duplicate, .rejected, .dropped: false
        }
    }
}

extension [Verdict] {
    var hasUnavailable: Bool { contains(where: \.isUnavailable) }

    /// The reason when nothing of the request was taken because of the sender: the first rejection when all are
    /// rejected.
    var commonRejection: Rejection? {
        allSatisfy { $0.rejection != nil } ? first?.rejection : nil
    }
}
