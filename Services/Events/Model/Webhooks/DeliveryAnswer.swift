/// What came of an attempt.
enum DeliveryAnswer: Hashable, Sendable {
    /// The receiver answered.
    case answered(status: Int, retryAfter: Duration?)
    /// There was no answer in time, or no connection.
    case failed(reason: String)
    /// The message was not sent, because it may not go there.
    case refused(reason: String)

    var isSuccess: Bool {
        if case .answered(200..<300, _) = self { true } else { false }
    }

    var status: Int? {
        if case .answered(let status, _) = self { status } else { nil }
    }

    /// Why it is no success, for people.
    var failure: String {
        switch self {
        case .answered(300..<400, _): "It answered \(status ?? 0); redirects are not followed."
        case .answered(let status, _): "It answered \(status)."
        case .failed(let reason), .refused(let reason): reason
        }
    }

    var retryAfter: Duration? {
        if case .answered(_, let pause) = self { pause } else { nil }
    }
}
