import NotifierAPI
import WebhookCalls

extension DeliveryVerdict {
    /// What follows from what a receiver answered: what it does not want is given up, all else is tried again.
    init(_ answer: DeliveryAnswer) {
        switch answer {
        case .answered(let status, _) where answer.isSuccess: self = .sent(detail: "answered \(status)")
        case .answered(let status, let pause) where status == 408 || status == 429 || status >= 500:
            self = .retry(.deferred, detail: answer.failure, after: pause)
        case .answered: self = .dead(detail: answer.failure)
        // It may have arrived.
        case .failed(let reason): self = .retry(.ambiguous, detail: String(reason.prefix(500)))
        case .unsent(let reason): self = .retry(.deferred, detail: String(reason.prefix(500)))
        case .refused(let reason): self = .dead(detail: reason)
        }
    }
}
