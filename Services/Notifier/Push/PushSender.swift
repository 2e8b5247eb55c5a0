import FoundationEssentials
import MeshCore
import NotifierAPI
import WebhookCalls

/// Sends to browsers by their push services (RFC 8030).
struct PushSender: ChannelSender {
    let store: NotifierStore
    let caller: OutboundCaller
    let keys: PushKeyPair
    /// How push services reach whoever runs this.
    let subject: String
    let clock: any WallClock

    /// So long a push service keeps what it cannot deliver.
    private static let life: Duration = .seconds(86_400)

    func send(_ delivery: ClaimedDelivery, settle: @escaping Settlement) async {
        do {
            guard let endpoint = try store.endpoint(delivery.address), case .push(let keys) = endpoint.secrets else {
                return await settle(.dead(detail: "the browser is gone"), nil)
            }
            let call = try call(delivery, endpoint, PushEncryption(keys))
            let answer = try await caller.post(call).answer
            if case .answered(404, _) = answer { _ = try await store.removeEndpoint(delivery.address) }
            if case .answered(410, _) = answer { _ = try await store.removeEndpoint(delivery.address) }
            await settle(DeliveryVerdict(answer), nil)
        } catch is CancellationError {
            await settle(.retry(.ambiguous, detail: "The service was stopped.", after: .zero), nil)
        } catch {
            await settle(.dead(detail: "\(error)"), nil)
        }
    }

    func close() async {}

    func abort() async {}

    private func call(
        _ delivery: ClaimedDelivery, _ endpoint: Endpoint, _ encryption: PushEncryption
    ) throws -> OutboundCaller.Call {
        let url = endpoint.url
        let host = url.host.contains(":") ? "[\(url.host)]" : url.host
        let port = url.port == (url.isSecure ? 443 : 80) ? "" : ":\(url.port)"
        let origin = "\(url.isSecure ? "https" : "http")://\(host)\(port)"
        return OutboundCaller.Call(
            to: url,
            fields: [
                ("authorization", try keys.authorization(for: origin, subject: subject, at: clock.now())),
                ("content-encoding", "aes128gcm"), ("content-type", "application/octet-stream"),
                ("ttl", "\(Self.life.components.seconds)"), ("urgency", "normal"),
                // Of two with the same topic that wait the last one is kept: a second attempt takes the place of the first.
                ("topic", String(delivery.id.description.suffix(26))),
            ], body: try encryption.encrypt(PushText.bytes(of: delivery, most: PushEncryption.mostBytes)))
    }
}
