/// What came of an attempt.
package enum DeliveryAnswer: Hashable, Sendable {
    /// The receiver answered.
    case answered(status: Int, retryAfter: Duration?)
    /// There was no answer in time, or no connection.
    case failed(reason: String)
    /// There was no connection: nothing has arrived.
    case unsent(reason: String)
    /// The message was not sent, because it may not go there.
    case refused(reason: String)

    package var isSuccess: Bool {
        if case .answered(200..<300, _) = self { true } else { false }
    }

    package var status: Int? {
        if case .answered(let status, _) = self { status } else { nil }
    }

    /// Why it is no success, for people.
    package var failure: String {
        switch self {
        case .answered(300..<400, _): "It answered \(status ?? 0); redirects are not followed."
        case .answered(let status, _): "It answered \(status)."
        case .failed(let reason), .unsent(let reason), .refused(let reason): reason
        }
    }

    package var retryAfter: Duration? {
        if case .answered(_, let pause) = self { pause } else { nil }
    }
}
