import NotifierAPI

/// What became of an alert.
enum AlertChange: Sendable, Equatable {
    /// It has begun.
    case opened(Alert)
    /// It was told of again, and nobody has to be.
    case joined(Alert)
    /// Nobody looks after it, or it has grown worse.
    case escalated(Alert)
    /// It is over.
    case resolved(Alert)
    /// It had happened, and was told: nobody has to be told that it is not told of any more.
    case closed(Alert)

    var alert: Alert {
        switch self {
        case .opened(let alert), .joined(let alert), .escalated(let alert), .resolved(let alert),
            .closed(let alert):
            alert
        }
    }
}
