import MeshCore
import NotifierAPI
import WebhookCalls

/// Calls endpoints of accounts, signed as Standard Webhooks says.
struct WebhookSender: ChannelSender {
    let store: NotifierStore
    let caller: OutboundCaller
    let clock: any WallClock

    func send(_ delivery: ClaimedDelivery, settle: @escaping Settlement) async {
        do {
            guard let endpoint = try store.endpoint(delivery.address), case .webhook(let secret) = endpoint.secrets
            else { return await settle(.dead(detail: "the endpoint is gone"), nil) }
            let answer = try await caller.post(call(delivery, endpoint, secret)).answer
            if case .answered(410, _) = answer { _ = try await store.removeEndpoint(delivery.address) }
            await settle(verdict(answer), nil)
        } catch is CancellationError {
            await settle(.retry(.ambiguous, detail: "The service was stopped.", after: .zero), nil)
        } catch {
            await settle(.retry(.deferred, detail: "\(error)"), nil)
        }
    }

    func close() async {}

    func abort() async {}

    /// Receivers refuse for reasons that pass, such as a deployment that went wrong: only what is gone is given up at once.
    private func verdict(_ answer: DeliveryAnswer) -> DeliveryVerdict {
        switch answer {
        case .answered(410, _), .refused: DeliveryVerdict(answer)
        case .answered where !answer.isSuccess: .retry(.deferred, detail: answer.failure, after: answer.retryAfter)
        case .answered, .failed, .unsent: DeliveryVerdict(answer)
        }
    }

    private func call(_ delivery: ClaimedDelivery, _ endpoint: Endpoint, _ secret: WebhookSecret) -> OutboundCaller.Call
    {
        let (id, seconds) = (delivery.id.description, clock.now().secondsSince1970)
        let data: JSONValue = [
            "id": .string(id), "tenant": .string(delivery.tenant), "key": .string(delivery.key),
            "category": .string(delivery.category), "account": .string(endpoint.account),
            "subject": .string(delivery.content.subject), "text": .string(delivery.content.text),
            "html": delivery.content.html.map { .string($0) } ?? .null,
        ]
        let message: JSONValue = [
            "type": "notification", "timestamp": .string(delivery.createdAt.description), "data": data,
        ]
        let body = message.utf8
        return OutboundCaller.Call(
            to: endpoint.url,
            fields: [
                ("content-type", "application/json"), ("webhook-id", id), ("webhook-timestamp", "\(seconds)"),
                ("webhook-signature", secret.signature(of: id, body, at: seconds)),
            ], body: body)
    }
}
