import EventCollection
import FoundationEssentials
package import MeshRuntime
import NotifierMail

/// What may be set for the notifier, and why each limit is what it is.
package struct NotifierConfiguration: MeshConfiguration {
    package static let service = "notifier"
    package static let summary =
        "notifier: mail, text messages, webhooks, browsers and inboxes, each notification once."

    let from: Mailbox
    let servers: [SMTPServer]
    let signers: [DKIMSigner]
    let publicURL: String?
    let mandatory: Set<String>
    let mailsAtOnce: Int
    let term: Duration
    let retries: RetryRule
    let callsAtOnce: Int
    let networks: [AddressRange]
    let messengers: [SMSProvider]
    let waiting: Int
    let deliveryRetention: Duration
    let inboxRetention: Duration
    let streams: Int

    private static let fromKey = ConfigurationKey.string(
        "mail.from", default: "Orrery <notifications@localhost>", "Whom mails are from: a name and an address.")
    private static let serversKey = ConfigurationKey.list(
        "mail.servers",
        "Servers that take our mail, the first one first: smtp://HOST:PORT with STARTTLS where they have it, smtp+starttls://, smtps://, or smtp+plain:// in the clear."
    )
    private static let credentialsKey = ConfigurationKey.optionalString(
        "mail.credentials", "A file with lines of HOST NAME PASSWORD for the servers that ask for one.")
    private static let trustKey = ConfigurationKey.optionalString(
        "mail.trust", "A file of certificates (PEM) that servers are proved by, in the place of the system's.")
    private static let greetingKey = ConfigurationKey.string(
        "mail.greeting", default: "localhost",
        "The name that is said to servers: this machine's, as the world knows it.")
    private static let dkimKey = ConfigurationKey.list(
        "mail.dkim", "Keys that sign mails: DOMAIN:SELECTOR:FILE, the file an RSA or Ed25519 key in PEM.")
    // Of each step of SMTP; RFC 5321 has two to ten minutes.
    private static let patienceKey = ConfigurationKey.duration(
        "mail.patience", in: .milliseconds(100)...(.seconds(600)), default: .seconds(600),
        "What the times are cut to that a server has for each step.")
    private static let connectionsKey = ConfigurationKey.integer(
        "mail.connections", in: 1...1000, default: 8, "Connections to each server at once.")
    private static let atOnceKey = ConfigurationKey.integer(
        "mail.atOnce", in: 1...100_000, default: 256, "Mails that an instance has claimed at once.")
    private static let termKey = ConfigurationKey.duration(
        "mail.term", in: .milliseconds(100)...(.seconds(3600)), default: .seconds(30),
        "How long the claims of an instance that does not answer hold.")
    private static let retryFirstKey = ConfigurationKey.duration(
        "mail.retry.first", in: .milliseconds(1)...(.seconds(3600)), default: .seconds(30),
        "The pause after the first attempt; it doubles with each one.")
    private static let retryLongestKey = ConfigurationKey.duration(
        "mail.retry.longest", in: .milliseconds(1)...(.seconds(86_400)), default: .seconds(4 * 3600),
        "What pauses grow to.")
    private static let retryAgeKey = ConfigurationKey.duration(
        "mail.retry.age", in: .milliseconds(1)...(.seconds(30 * 86_400)), default: .seconds(2 * 86_400),
        "The age at which a mail that does not go through is given up.")
    private static let publicKey = ConfigurationKey.optionalString(
        "public.url", "Where readers reach the gateway (https://…): without it, mails have no link to unsubscribe.")
    private static let mandatoryKey = ConfigurationKey.list(
        "categories.mandatory", default: ["orders", "security", "alerts"],
        "Categories that nobody can unsubscribe from.")
    private static let callsKey = ConfigurationKey.integer(
        "calls.atOnce", in: 1...10_000, default: 64,
        "Text messages, webhooks and pushes that an instance sends at once, each.")
    private static let networksKey = ConfigurationKey.list(
        "calls.networks",
        "Networks (127.0.0.0/8) that webhooks and pushes may reach besides public addresses, also without TLS.")
    private static let messengersKey = ConfigurationKey.optionalString(
        "sms.providers", "A file with lines of URL ACCOUNT TOKEN SENDER: who sends text messages, the first one first.")
    private static let waitingKey = ConfigurationKey.integer(
        "outbox.waiting", in: 1...100_000_000, default: 1_000_000,
        "Deliveries that may wait; beyond it, notifications are refused with 503.")
    private static let deliveriesKey = ConfigurationKey.duration(
        "retention.deliveries", in: .seconds(3600)...(.seconds(3650 * 86_400)), default: .seconds(90 * 86_400),
        "How long deliveries are kept that are done with: so long the same key is not sent again.")
    private static let inboxKey = ConfigurationKey.duration(
        "retention.inbox", in: .seconds(3600)...(.seconds(3650 * 86_400)), default: .seconds(365 * 86_400),
        "How long notifications are kept in inboxes.")
    private static let streamsKey = ConfigurationKey.integer(
        "inbox.streams", in: 0...1_000_000, default: 20_000, "Streams of inboxes that may be open at once.")

    package static let keys: [any AnyConfigurationKey] = [
        fromKey, serversKey, credentialsKey, trustKey, greetingKey, dkimKey, patienceKey, connectionsKey, atOnceKey,
        termKey, retryFirstKey, retryLongestKey, retryAgeKey, publicKey, mandatoryKey, callsKey,
        networksKey, messengersKey, waitingKey, deliveriesKey, inboxKey,
        streamsKey,
    ]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        var faults: [String] = []
        let from = MailSettings.mailbox(values[Self.fromKey])
        if from == nil { faults.append("mail.from: an address such as Shop <shop@example.com> is expected") }
        var credentials: [String: SMTPCredentials] = [:]
        if let file = values[Self.credentialsKey] {
            do throws(ConfigurationError) {
                credentials = try MailSettings.credentials(file)
            } catch {
                faults += error.faults
            }
        }
        var servers: [SMTPServer] = []
        for text in values[Self.serversKey] {
            guard var server = MailSettings.server(text, greeting: values[Self.greetingKey]) else {
                faults.append("mail.servers: an address such as smtp://mail.example.com:587 is expected, not \(text)")
                continue
            }
            server.session.credentials = credentials[server.host]
            server.trustFile = values[Self.trustKey]
            server.patience = values[Self.patienceKey]
            server.connections = values[Self.connectionsKey]
            servers.append(server)
        }
        var signers: [DKIMSigner] = []
        for text in values[Self.dkimKey] {
            do throws(ConfigurationError) {
                signers.append(try MailSettings.signer(text))
            } catch {
                faults += error.faults
            }
        }
        let publicURL = values[Self.publicKey]
        if let publicURL, !publicURL.hasPrefix("https://") {
            faults.append("public.url: an address of https is expected, since mail programs use no other (RFC 8058)")
        }
        let networks = values[Self.networksKey].compactMap { text in
            let range = AddressRange(text)
            if range == nil { faults.append("calls.networks: a network such as 127.0.0.0/8 is expected, not \(text)") }
            return range
        }
        var messengers: [SMSProvider] = []
        if let file = values[Self.messengersKey] {
            do throws(ConfigurationError) {
                messengers = try SMSProvider.providers(try MailSettings.text(of: file, for: "sms.providers"))
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty, let from else { throw ConfigurationError(faults) }
        self.from = from
        self.servers = servers
        self.signers = signers
        self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        mandatory = Set(values[Self.mandatoryKey])
        mailsAtOnce = values[Self.atOnceKey]
        term = values[Self.termKey]
        retries = RetryRule(
            first: values[Self.retryFirstKey], longest: values[Self.retryLongestKey], age: values[Self.retryAgeKey])
        callsAtOnce = values[Self.callsKey]
        self.networks = networks
        self.messengers = messengers
        waiting = values[Self.waitingKey]
        deliveryRetention = values[Self.deliveriesKey]
        inboxRetention = values[Self.inboxKey]
        streams = values[Self.streamsKey]
    }
}
