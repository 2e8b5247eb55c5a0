import MeshCore

/// Everything that can go wrong in the notifier, apart from what the store says.
enum NotifierError: Error, Equatable {
    /// There is no such delivery.
    case deliveryNotFound
    /// The delivery was not given up.
    case deliveryNotDead
    /// There is no such notification in the caller's inbox.
    case itemNotFound
    /// The address is not suppressed.
    case suppressionNotFound
    /// There is no rule for the category and channel.
    case ruleNotFound
    /// There is no template of this name.
    case templateNotFound
    /// There is no such alert.
    case alertNotFound
    /// The alert is over, and nobody has to look after it.
    case alertResolved
    /// There is no such endpoint of the caller.
    case endpointNotFound
    /// The account has as many endpoints on the channel as may be.
    case tooManyEndpoints(limit: Int)
    /// As many streams are open as may.
    case tooManyStreams(limit: Int)
    /// As many deliveries wait as may.
    case outboxFull(limit: Int)
    /// What was asked has no meaning; field by field.
    case invalid([FieldError])

    static func invalid(_ field: String, _ message: String, code: String = "invalid") -> NotifierError {
        .invalid([FieldError(field: field, code: code, message: message)])
    }
}
