import NIOCore
import NotifierMail

/// The servers that take our mail, the first one first.
struct MailProviders: Sendable {
    private let clients: [SMTPClient]

    /// - Throws: `SMTPFailure` when the certificates to trust cannot be read.
    init(_ servers: [SMTPServer], group: any EventLoopGroup) throws(SMTPFailure) {
        var clients: [SMTPClient] = []
        for server in servers { clients.append(try SMTPClient(server, group: group)) }
        self.clients = clients
    }

    /// Sends a mail to one recipient. Another server is tried when it is certain that none before has taken it.
    ///
    /// - Parameter settle: Writes down what became of it; its connection takes no other to its end before.
    func send(
        _ message: MailMessage, _ envelope: MailEnvelope, settle: @escaping @Sendable (RecipientResult) async -> Void
    ) async {
        var last = RecipientResult.unsent(.unreachable("no server is configured (mail.servers)"))
        for client in clients {
            let results = await client.send(message, envelope) { results in
                for result in results { await settle(result) }
            }
            last = results.first ?? last
            guard case .unsent = last else { return }
        }
        await settle(last)
    }

    /// Lets mails that are under way come to their end, and takes no more.
    func close() async {
        for client in clients { await client.close() }
    }

    /// Ends all connections, whatever is under way.
    func abort() async {
        for client in clients { await client.abort() }
    }
}
