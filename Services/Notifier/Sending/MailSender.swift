import MeshCore
import NotifierAPI
import NotifierMail

/// Sends mail.
struct MailSender: ChannelSender {
    let composer: MailComposer
    let providers: MailProviders

    func send(_ delivery: ClaimedDelivery, settle: @escaping Settlement) async {
        do {
            let (message, envelope, id) = try composer.mail(delivery)
            await providers.send(message, envelope) { await settle(DeliveryVerdict($0), id.text) }
        } catch {
            await settle(.dead(detail: "\(error)"), nil)
        }
    }

    func close() async { await providers.close() }

    func abort() async { await providers.abort() }
}
