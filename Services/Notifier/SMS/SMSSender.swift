import MeshCore
import NotifierAPI
import WebhookCalls

/// Sends text messages by the first provider that takes them.
struct SMSSender: ChannelSender {
    let providers: [SMSProvider]
    let caller: OutboundCaller
    let reports: SMSReports?

    func send(_ delivery: ClaimedDelivery, settle: @escaping Settlement) async {
        let text = delivery.content.text.isEmpty ? delivery.content.subject : delivery.content.text
        var last = SMSCall.Outcome(
            verdict: .retry(.deferred, detail: "no provider is configured (sms.providers)"), isOpen: true)
        do {
            for provider in providers {
                let request = SMSCall(
                    provider: provider, number: delivery.address, text: text, token: delivery.id.description,
                    callback: try reports?.link(for: delivery.id))
                guard let call = request.call else { continue }
                let (answer, body) = try await caller.post(call)
                last = SMSCall.outcome(answer, body)
                guard last.isOpen else { break }
            }
        } catch is CancellationError {
            last.verdict = .retry(.ambiguous, detail: "The service was stopped.", after: .zero)
        } catch {
            last.verdict = .retry(.deferred, detail: "\(error)")
        }
        await settle(last.verdict, last.reference)
    }

    func close() async {}

    func abort() async {}
}
