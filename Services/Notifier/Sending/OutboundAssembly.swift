import EventCollection
import MeshCore
import MeshRuntime
import MeshTransport
import NIOPosix
import NotifierAPI
import NotifierMail
import WebhookCalls

/// The senders of all channels that something is sent by, each made of what is configured.
struct OutboundAssembly: Sendable {
    let senders: [(channel: NotificationChannel, sender: any ChannelSender)]
    /// Calls what accounts have registered.
    let caller: OutboundCaller
    let keys: PushKeyPair

    /// - Parameters:
    ///   - vapid: The bytes of the key that push services know this mesh by.
    ///   - clock: The wall clock.
    /// - Throws: `SMTPFailure` when the certificates to trust cannot be read; `CryptoKitError` when the bytes are no key.
    init(
        _ configuration: NotifierConfiguration, store: NotifierStore, cursors: Cursors, vapid: [UInt8],
        clock: any WallClock
    ) throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let base = configuration.publicURL
        let links = base.map { UnsubscribeLinks(cursors: cursors, base: $0, mandatory: configuration.mandatory) }
        keys = try PushKeyPair(vapid)
        caller = OutboundCaller(
            ReachableAddresses(added: configuration.networks), group: group, clock: clock,
            resolve: AddressLookup.resolve)
        // Providers are the operator's own choice, wherever they are.
        let trusted = OutboundCaller(
            ReachableAddresses(added: ["0.0.0.0/0", "::/0"].compactMap { AddressRange($0) }), group: group,
            clock: clock, resolve: AddressLookup.resolve)
        let mail = MailSender(
            composer: MailComposer(
                writer: MailWriter(signers: configuration.signers), from: configuration.from, unsubscribing: links),
            providers: try MailProviders(configuration.servers, group: group))
        senders = [
            (.email, mail),
            (
                .sms,
                SMSSender(
                    providers: configuration.messengers, caller: trusted,
                    reports: base.map { SMSReports(cursors: cursors, base: $0) })
            ),
            (.webhook, WebhookSender(store: store, caller: caller, clock: clock)),
            (
                .push,
                PushSender(
                    store: store, caller: caller, keys: keys,
                    subject: base ?? "mailto:\(configuration.from.address.text)", clock: clock)
            ),
        ]
    }
}
