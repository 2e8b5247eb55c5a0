import Logging
import MeshCore

/// What every delivery uses.
struct WebhookParts: Sendable {
    let store: WebhookStore
    let source: RecordSource
    let caller: WebhookCaller
    let rule: DeliveryRule
    let letters: LetterBox
    let metrics: WebhookMetrics
    let clock: any WallClock
    let logger: Logger
}
