import MeshCore

/// How a try ended, in the terms of HTTP.
enum TryOutcome {
    /// It was never sent.
    case notSent
    case answered(status: Int, retryAfter: Duration?)
    case failed(ExchangeFailure)
    /// The request's deadline passed meanwhile.
    case outOfTime
    /// The caller gave up.
    case cancelled

    /// How it counts for the endpoint's load and for its health.
    ///
    /// - Parameters:
    ///   - elapsed: How long the try took until its answer's head or its end.
    ///   - blameAfter: From when on a deadline that passed is the endpoint's fault.
    ///   - isSlower: Whether it took longer than the endpoint is known for, which even a try without an answer shows.
    func counted(
        _ elapsed: Duration, blameAfter: Duration, isSlower: () -> Bool
    ) -> (load: RequestOutcome, health: RequestOutcome) {
        switch self {
        case .notSent: return (.cancelled, .cancelled)
        case .answered(let status, let retryAfter):
            let outcome = Self.outcome(status: status, retryAfter: retryAfter, elapsed: elapsed)
            return (outcome, outcome)
        case .failed(let failure):
            let outcome = Self.outcome(of: failure)
            return (outcome, outcome)
        case .outOfTime:
            return (
                isSlower() ? .success(latency: elapsed) : .cancelled,
                elapsed >= blameAfter ? .failure(retryAfter: nil) : .cancelled
            )
        case .cancelled: return (isSlower() ? .success(latency: elapsed) : .cancelled, .cancelled)
        }
    }

    private static func outcome(status: Int, retryAfter: Duration?, elapsed: Duration) -> RequestOutcome {
        switch status {
        case 500...: .failure(retryAfter: retryAfter)
        case 429: .limited(retryAfter: retryAfter)
        default: .success(latency: elapsed)
        }
    }

    private static func outcome(of failure: ExchangeFailure) -> RequestOutcome {
        switch failure.reason {
        case .shuttingDown, .limitExceeded, .noEndpoint: return .cancelled
        case .resetByPeer, .connectionLost, .connectFailed:
            // What a draining endpoint hands back is no fault of its own.
            if case .none = failure.processing { return .cancelled }
            return .failure(retryAfter: nil)
        case .protocolViolation, .deadlineExceeded, .unresponsive: return .failure(retryAfter: nil)
        }
    }
}
